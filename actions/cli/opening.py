"""What a command needs of the project: its config, its languages, an index to search.

Owns no command; `--index` beats the environment, which beats the default."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from actions.cli.output import err
from actions.config import Config, load_config
from actions.errors import Unavailable
from actions.merchandising import Merchandising
from retrieval.encoder import Encoder, EncoderMissing, encoder_info, open_encoder
from retrieval.errors import RetrievalError
from retrieval.index import Index
from retrieval.meta import load_meta
from retrieval.query import Language
from retrieval.rank import Ranker


def load_languages(config: Config) -> list[Language]:
    """The shop's own language first. Raises `Unavailable` where there is none."""
    folders = sorted(path.parent for path in config.languages_dir.glob("*/query.toml"))
    if not folders:
        raise Unavailable(f"{config.languages_dir} holds no language with a query.toml")
    languages = [Language.load(folder) for folder in folders]
    return sorted(languages, key=lambda language: language.code != config.shop.language)


def load_encoder(config: Config, threads: int = 1, folder: Path | None = None) -> Encoder:
    """The one in `folder`, or the configured one."""
    device = config.server.encoder_device
    return open_encoder(folder or config.path("encoder"), device, threads=threads)


def open_index(directory: Path | None, config: Config | None = None) -> Index:
    """The index in `directory`, or the configured one, with the encoder that it was made with
    where that is at hand. What was damaged and mended is said."""
    config = config or load_config()
    folder = directory or config.path("index")
    index = Index.open(
        folder,
        encoder=load_encoder(config, folder=encoder_of(folder, config)),
        languages=load_languages(config),
        ranker=Ranker.load(config.path("ranker")),
    )
    for what in index.mended:
        err.print(what, markup=False, soft_wrap=True)
    return index


def open_shop_index(directory: Path | None) -> Index:
    """The same, obeying the merchant's file where it is the shop's own index. What is wrong in
    that file is said, and stops nothing."""
    config = load_config()
    index = open_index(directory, config)
    if directory is None or directory.resolve() == config.path("index").resolve():
        zone = ZoneInfo(config.shop.time_zone)
        path = config.path("merchandising")
        rules = Merchandising(path, index, lambda: datetime.now(zone).date())
        rules.refresh()
        for problem in rules.problems:
            err.print(problem, markup=False)
    return index


def encoder_of(index: Path, config: Config) -> Path | None:
    """The folder of the encoder that `index` was made with; None where it isn't at hand. Tuned
    encoders lie beside the configured one."""
    try:
        version = load_meta(index).encoder
    except RetrievalError:
        return None  # opening the index says what is wrong with it
    usual = config.path("encoder")
    for folder in (usual, *sorted(usual.parent.glob("*/"))):
        try:
            if encoder_info(folder).version == version:
                return folder
        except EncoderMissing:
            continue
    return None
