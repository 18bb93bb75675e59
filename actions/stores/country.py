"""Countries as shops and people write them -> ISO 3166 codes of two letters. Owns no list: the
names are Unicode's CLDR's, by way of Babel."""

from __future__ import annotations

from functools import cache

from babel import Locale
from babel.core import get_global


def country_code(said: str, language: str = "en") -> str:
    """`IE`, `IRL` and `Ireland` are `IE`. What is no country is given back as it was."""
    folded = said.strip().casefold()
    return _codes(language).get(folded, said)


@cache
def _codes(language: str) -> dict[str, str]:
    territories = Locale.parse(language).territories.items()
    named = {str(code): str(name) for code, name in territories if _is_country(str(code))}
    renamed = get_global("territory_aliases").items()
    aliases = {str(code).casefold(): str(new[0]) for code, new in renamed}
    names = {name.casefold(): code for code, name in named.items()}
    return aliases | names | {code.casefold(): code for code in named}


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha()
