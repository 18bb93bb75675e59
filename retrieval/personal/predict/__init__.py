"""How likely something is to come of a visit, with what each thing known of it adds."""

from retrieval.personal.predict.compare import OURS, Predicted, cross_validated, predicted
from retrieval.personal.predict.measures import Figures, figures
from retrieval.personal.predict.model import Model, train
from retrieval.personal.predict.table import Table, read_table

__all__ = [
    "OURS",
    "Figures",
    "Model",
    "Predicted",
    "Table",
    "cross_validated",
    "figures",
    "predicted",
    "read_table",
    "train",
]
