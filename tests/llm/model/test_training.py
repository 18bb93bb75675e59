"""Training over: the same weights again, and the same weights after a kill."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import torch

from actions.cli.train.generator import command
from llm.corpus.corpus import Corpus
from llm.model.checkpoint import Checkpoints, Progressed
from llm.model.gpt2 import Size, build
from llm.model.start import Start, from_scratch
from llm.model.tokenizer import ReplyTokenizer, corpus_texts
from llm.model.training import Method, Precision, Recipe, followed, learning_rate, train

SMALL = Size(layers=2, width=32, heads=2)
RECIPE = Recipe(tokens=24_000, seed=5, learning_rate=3e-3, precision=Precision.SINGLE)


def small_start(corpus: Corpus, seed: int = 5) -> Start:
    tokenizer = ReplyTokenizer.train(corpus_texts(corpus), ["en"], vocabulary=600)
    model = build(tokenizer.size, eos=tokenizer.eos, pad=tokenizer.pad, seed=seed, size=SMALL)
    return Start(model, tokenizer, 0, "scratch", "scratch")


def weights(model: torch.nn.Module) -> str:
    digest = hashlib.sha256()
    for _, tensor in sorted(model.state_dict().items()):
        digest.update(tensor.numpy().tobytes())
    return digest.hexdigest()


class Cut(Exception):
    pass


@pytest.mark.parametrize("method", list(Method))
def test_one_that_was_cut_off_ends_with_the_same_weights(
    corpus: Corpus, tmp_path: Path, method: Method
) -> None:
    recipe = Recipe(24_000, seed=5, learning_rate=3e-3, method=method)
    whole = train(corpus, recipe, small_start(corpus))
    checkpoints = Checkpoints(tmp_path / "x.training", "key", every=3)

    def cut(done: int, total: int, loss: float) -> None:
        if done > total / 2:
            raise Cut

    with pytest.raises(Cut):
        train(corpus, recipe, small_start(corpus), checkpoints=checkpoints, watch=cut)
    heard: list[int] = []
    again = train(
        corpus,
        recipe,
        small_start(corpus),
        checkpoints=checkpoints,
        watch=lambda done, *_: heard.append(done),
    )
    assert heard[0] > 0.3 * recipe.tokens  # it didn't begin anew
    assert weights(again.model) == weights(whole.model)
    assert again.curve == whole.curve
    checkpoints.remove()
    assert not (tmp_path / "x.training").exists()


def test_a_checkpoint_of_another_training_is_not_gone_on_from(tmp_path: Path) -> None:
    model = build(40, eos=1, pad=0, seed=1, size=SMALL)
    optimizer = torch.optim.AdamW(model.parameters())
    mine = Checkpoints(tmp_path, "mine", every=1)
    mine.save(model, optimizer, Progressed(3, 100, [], [1.5]))
    assert mine.restore(model, optimizer) == Progressed(3, 100, [], [1.5])
    assert Checkpoints(tmp_path, "another", every=1).restore(model, optimizer) is None


def test_the_rate_warms_up_falls_and_fits_what_it_starts_from(corpus: Corpus) -> None:
    recipe = followed(Recipe(tokens=1000), from_scratch(corpus, 1))
    rates = [learning_rate(recipe, seen) for seen in (0, 15, 30, 500, 1000)]
    assert rates[0] < rates[1] < rates[2] > rates[3] > rates[4] > 0
    assert recipe.learning_rate == 2e-3
    assert recipe.precision is not Precision.AUTO


def _arguments(out: Path, weights: Path) -> list[str]:
    given = ["--tokens", "60000", "--held-out", "8", "--checkpoint", "2"]
    return [*given, "--out", str(out), "--from", str(weights)]


def _kill_after_a_checkpoint(arguments: list[str], state: Path) -> None:
    """The real command, killed as a power cut would."""
    told = "from actions.cli import main; main()"
    started = subprocess.Popen(
        [sys.executable, "-c", told, "train", "generator", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"OMP_NUM_THREADS": "1"},
    )
    while not state.is_file() and started.poll() is None:
        time.sleep(0.05)
    started.send_signal(signal.SIGKILL)
    assert started.wait() == -signal.SIGKILL


def _weights_of(out: Path) -> str:
    return hashlib.sha256((out / "model.safetensors").read_bytes()).hexdigest()


@pytest.mark.timeout(600)
def test_killed_and_started_again_the_command_writes_the_same_file(
    tmp_path: Path, gpt2_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    state = tmp_path / "killed.training" / "state.pt"
    _kill_after_a_checkpoint(_arguments(killed, gpt2_folder), state)
    assert state.is_file()
    assert not killed.exists()
    capsys.readouterr()
    command.main(_arguments(killed, gpt2_folder), standalone_mode=False)
    told = capsys.readouterr().err.splitlines()
    begun = next(line for line in told if line.startswith("training:"))
    assert int(begun.split()[1].replace(",", "")) > 3_000  # it didn't begin anew
    assert not state.parent.exists()
    command.main(_arguments(whole, gpt2_folder), standalone_mode=False)
    assert _weights_of(killed) == _weights_of(whole)
