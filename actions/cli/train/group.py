"""`storeclerk train`: the map of what can be trained."""

from actions.cli.lazy import LazyGroup

command = LazyGroup(
    "train",
    "Train a model from the project's own data; each ends with its evaluation.",
    {
        "encoder": ("actions.cli.train.encoder", "The sentence vectors, on a catalogue."),
        "evidence": ("actions.cli.train.evidence", "Which sentence answers a question."),
        "generator": ("actions.cli.train.generator", "The GPT-2 that words replies."),
        "data-to-text": ("actions.cli.train.data_to_text", "A GPT-2 on a file of RNNLG's form."),
        "ranker": ("actions.cli.train.ranker", "The order of what a search finds."),
        "recommend": ("actions.cli.train.recommend", "What a customer will want next."),
        "sentiment": ("actions.cli.train.sentiment", "What texts feel, and about what."),
        "predict": ("actions.cli.train.predict", "What visits and orders will come to."),
        "nlu": ("actions.cli.train.nlu", "Rasa's model: intents and rules."),
    },
)
