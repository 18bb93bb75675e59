"""Copy of every kind written over a catalogue and judged; and the judge finds what is planted."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from click.testing import CliRunner

from actions.cli.evaluate.copy_judging import Judge, Tally, count
from actions.cli.evaluate.copy_pieces import command
from actions.config import PROJECT_ROOT
from actions.copydesk.claims import Claims
from actions.copydesk.kinds import PARTS, Kind
from actions.copydesk.piece import Piece
from actions.copydesk.wish import Wish
from llm.evaluate import Checker
from llm.reply import Reply
from retrieval.values import Attribute, Money, Product, Variant

JACKET = Product(
    "j", "Fell Rain Jacket", (Variant("v", {}, Money(8900, "EUR"), None, 9),), brand="Tarnholm",
    attributes=(Attribute("waterproof", True), Attribute("weight", 420, "g")),
)  # fmt: skip


def test_a_catalogue_is_written_about_and_judged(tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    args = ["--pieces", "20", "--catalogues", "sample", "--out", str(out), "--json"]
    result = CliRunner().invoke(command, args)
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert report["pieces"] == report["baseline"]["pieces"] == 20
    assert (report["unverified"], report["over_limit"], report["forbidden"]) == (0, 0, 0)
    assert set(report["kinds"]) == set(Kind)
    assert report["baseline"]["template_share"] == 1.0
    assert report["template_share"] < 0.5
    assert len(out.read_text().splitlines()) == report["texts"] + 1


def _tally(kind: Kind, *texts: str) -> Tally:
    languages = PROJECT_ROOT / "data" / "languages"
    claims = Claims.load(PROJECT_ROOT / "data" / "policies" / "claims.toml")
    judge = Judge(Checker(languages), claims, date(2026, 6, 20))
    parts = {part: Reply(text) for part, text in zip(PARTS[kind], texts, strict=True)}
    piece, tally = Piece(Wish(kind, JACKET), parts), Tally()
    count(tally, piece, judge.texts(piece))
    return tally


def test_a_false_fact_a_claim_and_a_text_that_is_too_long_are_counted() -> None:
    good = _tally(Kind.LISTING, "Fell Rain Jacket by Tarnholm", "Fell Rain Jacket: waterproof.")
    assert (good.unverified, good.over_limit, good.forbidden, good.owing) == (0, 0, 0, 0)
    assert _tally(Kind.SOCIAL, "Fell Rain Jacket weighs 380 g.").unverified == 1
    assert _tally(Kind.SOCIAL, "Fell Rain Jacket, waterproof. Eco-friendly.").forbidden == 1
    assert _tally(Kind.SOCIAL, "Fell Rain Jacket, waterproof. Hurry!").forbidden == 1
    long = _tally(Kind.LISTING, "Fell Rain Jacket " * 4, "Fell Rain Jacket: waterproof.")
    assert long.over_limit == 1
    assert _tally(Kind.SOCIAL, "See it today.").owing == 1


def test_a_catalogue_that_isnt_there_is_named() -> None:
    result = CliRunner().invoke(command, ["--catalogues", "nowhere.jsonl"])
    assert result.exit_code != 0
    assert "nowhere.jsonl" in str(result.exception)
