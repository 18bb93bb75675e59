"""How often each product is shown by search and recommendation: counted, never to whom."""

from actions.exposure.log import ExposureLog

__all__ = ["ExposureLog"]
