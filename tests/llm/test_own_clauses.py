from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest

from llm.corpus.corpus import Corpus
from llm.corpus.examples import draw_examples
from llm.corpus.own import joined, read_own
from llm.errors import CorpusError

CORPUS = Corpus.load(Path("data/replies"))
LANGUAGES = Path("data/languages")
GOOD = """\
task = "qa"

[[clauses]]
asks = ["price"]
text = [
  "Yours for {price}: {name}.",
  "We ask {price} for {name}.",
]
"""


def write(folder: Path, text: str, name: str = "ours.toml") -> Path:
    path = folder / "en" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_own_clauses_join_ours_and_are_heard(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    both = joined(CORPUS, read_own(tmp_path), LANGUAGES)
    ours = {clause.text for clause in CORPUS.languages[0].clauses}
    added = {clause.text for clause in both.languages[0].clauses} - ours
    assert added == {"Yours for {price}: {name}.", "We ask {price} for {name}."}
    assert len(both.languages[0].clauses) == len(CORPUS.languages[0].clauses) + 2
    replies = [e.reply for e in islice(draw_examples(both, 3), 3_000) if e.form.ask == "price"]
    assert all(any(text in reply for reply in replies) for text in added)


def test_a_fault_is_told_with_its_file_and_line(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD.replace("We ask {price} for {name}.", "We ask 5 for {name}."))
    with pytest.raises(CorpusError) as told:
        joined(CORPUS, read_own(tmp_path), LANGUAGES)
    assert f"{path}:7: " in str(told.value)
    assert "digit" in str(told.value)
    assert f"{path}:6: " not in str(told.value)


def test_a_clause_that_is_ours_already_is_told(tmp_path: Path) -> None:
    taken = next(c for c in CORPUS.languages[0].clauses if c.task == "qa" and c.asks == {"price"})
    path = write(tmp_path, GOOD.replace("We ask {price} for {name}.", taken.text))
    with pytest.raises(CorpusError, match="stands twice") as told:
        joined(CORPUS, read_own(tmp_path), LANGUAGES)
    assert f"{path}:7: " in str(told.value)


def test_a_block_that_cannot_be_read_is_told_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, GOOD + '\n[[clauses]]\ntask = "hats"\ntext = ["A."]\n')
    with pytest.raises(CorpusError) as told:
        read_own(tmp_path)
    assert f"{path}:10:" in str(told.value)
    assert "hats" in str(told.value)


@pytest.mark.parametrize("text", ["task = qa\n", "[[clauses]\n"])
def test_broken_toml_is_told_with_its_line(tmp_path: Path, text: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(CorpusError, match="line 1"):
        read_own(tmp_path)
    assert path.is_file()


def test_a_folder_without_clauses_or_of_a_strange_language(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no folder"):
        read_own(tmp_path / "none")
    with pytest.raises(CorpusError, match=r"holds no clauses.*en/ours\.toml"):
        read_own(tmp_path)
    path = tmp_path / "xx" / "a.toml"
    path.parent.mkdir()
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(CorpusError, match="no language xx"):
        joined(CORPUS, read_own(tmp_path), LANGUAGES)
