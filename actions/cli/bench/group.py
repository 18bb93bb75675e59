"""`storeclerk bench`: the map of what can be timed."""

from actions.cli.lazy import LazyGroup

command = LazyGroup(
    "bench",
    "Time a part against named baselines in one run; figures are ratios.",
    {
        "generate": ("actions.cli.bench.generate", "The engine against Hugging Face's generate."),
        "prompts": ("actions.cli.bench.prompts", "What prompts have in common, and what it costs."),
        "embed": ("actions.cli.bench.embed", "The encoder against sentence-transformers."),
        "search": ("actions.cli.bench.search", "Searches at five selectivities, to a million."),
        "suggest": ("actions.cli.bench.suggest", "Suggestions at each keystroke, to a million."),
        "start": ("actions.cli.bench.start", "From `make up` to the first correct answer."),
        "chat": (
            "actions.cli.bench.chat",
            "Replies beside default Rasa 3.6's.",
        ),
        "personal": ("actions.cli.bench.personal", "Events taken in, recommendations given."),
    },
)
