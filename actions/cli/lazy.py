"""A click group whose commands are imported when they are run, so `--help` stays quick.

Owns the meaning of exit codes: 0 done, 1 the work failed, 2 bad input."""

from __future__ import annotations

import difflib
import importlib
import sys
from collections.abc import Mapping, Sequence

import click

BAD_INPUT_EXIT = 2


class LazyGroup(click.Group):
    """`commands` maps a name to (module, one line of help); the module holds `command`. `later` are
    names that the documents promise and no release holds yet."""

    def __init__(
        self,
        name: str,
        help_text: str,
        commands: Mapping[str, tuple[str, str]],
        later: Sequence[str] = (),
    ) -> None:
        super().__init__(name=name, help=help_text, context_settings={"max_content_width": 100})
        self._lazy = dict(commands)
        self._later = frozenset(later)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self._later:
            ctx.fail(f"'{cmd_name}' is planned and not there yet; see CHANGELOG.md.")
        if cmd_name not in self._lazy:
            return None
        command = importlib.import_module(self._lazy[cmd_name][0]).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{self._lazy[cmd_name][0]}.command is not a click command")
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Click's own error names no command; the nearest is most often the one that was meant."""
        if args and args[0] not in self._lazy and not args[0].startswith("-"):
            near = difflib.get_close_matches(args[0], self._lazy, n=1)
            meant = f" Did you mean '{near[0]}'?" if near else ""
            if args[0] not in self._later:
                ctx.fail(f"There is no command '{args[0]}'.{meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in self._lazy.items()])


def run(group: click.Group) -> None:
    """Run the command line; an error that somebody raised on purpose is one clear sentence."""
    try:
        group.main(standalone_mode=True, prog_name="storeclerk")
    except Exception as error:
        code = _exit_code(error)
        if code is None:
            raise
        click.echo(f"storeclerk: {error}", err=True)
        sys.exit(code)


def _exit_code(error: Exception) -> int | None:
    """None for a fault of ours. Imports here: `--help` shall not wait for faiss and its kin."""
    from actions.errors import ActionsError, BadInput
    from llm.errors import LlmError
    from retrieval.errors import BadInput as RetrievalBadInput
    from retrieval.errors import (
        EncoderMissing,
        IndexMissing,
        PredictorMissing,
        RecommenderMissing,
        RetrievalError,
    )

    missing = IndexMissing | EncoderMissing | RecommenderMissing | PredictorMissing
    if isinstance(error, BadInput | RetrievalBadInput | missing | LlmError):
        return BAD_INPUT_EXIT
    return 1 if isinstance(error, ActionsError | RetrievalError) else None
