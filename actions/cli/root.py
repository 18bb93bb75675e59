"""The map of the commands. Owns their names and one-line helps, nothing else."""

from __future__ import annotations

from actions.cli.lazy import LazyGroup, run

HELP = """The assistant a shop runs itself.

Start with `storeclerk up`; `storeclerk doctor` says what is missing. Each command takes
--help and --json. Exit code 0: done; 1: the work failed; 2: bad input.
"""

COMMANDS = {
    "up": ("actions.cli.up", "Serve the assistant and the demo shop (Ctrl-C ends it)."),
    "doctor": ("actions.cli.doctor", "Say what is installed, running, stale or missing."),
    "index": ("actions.cli.index", "Build or update an index from a catalogue file."),
    "search": ("actions.cli.search", "Search an index; show what was understood and why."),
    "records": ("actions.cli.records", "Bring in your own customers, orders and gift cards."),
    "searches": ("actions.cli.searches", "List what customers searched for and didn't find."),
    "requests": ("actions.cli.requests", "List and close what a person has to see to."),
    "sentiment": ("actions.cli.sentiment", "Take reviews in; report what they feel about what."),
    "simulate": ("actions.cli.simulate", "Scripted customers against the running assistant."),
    "questions": ("actions.cli.questions", "List what customers asked and got no answer to."),
    "forget": ("actions.cli.forget", "Export and erase what is kept of a customer or a sender."),
    "audience": ("actions.cli.audience", "Choose customers who agreed for a campaign, and why."),
    "experiments": ("actions.cli.experiments", "List what is tried on visitors; show one."),
    "copy": ("actions.cli.copy_batch", "Write copy about many products, every text checked."),
    "generate": ("actions.cli.generate", "Word replies for a file of requests."),
    "explain-reply": ("actions.cli.explain_reply", "Show what the model looked at in a reply."),
    "train": ("actions.cli.train.group", "Train a model: generator, encoder, ranker, nlu."),
    "evaluate": (
        "actions.cli.evaluate.group",
        "Measure: search, constraints, typos, replies, nlu.",
    ),
    "sample": ("actions.cli.sample.group", "Make visits up for the sample shop."),
    "bench": ("actions.cli.bench.group", "Time against named baselines, as ratios."),
}

main_group = LazyGroup("storeclerk", HELP, COMMANDS)


def main() -> None:
    run(main_group)
