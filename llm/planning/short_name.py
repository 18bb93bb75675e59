"""A product's name where there is little room. Owns how it gets shorter without naming something
else: "Case for X 12" must not become "Case for X 1" nor "X 12"."""

from __future__ import annotations

from llm.plan import Fact
from llm.planning.asking import AskWords, stems, tokens
from llm.planning.facts import catalog_source
from retrieval.values import Product

MIN_HEAD_WORDS = 2
ROOM = 20
CUT = "…"


def short_name(product: Product, limit: int, words: AskWords) -> Fact:
    """The title if it fits; else what stands before its first comma or preposition; else its last
    words, where they say its kind; else brand and category; else its first words, said to be cut;
    else the brand. The whole title if nothing fits."""
    source, title = catalog_source(product), product.title
    tried = (title, _head(title, words), _tail(product, limit))
    for text in tried:
        if text and len(text) <= limit:
            return Fact("short", text, "title", text, source)
    kinds = _kinds(product)
    for text, field, value in (*kinds[:1], _cut(title, limit, words), *kinds[1:]):
        if text and len(text) <= limit:
            return Fact("short", text, field, value, source)
    return Fact("short", title, "title", title, source)


def fitting_title(product: Product, limit: int, roomy: int | None = None) -> Fact | None:
    """The whole title, to stand almost alone; None where it is longer than that or, at `roomy`
    characters or fewer, leaves room for more."""
    length = len(product.title)
    if length > limit or length <= (limit - ROOM if roomy is None else roomy):
        return None
    return Fact("title", product.title, "title", product.title, catalog_source(product))


def _head(title: str, words: AskWords) -> str:
    head = words.nouns.head(title)
    return head if len(head.split()) >= MIN_HEAD_WORDS else ""


def _tail(product: Product, limit: int) -> str:
    """The last words, where the record itself says what each of them is: its kind or what it's made
    of. Part of a proper name ("Day" of "Market Day") would name something else, and the end of a
    model's name only says its parts ("5 (802.11ac) Windows 10 Home")."""
    parts = product.title.split()
    if not all(part.replace("-", "").replace("'", "").isalpha() for part in parts):
        return ""
    known = stems(tokens(product.category))
    for attribute in product.attributes:
        known |= stems(tokens(attribute.text))
    for start in range(1, len(parts) - 1):
        text = " ".join(parts[start:])
        if len(text) <= limit and stems(tokens(text)) <= known:
            return text
    return ""


def _cut(title: str, limit: int, words: AskWords) -> tuple[str, str, str]:
    """Whole words and three dots; never at a bare number or a preposition, which name nothing."""
    kept: list[str] = []
    for word in title.split():
        if len(" ".join([*kept, word])) > limit - len(CUT):
            break
        kept.append(word)
    while kept and (not kept[-1].isalpha() or kept[-1].lower() in words.nouns.joints):
        kept.pop()
    said = " ".join(kept) if len(kept) >= MIN_HEAD_WORDS else ""
    return (said + CUT if said else "", "title", said)


def _kinds(product: Product) -> list[tuple[str, str, str]]:
    kind = " ".join(word[:1].upper() + word[1:] for word in product.category.split())
    both = f"{product.brand} {kind}" if product.brand and kind else ""
    return [
        (both, "category", product.category),
        (product.brand, "brand", product.brand),
        (kind, "category", product.category),
    ]
