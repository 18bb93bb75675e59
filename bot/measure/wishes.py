"""Which wishes the served pipeline hears in messages, where it has learned this project's joints.
Owns no figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.importers.utils import training_data_from_paths

from bot.measure.served import Served, as_message
from bot.nlu.encoder import OnnxEncoder
from bot.nlu.splitter import CLAUSES, ClauseSplitter
from bot.nlu.vectors import CLAUSE_VECTORS, MENDED, MENDED_CLAUSES

EXAMPLES = Path("data/nlu/en")


def heard(served: Served, texts: Sequence[str], encoder: OnnxEncoder) -> list[list[str]]:
    """The intents of each message: two or more where it holds so many wishes, else the one served
    (none where it asks back)."""
    mended = [served.spelling.mend(text) for text in texts]
    messages = [as_message(*row) for row in zip(texts, encoder.encode(mended), strict=True)]
    for message, text in zip(_splitter().process(messages), mended, strict=True):
        message.set(MENDED, text)
        if message.get(CLAUSES):
            clauses = [served.spelling.mend(one) for one in message.get(CLAUSES).values()]
            message.set(MENDED_CLAUSES, clauses)
            message.set(CLAUSE_VECTORS, encoder.encode(clauses))
    found = []
    for message in served.classify(messages):
        wishes = [wish["intent"] for wish in message.get("wishes") or []]
        found.append(wishes or [message.get("intent")["name"]])
    return found


def _splitter() -> ClauseSplitter:
    data = training_data_from_paths([str(EXAMPLES)], "en")
    with TemporaryDirectory() as folder:
        store, at = LocalModelStorage(Path(folder)), Resource("splitter")
        context = ExecutionContext(GraphSchema({}))
        ClauseSplitter.create({}, store, at, context).train(data)
        return ClauseSplitter.load({}, store, at, context)
