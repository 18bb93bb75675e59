"""What `storeclerk doctor` says of sentiment: the model, and the reviews that it has heard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from actions.config import PROJECT_ROOT, Config, load_config
from actions.doctor import Check, State, feelings
from actions.feelings.listener import heard_by
from actions.feelings.opening import SHIPPED
from actions.feelings.review import Review
from actions.feelings.reviews import ReviewTable
from actions.stores import SqlStore
from llm.sentiment.saving import TOLD, load, save
from retrieval.encoder.base import EncoderInfo
from retrieval.encoder.export import MODEL_FILE, RECIPE, TOKENIZER_FILE

MODEL = load(PROJECT_ROOT / SHIPPED)
TODAY = date(2026, 7, 1)
HEARD = {"label": "positive", "polarity": 0.9}


@pytest.fixture
def config(tmp_path: Path) -> Config:
    """Of a shop that has no model of its own, no encoder, and no database yet."""
    told = load_config(PROJECT_ROOT, {})
    here = {"sentiment": tmp_path / "own", "encoder": tmp_path / "encoder"}
    database = f"sqlite:///{tmp_path / 'shop.db'}"
    server = replace(told.server, database=database, **{k: str(v) for k, v in here.items()})
    return replace(told, server=server)


def said(config: Config) -> dict[str, Check]:
    return {check.name: check for check in feelings(config)}


def test_a_new_shop_hears_by_the_model_that_comes_along_and_has_no_reviews(config: Config) -> None:
    checks = said(config)
    assert [check.state for check in checks.values()] == [State.OK, State.OK]
    assert checks["Sentiment"].found == "as it comes with Storeclerk"
    assert checks["Reviews"].found.startswith("none yet")
    assert not Path(config.database_url.removeprefix("sqlite:///")).exists()


def test_a_shops_own_model_is_told_with_its_day(config: Config) -> None:
    save(MODEL, config.path("sentiment"))
    check = said(config)["Sentiment"]
    assert check.state is State.OK
    assert check.found.startswith("learned 20")


def test_one_that_learned_with_another_encoder_hears_by_words(config: Config) -> None:
    folder = config.path("encoder")
    folder.mkdir()
    for name in (MODEL_FILE, TOKENIZER_FILE):
        (folder / name).touch()
    EncoderInfo("another", "weights", RECIPE, 384, 128).save(folder)
    check = said(config)["Sentiment"]
    assert check.state is State.NOTE
    assert "by words alone" in check.found
    assert MODEL.encoder in check.found
    assert "train sentiment" in check.fix


def test_one_that_never_learned_with_an_encoder_is_as_it_was_wanted(config: Config) -> None:
    save(replace(MODEL, encoder=""), config.path("sentiment"))
    check = said(config)["Sentiment"]
    assert check.state is State.OK
    assert "by words alone" in check.found


def test_a_damaged_one_is_named_with_the_way_out(config: Config) -> None:
    own = config.path("sentiment")
    save(MODEL, own)
    (own / TOLD).write_text("{")
    checks = said(config)
    assert list(checks) == ["Sentiment"]
    assert checks["Sentiment"].state is State.NOTE
    assert str(own) in checks["Sentiment"].fix


def test_reviews_heard_and_not_heard_yet(config: Config) -> None:
    store = SqlStore(config.database_url)
    table = ReviewTable(store.engine)
    table.put([_review("a"), _review("b")])
    assert "2, of which 2 haven't been heard" in said(config)["Reviews"].found
    model = heard_by(MODEL, MODEL.encoder)
    first, second = table.waiting(model, 9)
    table.keep_heard([(first, HEARD | {"heard_by": model})])
    table.keep_heard([(second, HEARD | {"heard_by": "an older one"})])
    check = said(config)["Reviews"]
    assert check.state is State.NOTE
    assert "2, of which 1 haven't been heard" in check.found
    table.keep_heard([(second, HEARD | {"heard_by": model})])
    assert said(config)["Reviews"].found == "2, all heard"
    store.close()


def test_a_database_that_cannot_be_reached_breaks_nothing(config: Config) -> None:
    url = "postgresql://nobody@127.0.0.1:1/none"
    config = replace(config, server=replace(config.server, database=url))
    check = said(config)["Reviews"]
    assert check.state is State.NOTE
    assert "can't be reached" in check.found


def _review(name: str) -> Review:
    return Review(name, "P", f"{name}: a good lamp.", "", None, TODAY, None)
