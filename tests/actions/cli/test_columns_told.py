"""Where a catalogue is indexed, the columns that customers see are listed, and those they don't."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.cli.columns import tell_columns
from actions.config import PROJECT_ROOT, load_config
from actions.supervisor.catalogue import given_source
from actions.supervisor.indexing import make_index


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    path = tmp_path / "goods.csv"
    path.write_text("id,title,margin,material\n1,Kettle,42%,steel\n", encoding="utf-8")
    return path


def test_both_lists_are_told_with_what_changes_them(capsys: pytest.CaptureFixture[str]) -> None:
    tell_columns(["material"], ["margin"])
    told = capsys.readouterr().err
    assert "customers will see: material. Leave one out by `ignore`" in told
    assert "Kept from customers, as the shop's own business: margin. Show one with" in told


def test_up_leaves_internal_columns_out_unless_told_otherwise(
    catalogue: Path, tmp_path: Path
) -> None:
    config = load_config(PROJECT_ROOT, {})
    plain = given_source(config, catalogue, None)
    shown = given_source(config, catalogue, None, ("margin",))
    assert plain.index != shown.index
    for source, wanted in ((plain, ("material",)), (shown, ("margin", "material"))):
        moved = source.__class__(
            source.catalogue, tmp_path / source.name, source.name, None, source.shown
        )
        made = make_index(moved, config, lambda *_: None)
        assert made.count == 1
        assert sorted(made.shown) == list(wanted)
    assert made.left_out == ()
