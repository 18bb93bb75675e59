"""`storeclerk bench`: the map of what can be timed."""

from actions.cli.lazy import LazyGroup

command = LazyGroup(
    "bench",
    "Time a part against named baselines in one run; figures are ratios.",
    {
        "generate": ("actions.cli.bench.generate", "The engine against Hugging Face's generate."),
        "start": ("actions.cli.bench.start", "From `make up` to the first correct answer."),
    },
    later=("search", "chat", "embed", "personal"),
)
