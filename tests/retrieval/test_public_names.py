"""`import retrieval` is quick, and hands on two names."""

import subprocess
import sys

import pytest

import retrieval
from retrieval.index import Index
from retrieval.passages import Passages


def test_both_names_are_the_classes() -> None:
    assert retrieval.Index is Index
    assert retrieval.Passages is Passages


def test_no_other_name_is_there() -> None:
    with pytest.raises(AttributeError, match="Indices"):
        retrieval.__getattr__("Indices")


@pytest.mark.parametrize(
    "module", ["retrieval.values", "retrieval.meta", "actions.supervisor.catalogue"]
)
def test_light_modules_load_no_search(module: str) -> None:
    told = f"import sys, {module}; print([m for m in ('faiss', 'tantivy') if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
