"""What it must beat: logistic regression on TF-IDF of words and pairs of words, title and text as
one. Owns nothing else; shares no feature with the classifier."""

from __future__ import annotations

from collections.abc import Sequence

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from llm.sentiment.said import Said

NAME = "TF-IDF + logistic regression"


def baseline(texts: Sequence[Said], labels: Sequence[str], asked: Sequence[Said]) -> list[str]:
    """The labels of `asked`, learned from `texts`."""
    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
        LogisticRegression(C=10, class_weight="balanced", max_iter=1000),
    )
    model.fit([said.whole for said in texts], list(labels))
    return [str(label) for label in model.predict([said.whole for said in asked])]
