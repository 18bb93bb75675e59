"""How names, postcodes and codes are compared: without case, accents and spaces."""

from __future__ import annotations

import unicodedata


def folded_name(name: str) -> str:
    """`  Siobhán  O'Neill` -> `siobhan o'neill`."""
    plain = unicodedata.normalize("NFKD", name.replace("\u2019", "'"))
    kept = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(kept.casefold().split())


def folded_code(code: str) -> str:
    """`r95 w44v` -> `R95W44V`; so too for the code of a gift card (`GC-...`)."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def folded_email(email: str) -> str:
    return email.strip().lower()
