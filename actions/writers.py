"""Opens what words replies: the generator, another model by choice, and who finds evidence.

Owns what a missing part means: the shop answers without it, and the log says what mends it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from actions import log
from actions.config import Config
from actions.other_model import ChatClient, OtherModel
from actions.other_model.budget import Budget
from llm.decoding import Decoding
from llm.engine import NumberFormat
from llm.other_models import OtherWriter
from llm.writer import Writer
from retrieval.evidence import EvidenceChooser, EvidenceWeights

logger = log.get_logger(__name__)


def open_writer(config: Config) -> Writer:
    return Writer.open(
        _weights(config),
        config.languages_dir,
        NumberFormat(config.server.number_format),
        Decoding(candidates=config.server.candidates),
        config.server.generator_device,
    )


def _weights(config: Config) -> Path | None:
    """Without weights the shop still answers: in the templates' words."""
    folder = config.path("generator")
    if any(folder.glob("*.safetensors")):
        return folder
    logger.warning("no_generator", folder=str(folder), cure="storeclerk train generator")
    return None


@asynccontextmanager
async def open_other_model(config: Config) -> AsyncIterator[OtherModel | None]:
    """Another model by the shop's choice, or None for its own."""
    told = config.generator
    if not told.url:
        yield None
        return
    writer = OtherWriter(config.languages_dir, config.root / "data" / "replies")
    async with ChatClient(told, os.environ.get(told.api_key_env, "")) as client:
        yield OtherModel(writer, client, Budget(told.requests_per_hour))


def open_evidence(config: Config, filler: frozenset[str]) -> EvidenceChooser | None:
    """None, said in the log, where the weights can't be read: then no description is quoted."""
    path = config.path("evidence")
    try:
        return EvidenceChooser(EvidenceWeights.load(path), filler)
    except (OSError, KeyError, ValueError) as error:
        logger.warning(
            "no_evidence", file=str(path), error=str(error), cure="storeclerk train evidence"
        )
        return None
