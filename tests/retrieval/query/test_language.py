"""A language is a folder: English is one, a toy of ten words another."""

from pathlib import Path

import pytest
from shelf import shelf

from retrieval.errors import BadLanguage
from retrieval.query import Gazetteers, Language, QueryParser, refine
from retrieval.values import Constraint, Money, Op, Sort

# Ten made-up words; the catalogue's own names stay what they are.
TOY = """
[price]
under = ["mip"]
over = ["sul"]
currencies = { EUR = ["oyro"] }
[numbers]
words = { dek = 10 }
[negation]
words = ["nuk"]
joiners = ["vei"]
[alternatives]
words = ["vei"]
[colours]
black = []
[colour]
same = { zwa = "black" }
[sort]
price_asc = ["billo"]
[refine]
cheaper = ["mebillo"]
[stop]
words = ["ha"]
"""


@pytest.fixture
def toy(tmp_path: Path) -> Language:
    folder = tmp_path / "ty"
    folder.mkdir()
    (folder / "query.toml").write_text(TOY, encoding="utf-8")
    return Language.load(folder)


def test_toy_language_of_ten_words_is_understood(toy: Language) -> None:
    understood = QueryParser(toy, Gazetteers.of(shelf(), toy), "EUR").parse(
        "ha jacket mip 120 oyro nuk zwa vei red billo"
    )
    assert understood.language == "ty"
    assert understood.text == "jacket"
    assert understood.sort is Sort.PRICE_ASC
    assert understood.constraints == (
        Constraint("price", Op.BETWEEN, high=120, words="mip 120 oyro", open_high=True),
        Constraint("colour", Op.NONE_OF, ("black", "zwa", "red"), words="nuk zwa vei red"),
    )


def test_toy_language_counts_and_refines(toy: Language) -> None:
    parser = QueryParser(toy, Gazetteers.of(shelf(), toy), "EUR")
    first = parser.parse("tarn jacket sul dek")
    assert [c.field for c in first.constraints] == ["price", "brand"]
    assert first.constraints[0].low == 10
    cheaper = refine(parser, first, "mebillo", [Money.of(89, "EUR")])
    price = next(c for c in cheaper.constraints if c.field == "price")
    assert (price.low, price.high, price.open_high) == (10, 89, True)


def test_english_means_nothing_in_the_toy_language(toy: Language) -> None:
    understood = QueryParser(toy, Gazetteers(), "EUR").parse("cheap jacket under 120, not black")
    assert understood.constraints == ()
    assert understood.sort is None


def test_folder_that_says_nothing_still_understands_names(tmp_path: Path) -> None:
    (tmp_path / "query.toml").write_text("", encoding="utf-8")
    silent = Language.load(tmp_path)
    parser = QueryParser(silent, Gazetteers.of(shelf(), silent), "EUR")
    assert [c.field for c in parser.parse("tarn jacket").constraints] == ["brand"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[prices]\nunder = []", "Did you mean 'price'?"),
        ("[price]\nundr = []", "Did you mean 'under'?"),
        ("[price]\nunder = 3", "price.under"),
        ("[price", "is not TOML"),
        ("[spelling]\ndictionary = 'no.such.package:words.txt'", "can't be read"),
    ],
)
def test_wrong_folder_is_explained(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "query.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadLanguage) as caught:
        Language.load(tmp_path)
    assert message in str(caught.value)


def test_absent_folder_is_explained(tmp_path: Path) -> None:
    with pytest.raises(BadLanguage, match=r"query\.toml"):
        Language.load(tmp_path / "xx")


def test_colours_belong_to_families() -> None:
    english = Language.load(Path(__file__).parents[3] / "data" / "languages" / "en")
    families = {c: english.family(c) for c in ("Navy", "burgundy", "Gray", "heather navy", "zorb")}
    assert families == {
        "Navy": "blue",
        "burgundy": "red",
        "Gray": "grey",
        "heather navy": "blue",
        "zorb": "zorb",
    }
