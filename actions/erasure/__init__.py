"""What is kept of a person: exported, erased, and forgotten by itself after so many days."""

from actions.erasure.erasing import erase
from actions.erasure.errors import StillOpen
from actions.erasure.export import exported
from actions.erasure.subject import Subject, of_customer, of_sender

__all__ = ["StillOpen", "Subject", "erase", "exported", "of_customer", "of_sender"]
