"""The generation that a rebuild is about to replace: vectors that need not be made again, and the
changes that were made to it meanwhile. Owns neither the rebuild nor the swap.

Where it is damaged it has nothing to give, and the catalogue alone counts.
"""

from __future__ import annotations

from pathlib import Path

from retrieval.backends.base import Vectors
from retrieval.document import vector_text
from retrieval.encoder import Encoder
from retrieval.errors import IndexDamaged, IndexMissing, IndexStale
from retrieval.locks import FolderLock
from retrieval.meta import CHANGING, load_meta
from retrieval.store import ProductStore
from retrieval.store_file import STORE_FILE
from retrieval.values import Product

LONG_S = 600.0  # for a change of many products to end; what was built so far is worth it


class Predecessor:
    """`lock` held, nobody changes it any more. It is opened between two changes: one that is
    written and not seen yet would be neither in the catalogue nor among what was changed since."""

    def __init__(self, path: Path, *, same_encoder: bool) -> None:
        self.lock = FolderLock(path, CHANGING)
        self.name = path.name
        with self.lock.held(LONG_S):
            self._store = ProductStore(path / STORE_FILE)
        self._same_encoder = same_encoder

    @classmethod
    def of(cls, folder: Path, encoder: Encoder) -> Predecessor | None:
        """None where there is none, or none that can be read. Raises `IndexBusy`."""
        try:
            meta = load_meta(folder)
            same = (meta.encoder, meta.dim) == (encoder.version, encoder.dim)
            path = folder / meta.generation
            return cls(path, same_encoder=same) if (path / STORE_FILE).is_file() else None
        except (IndexMissing, IndexStale, IndexDamaged):
            return None

    def vector(self, product: Product) -> Vectors | None:
        """That of the product's text, if it is the same text and the same encoder."""
        if not self._same_encoder:
            return None
        try:
            return self._store.vector_if_same_text(product.product_id, vector_text(product))
        except IndexDamaged:
            return None

    def changed(self) -> tuple[list[Product], list[str]]:
        """What was put and what was removed since this was opened."""
        try:
            seen = self._store.publish().values()
        except IndexDamaged:
            return [], []
        put = [one.now.product for one in seen if one.now]
        gone = dict.fromkeys(one.product_id for one in seen if not one.now)
        back = {product.product_id for product in put}  # in another row than before it went
        return put, [product_id for product_id in gone if product_id not in back]

    def close(self) -> None:
        self._store.close()
