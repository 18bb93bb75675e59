from __future__ import annotations

from pathlib import Path

import pytest

from retrieval.errors import BadInput
from retrieval.evaluate.questions import read_questions, said


def test_an_attribute_is_said_plainly_and_other_text_as_it_stands() -> None:
    raw = "item_weight:  { unit:pounds, normalized_value:{ unit:pounds, value:1.8 }, value:2 }"
    assert said(raw) == "item weight: pounds 2"
    assert said('color:  { value:"green/blue ombre" }') == "color: green/blue ombre"
    assert said("note: it fits well") == "note: it fits well"
    assert said("it fits. Question: does it fit? ") == "it fits."


def test_questions_with_labels_are_grouped_by_their_number(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "dev.csv").write_text(
        "qid\tquestion\tcandidate\tlabel\n1\tis it red?\tit is red\t2\n"
        "1\tis it red?\tit is big\t0\n2\thow big?\tit is big\t0\n"
    )
    (tmp_path / "a" / "train.csv").write_text("data\ttext\nx\ty\n")
    one, other = read_questions(tmp_path)
    assert (one.set, one.text, [c.grade for c in one.candidates]) == ("a", "is it red?", [2, 0])
    assert one.answerable
    assert not other.answerable


def test_answers_to_other_questions_about_the_product_are_wrong_ones(tmp_path: Path) -> None:
    path = tmp_path / "train.csv"
    path.write_text(
        "ASIN,question,candidate,answer\nP,red?,it is red,yes\nP,big?,it is big,yes\n"
        "P,light?,it is light,yes\nQ,new?,it is new,yes\n"
    )
    found = read_questions(path, labelled=False)
    assert [q.text for q in found] == ["red?", "big?", "light?"]
    assert [c.text for c in found[0].candidates if c.grade] == ["it is red"]
    assert len(found[0].candidates) == 3


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(BadInput, match="candidate"):
        read_questions(tmp_path)
