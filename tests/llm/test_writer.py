"""The writer's steps: what is sent to the device, what is believed of its answer, what is done
when it can't be."""

from __future__ import annotations

from pathlib import Path

import pytest

from llm.corpus.corpus import Corpus
from llm.decoding import Decoding
from llm.engine.gpt2 import Gpt2
from llm.engine.request import Completion, FinishReason, GenerateRequest
from llm.errors import LanguageError, ModelError
from llm.grounding.gate import Gate
from llm.grounding.templates import Templates
from llm.model import gpt2
from llm.model.bundle import Generator
from llm.model.tokenizer import ReplyTokenizer, corpus_texts
from llm.plan import Fact, Plan, Task
from llm.reply import Reply
from llm.writer import TRIES, Writer

LANGUAGES = Path("data/languages")
SHIPPED = Path("data/models/generator")
CORPUS = Corpus.load(Path("data/replies"))
TOKENIZER = ReplyTokenizer.train(corpus_texts(CORPUS), ["en"])
FACTS = (
    Fact("name", "Harrow Jacket", "title", "Harrow Jacket", "catalog:1"),
    Fact("price", "€89.00", "price", {"amount": 89.0, "currency": "EUR"}, "catalog:1/1a"),
)
PLAN = Plan(Task.QA, FACTS, query="how much is it?", ask="price")


@pytest.fixture(scope="module")
def writer() -> Writer:
    """With weights that nobody trained: whatever it is asked for, it babbles."""
    model = gpt2.build(TOKENIZER.size, eos=TOKENIZER.eos, pad=TOKENIZER.pad, seed=1)
    clauses = {language.code: language.clauses for language in CORPUS.languages}
    weights = Gpt2.from_transformers(model.eval())
    return Writer(Templates(LANGUAGES), Generator(weights, TOKENIZER, clauses, Gate()))


def _said(text: str, nll: float = 0.1) -> Completion:
    tokens = tuple(TOKENIZER.encode(text))
    return Completion(tokens, (nll,) * (len(tokens) + 1), FinishReason.STOP)


def _drive(writer: Writer, plan: Plan, *said: Completion) -> tuple[Reply, list[GenerateRequest]]:
    steps, answers, requests = writer.steps(plan, seed=3), iter(said), []
    try:
        requests.append(next(steps))
        while True:
            requests.append(steps.send(next(answers)))
    except StopIteration as finished:
        return finished.value, requests


def test_a_verified_reply_is_filled_and_cites_its_records(writer: Writer) -> None:
    reply, requests = _drive(writer, PLAN, _said("{name} costs {price}."))
    assert reply.text == "Harrow Jacket costs €89.00."
    assert reply.source == "model"
    assert [row["source"] for row in reply.evidence] == ["catalog:1", "catalog:1/1a"]
    assert requests[0].stop_token == TOKENIZER.eos


@pytest.mark.parametrize(
    "bad",
    [
        _said("{name} costs."),
        _said("{name} costs {price}. It is waterproof."),
        _said("{name} costs {price}.", nll=9.0),
    ],
)
def test_what_fails_is_tried_again_with_another_draw(writer: Writer, bad: Completion) -> None:
    reply, requests = _drive(writer, PLAN, bad, _said("{name} costs {price}."))
    assert reply.source == "model"
    assert len({request.seed for request in requests}) == 2


def test_after_the_last_try_comes_the_template(writer: Writer) -> None:
    reply, requests = _drive(writer, PLAN, *[_said("{price} of {name}, yes.")] * TRIES)
    assert reply.text == writer.template(PLAN, 3).text
    assert reply.fault == "it isn't made of clauses that people wrote for this kind of answer"
    assert len(requests) == TRIES


def test_babble_never_reaches_a_customer(writer: Writer) -> None:
    replies = writer.write_all([PLAN] * 3, [1, 2, 3])
    told = [writer.template(PLAN, seed).text for seed in (1, 2, 3)]
    assert [reply.text for reply in replies] == told
    assert all(reply.source == "template" and reply.fault for reply in replies)
    assert writer.write(PLAN).source == "template"


def test_an_untaught_language_goes_straight_to_its_template(writer: Writer) -> None:
    reply, requests = _drive(writer, Plan(Task.QA, FACTS, ask="price", language="xx"))
    assert (reply.source, requests) == ("template", [])


def test_without_a_model_there_are_templates_only() -> None:
    plain = Writer.open(None, LANGUAGES)
    assert plain.engine is None
    assert plain.write(PLAN).source == "template"
    assert "€89.00" in plain.write(PLAN).text
    assert plain.asks("en").kind("how much is it") == "price"


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no generator"):
        Writer.open(tmp_path, LANGUAGES)
    with pytest.raises(LanguageError, match="templates"):
        Writer.open(None, tmp_path)


def test_of_several_candidates_the_likeliest_is_sent_unless_it_was_said_lately(
    writer: Writer,
) -> None:
    several = Writer(Templates(LANGUAGES), writer._model, decoding=Decoding(candidates=2))
    rarer, likely = _said("{name} costs {price}.", 0.4), _said("{name} is priced at {price}.", 0.1)

    def best(lately: set[tuple[int, ...]]) -> str:
        steps = several.steps(PLAN, 3, lately)
        next(steps)
        steps.send(rarer)
        with pytest.raises(StopIteration) as finished:
            steps.send(likely)
        reply: Reply = finished.value.value
        return reply.text

    assert best(set()) == "Harrow Jacket is priced at €89.00."
    assert best({likely.tokens}) == "Harrow Jacket costs €89.00."


def test_a_device_that_is_not_there_is_said() -> None:
    with pytest.raises(ModelError, match="no device 'xpu:7' here"):
        Writer.open(SHIPPED, LANGUAGES, device="xpu:7")
