"""Components run in an order that is found once. Rasa has dask plan the same graph anew, three
times a turn, and run it on one thread anyway. Owns no component."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from weakref import WeakKeyDictionary

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import GraphSchema
from rasa.engine.runner.dask import DaskGraphRunner

Plan = list[tuple[str, tuple[str, ...]]]

_own_run = DaskGraphRunner.run
_plans: WeakKeyDictionary[DaskGraphRunner, dict[tuple[str, ...], Plan]] = WeakKeyDictionary()


def mended() -> dict[str, Callable[..., Any]]:
    return {"DaskGraphRunner.run": _own_run}


def apply() -> None:
    DaskGraphRunner.run = run


def run(
    runner: DaskGraphRunner,
    inputs: dict[str, Any] | None = None,
    targets: list[str] | None = None,
) -> dict[str, Any]:
    """What each target gives. Raises what a component raises, and `GraphRunError`."""
    schema, nodes = runner._graph_schema, runner._instantiated_nodes
    wanted = tuple(targets or schema.target_names)
    known = _plans.setdefault(runner, {})
    plan = known[wanted] if wanted in known else known.setdefault(wanted, order(schema, wanted))
    given: dict[str, Any] = {name: None for name, _ in plan}
    runner._add_inputs_to_graph(inputs, given)
    done = {name: given[name] for name in inputs or {}}
    try:
        for name, needs in plan:
            # A need that nobody provides arrives as its name: the component tells which it was.
            done[name] = nodes[name](*(done.get(need, need) for need in needs))
    except RuntimeError as error:
        raise GraphRunError("Error running runner.") from error
    return dict(done[target] for target in wanted)


def order(schema: GraphSchema, targets: tuple[str, ...]) -> Plan:
    """The nodes that `targets` need, each after those it needs itself."""
    placed: dict[str, tuple[str, ...]] = {}

    def place(name: str) -> Iterator[str]:
        if name not in schema.nodes or name in placed:
            return
        needs = tuple(schema.nodes[name].needs.values())
        for need in needs:
            yield from place(need)
        placed[name] = needs
        yield name

    for target in targets:
        list(place(target))
    return list(placed.items())
