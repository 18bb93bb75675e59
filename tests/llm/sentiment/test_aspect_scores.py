"""The figures of aspects against counts by hand; the form of the file; what the shipped model must
reach with its own encoder."""

from __future__ import annotations

from pathlib import Path

import pytest

from actions.cli.aspects_measured import PARTS, measured_on_own
from actions.cli.opening import load_encoder
from actions.config import load_config
from actions.feelings.opening import shipped
from llm.errors import DataError
from llm.sentiment.aspect_scores import aspect_figures, by_aspect, read_labelled
from llm.sentiment.saving import load
from retrieval.errors import EncoderMissing

TRUTH = [{"fit": "positive", "price": "negative"}, {"use": "negative"}, {}]
HEARD = [{"fit": "positive", "price": "positive"}, {}, {"look": "positive"}]


def test_figures_are_those_counted_by_hand() -> None:
    told = aspect_figures(TRUTH, HEARD)
    assert told["aspect_precision"] == pytest.approx(2 / 3, abs=1e-4)
    assert told["aspect_recall"] == pytest.approx(2 / 3, abs=1e-4)
    assert told["aspect_f1"] == pytest.approx(2 / 3, abs=1e-4)
    assert told["aspect_polarity_f1"] == pytest.approx(1 / 3, abs=1e-4)
    assert told["polarity_accuracy"] == 0.5
    assert by_aspect(TRUTH, HEARD) == {"fit": 1.0, "look": 0.0, "price": 1.0, "use": 0.0}


def test_a_line_is_marks_a_tab_and_a_text(tmp_path: Path) -> None:
    path = tmp_path / "x.tsv"
    path.write_text("aspects\ttext\nfit- price~\tToo tight.\nnone\tHello\n", encoding="utf-8")
    first, second = read_labelled(path)
    assert first.aspects == {"fit": "negative", "price": "mixed"}
    assert (second.text, second.aspects) == ("Hello", {})
    path.write_text("aspects\ttext\nfit\tToo tight.\n", encoding="utf-8")
    with pytest.raises(DataError, match="line 2"):
        read_labelled(path)


def test_the_shipped_model_hears_aspects_in_sentences_kept_apart() -> None:
    config = load_config()
    try:
        encoder = load_encoder(config)
    except EncoderMissing:
        pytest.skip("needs the encoder: run `make setup`")
    model = load(shipped(config))
    if encoder.version != model.encoder:
        pytest.skip("the encoder is another one than the model learned with")
    found = measured_on_own(model, encoder)
    assert set(found) == set(PARTS)
    for told in found.values():
        assert told["aspect_f1"] >= 0.8
        assert told["aspect_polarity_f1"] >= 0.55
