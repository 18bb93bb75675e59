"""The corpus and the templates keep every rule, and each rule finds its planted fault."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm.corpus.clause import Clause, Part, read_clauses, read_folder
from llm.corpus.lint import LintWords, lint, read_placed
from llm.corpus.lint.reading import reading_ease, syllables_of
from llm.errors import LanguageError
from llm.plan import Task, Tone

LANGUAGES = Path("data/languages")
WORDS = LintWords.load(LANGUAGES, "en")


def _found(text: str, part: Part = Part.BODY, task: Task = Task.QA) -> list[tuple[str, str]]:
    return [(finding.rule, finding.what) for finding in lint([Clause(text, task, part)], WORDS)]


def test_the_corpus_breaks_no_rule() -> None:
    assert list(map(str, lint(read_folder(Path("data/replies/en")), WORDS))) == []


def test_the_templates_keep_the_same_rules() -> None:
    templates = read_clauses(LANGUAGES / "en" / "templates.toml")
    assert list(map(str, lint(templates, WORDS))) == []


@pytest.mark.parametrize(
    ("text", "part", "rule", "what"),
    [
        ("It costs 20 today.", Part.BODY, "form", "digit"),
        ("It is € {price}.", Part.BODY, "form", "currency"),
        ("What a find!", Part.OPENER, "form", "shouts"),
        ("and so on.", Part.OPENER, "form", "lower case"),
        ("An open end", Part.OPENER, "form", "doesn't end"),
        ("It has {wings}.", Part.BODY, "slots", "slot that its task never"),
        ("Ask about {name}.", Part.CLOSER, "slots", "closer with a slot"),
        ("{name} is {name}.", Part.BODY, "slots", "twice"),
        ("It comes in red.", Part.BODY, "fact", "colours"),
        ("It's made of cotton.", Part.BODY, "fact", "materials"),
        ("It's waterproof.", Part.BODY, "fact", "properties"),
        ("It's in stock.", Part.BODY, "fact", "stock"),
        ("There are seven.", Part.BODY, "fact", "numbers"),
        ("It comes in December.", Part.BODY, "fact", "months"),
        ("It comes on Monday.", Part.BODY, "fact", "weekdays"),
        ("It's made in Italy.", Part.BODY, "fact", "countries"),
        ("It's the best there is.", Part.BODY, "fact", "superlatives"),
        ("It's guaranteed.", Part.BODY, "fact", "promises"),
        ("There's a discount on {name}.", Part.BODY, "fact", "offers"),
        ("It's just in.", Part.BODY, "fact", "times"),
        ("Delivery by DHL.", Part.BODY, "fact", "carriers"),
        ("Most customers like it.", Part.BODY, "fact", "claims"),
        ("Don’t miss {name}.", Part.BODY, "unwanted", "pushy"),
        ("{name} is amazing.", Part.BODY, "unwanted", "hype"),
        ("Here you are, ladies.", Part.OPENER, "unwanted", "biased"),
        ("Our deepest apologies.", Part.OPENER, "unwanted", "grovelling"),
        ("I have loked it up.", Part.OPENER, "spelling", "loked"),
        ("They havn't said.", Part.OPENER, "spelling", "havn't"),
        ("Availability considerations necessitate verification of inventory.",
         Part.OPENER, "reading", "reads hard"),
        ("I looked and looked and looked and looked and looked and looked and looked and looked "
         "and looked and looked and looked and looked and looked and looked.",
         Part.OPENER, "reading", "sentence of"),
    ],
)  # fmt: skip
def test_each_rule_finds_its_planted_fault(text: str, part: Part, rule: str, what: str) -> None:
    found = _found(text, part)
    assert any(name == rule and what in said for name, said in found), found


@pytest.mark.parametrize(
    "text",
    [
        "The best fit is {name}.",
        "It's on offer: the list price is {list_price}.",
        "I've looked at the colour, and it isn't what you'd expect.",
        "They'd rather you didn't.",
    ],
)
def test_what_is_harmless_is_let_be(text: str) -> None:
    assert _found(text) == [] or _found(text, task=Task.SEARCH) == []


def test_a_slot_licenses_its_own_words_only() -> None:
    assert _found("It's on offer, at {price}.") != []
    assert _found("It's on offer: {price}, not {list_price}.") == []


def test_what_stands_twice_where_both_could_be_drawn_is_found() -> None:
    one = Clause("Gladly.", Task.QA, Part.OPENER, frozenset({"price"}), frozenset({Tone.WARM}))
    same = Clause("Gladly.", Task.QA, Part.OPENER)
    apart = Clause("Gladly.", Task.QA, Part.OPENER, frozenset({"stock"}))
    assert [(f.number, f.rule) for f in lint([one, same], WORDS)] == [(1, "repeat")]
    assert lint([one, apart], WORDS) == []


def test_what_differs_in_a_comma_or_a_small_word_is_found() -> None:
    one = Clause("The price is {price}.", Task.QA)
    near = Clause("The price is just {price}.", Task.QA)
    other = Clause("It costs {price}.", Task.QA)
    assert [f.what for f in lint([one, other, near], WORDS)] == [
        "says no more than “The price is {price}.”"
    ]


def test_a_language_without_words_is_held_to_the_plain_rules_only(tmp_path: Path) -> None:
    words = LintWords.load(tmp_path, "xx")
    assert lint([Clause("Zo rood amazing.", Task.QA)], words) == []
    assert lint([Clause("Zo 5.", Task.QA)], words) != []


def test_broken_words_are_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "corpus.toml").write_text("[facts", encoding="utf-8")
    with pytest.raises(LanguageError, match=r"corpus\.toml"):
        LintWords.load(tmp_path, "en")


def test_each_clause_is_found_in_its_file_by_line(tmp_path: Path) -> None:
    text = '[[clauses]]\ntask = "qa"\ntext = ["One.",\n  "Say “two”.", "One."]\n'
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    places = [(placed.clause.text, placed.line) for placed in read_placed(tmp_path)]
    assert places == [("One.", 3), ("Say “two”.", 4), ("One.", 4)]


def test_reading_ease_falls_with_long_words_and_long_sentences() -> None:
    assert reading_ease("The cat sat on the mat.") > 100
    assert reading_ease("The representative communicated unambiguously.") < 0
    words = ("looked", "table", "price", "colour", "tested")
    assert [syllables_of(word) for word in words] == [1, 2, 1, 2, 2]
