"""What a trained model makes of each message of a CSV file (column `text`).

`python -m bot.served --model FILE --test CSV --out JSON` writes `{"intents": [...]}`, as served:
`nlu_fallback` where the customer would be asked what was meant. Owns no figures.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
from pathlib import Path

import structlog
from rasa.core.agent import Agent

from bot.predict import read_column


async def intents(agent: Agent, texts: list[str]) -> list[str]:
    return [(await agent.parse_message(text))["intent"]["name"] for text in texts]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for option in ("--model", "--test", "--out"):
        parser.add_argument(option, type=Path, required=True)
    options = parser.parse_args()
    logging.disable(logging.INFO)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    agent = Agent.load(options.model)
    found = asyncio.run(intents(agent, read_column(options.test, "text")))
    options.out.write_text(json.dumps({"intents": found}), encoding="utf-8")


if __name__ == "__main__":
    main()
