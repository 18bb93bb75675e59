"""`up` over an index that turns out damaged only when the server opens it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from actions.cli import up
from actions.config import PROJECT_ROOT, Config, load_config
from actions.exits import INDEX_UNUSABLE
from actions.settings import SAMPLE_INDEX
from actions.supervisor.catalogue import Source
from actions.supervisor.child import Child, Command
from actions.supervisor.supervise import ChildFailed

HOW = up._How(with_rasa=False, new_admin_token=True, as_json=False)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return Source(tmp_path / "shop.jsonl", tmp_path / "index", SAMPLE_INDEX)


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[up._How]:
    """Each start's settings; the first one ends as a server does that can't open its index."""
    seen: list[up._How] = []

    def run(_config: Config, how: up._How) -> None:
        seen.append(how)
        if len(seen) == 1:
            child = Child(Command("The server", ("x",), tmp_path, tmp_path / "x.log"))
            raise ChildFailed(child, INDEX_UNUSABLE)

    monkeypatch.setattr(up, "_run", run)
    return seen


def own(source: Source, name: str) -> None:
    source.index.mkdir()
    (source.index / "index.json").write_text(json.dumps({"name": name}))


def test_our_own_is_made_again_once_and_the_new_admin_token_is_made_once(
    source: Source, starts: list[up._How], monkeypatch: pytest.MonkeyPatch
) -> None:
    reasons: list[str] = []
    monkeypatch.setattr(up, "_index", lambda _config, _source, reason: reasons.append(reason))
    own(source, SAMPLE_INDEX)
    up._serve(load_config(PROJECT_ROOT, {}), source, HOW)
    assert reasons == ["the one there can't be opened"]
    assert [how.new_admin_token for how in starts] == [True, False]


def test_somebody_elses_is_an_error(source: Source, starts: list[up._How]) -> None:
    own(source, "a shop's own")
    with pytest.raises(ChildFailed, match="ended with code 3"):
        up._serve(load_config(PROJECT_ROOT, {}), source, HOW)
    assert len(starts) == 1
