"""What to suggest to somebody, from several sources of candidates, each with its evidence."""

from retrieval.personal.suggest.catalogue import Catalogue, IndexCatalogue
from retrieval.personal.suggest.demand import Bought, Demand
from retrieval.personal.suggest.reason import Ground, Reason
from retrieval.personal.suggest.situation import Situation
from retrieval.personal.suggest.suggester import Explored, Suggested, Suggester
from retrieval.personal.suggest.taste import Taste
from retrieval.personal.suggest.tuning import BLENDS, VARIETIES, Tuning

__all__ = [
    "BLENDS",
    "VARIETIES",
    "Bought",
    "Catalogue",
    "Demand",
    "Explored",
    "Ground",
    "IndexCatalogue",
    "Reason",
    "Situation",
    "Suggested",
    "Suggester",
    "Taste",
    "Tuning",
]
