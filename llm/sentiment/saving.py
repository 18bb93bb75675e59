"""A model of sentiment in a folder: `model.safetensors`, `sentiment.json`. Owns their form; nothing
in them is code."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from llm.errors import ModelError
from llm.sentiment.blend import Blend
from llm.sentiment.classifier import Classifier
from llm.sentiment.clauses import Joints
from llm.sentiment.hearing import Sentiment
from llm.sentiment.said import Negation
from llm.sentiment.view import GramView, VectorView, Vocabulary

WEIGHTS, TOLD = "model.safetensors", "sentiment.json"
FORM = 1
Tensors = dict[str, NDArray[Any]]


def save(sentiment: Sentiment, folder: Path) -> None:
    """Weights in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors: Tensors = {}
    told = {
        "form": FORM,
        "encoder": sentiment.encoder,
        "language": sentiment.language,
        "joints": asdict(sentiment.joints),
        "feelings": _written(sentiment.feelings, "feelings", tensors),
        "aspects": _written(sentiment.aspects, "aspects", tensors),
        "card": sentiment.card,
    }
    save_file(tensors, folder / WEIGHTS)
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    (folder / TOLD).write_text(text + "\n", encoding="utf-8")


def load(folder: Path) -> Sentiment:
    """Raises `ModelError`."""
    try:
        told = json.loads((folder / TOLD).read_text(encoding="utf-8"))
        tensors = load_file(folder / WEIGHTS)
        if told["form"] != FORM:
            raise ModelError(f"{folder} is of another form: run `storeclerk train sentiment`")
        joints = Joints(tuple(told["joints"]["words"]), told["joints"]["shortest"])
        feelings, aspects = (_read(told[name], name, tensors) for name in ("feelings", "aspects"))
        return Sentiment(
            feelings,
            aspects,
            joints,
            told["encoder"],
            told["language"],
            told["card"],
            _version(folder),
        )
    except (OSError, KeyError, TypeError, ValueError, SafetensorError) as error:
        raise ModelError(
            f"no model of sentiment in {folder} ({error}): run `storeclerk train sentiment`"
        ) from error


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for name in (WEIGHTS, TOLD):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]


def _written(classifier: Classifier, name: str, tensors: Tensors) -> dict[str, Any]:
    views = []
    grams: dict[str, list[str]] = {}
    for place, view in enumerate(classifier.views):
        kind = view.vocabulary.kind
        grams[kind] = list(view.vocabulary.columns)
        tensors[f"{name}.{kind}.idf"] = view.vocabulary.idf
        _keep(tensors, f"{name}.{place}", view)
        views.append(kind)
    if classifier.meaning is not None:
        _keep(tensors, f"{name}.meaning", classifier.meaning)
    negation = classifier.negation
    return {
        "labels": classifier.labels,
        "negation": asdict(negation) | {"words": sorted(negation.words)},
        "views": views,
        "grams": grams,
        "blend": _blend_written(classifier.blend),
        "by_words": _blend_written(classifier.by_words),
    }


def _keep(tensors: Tensors, name: str, view: GramView | VectorView) -> None:
    tensors[f"{name}.coef"] = view.coef.astype(np.float16)
    tensors[f"{name}.intercept"] = view.intercept.astype(np.float32)


def _blend_written(blend: Blend) -> dict[str, list[float]]:
    return {name: [float(one) for one in values] for name, values in asdict(blend).items()}


def _read(told: dict[str, Any], name: str, tensors: Tensors) -> Classifier:
    known = {
        kind: Vocabulary(
            kind,
            {gram: place for place, gram in enumerate(grams)},
            tensors[f"{name}.{kind}.idf"].astype(np.float32),
        )
        for kind, grams in told["grams"].items()
    }
    views = tuple(
        GramView(known[kind], *_weights(tensors, f"{name}.{place}"))
        for place, kind in enumerate(told["views"])
    )
    has_meaning = f"{name}.meaning.coef" in tensors
    meaning = VectorView(*_weights(tensors, f"{name}.meaning")) if has_meaning else None
    negation = told["negation"]
    return Classifier(
        tuple(told["labels"]),
        Negation(frozenset(negation["words"]), tuple(negation["endings"]), negation["reach"]),
        views,
        meaning,
        _blend_read(told["blend"]),
        _blend_read(told["by_words"]),
    )


def _weights(tensors: Tensors, name: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return tensors[f"{name}.coef"].astype(np.float32), tensors[f"{name}.intercept"]


def _blend_read(told: dict[str, list[float]]) -> Blend:
    return Blend(*(np.array(told[name]) for name in ("weights", "bias", "offsets")))
