"""Products -> a generation of an index on disk, whole or not at all. Owns no searching."""

from __future__ import annotations

import json
import os
import shutil
import uuid
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from retrieval.backends.lexical import TantivyWords
from retrieval.codes import codes_of
from retrieval.document import document
from retrieval.encoder import Encoder, Progress
from retrieval.errors import BadCatalogue
from retrieval.meta import META_FILE, IndexMeta, save_meta, sync_folder
from retrieval.query import Language
from retrieval.store import Entry, ProductStore
from retrieval.values import Product

STORE_FILE = "products.db"
WORDS_FOLDER = "words"
WORDS_STATE = "words.json"
GENERATION_PREFIX = "generation-"


def build_index(
    products: Iterable[Product],
    folder: Path,
    *,
    encoder: Encoder,
    language: Language,
    currency: str,
    name: str = "",
    progress: Progress | None = None,
) -> IndexMeta:
    """Write a new generation beside the old one, then swap. Whatever goes wrong before the swap
    leaves the old index as it was. `language` is the catalogue's own. Raises `BadCatalogue` where
    there is no product."""
    catalogue = list(products)
    if not catalogue:
        raise BadCatalogue("holds no product", advice="Give a catalogue with products")
    fresh = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    generation = folder / f"{GENERATION_PREFIX}{uuid.uuid4().hex[:12]}"
    try:
        generation.mkdir()
        _fill(generation, catalogue, encoder, language.stemmer, progress)
        meta = IndexMeta(
            name=name or folder.name,
            currency=currency,
            count=len(catalogue),
            encoder=encoder.version,
            dim=encoder.dim,
            language=language.code,
            stemmer=language.stemmer,
            generation=generation.name,
            built=datetime.now(UTC).isoformat(timespec="seconds"),
        )
        save_meta(folder, meta)
    except BaseException:
        shutil.rmtree(folder if fresh else generation, ignore_errors=True)
        raise
    _remove_others(folder, generation.name)
    return meta


def _fill(
    generation: Path,
    catalogue: Sequence[Product],
    encoder: Encoder,
    stemmer: str,
    progress: Progress | None,
) -> None:
    documents = [document(product) for product in catalogue]
    vectors = encoder.encode([d.vector for d in documents], progress=progress)
    entries = (
        Entry(product, vector, held.vector, codes_of(product))
        for product, held, vector in zip(catalogue, documents, vectors, strict=True)
    )
    with closing(ProductStore(generation / STORE_FILE, create=True)) as store:
        rows = store.put(entries)
        sequence = store.sequence
    words = TantivyWords(generation / WORDS_FOLDER, stemmer)
    words.add(zip(rows, documents, strict=True))
    words.commit()
    words.close()
    save_words_state(generation, sequence)
    sync_folder(generation)


def save_words_state(generation: Path, sequence: int) -> None:
    """Note up to which change of the store the words are."""
    aside = generation / f".{WORDS_STATE}.new"
    with aside.open("w", encoding="utf-8") as file:
        json.dump({"sequence": sequence}, file)
        file.flush()
        os.fsync(file.fileno())
    aside.replace(generation / WORDS_STATE)


def load_words_state(generation: Path) -> int:
    """-1 where nothing can be said: then every row is behind."""
    try:
        state = json.loads((generation / WORDS_STATE).read_text(encoding="utf-8"))
        return int(state["sequence"])
    except (OSError, ValueError, KeyError, TypeError):
        return -1


def _remove_others(folder: Path, kept: str) -> None:
    """Generations that no file names any more; whoever has one open keeps its files."""
    for path in folder.glob(f"{GENERATION_PREFIX}*"):
        if path.name != kept:
            shutil.rmtree(path, ignore_errors=True)


def is_index(folder: Path) -> bool:
    return (folder / META_FILE).is_file()
