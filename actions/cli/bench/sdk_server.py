"""`python -m actions.cli.bench.sdk_server PORT`: the project's own actions behind rasa-sdk's server
(sanic), as Rasa's manual runs them. A baseline: the shop serves them itself. Owns no action."""

from __future__ import annotations

import sys
from contextlib import AsyncExitStack
from typing import Any

from rasa_sdk.endpoint import create_app_for_serve
from rasa_sdk.executor import ActionExecutor
from sanic import Sanic

from actions import log
from actions.config import load_config
from actions.dialogue import all_actions
from actions.metrics import Metrics
from actions.opening import open_services
from actions.turns import Turns


def app(executor: ActionExecutor) -> Sanic[Any, Any]:
    """Opens what the actions use in the loop that serves, and closes it there."""
    made: Sanic[Any, Any] = create_app_for_serve(executor)
    opened = AsyncExitStack()

    async def open_actions(_: Any) -> None:
        config = load_config()
        services = await opened.enter_async_context(open_services(config, Metrics(), Turns()))
        for action in all_actions(services):
            executor.register_action(action)

    async def close_actions(_: Any) -> None:
        await opened.aclose()

    made.register_listener(open_actions, "before_server_start")
    made.register_listener(close_actions, "after_server_stop")
    return made


def main(port: int) -> None:
    """In one process: sanic's own supervisor would only take memory."""
    log.set_up("error")
    serving = app(ActionExecutor())
    serving.prepare(host="127.0.0.1", port=port, single_process=True)
    Sanic.serve_single(serving)


if __name__ == "__main__":
    main(int(sys.argv[1]))
