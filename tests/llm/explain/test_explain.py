"""A reply explained: its tokens by part, its attention beside transformers', the sums by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import torch
from transformers import GPT2LMHeadModel

from llm.explain import Explanation, OverMany
from llm.explain.shares import head_shares, part_shares, slot_shares
from llm.explain.token import Part, Token, prompt_tokens, reply_tokens
from llm.plan import Fact, Plan, Task, Tone
from llm.reply import Reply
from llm.writer import Writer

LANGUAGES, SHIPPED = Path("data/languages"), Path("data/models/generator")
NAME = Fact("name", "Harrow Jacket", "title", "Harrow Jacket", "catalog:1")
PRICE = Fact("price", "€89.00", "price", {"amount": 89.0, "currency": "EUR"}, "catalog:1/1a")
STOCK = Fact("stock", "in stock", "in_stock", True, "catalog:1/1a")
PLAN = Plan(Task.QA, (NAME, PRICE, STOCK), "was kostet das, äh?", "price", tone=Tone.WARM)

Told = tuple[Reply, Explanation, dict[str, Any]]


@pytest.fixture(scope="module")
def writer() -> Writer:
    return Writer.open(SHIPPED, LANGUAGES)


@pytest.fixture(scope="module")
def told(writer: Writer) -> Told:
    """A reply of the shipped model, explained."""
    drawn = (writer.write(PLAN, seed) for seed in range(20))
    reply = next(reply for reply in drawn if reply.wording)
    assert reply.wording
    assert writer.engine
    explanation = writer.explain(PLAN, reply, writer.engine.attention(reply.wording.tokens))
    return reply, explanation, json.loads(json.dumps(explanation.as_json()))


def test_the_figures_are_transformers_own_over_the_very_reply(told: Told) -> None:
    reply, explanation, as_json = told
    assert reply.wording
    model = GPT2LMHeadModel.from_pretrained(SHIPPED, dtype=torch.float32).eval()
    model.set_attn_implementation("eager")
    with torch.inference_mode():
        out = model(torch.tensor([reply.wording.tokens]), output_attentions=True)
    wanted = torch.cat(out.attentions)  # (layers, H, T, T)
    torch.testing.assert_close(explanation.attention, wanted, atol=1e-5, rtol=1e-4)
    for layer, heads in enumerate(as_json["attention"]):
        for head, rows in enumerate(heads):
            assert [len(row) for row in rows] == list(range(1, len(reply.wording.tokens) + 1))
            for number, row in enumerate(rows):
                there = wanted[layer, head, number, : number + 1]
                torch.testing.assert_close(torch.tensor(row), there, atol=1e-4, rtol=0)
                assert sum(row) == pytest.approx(1, abs=0.005)


def test_tokens_and_sentences_say_the_reply(told: Told) -> None:
    reply, _, told_json = told
    texts = {fact["slot"]: fact["text"] for fact in told_json["facts"]}
    assert texts == {"name": "Harrow Jacket", "price": "€89.00", "stock": "in stock"}
    tokens = told_json["tokens"]
    said = [texts.get(t["slot"], t["text"]) for t in tokens if t["part"] == "reply"]
    assert "".join(said) == reply.text
    assert " ".join(told_json["sentences"]) == reply.text
    for number, sentence in enumerate(told_json["sentences"]):
        own = [texts.get(t["slot"], t["text"]) for t in tokens if t["sentence"] == number]
        assert "".join(own).strip() == sentence


def test_the_prompt_is_plan_query_and_facts_and_holds_no_value(told: Told) -> None:
    tokens = told[2]["tokens"][: told[2]["prompt_tokens"]]
    read = {part: [t["text"] for t in tokens if t["part"] == part] for part in Part}
    assert read[Part.PLAN] == ["<t:qa>", "<l:en>", "<tone:warm>", "<ask:price>"]
    assert read[Part.MARKS] == ["<q>", "<f>", "<r>"]
    assert [t["slot"] for t in tokens if t["part"] == "facts"] == ["name", "price", "stock"]
    assert "".join(read[Part.QUERY]) == "was kostet das, äh?"
    assert not any(word in t["text"] for t in tokens for word in ("Harrow", "89", "€"))


def test_the_model_is_named_with_the_version_of_its_weights(told: Told) -> None:
    model = told[2]["model"]
    assert (model["name"], model["layers"], model["heads"]) == ("generator", 4, 4)
    assert len(model["version"]) == 12


def test_the_summary_is_the_sum_of_the_rows(told: Told) -> None:
    as_json = told[2]
    parts, tokens = as_json["summary"]["parts"], as_json["tokens"]
    assert sum(parts.values()) == pytest.approx(1, abs=0.001)
    for slot in as_json["summary"]["slots"]:
        assert tokens[slot["token"]]["slot"] == slot["slot"]
        rows = [head[slot["token"] - 1] for layer in as_json["attention"] for head in layer]
        place = next(
            n for n, t in enumerate(tokens) if (t["part"], t["slot"]) == ("facts", slot["slot"])
        )
        assert slot["own"] == pytest.approx(sum(row[place] for row in rows) / len(rows), abs=2e-4)
        assert list(slot["looks"].values()) == sorted(
            slot["looks"].values(), key=lambda one: -one["share"]
        )
        look = slot["looks"][slot["slot"]]
        head = as_json["attention"][look["layer"]][look["head"]]
        assert look["share"] == pytest.approx(head[look["token"] - 1][place], abs=1e-4)
        assert tokens[look["token"]]["sentence"] == tokens[slot["token"]]["sentence"]
    assert len(as_json["summary"]["heads"]) == 16


def test_a_template_says_that_nothing_was_generated() -> None:
    writer = Writer.open(None, LANGUAGES)
    as_json = writer.explain(PLAN, writer.write(PLAN)).as_json()
    assert (as_json["source"], as_json["model"], as_json["summary"]) == ("template", None, None)
    assert as_json["tokens"] == as_json["attention"] == []
    assert " ".join(as_json["sentences"]) == as_json["reply"]
    assert [fact["slot"] for fact in as_json["facts"]] == ["name", "price", "stock"]


def test_template_and_model_have_the_same_keys(told: Told) -> None:
    writer = Writer.open(None, LANGUAGES)
    assert writer.explain(PLAN, writer.write(PLAN)).as_json().keys() == told[2].keys()


# Two heads over: plan, fact a, fact b, word, {b}. The row of "word" wrote {b}.
TOKENS = [
    Token("<t:qa>", Part.PLAN), Token("<s:a>", Part.FACTS, "a"), Token("<s:b>", Part.FACTS, "b"),
    Token("word", Part.REPLY, "", 0), Token("{b}", Part.REPLY, "b", 0),
]  # fmt: skip


def made_attention() -> torch.Tensor:
    attention = torch.zeros(1, 2, 5, 5)
    attention[0, 0, 3, :4] = torch.tensor([0.1, 0.2, 0.4, 0.3])
    attention[0, 1, 3, :4] = torch.tensor([0.7, 0.0, 0.2, 0.1])
    attention[0, 1, 2, :3] = torch.tensor([0.0, 0.1, 0.9])  # wrote "word"
    return attention


def test_a_slot_is_credited_to_the_row_that_wrote_it() -> None:
    (shares,) = slot_shares(made_attention(), TOKENS)
    assert shares.facts == pytest.approx({"a": 0.1, "b": 0.3})
    assert shares.of_facts == pytest.approx(0.75)
    assert shares.parts == pytest.approx(
        {"plan": 0.4, "query": 0, "facts": 0.4, "marks": 0, "reply": 0.2}
    )
    assert list(shares.looks) == ["b", "a"]
    look = shares.looks["b"]
    assert (look.token, look.layer, look.head, look.share) == (3, 0, 1, pytest.approx(0.9))


def test_slots_are_counted_over_many_replies() -> None:
    shares = tuple(slot_shares(made_attention(), TOKENS))
    worded = Explanation(PLAN, Reply("x", source="model"), (), tuple(TOKENS), slots=shares)
    template = Explanation(PLAN, Reply("x"), ())
    assert OverMany.of([worded, worded, template]).as_json() == {
        "replies": 3, "templates": 1, "slots": 2,
        "sentence_fact_looked_at_most": 1, "sentence_fact_guessed": 0.5,
        "own_fact_most_on_average": 1, "own_fact_guessed": 0.5,
    }  # fmt: skip
    wrong = Explanation(PLAN, Reply("x", source="model"), (), tuple(TOKENS),
                        slots=tuple(slot_shares(swapped(), TOKENS)))  # fmt: skip
    counted = OverMany.of([wrong]).as_json()
    assert (counted["sentence_fact_looked_at_most"], counted["own_fact_most_on_average"]) == (0, 0)


def swapped() -> torch.Tensor:
    """The heads look at the other fact."""
    return made_attention()[:, :, :, [0, 2, 1, 3, 4]]


def test_heads_are_ranked_by_how_well_they_find_the_slots_facts() -> None:
    first, second = head_shares(made_attention(), TOKENS)
    assert (first.head, first.own, second.head) == (0, pytest.approx(0.4), 1)
    assert second.parts["plan"] == pytest.approx(0.35)


def test_a_reply_without_slots_has_no_slot_shares() -> None:
    tokens = [Token("<t:qa>", Part.PLAN), *reply_tokens(["Hm", "."])]
    attention = torch.full((1, 1, 3, 3), 1 / 3).tril()
    assert slot_shares(attention, tokens) == []
    assert [head.own for head in head_shares(attention, tokens)] == [0.0]


def test_shares_of_a_row_are_its_own() -> None:
    row = torch.tensor([0.5, 0.25, 0.125, 0.125, 0.0])
    assert part_shares(row, TOKENS)["facts"] == 0.375


def test_a_token_counts_to_the_sentence_in_which_it_ends() -> None:
    tokens = reply_tokens(["Yes", ".", " ", "It", " costs", ":", " ", "<s:price>", "."])
    assert [token.sentence for token in tokens] == [0, 0, 0, 1, 1, 1, 1, 2, 2]
    assert tokens[7] == Token("{price}", Part.REPLY, "price", 2)


def test_what_a_customer_writes_is_query_alone() -> None:
    tokens = prompt_tokens(["<t:qa>", "<q>", "s:price", " r>", "<f>", "<s:price>", "<r>"])
    assert [token.part.value for token in tokens] == [
        "plan", "marks", "query", "query", "marks", "facts", "marks",
    ]  # fmt: skip
    assert [token.slot for token in tokens if token.slot] == ["price"]
