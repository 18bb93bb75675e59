"""Questions without an answer: counted by wording and day, alike as one, nobody named."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from actions.cli.questions import command
from actions.config import PROJECT_ROOT
from actions.questions import Asking, Kind, QuestionLog, Wording
from actions.questions.alike import gathered
from actions.questions.listing import listed
from actions.stores import SqlStore
from actions.stores.questions import QuestionTable

ENGLISH = Wording.load(PROJECT_ROOT / "data" / "languages" / "en")
ORLA = {"id": "C1", "name": "Orla Ní Bhriain", "email": "orla@shop.example"}


@pytest.fixture
def store(database_url: str) -> Iterator[SqlStore]:
    store = SqlStore(database_url)
    yield store
    store.close()


@pytest.fixture
def engine(store: SqlStore) -> Engine:
    return store.engine


@pytest.fixture
def log(engine: Engine) -> QuestionLog:
    return QuestionLog(QuestionTable(engine), 30, {"en": ENGLISH})


def test_near_identical_wordings_count_as_one(log: QuestionLog) -> None:
    for text in (
        "Do you do gift wrapping?",
        "do you gift wrap",
        "can you gift-wrap it please",
        "is gift wraping possible?",
        "do you sell gift cards",
    ):
        log.asked(Kind.POLICY, text, "en")
    log.write()
    log.asked(Kind.POLICY, "gift wrapping", "en")
    wrap, cards = log.listed("", None, 10)
    assert (wrap["times"], cards["times"]) == (5, 1)
    assert cards["question"] == "do you sell gift cards"
    assert {wrap["question"], *wrap["others"]} <= {
        "gift wrapping", "do you gift wrap", "is gift wraping possible?",
        "can you gift-wrap it please",
    }  # fmt: skip
    assert sum(wrap["days"].values()) == 5


def test_kinds_and_languages_are_kept_apart(log: QuestionLog) -> None:
    log.asked(Kind.POLICY, "parking", "en")
    log.asked(Kind.UNCLEAR, "parking", "en")
    log.asked(Kind.UNCLEAR, "parking", "xx")
    assert len(log.listed("", None, 10)) == 3
    assert [one["kind"] for one in log.listed("policy", None, 10)] == ["policy"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("My name is orla, do you hire?", "My name is ‹name›, do you hire?"),
        ("I'm Orla Brady. Is there parking?", "I'm ‹name›. Is there parking?"),
        ("I'm looking for a job", "I'm looking for a job"),
        ("this is Mr. Brady, do you do lessons", "this is Mr. ‹name›, do you do lessons"),
        ("ask Mrs Brady whether you rent tents", "ask Mrs ‹name› whether you rent tents"),
        ("do you lend to orla@shop.example, 0861234567?", "do you lend to ‹email›, ‹phone›?"),
        ("was my order 10234 insured", "was my order ‹number› insured"),
        ("do you deliver to Northern Ireland by Friday", None),
    ],
)
def test_who_asks_is_not_kept(log: QuestionLog, said: str, kept: str | None) -> None:
    log.asked(Kind.POLICY, said, "en")
    (one,) = log.listed("", None, 10)
    assert one["question"] == (kept or said)


def test_a_customers_own_name_is_never_written(store: SqlStore, log: QuestionLog) -> None:
    store.import_records([ORLA], [])
    log.asked(Kind.UNCLEAR, "can orla ni bhriain return it for me", "en")
    (one,) = log.listed("", None, 10)
    assert one["question"] == "can ‹name› return it for me"
    (row,) = QuestionTable(store.engine).rows()
    assert "orla" not in row.phrase


@given(st.text(max_size=120))
def test_masking_is_whole_and_takes_any_text(text: str) -> None:
    once = ENGLISH.masked(text + " write to ann@shop.example or 0861234567")
    assert "ann@shop.example" not in once
    assert "0861234567" not in once
    ENGLISH.phrase(text)


def test_what_is_too_old_is_forgotten_and_a_shop_may_keep_none(engine: Engine) -> None:
    table, now = QuestionTable(engine), datetime.now(UTC)
    old = now - timedelta(days=40)
    table.add(
        [
            Asking("old", "en", Kind.POLICY, old.date(), old, "old"),
            Asking("new", "en", Kind.POLICY, now.date(), now, "new", times=2),
        ]
    )
    since = (now - timedelta(days=5)).date()
    assert [one["question"] for one in listed(table, "", since, 10)] == ["new"]
    assert len(listed(table, "", None, 10)) == 2
    log = QuestionLog(table, days=30)
    assert [one["question"] for one in log.listed("", None, 10)] == ["new"]
    none = QuestionLog(table, days=0)
    none.asked(Kind.POLICY, "kept nowhere", "en")
    none.write()
    assert [row.question for row in table.rows()] == ["new"]


def test_alike_is_an_ending_or_a_slip_and_no_more() -> None:
    def together(one: str, other: str) -> bool:
        return len(gathered([one, other], lambda text: text, lambda _: "")) == 1

    assert together("gift wrap", "gift wrapping")
    assert together("discount student", "discount students")
    assert together("delivery evening", "delivry evening")
    assert not together("gift card", "gift wrap")
    assert not together("gift wrap", "gift wrap paper")
    assert not together("park", "parcel")


def test_the_command_lists_what_the_server_kept(
    log: QuestionLog, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.asked(Kind.POLICY, "do you rent tents", "en")
    log.asked(Kind.UNCLEAR, "flurb", "en")
    log.write()
    monkeypatch.setenv("STORECLERK_DATABASE", database_url)
    told = CliRunner().invoke(command, ["--policy", "--json"])
    assert [one["question"] for one in json.loads(told.stdout)["questions"]] == [
        "do you rent tents"
    ]
    assert "flurb" in CliRunner().invoke(command, ["--unclear"]).stdout
    assert "No such questions" in CliRunner().invoke(command, ["--outside"]).stdout
