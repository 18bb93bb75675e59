"""Turns the original weights into the file that both interpreters serve. Owns no serving.

The graph holds the whole way from token ids to a unit vector: pooling (mean over real tokens) and
normalisation are inside, so that a reader of `model.int8.onnx` needs ONNX Runtime and a tokenizer
only.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tokenizers import Tokenizer

from retrieval.encoder.base import MODEL_FILE, TOKENIZER_FILE, EncoderInfo
from retrieval.encoder.weights import MODEL_NAME, source_folder, weights_hash

RECIPE = 2  # raise when the same weights would come out as a different model
DIM = 384
MAX_TOKENS = 256


def export_encoder(out_dir: Path) -> bool:
    """Write `model.int8.onnx`, `tokenizer.json` and `encoder.json` into `out_dir`.

    True when it was made anew, False when it was up to date. Takes seconds. An interrupted export
    leaves what was there before. Raises `EncoderMissing`.
    """
    source = source_folder()
    info = EncoderInfo(MODEL_NAME, weights_hash(source), RECIPE, DIM, MAX_TOKENS)
    if is_current(out_dir, info):
        return False
    out_dir.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out_dir.parent, prefix=".encoder-") as scratch:
        made = Path(scratch) / "made"
        made.mkdir()
        from retrieval.encoder.trace import write_model  # noqa: PLC0415 - seconds, set-up only

        write_model(source, made / MODEL_FILE)
        _write_tokenizer(source, made / TOKENIZER_FILE)
        info.save(made)
        if out_dir.exists():
            shutil.move(out_dir, Path(scratch) / "old")
        shutil.move(made, out_dir)
    return True


def is_current(folder: Path, info: EncoderInfo) -> bool:
    """Whether `folder` holds a whole export of just these weights."""
    if not all((folder / name).is_file() for name in (MODEL_FILE, TOKENIZER_FILE)):
        return False
    try:
        return EncoderInfo.load(folder) == info
    except (OSError, KeyError, ValueError):
        return False


def _write_tokenizer(source: Path, path: Path) -> None:
    tokenizer = Tokenizer.from_file(str(source / TOKENIZER_FILE))
    tokenizer.enable_truncation(MAX_TOKENS)
    tokenizer.no_padding()
    tokenizer.save(str(path))
