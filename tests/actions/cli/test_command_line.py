"""What is common to commands: names that are nearly right, tables in a narrow terminal, files of
another sort."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from actions.cli import generate, output, sentiment
from actions.cli.root import main_group
from actions.errors import BadInput

REFERENCE = "RT-0A1B2C3D"


@pytest.mark.parametrize(
    ("said", "meant"), [("serch", "search"), ("trian", "train"), ("record", "records")]
)
def test_a_mistyped_command_names_the_nearest(said: str, meant: str) -> None:
    result = CliRunner().invoke(main_group, [said])
    assert result.exit_code == 2
    assert f"There is no command '{said}'. Did you mean '{meant}'?" in result.output


def test_what_is_like_none_names_none() -> None:
    result = CliRunner().invoke(main_group, ["xyzzy"])
    assert "There is no command 'xyzzy'." in result.output
    assert "Did you mean" not in result.output


@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_reference_is_whole_however_narrow_the_terminal(
    width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(output.out, "width", width)
    row = (REFERENCE, "start_return", "2026-06-20", "", "20002", "Ada Bell", "1 x Kettle " * 6)
    columns = ("request", "kind", "opened", "closed", "order", "customer", "about")
    output.print_table("Requests", columns, [row], whole=1)
    assert REFERENCE in capsys.readouterr().out


def test_reviews_as_csv_are_told_what_reviews_are(tmp_path: Path) -> None:
    path = tmp_path / "reviews.csv"
    path.write_text("product,text\n")
    with pytest.raises(BadInput, match=r"line 1: .*Reviews are JSONL.*product_id"):
        sentiment._read(path)


def test_requests_as_csv_are_told_what_requests_are(tmp_path: Path) -> None:
    path = tmp_path / "wrong.csv"
    path.write_text("id,task\n")
    asked = ["--in", str(path), "--out", str(tmp_path / "o.jsonl"), "--no-model"]
    with pytest.raises(BadInput, match="generate --schema") as caught:
        CliRunner().invoke(generate.command, asked, catch_exceptions=False)
    assert "skip-bad" not in str(caught.value)
