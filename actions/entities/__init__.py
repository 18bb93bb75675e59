"""All that one message mentions, of people, orders and goods, from every reader together."""

from actions.entities.entity import Entity
from actions.entities.goods import Goods
from actions.entities.reader import EntityReader

__all__ = ["Entity", "EntityReader", "Goods"]
