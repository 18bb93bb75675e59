"""`storeclerk doctor`: what is installed, running, stale or missing, and the fix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from actions.doctor import Check

MARKS = {"ok": "[green]✓[/green]", "note": "[yellow]•[/yellow]", "broken": "[red]✗[/red]"}


@click.command(name="doctor")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def command(ctx: click.Context, as_json: bool) -> None:
    """Look at everything Storeclerk needs; say what is there and what mends what isn't.

    Exit 1 when something is broken.
    """
    from actions.cli.output import print_json
    from actions.config import load_config
    from actions.doctor import (
        State,
        configuration,
        environments,
        feelings,
        learned,
        models,
        running,
    )

    config = load_config()
    sections = {
        "Configuration": list(configuration(config)),
        "Environments": list(environments(config)),
        "Models": list(models(config)),
        "Learned from the shop": [*learned(config), *feelings(config)],
        "Running": list(running(config)),
    }
    checks = [check for section in sections.values() for check in section]
    healthy = all(check.state is not State.BROKEN for check in checks)
    if as_json:
        print_json({"healthy": healthy, "checks": [check.as_json() for check in checks]})
    else:
        for title, section in sections.items():
            _show(title, section)
    ctx.exit(0 if healthy else 1)


def _show(title: str, checks: list[Check]) -> None:
    from actions.cli.output import out

    out.print(f"\n[bold]{title}[/bold]")
    for check in checks:
        out.print(f"  {MARKS[check.state.value]} ", end="")
        out.print(f"{check.name}: {check.found}", markup=False, soft_wrap=True)
        if check.fix:
            out.print(f"      -> {check.fix}", markup=False, soft_wrap=True)
