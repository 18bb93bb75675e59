"""`storeclerk train`: the map of what can be trained."""

from actions.cli.lazy import LazyGroup

command = LazyGroup(
    "train",
    "Train a model from the project's own data; each ends with its evaluation.",
    {
        "generator": ("actions.cli.train.generator", "The GPT-2 that words replies."),
        "nlu": ("actions.cli.train.nlu", "Rasa's model: intents and rules."),
    },
    later=("encoder", "ranker"),
)
