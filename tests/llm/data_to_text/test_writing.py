"""Words, drawing, ranking and checking on a toy set of our own: a tiny model, really trained."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from llm.data_to_text.act import parse_act
from llm.data_to_text.candidates import Drawing
from llm.data_to_text.committee import Committee
from llm.data_to_text.consensus import expected_gain
from llm.data_to_text.folder import open_writer, save
from llm.data_to_text.likelihood import log_likelihoods, mean_nll
from llm.data_to_text.report import report
from llm.data_to_text.rows import Row, read_rows, references
from llm.data_to_text.slot_error import slot_count
from llm.data_to_text.special import says_special_values
from llm.data_to_text.templates import Templates, plain
from llm.data_to_text.training import Recipe, Trained, split, train
from llm.data_to_text.vocabulary import Vocabulary
from llm.data_to_text.writer import ActWriter, Source, Writing
from llm.errors import DataError, ModelError
from llm.model.gpt2 import Size

SMALL = Size(layers=1, width=48, heads=2, positions=64)
RECIPE = Recipe(members=2, passes=30, batch=32, learning_rate=6e-3, held_out=0.08, size=SMALL)
WRITING = Writing(drawing=Drawing(count=8))


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def toy(count: int, seed: int) -> str:
    rng = random.Random(seed)
    rows = []
    for _ in range(count):
        name, color = f"hob {rng.randrange(99)}", rng.choice(["red", "blue"])
        has = rng.choice(["true", "false"])
        usb = "has usb ports" if has == "true" else "has no usb ports"
        said = rng.choice([f"the {name} is {color} and {usb} .", f"{name} {usb} , in {color} ."])
        rows.append([f"inform(name={name};color={color};hasusbport={has})", said, "unread"])
    return "# a comment\n" + json.dumps(rows)


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    path = tmp_path_factory.mktemp("toy") / "toy.json"
    path.write_text(toy(240, 1), encoding="utf-8")
    return read_rows(path)


@pytest.fixture(scope="module")
def trained(rows: list[Row]) -> Trained:
    return train(rows, RECIPE)


@pytest.fixture(scope="module")
def writer(rows: list[Row], trained: Trained) -> ActWriter:
    return ActWriter(trained.committee, Templates(rows), WRITING)


def test_rows_come_without_values_and_references_with_their_own_acts(rows: list[Row]) -> None:
    assert all("SLOT_NAME" in row.sentence and "SLOT_COLOR" in row.sentence for row in rows)
    wanted = references(rows[:40])
    name = dict(rows[0].act.slots)["name"]
    assert len(wanted[0]) > 3
    assert all(name in sentence for sentence in wanted[0])


@pytest.mark.parametrize("text", ["", "[]", "{}", '[["inform(a=b)"]]', '[["hello", "there"]]'])
def test_a_file_of_another_form_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(DataError):
        read_rows(tmp_path / "x.json")


def test_what_is_held_out_is_not_learned(rows: list[Row]) -> None:
    learned, held_out = split(rows, 0.1, 3)
    assert len(held_out) == 24
    assert sorted(map(id, learned + held_out)) == sorted(map(id, rows))


def test_a_drawn_prompt_has_the_same_marks_and_leaves_pairs_alone(rows: list[Row]) -> None:
    vocabulary = Vocabulary.of(rows)
    act = rows[0].act
    drawn = {tuple(vocabulary.prompt(act, random.Random(n))) for n in range(20)}
    assert len(drawn) > 1
    assert {tuple(sorted(prompt)) for prompt in drawn} == {tuple(sorted(vocabulary.prompt(act)))}
    pair = parse_act("inform(name=a;hasusbport=true;name=b;hasusbport=false)")
    assert len({tuple(vocabulary.prompt(pair, random.Random(n))) for n in range(20)}) == 1


def test_training_repeats_itself(rows: list[Row]) -> None:
    recipe = Recipe(
        members=2, passes=2, size=Size(layers=1, width=48, heads=2, positions=64, dropout=0.1)
    )
    first, again = train(rows, recipe), train(rows, recipe)
    for one, other in zip(first.members, again.members, strict=True):
        assert one.passes == other.passes
        assert one.passes[1].held_out < one.passes[0].held_out
        weights = other.model.state_dict()
        assert all(
            torch.equal(tensor, weights[name]) for name, tensor in one.model.state_dict().items()
        )
    assert first.members[0].passes != first.members[1].passes


def test_a_committee_finds_a_sentence_as_likely_as_its_members_in_the_mean(
    rows: list[Row], trained: Trained
) -> None:
    act, said = rows[0].act, "the SLOT_NAME is SLOT_COLOR and has usb port -s"
    models = [member.model for member in trained.members]
    assert len(models) == 2
    alone = [log_likelihoods(model, trained.vocabulary, said, [act])[0] for model in models]
    assert alone[0] != alone[1]
    assert trained.committee.log_likelihoods(said, [act]) == [pytest.approx(sum(alone) / 2)]
    (drawn,) = trained.committee.draw([act], Drawing(count=5))
    for candidate in drawn:
        both = [mean_nll(m, trained.vocabulary, act, [candidate.sentence])[0] for m in models]
        assert candidate.nll == pytest.approx(sum(both) / 2, rel=1e-4)
    with pytest.raises(ValueError, match="members"):
        Committee([], trained.vocabulary)


def test_what_is_verified_says_each_act_and_yes_as_yes(writer: ActWriter, rows: list[Row]) -> None:
    acts = [parse_act(f"inform(name=hob {n};color=green;hasusbport={n % 2 == 0})".lower())
            for n in range(4)]  # fmt: skip
    wordings = writer.write(acts)
    assert wordings[0] == wordings[2] != wordings[1]
    for act, wording in zip(acts, wordings, strict=True):
        assert wording.source is Source.MODEL
        assert len({ranked.sentence for ranked in wording.verified}) == len(wording.verified)
        for ranked in wording.verified:
            assert slot_count(ranked.sentence, act, strict=True).errors == 0
            assert ("no usb" in ranked.sentence) == ("no" in dict(act.slots).values())
    figures = report(rows[:50], writer.write([row.act for row in rows[:50]]))
    assert figures["slot_error"] == 0.0
    assert figures["bleu_best"] > 0.6
    assert figures["bleu_ci95"][0] <= figures["bleu"] <= figures["bleu_ci95"][1]


def test_the_model_is_asked_backwards_whether_yes_was_said(trained: Trained) -> None:
    yes = parse_act("inform(name=a;color=b;hasusbport=true)")
    no = parse_act("inform(name=a;color=b;hasusbport=false)")
    said = "the SLOT_NAME is SLOT_COLOR and has usb port -s"
    assert says_special_values(trained.committee, said, yes)
    assert not says_special_values(trained.committee, said, no)


def test_without_a_right_candidate_a_template_is_said(rows: list[Row], trained: Trained) -> None:
    class Nothing(ActWriter):
        def _right(self, *_: object) -> tuple[()]:
            return ()

    writer = Nothing(trained.committee, Templates(rows), WRITING)
    (wording,) = writer.write([rows[0].act])
    assert wording.source is Source.TEMPLATE
    assert slot_count(wording.verified[0].sentence, rows[0].act, strict=True).errors == 0


def test_an_act_that_no_sentence_fits_is_said_slot_by_slot(rows: list[Row]) -> None:
    act = parse_act("inform(name=a;weight=2 kg;hasusbport=false)")
    said = Templates(rows).nearest(act)
    assert said == plain(act) == "name is SLOT_NAME , weight is SLOT_WEIGHT , usb is no"
    assert slot_count(said, act, strict=True).errors == 0


def test_consensus_prefers_what_most_say() -> None:
    gains = expected_gain(["a b c d e", "a b c d f", "v w x y z"], [3, 2, 1])
    assert gains[0] > gains[1] > gains[2] > 0
    assert expected_gain(["a b c d"], [1]) == [pytest.approx(1.0)]


def test_a_folder_opens_again_and_says_the_same(
    rows: list[Row], trained: Trained, tmp_path: Path
) -> None:
    save(trained, rows, tmp_path)
    first, again = (open_writer(tmp_path, WRITING).write([rows[0].act]) for _ in range(2))
    assert first == again
    (tmp_path / "vocabulary.json").write_text('["<pad>", "<eos>", "<unknown>", "<say>"]')
    with pytest.raises(ModelError, match="not of one training"):
        open_writer(tmp_path, WRITING)
    with pytest.raises(ModelError):
        open_writer(tmp_path / "none", WRITING)
