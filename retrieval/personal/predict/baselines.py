"""What the model is measured against: logistic regression, and LightGBM as it comes. Owns no
measure.

Each is a function of the rows that teach and the rows that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import lightgbm
import numpy as np
from numpy.typing import NDArray
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, QuantileTransformer

from retrieval.personal.predict.encoding import Encoding
from retrieval.personal.predict.table import Table

RARE = 20
QUANTILES = 100

Predict = Callable[[Table, Table], NDArray[np.float64]]


def logistic_regression(teaching: Table, asked: Table) -> NDArray[np.float64]:
    """(N,) with numbers brought to a normal distribution, which it gains by, and kinds one-hot."""
    encoding = Encoding.learn(teaching)
    kinds = encoding.categorical
    numbers = [place for place in range(len(encoding.names)) if place not in kinds]
    count = min(QUANTILES, len(teaching))
    scaled = make_pipeline(
        SimpleImputer(strategy="median", keep_empty_features=True),
        QuantileTransformer(n_quantiles=count, output_distribution="normal", random_state=0),
    )
    one_hot = OneHotEncoder(handle_unknown="ignore", min_frequency=RARE)
    columns = ColumnTransformer([("numbers", scaled, numbers), ("kinds", one_hot, kinds)])
    model = make_pipeline(columns, LogisticRegression(C=0.1, max_iter=500))
    model.fit(encoding.encode(teaching), teaching.truth)
    found: NDArray[np.float64] = model.predict_proba(encoding.encode(asked))[:, 1]
    return found


def plain_lightgbm(teaching: Table, asked: Table) -> NDArray[np.float64]:
    """(N,) with its default settings."""
    encoding = Encoding.learn(teaching)
    rows = lightgbm.Dataset(
        encoding.encode(teaching), teaching.truth, categorical_feature=encoding.categorical,
        params={"verbose": -1},
    )  # fmt: skip
    settings = {"objective": "binary", "verbose": -1, "num_threads": 1, "deterministic": True}
    booster = lightgbm.train(settings, rows)
    found: NDArray[np.float64] = np.asarray(booster.predict(encoding.encode(asked), num_threads=1))
    return found


BASELINES: Mapping[str, Predict] = {
    "logistic regression": logistic_regression,
    "LightGBM": plain_lightgbm,
}
