"""What orders tell: whether one will come back, whether a customer will."""

from retrieval.personal.predict.orders.basket import Basket, Line
from retrieval.personal.predict.orders.churn import Rhythm, churn_lessons, churn_row, rhythm
from retrieval.personal.predict.orders.returns import Returns, return_lessons

__all__ = [
    "Basket",
    "Line",
    "Returns",
    "Rhythm",
    "churn_lessons",
    "churn_row",
    "return_lessons",
    "rhythm",
]
