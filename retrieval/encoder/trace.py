"""Traces MiniLM into an ONNX graph. Loaded by the export alone: it needs torch and onnx."""

from __future__ import annotations

import warnings
from pathlib import Path

import onnx
import torch

from retrieval.encoder.quantise import quantise
from retrieval.encoder.sentence import SentenceModel

OPSET = 17  # the bot's ONNX Runtime is older than ours


def write_model(source: Path, path: Path) -> None:
    """From the folder of the original weights to one quantised graph at `path`."""
    plain = path.with_suffix(".fp32")
    write_plain_model(source, plain)
    onnx.save(quantise(onnx.load(plain)), path)
    plain.unlink()


def write_plain_model(source: Path, path: Path) -> None:
    """The same graph in full precision: what the quantised one is measured against.

    Inputs `input_ids`, `attention_mask` (B, T) int64; output `sentence` (B, D) float32, unit norm.
    """
    ids = torch.tensor([[101, 2023, 102, 0], [101, 2023, 2003, 102]])
    with warnings.catch_warnings():  # the tracer warns of branches that our inputs never take
        warnings.simplefilter("ignore")
        torch.onnx.export(
            SentenceModel.load(source),
            (ids, (ids != 0).long()),
            str(path),
            input_names=["input_ids", "attention_mask"],
            output_names=["sentence"],
            dynamic_axes={
                "input_ids": {0: "B", 1: "T"},
                "attention_mask": {0: "B", 1: "T"},
                "sentence": {0: "B"},
            },
            opset_version=OPSET,
            dynamo=False,
        )
