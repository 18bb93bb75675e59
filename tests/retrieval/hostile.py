"""Queries that nobody means well: made from a seed, as many as are asked for."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

LONG = 4000  # characters; what a query may hold is the parser's to cut

SCRIPTS = (
    "jacket",
    "куртка",
    "夹克",
    "ジャケット",
    "재킷",
    "جاكيت",
    "מעיל",
    "แจ็คเก็ต",
    "जैकेट",
    "μπουφάν",
    "🧥",
    "👩‍👩‍👧‍👦",
    "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
    "Z̷̧̛͔͖a̸̡͘l̶̨͝g̸̈́o̵͝",
    "ﬁﬂ",
    "İıſß",
    "①②③",
    "٣٤٥",
    "½⅓",
)
CONTROL = "".join(map(chr, [*range(0, 32), *range(127, 160)])) + "\u2028\u2029\ufeff\u200b\u00ad"
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
TANTIVY = (
    'title:"red jacket"~5',
    "+red -blue AND OR NOT",
    "text:[a TO z]",
    "text:{* TO *}",
    "row:>1",
    "ja?ket*",
    "/.*/",
    "jacket^99999",
    "(((((",
    ")))",
    '"unclosed',
    "text: IN [a b c]",
    "\\",
    "*:*",
    "field_that_is_not:there",
)
SQL = (
    "'; DROP TABLE product; --",
    "1 OR 1=1",
    '" UNION SELECT data FROM product --',
    "%00' AND sleep(5)#",
    "Robert'); DELETE FROM code WHERE ('1'='1",
)
BOMBS = ("a" * 60 + "!", "(a+)+$", "x" * 30 + "y", "0" * 40, "aaaa " * 40, "a-" * 100, "1,1," * 60)
NUMBERS = (
    "under 1e999",
    "under 1e-999",
    "under " + "9" * 400,
    "9" * 400 + " 000",
    "over -5",
    "under 0",
    "under nan",
    "over inf",
    "between 9 and 1",
    "under 1.2.3.4",
    "under 1,2,3,4",
    "under ١٢٣",
    "under ½",
    "0x41",
    "size 99999999999999999999",
    "1e5000 litres",
    "10^10^10 gb",
    "$-1-$-2--3",
    "under 0.00000000000000000001",
)
MARKUP = ("<script>alert(1)</script>", "{{7*7}}", "${jndi:ldap://x}", "%s%n%p", "../../etc/passwd")
GRAMMAR = (
    "not",
    "but not",
    "or",
    "and",
    "under",
    "over",
    "between",
    "anything but",
    "without",
    "for",
    "with",
    "cheapest",
    "red",
    "black jacket",
    "size",
    "that is",
    "%",
    "€",
    "$",
    "10",
)


def hostile(count: int, seed: int = 7) -> Iterator[str]:
    rng = random.Random(seed)
    for number in range(count):
        made = _MAKERS[number % len(_MAKERS)](rng)
        yield _spoilt(rng, made) if rng.random() < 0.3 else made


def growing(length: int) -> dict[str, str]:
    """Each kind of text, `length` characters long: to see how time grows with it."""
    words = "waterproof jacket under 50 but not red or blue "
    return {
        name: (piece * (length // len(piece) + 1))[:length]
        for name, piece in {
            "one letter": "a",
            "words": words,
            "digits": "9",
            "numbers": "10 ",
            "money": "€1 ",
            "signs": "$",
            "brackets": "(",
            "quotes": '"',
            "hyphens": "a-",
            "not": "not ",
            "or": "red or ",
            "under": "under 5 ",
            "between": "between 1 and 2 ",
            "sizes": "10 x 20 cm ",
            "and": "and ",
            "commas": ",",
            "spaces": " ",
            "accents": "e\u0301",
            "marks": "\u0301",
            "script": "夹克",
            "emoji": "👩‍👩‍👧‍👦",
            "right to left": "\u202emitten ",
            "unknown": "zxqv ",
            "split": "j a c k e t ",
        }.items()
    }


def _long(rng: random.Random) -> str:
    return rng.choice([*SCRIPTS, *GRAMMAR]) * rng.randint(50, 400)


def _control(rng: random.Random) -> str:
    return "".join(rng.choices(CONTROL + "red jacket under 50", k=rng.randint(1, 200)))


def _scripts(rng: random.Random) -> str:
    return " ".join(rng.choices(SCRIPTS, k=rng.randint(1, 30)))


def _right_to_left(rng: random.Random) -> str:
    return "".join(
        rng.choices([*BIDI, "מעיל", "red ", "500 ", "under ", "€"], k=rng.randint(1, 80))
    )


def _syntax(rng: random.Random) -> str:
    return " ".join(rng.choices([*TANTIVY, *SQL, *MARKUP, "jacket"], k=rng.randint(1, 6)))


def _bomb(rng: random.Random) -> str:
    return rng.choice(BOMBS) * rng.randint(1, 12)


def _numbers(rng: random.Random) -> str:
    return " ".join(rng.choices(NUMBERS, k=rng.randint(1, 8)))


def _surrogates(rng: random.Random) -> str:
    """Halves of pairs, as JSON lets in and UTF-8 can't say."""
    return "".join(rng.choices(["\ud800", "\udfff", "\ude00", "jacket ", "red "], k=20))


def _signs(rng: random.Random) -> str:
    return rng.choice("$€£¥%#@&*-_=+|~^<>\"'`.,:;?!/") * rng.randint(1, 3000)


def _nested(rng: random.Random) -> str:
    depth = rng.randint(1, 800)
    return "not (" * depth + "red" + ")" * rng.randint(0, depth)


def _grammar(rng: random.Random) -> str:
    return " ".join(rng.choices(GRAMMAR, k=rng.randint(1, 120)))


def _anything(rng: random.Random) -> str:
    """Any code points, unpaired halves as well."""
    return "".join(chr(rng.randrange(0x110000)) for _ in range(rng.randint(0, 300)))


_MAKERS: tuple[Callable[[random.Random], str], ...] = (
    _long,
    _control,
    _scripts,
    _right_to_left,
    _syntax,
    _bomb,
    _numbers,
    _surrogates,
    _signs,
    _nested,
    _grammar,
    _anything,
)


def _spoilt(rng: random.Random, text: str) -> str:
    """With a few characters put somewhere else."""
    for _ in range(rng.randint(1, 8)):
        place = rng.randint(0, len(text))
        extra = rng.choice([*SCRIPTS, *CONTROL, *BIDI, *TANTIVY, *NUMBERS, *GRAMMAR])
        text = text[:place] + extra + text[place:]
    return text[:LONG]
