from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.encoder import Encoder
from retrieval.markdown import sections
from retrieval.passages import Asked, Passages
from retrieval.query import Language

LENDING = """# Lending tools

## How long you may keep a tool

A tool is lent for **seven days**. [Ask us](https://example.org) if you need it longer.

## Late tools

Each day a tool is late costs 2 euros.

- Weekends don't count.
- Holidays count.
"""
LONG = "# House rules\n\n## Noise\n\n" + "\n\n".join(
    f"Rule {n}: please keep the workshop quiet in the evening, out of regard for our neighbours."
    for n in range(12)
)


LANGUAGES = Path(__file__).parents[2] / "data" / "languages"


@pytest.fixture(scope="module", params=["with matters", "without"])
def passages(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, encoder: Encoder
) -> Passages:
    """Of a shop whose policies no list foresees, with and without such a list."""
    folder = tmp_path_factory.mktemp("policies")
    (folder / "lending.md").write_text(LENDING)
    (folder / "rules.md").write_text(LONG)
    asked = Asked.load(LANGUAGES / "en") if request.param == "with matters" else None
    return Passages.from_folder(folder, encoder.encode, asked)


def test_a_question_finds_the_sentence_that_answers_it_word_for_word(passages: Passages) -> None:
    found = passages.find("how long may I keep a tool that I was lent")
    assert found
    assert (found.source, found.heading) == ("lending", "How long you may keep a tool")
    assert "A tool is lent for seven days." in found.text
    assert found.reference == "policy:lending#How long you may keep a tool"


@pytest.mark.parametrize("question", ["", "   ", "who won the world cup", "asdf qwer", "¿?"])
def test_a_question_no_policy_answers_finds_nothing(passages: Passages, question: str) -> None:
    assert passages.find(question) is None


def test_a_vector_given_finds_the_same(passages: Passages, encoder: Encoder) -> None:
    question = "is there a fee for late tools"
    vector = encoder.encode([question])[0]
    found = passages.find(question)
    assert found
    assert found == passages.find(question, query_vector=vector)


def test_of_a_long_section_one_rule_is_quoted_not_all(passages: Passages) -> None:
    found = passages.find("please keep quiet in the workshop in the evening")
    assert found
    assert found.text.startswith("Rule ")
    assert "\n" not in found.text


def test_a_folder_without_policies_finds_nothing(tmp_path: Path, encoder: Encoder) -> None:
    assert Passages.from_folder(tmp_path, encoder.encode).find("returns") is None


def test_markup_is_left_behind_and_words_are_kept() -> None:
    first, late = sections(LENDING)
    assert (first.title, first.heading) == ("Lending tools", "How long you may keep a tool")
    assert late.paragraphs == (
        "Each day a tool is late costs 2 euros.",
        "Weekends don't count.",
        "Holidays count.",
    )


def test_tables_become_lines_and_html_disappears() -> None:
    text = (
        "# Fees\n\n| tool | fee |\n|---|---|\n| saw | 2 |\n\nSee <b>below</b><script>x</script>.\n"
    )
    (section,) = sections(text)
    assert section.paragraphs[:2] == ("tool, fee", "saw, 2")
    assert "<" not in "".join(section.paragraphs)


@pytest.fixture(scope="module")
def policies(encoder: Encoder, english: Language) -> Passages:
    folder = LANGUAGES.parent / "knowledge" / "en"
    asked = Asked.load(LANGUAGES / "en")
    return Passages.from_folder(folder, encoder.encode, asked, english.policy_names)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("returns", "How long you have"),
        ("what about returns?", "How long you have"),
        ("what's your return policy?", "How long you have"),
        ("warranty", "Legal guarantee"),
        ("shipping", "Where we deliver"),
        ("are sale items returnable", "Sale items"),
    ],
)
def test_a_broad_question_gets_the_rule_and_a_narrow_one_its_own_section(
    policies: Passages, question: str, heading: str
) -> None:
    found = policies.find(question)
    assert found
    assert found.heading == heading


def test_one_sentence_is_quoted_where_one_answers(policies: Passages) -> None:
    found = policies.find("do you sell my data")
    assert found
    assert (found.heading, found.text) == ("Who else sees it", "We sell data to no one.")


def test_a_sentence_that_leans_on_the_one_before_is_quoted_with_it(policies: Passages) -> None:
    found = policies.find("how long is my parcel kept at the pick-up point")
    assert found
    assert found.text.startswith("The carrier tries twice")
    assert "After that your parcel waits" in found.text


def test_a_sentence_that_points_at_a_place_is_quoted_with_its_name(policies: Passages) -> None:
    found = policies.find("is there a shop I can visit")
    assert found
    assert found.text.startswith("Our shop in Dublin")
    assert "collect orders there" in found.text


def test_a_title_stands_for_the_first_section_of_its_file(tmp_path: Path, encoder: Encoder) -> None:
    (tmp_path / "a.md").write_text("# Bicycle bells\n\n## Which\n\nOurs are of brass.\n")
    (tmp_path / "b.md").write_text("# Noise\n\n## Horns\n\nHorns aren't for sale.\n")
    found = Passages.from_folder(tmp_path, encoder.encode, None, ["{} policy"])
    quote = found.find("bicycle bells policy")
    assert quote
    assert quote.text == "Ours are of brass."
