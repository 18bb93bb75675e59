"""`storeclerk evaluate`: the map of what can be measured."""

from actions.cli.lazy import LazyGroup

command = LazyGroup(
    "evaluate",
    "Measure on data you name. `--out FILE` writes one prediction a test row.",
    {
        "search": ("actions.cli.evaluate.search", "Relevance against human ratings (nDCG)."),
        "constraints": ("actions.cli.evaluate.constraints", "Is what was asked for obeyed?"),
        "typos": ("actions.cli.evaluate.typos", "What a slip of the finger leaves of the page."),
        "policy": ("actions.cli.evaluate.policy", "Policies quoted where they answer."),
        "pqa": ("actions.cli.evaluate.pqa", "Product questions: evidence chosen and quoted."),
        "replies": ("actions.cli.evaluate.replies", "Faithfulness of replies to the records."),
        "copy": ("actions.cli.evaluate.copy_pieces", "The shop's copy: true, short, allowed."),
        "corpus": ("actions.cli.evaluate.corpus", "The clauses that replies are made of."),
        "data-to-text": ("actions.cli.evaluate.data_to_text", "BLEU and slot error, by RNNLG."),
        "verifier": ("actions.cli.evaluate.verifier", "Planted errors caught, true replies kept."),
        "other-model": ("actions.cli.evaluate.other_model", "Another model beside our own."),
        "recommend": ("actions.cli.evaluate.recommend", "The next item, model beside model."),
        "reasons": ("actions.cli.evaluate.reasons", "Is what a recommendation says so?"),
        "experiments": ("actions.cli.evaluate.experiments", "How often experiments are wrong."),
        "predict": ("actions.cli.evaluate.predict", "What comes of a visit, with reasons."),
        "drift": ("actions.cli.evaluate.drift", "Whether what was learnt of visits still holds."),
        "nlu": ("actions.cli.evaluate.nlu", "Intents, with the pipeline that is served."),
        "sentiment": ("actions.cli.evaluate.sentiment", "What texts feel, beside TF-IDF."),
    },
    later=("safety",),
)
