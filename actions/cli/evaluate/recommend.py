"""`storeclerk evaluate recommend`: the next item, by every model beside the others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from actions.cli.output import err, out, print_json, print_table, progress
from actions.cli.recommending import attributes_option, learning_options, prepared
from actions.errors import BadInput

if TYPE_CHECKING:
    from retrieval.personal.recommend.compare import Outcome
    from retrieval.personal.recommend.dataset import Dataset
    from retrieval.personal.recommend.lineup import Lineup

COLUMNS = ("hr@10", "ndcg@10")


@click.command()
@click.option(
    "--sequences",
    type=click.Path(path_type=Path),
    required=True,
    help="A line a user: user item item ..., oldest first; or a table session,item,time; .gz too.",
)
@click.option(
    "--test",
    "later",
    type=click.Path(path_type=Path),
    help="Other users' sequences: each item but the first of each is asked for, by those before.",
)
@click.option("--again", is_flag=True, help="The same may come again: it isn't left out.")
@attributes_option
@click.option(
    "--models",
    "chosen",
    metavar="A,B",
    help="Default: popularity, item-knn, ease, transitions, sasrec, attention, blend. For visits"
    " there are last-item and session-knn besides.",
)
@learning_options
@click.option(
    "--out",
    "predictions",
    type=click.Path(path_type=Path, dir_okay=False),
    help="CSV of what the blend shows: user,item_1,...,item_10; .gz too.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    sequences: Path,
    later: Path | None,
    again: bool,
    attributes: Path | None,
    chosen: str | None,
    seed: int,
    threads: int,
    device: str,
    predictions: Path | None,
    as_json: bool,
) -> None:
    """HR@10 and nDCG@10 of the next item, over the whole catalogue.

    Of each user's items the last tests, the one before says when to stop and how to blend, and the
    rest teach. What a user already had is left out of the ranking, a tie counts against the model,
    every user with two items or more is scored. Items are numbered at random first: a file's own
    ids may tell what came last.
    """

    names = _named(chosen, needed=predictions is not None)
    data, lineup = prepared(
        sequences,
        attributes,
        seed=seed,
        threads=threads,
        device=device,
        later=later,
        again=again,
    )
    outcomes = {name: _judged(name, lineup, data) for name in names}
    if predictions is not None:
        from retrieval.personal.recommend.compare import write_predictions
        from retrieval.personal.recommend.lineup import OURS

        write_predictions(predictions, data.tested(), outcomes[OURS].shown, data.items)
    report = _report(outcomes, lineup, data)
    if as_json:
        print_json(report)
    else:
        _show(report)


def _named(chosen: str | None, *, needed: bool) -> list[str]:
    from retrieval.personal.recommend.lineup import MODELS, OF_SESSIONS, OURS

    known = (*MODELS, *OF_SESSIONS)
    names = list(dict.fromkeys(name.strip() for name in chosen.split(","))) if chosen else [*MODELS]
    for name in names:
        if name not in known:
            raise BadInput(f"no model is called {name!r}: choose from {', '.join(known)}")
    if needed and OURS not in names:
        raise BadInput(f"--out holds what the {OURS} shows: name it among --models")
    return names


def _judged(name: str, lineup: Lineup, data: Dataset) -> Outcome:
    from retrieval.personal.recommend.compare import judge

    model = lineup.model(name)
    with progress(f"Asking {name}") as advance:
        outcome = judge(model, data.held.test, advance)
    figures = outcome.figures()
    told = ", ".join(f"{column} {figures[column]:.4f}" for column in COLUMNS)
    err.print(f"{name}: {told}, trained in {lineup.seconds[name]:.0f} s", markup=False)
    return outcome


def _report(outcomes: dict[str, Outcome], lineup: Lineup, data: Dataset) -> dict[str, Any]:
    """The blend's own figures by their names, where it ran, and each model's under its own."""
    from retrieval.personal.recommend.lineup import OURS

    models = {
        name: {**outcome.figures(), "train_s": round(lineup.seconds[name], 1)}
        for name, outcome in outcomes.items()
    }
    told: dict[str, Any] = {
        "users": len(set(data.held.users.tolist())),
        "asked": len(data.held.users),
        "items": len(data.items),
        "epochs": {name: trained.epoch for name, trained in lineup.trained.items()},
        "weights": lineup.weights,
    }
    return {**models.get(OURS, {}), **told, "models": models}


def _show(report: dict[str, Any]) -> None:
    rows = [
        (name, *(figures[column] for column in COLUMNS), f"{figures['train_s']:.0f}")
        for name, figures in report["models"].items()
    ]
    title = f"Next item of {report['users']:,} users among {report['items']:,} items"
    if report["asked"] > report["users"]:
        title += f", asked {report['asked']:,} times"
    print_table(title, ("model", *COLUMNS, "training s"), rows)
    if report["weights"]:
        told = ", ".join(f"{name} {weight:g}" for name, weight in report["weights"].items())
        out.print(f"Blend, chosen on the validation: {told}.", markup=False)
