"""The tables of the SQL store. Owns columns, no queries; how a database gets them is told in
`migrations/`, step by step."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, String, Text, UniqueConstraint
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    type_annotation_map = {dict[str, Any]: JSON}  # noqa: RUF012 - SQLAlchemy reads it off the class


class CustomerRow(Base):
    """`email`, `name` and `postcode` are folded (`spelling.py`): they are what is looked up.
    `told` is the record as the shop itself gave it the last time, where it has."""

    __tablename__ = "customers"
    customer_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    email: Mapped[str] = mapped_column(String(254), index=True)
    name: Mapped[str] = mapped_column(String(254), index=True)
    postcode: Mapped[str] = mapped_column(String(32))
    record: Mapped[dict[str, Any]]
    told: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class OrderRow(Base):
    """`record` is the order as it is now; the columns beside it are what is looked up. `told` as
    in a customer's row: what differs was changed here since."""

    __tablename__ = "orders"
    order_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    customer_id: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(32))
    version: Mapped[int] = mapped_column(default=1)
    record: Mapped[dict[str, Any]]
    told: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class GiftCardRow(Base):
    __tablename__ = "gift_cards"
    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    record: Mapped[dict[str, Any]]
    told: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class RequestRow(Base):
    """What a customer asked for and the shop is to see to: a return, a ticket, a stock alert."""

    __tablename__ = "requests"
    reference: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(32))
    customer_id: Mapped[str] = mapped_column(String(64), index=True)
    order_id: Mapped[str] = mapped_column(String(64), index=True)
    opened: Mapped[date]
    closed: Mapped[date | None]
    change: Mapped[dict[str, Any]]


class AppliedRow(Base):
    """Each change that was done, by the key it came with, and the receipt that was given."""

    __tablename__ = "applied"
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    receipt: Mapped[dict[str, Any]]
    done: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class NoteRow(Base):
    """What the store notes about itself: a few names, a value each."""

    __tablename__ = "notes"
    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    value: Mapped[str] = mapped_column(String(256))


class FeedbackRow(Base):
    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("session", "turn_id", "part"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    session: Mapped[str] = mapped_column(String(64))
    turn_id: Mapped[str] = mapped_column(String(64))
    part: Mapped[int]
    value: Mapped[str] = mapped_column(String(8))
    given: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class SearchRow(Base):
    """The searches for one phrase on one day; who searched is not kept."""

    __tablename__ = "searches"
    phrase: Mapped[str] = mapped_column(String(200), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    last: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    query: Mapped[str] = mapped_column(String(200))
    searches: Mapped[int]
    empty: Mapped[int]
    relaxed: Mapped[int]
    clicks: Mapped[int]
    understood: Mapped[dict[str, Any] | None]


class QuestionRow(Base):
    """A question that got no answer, in one wording on one day; who asked is not kept."""

    __tablename__ = "questions"
    phrase: Mapped[str] = mapped_column(String(200), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True, index=True)
    last: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    question: Mapped[str] = mapped_column(String(200))
    times: Mapped[int]


class OpenQuestionRow(Base):
    """What the assistant asked a sender and waits on, with the words that it was asked about."""

    __tablename__ = "open_questions"
    sender_id: Mapped[str] = mapped_column(String(128), primary_key=True)
    utterance: Mapped[str] = mapped_column(Text)
    choices: Mapped[list[Any]] = mapped_column(JSON)
    asked: Mapped[datetime] = mapped_column(DateTime(timezone=True), index=True)
    repeated: Mapped[int]
