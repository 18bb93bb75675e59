"""The labelled sets' file forms, on made-up rows of the same form, and the comparison's figures."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from actions.cli.evaluate import nlu_beside
from actions.cli.evaluate.intents import rejection_auroc
from actions.cli.evaluate.nlu import BOT_PYTHON, command
from actions.cli.evaluate.nlu_beside import Answered
from actions.cli.evaluate.nlu_sets import Trial, datasets, own_holdout, read_set
from actions.config import PROJECT_ROOT
from actions.errors import BadInput

SAID = {
    "opening": ["when do you open", "are you open now", "opening hours", "open on sunday",
                "what time do you open", "until when are you open"],
    "return": ["I want to return it", "send it back", "how do returns work", "give it back",
               "return a pair of shoes", "can this go back"],
}  # fmt: skip
REAL = [name for name in ("hint3", "clinc150", "bitext2022") if (datasets() / name).is_dir()]


@pytest.fixture
def made_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the three sets' form."""
    monkeypatch.setenv("STORECLERK_DATASETS", str(tmp_path))
    hint3 = tmp_path / "hint3" / "dataset" / "v1" / "train"
    hint3.mkdir(parents=True)
    for shop in ("sofmattress", "curekart"):
        (hint3 / f"{shop}_train.csv").write_text(f'sentence,label\n"hi, {shop}",GREET\n')
    (tmp_path / "clinc150").mkdir()
    parts = {
        "train": [["how tall is it", "size"]],
        "val": [["what height", "size"]],
        "oos_train": [["do fish sleep", "oos"]],
        "oos_val": [["who won", "oos"]],
    }
    with gzip.open(tmp_path / "clinc150" / "train.json.gz", "wt") as file:
        json.dump(parts, file)
    (tmp_path / "bitext2022").mkdir()
    rows = "stop order 5,cancel,id,5\nstop order 5,cancel,verb,stop\nhelp me,help,,\n"
    (tmp_path / "bitext2022" / "train.csv").write_text(
        f"utterance,intent,entity_type,entity_value\n{rows}"
    )
    return tmp_path


@pytest.mark.usefixtures("made_up")
def test_hint3_is_two_shops_in_folds() -> None:
    assert read_set("hint3") == [
        Trial(f"hint3/{shop}", "grouped", [(f"hi, {shop}", "GREET")])
        for shop in ("sofmattress", "curekart")
    ]


@pytest.mark.usefixtures("made_up")
def test_clinc150_learns_no_message_that_is_out_of_scope() -> None:
    (trial,) = read_set("clinc150")
    assert (trial.protocol, trial.learn) == ("apart", [("how tall is it", "size")])
    assert trial.ask == [
        ("what height", "size"),
        ("do fish sleep", "out_of_scope"),
        ("who won", "out_of_scope"),
    ]


@pytest.mark.usefixtures("made_up")
def test_a_bitext_sentence_with_two_entities_is_one_message() -> None:
    (trial,) = read_set("bitext")
    assert (trial.protocol, trial.learn) == (
        "shots",
        [("stop order 5", "cancel"), ("help me", "help")],
    )


def test_a_set_that_is_not_there_is_named_with_where_it_was_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STORECLERK_DATASETS", str(tmp_path))
    with pytest.raises(BadInput, match=f"hint3.*{tmp_path}"):
        read_set("hint3")


@pytest.mark.skipif(len(REAL) < 3, reason="needs STORECLERK_DATASETS")
def test_the_real_sets_have_the_intents_that_their_papers_count() -> None:
    counts = {
        trial.name: len({intent for _, intent in trial.learn})
        for name in ("hint3", "clinc150", "bitext")
        for trial in read_set(name)
    }
    assert counts == {
        "hint3/sofmattress": 21,
        "hint3/curekart": 28,
        "clinc150": 150,
        "bitext 10-shot": 27,
    }


def test_the_own_hold_out_is_asked_of_the_dialogues_own_intents() -> None:
    trial = own_holdout()
    known = {intent for _, intent in trial.learn}
    assert {intent for _, intent in trial.ask} == known
    assert {intent for _, intent in trial.openings} < known


def test_openings_are_asked_last_and_have_figures_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trial = Trial("t", "apart", [], [("a", "x"), ("b", "x")], openings=[("c", "y"), ("d", "x")])
    said = [Answered(row, False, "x", "x", 0.9) for row in range(4)]
    monkeypatch.setattr(nlu_beside, "_ask", lambda _, names: (dict.fromkeys(names, said), []))
    found = nlu_beside.measure(trial, False, None)
    for one in (found, *found["baselines"].values()):
        assert (one["rows"], one["accuracy"]) == (2, 1.0)
        assert (one["openings_rows"], one["openings_accuracy"]) == (2, 0.5)


def test_auroc_is_the_share_of_pairs_in_order_a_tie_being_half() -> None:
    found = rejection_auroc([0.9, 0.5, 0.5, 0.1], [False, False, True, True])
    assert found["oos_auroc"] == (1 + 1 + 0.5 + 1) / 4
    assert rejection_auroc([0.9, 0.1], [False, False]) == {}


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--train", "a.csv"], "go together"),
        (["--folds", "a.csv", "--set", "hint3"], "one of"),
        (["--set", "hint3", "--out", "b.csv"], "--out goes with"),
    ],
)
def test_options_that_contradict_each_other_are_refused(options: list[str], words: str) -> None:
    done = CliRunner().invoke(command, options)
    assert isinstance(done.exception, BadInput)
    assert words in str(done.exception)


@pytest.mark.skipif(not BOT_PYTHON.exists(), reason="Rasa's environment is missing")
@pytest.mark.skipif(
    not (PROJECT_ROOT / "var/models/minilm/encoder.json").exists(), reason="encoder is not exported"
)
def test_a_file_in_folds_is_measured_beside_the_baselines(tmp_path: Path) -> None:
    rows = [f"{text},{intent}" for intent, texts in SAID.items() for text in texts]
    file = tmp_path / "shop.csv"
    file.write_text("\n".join(["text,intent", *rows]) + "\n")
    done = CliRunner().invoke(command, ["--folds", str(file), "--json"], catch_exceptions=False)
    found = json.loads(done.stdout)
    assert set(found["baselines"]) == {"words", "vectors"}
    for one in (found, *found["baselines"].values()):
        assert one["rows"] == len(rows)
        low, high = one["accuracy_ci95"]
        assert low <= one["accuracy"] <= high
        assert one["accuracy"] <= one["guess_accuracy"]
        assert "oos_auroc" not in one
