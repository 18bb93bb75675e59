from __future__ import annotations

from pathlib import Path

import pytest
from policy_questions import QUESTIONS

from retrieval.encoder import Encoder
from retrieval.errors import BadInput
from retrieval.markdown import sections
from retrieval.passages import LONGEST_WORDS, Passages
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


@pytest.fixture(scope="module")
def passages(tmp_path_factory: pytest.TempPathFactory, encoder: Encoder) -> Passages:
    folder = tmp_path_factory.mktemp("policies")
    (folder / "lending.md").write_text(LENDING)
    (folder / "rules.md").write_text(LONG)
    return Passages.from_folder(folder, encoder, "english")


def test_a_question_finds_the_section_that_answers_it_word_for_word(passages: Passages) -> None:
    found = passages.find("how many days can I borrow a drill")[0]
    assert (found.source, found.heading) == ("lending", "How long you may keep a tool")
    assert found.text == "A tool is lent for seven days. Ask us if you need it longer."
    assert found.reference == "policy:lending#How long you may keep a tool"


def test_the_best_comes_first_and_no_more_than_asked_for(passages: Passages) -> None:
    found = passages.find("what does it cost to bring a tool back late", k=2)
    assert found[0].heading == "Late tools"
    assert len(found) <= 2
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)


@pytest.mark.parametrize("question", ["", "   ", "who won the world cup", "asdf qwer", "¿?"])
def test_a_question_no_policy_answers_finds_nothing(passages: Passages, question: str) -> None:
    assert passages.find(question) == []


def test_a_vector_given_finds_the_same(passages: Passages, encoder: Encoder) -> None:
    question = "is there a fee for late tools"
    vector = encoder.encode([question])[0]
    assert passages.find(question, query_vector=vector) == passages.find(question)


def test_a_long_section_is_quoted_by_its_paragraphs(passages: Passages) -> None:
    found = passages.find("can I make noise in the evening in the workshop")[0]
    assert found.text.startswith("Rule ")
    assert len(found.text.split()) <= LONGEST_WORDS


def test_a_folder_without_policies_finds_nothing(tmp_path: Path, encoder: Encoder) -> None:
    assert Passages.from_folder(tmp_path, encoder).find("returns") == []


def test_a_file_that_is_no_text_is_named(tmp_path: Path, encoder: Encoder) -> None:
    (tmp_path / "bad.md").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(BadInput, match=r"bad\.md"):
        Passages.from_folder(tmp_path, encoder)


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
    folder = Path(__file__).parents[2] / "data" / "knowledge" / "en"
    return Passages.from_folder(folder, encoder, english.stemmer, english.policy_names)


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("returns", "How long you have"),
        ("what about returns?", "How long you have"),
        ("what's your return policy?", "How long you have"),
        ("warranty", "Legal guarantee"),
        ("shipping", "Where we deliver"),
        ("can I send back earbuds I've opened", "What you cannot return"),
        ("are sale items returnable", "Sale items"),
        ("I tried the boots outside, can they still go back?", "Condition of returned goods"),
    ],
)
def test_a_broad_question_gets_the_rule_and_a_narrow_one_its_own_section(
    policies: Passages, question: str, heading: str
) -> None:
    assert policies.find(question)[0].heading == heading


def test_most_questions_find_the_section_that_answers_them_first(policies: Passages) -> None:
    first = {question: policies.find(question, k=1) for question, _ in QUESTIONS}
    right = [q for q, headings in QUESTIONS if first[q] and first[q][0].heading in headings]
    assert len(right) >= 36, sorted(first.keys() - set(right))
