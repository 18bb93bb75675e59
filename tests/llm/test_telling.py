"""Sentences leave as they are sure, and what has left is never taken back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from llm.corpus.clause import Clause, Part
from llm.corpus.corpus import Corpus
from llm.corpus.examples import draw_examples
from llm.engine.gpt2 import Gpt2
from llm.engine.request import Completion, FinishReason
from llm.grounding.gate import Gate
from llm.grounding.templates import Templates
from llm.model import gpt2
from llm.model.bundle import Generator
from llm.model.tokenizer import ReplyTokenizer
from llm.plan import Fact, Plan, Task, Tone
from llm.telling import Telling, tell
from llm.writer import TRIES, Writer

LANGUAGES = Path("data/languages")
SHIPPED = Path("data/models/generator")
FIRST, SECOND = "Here is {name}.", "Its price is {price}."
SAID = {FIRST: Part.BODY, SECOND: Part.BODY, "{name} costs {price}.": Part.BODY,
        "Good choice!": Part.OPENER, "Anything else?": Part.CLOSER}  # fmt: skip
CLAUSES = tuple(
    Clause(text, Task.QA, part, asks=frozenset({"price"}), tones=frozenset(Tone))
    for text, part in SAID.items()
)
TOKENIZER = ReplyTokenizer.train([*SAID, "It is waterproof."] * 9, ["en"])
PLAN = Plan(
    Task.QA,
    (
        Fact("name", "Harrow Jacket", "title", "Harrow Jacket", "catalog:1"),
        Fact("price", "€89.00", "price", {"amount": 89.0}, "catalog:1/1a"),
    ),
    ask="price",
)


@pytest.fixture(scope="module")
def writer() -> Writer:
    """Its weights are nobody's: the tests say what it says."""
    model = gpt2.build(TOKENIZER.size, eos=TOKENIZER.eos, pad=TOKENIZER.pad, seed=1)
    weights = Gpt2.from_transformers(model.eval())
    return Writer(Templates(LANGUAGES), Generator(weights, TOKENIZER, {"en": CLAUSES}, Gate()))


def _goes_on(telling: Telling, text: str, nll: float = 0.1) -> None:
    tokens = TOKENIZER.encode(text)
    telling.listen(tokens, [nll] * len(tokens))


def _ends(telling: Telling, text: str, reason: FinishReason = FinishReason.STOP) -> None:
    tokens = tuple(TOKENIZER.encode(text))
    telling.end(Completion(tokens, (0.1,) * (len(tokens) + 1), reason))


def test_a_sentence_leaves_when_the_next_has_begun(writer: Writer) -> None:
    telling = writer.telling(PLAN)
    _goes_on(telling, FIRST)
    assert telling.said == []  # it might go on
    _goes_on(telling, f"{FIRST} Its")
    assert len(telling.said) == 1
    _ends(telling, f"{FIRST} {SECOND}")
    assert telling.reply is not None
    assert telling.reply.source == "model"
    assert telling.reply.text == " ".join(telling.said)
    assert "€89.00" in telling.reply.text
    assert telling.request is None


def test_a_beginning_that_no_reply_has_waits(writer: Writer) -> None:
    for text in (
        "Its price is {price}. Here",
        "Here is {name}. Anything else? Its",
        "Nonsense. It",
    ):
        telling = writer.telling(PLAN)
        _goes_on(telling, text)
        assert telling.said == [], text


def test_an_opener_may_go_ahead(writer: Writer) -> None:
    telling = writer.telling(PLAN)
    _goes_on(telling, "Good choice! Here")
    assert telling.said == ["Good choice!"]
    _goes_on(telling, f"Good choice! {FIRST} Its")
    assert telling.said == ["Good choice!", "Here is Harrow Jacket."]


@pytest.mark.parametrize(
    "bad", ["It is waterproof.", "Its price is {price}. Its price is {price}.", "{{"]
)
def test_a_later_failure_draws_only_the_rest_again(writer: Writer, bad: str) -> None:
    telling = writer.telling(PLAN)
    prompt = telling.request.prompt_tokens
    _goes_on(telling, f"{FIRST} Its")
    _ends(telling, f"{FIRST} {bad}")
    forced = telling.request.prompt_tokens
    assert forced[: len(prompt)] == prompt
    assert TOKENIZER.decode(forced[len(prompt) :]) == FIRST
    _ends(telling, f" {SECOND}")
    assert telling.reply.source == "model"
    assert len(telling.said) >= 2
    assert telling.reply.text.count("€89.00") == 1


def test_after_the_last_try_what_was_said_is_ended_lawfully(writer: Writer) -> None:
    telling = writer.telling(PLAN)
    _goes_on(telling, f"{FIRST} Its")
    (said,) = telling.said
    for _ in range(TRIES):
        _ends(telling, " It is waterproof.")
    assert telling.request is None
    assert telling.reply.source == "template"
    assert telling.reply.text.startswith(said)
    assert telling.reply.text.count("€89.00") == 1
    assert telling.reply.text.count("Harrow Jacket") == 1


def test_given_up_in_mid_reply_it_is_ended_lawfully(writer: Writer) -> None:
    telling = writer.telling(PLAN)
    with pytest.raises(ValueError, match="told"):
        _ = telling.whole
    _goes_on(telling, f"{FIRST} Its")
    telling.give_up()
    assert telling.whole.text == "Here is Harrow Jacket. Its price is €89.00."
    assert [row["source"] for row in telling.whole.evidence] == ["catalog:1", "catalog:1/1a"]


def test_where_nothing_was_said_the_template_is(writer: Writer) -> None:
    telling = writer.telling(PLAN)
    for _ in range(TRIES):
        _ends(telling, "{price} of {name}, yes. And so on", FinishReason.LENGTH)
    assert telling.whole == writer.template(PLAN, fault="it was cut off")
    assert " ".join(telling.said) == telling.reply.text


def test_what_the_model_is_unsure_of_waits(writer: Writer) -> None:
    telling = writer.telling(PLAN)
    _goes_on(telling, f"{FIRST} Its", nll=9.0)
    assert telling.said == []


def test_without_a_model_the_template_is_told() -> None:
    plain = Writer.open(None, LANGUAGES)
    telling = plain.telling(PLAN)
    assert telling.request is None
    assert telling.reply == plain.template(PLAN)


@pytest.mark.skipif(not (SHIPPED / "model.safetensors").exists(), reason="no shipped weights")
def test_the_shipped_weights_tell_what_they_write_and_begin_before_they_end() -> None:
    shipped = Writer.open(SHIPPED, LANGUAGES)
    early = 0
    for plan in islice(_plans(), 25):
        telling, sentences = shipped.telling(plan, seed=4), []
        for sentence in tell(shipped.engine, telling):
            sentences.append(sentence)
            early += telling.request is not None
        assert " ".join(sentences) == telling.reply.text
        if telling.reply.wording is not None and telling.reply.wording.prompt_tokens:
            written = shipped.write(plan, seed=4)
            if written.wording == telling.reply.wording:
                assert telling.reply == written
    assert early > 5


def _plans() -> Iterator[Plan]:
    for example in draw_examples(Corpus.load(Path("data/replies")), seed=21):
        facts = tuple(Fact(slot, f"the {slot}", slot, slot, "search") for slot in example.slots)
        yield Plan.of(example.form, facts, example.query)


def test_all_that_is_told_shares_one_composer(writer: Writer) -> None:
    assert writer.telling(PLAN)._composer is writer.telling(PLAN, 1)._composer
