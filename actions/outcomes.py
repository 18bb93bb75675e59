"""The one table that says what each error is to a caller: HTTP status, code, retryable.

Owns no sentences. The most particular class that is listed wins."""

from __future__ import annotations

import llm.errors
import retrieval.errors
from actions.api.errors import Invalid
from actions.erasure.errors import StillOpen
from actions.errors import ActionsError, BadInput, NotAllowed, NotFound, Outcome, Unavailable
from actions.experiments.errors import NotNow
from actions.gateway.errors import NotYourSession, TooLarge, TooMany, Unauthorized
from actions.handoff.errors import HandoffClosed, HandoffTaken
from actions.operations.errors import RequestClosed
from actions.serving import errors as serving

INTERNAL = Outcome(500, "internal", retryable=True)

OUTCOMES: dict[type[Exception], Outcome] = {
    BadInput: Outcome(400, "bad_input"),
    Invalid: Outcome(422, "invalid"),
    TooLarge: Outcome(413, "too_large"),
    Unauthorized: Outcome(401, "token_invalid"),
    NotYourSession: Outcome(403, "session_not_yours"),
    NotAllowed: Outcome(403, "not_allowed"),
    StillOpen: Outcome(409, "still_open"),
    RequestClosed: Outcome(409, "request_closed"),
    NotNow: Outcome(409, "not_now"),
    HandoffClosed: Outcome(409, "handoff_closed"),
    HandoffTaken: Outcome(409, "handoff_taken"),
    NotFound: Outcome(404, "not_found"),
    TooMany: Outcome(429, "too_many", retryable=True),
    Unavailable: Outcome(503, "unavailable", retryable=True),
    serving.Overloaded: Outcome(429, "too_many", retryable=True),
    serving.DeadlineExceeded: Outcome(503, "too_slow", retryable=True),
    serving.ServingError: Outcome(503, "unavailable", retryable=True),
    ActionsError: INTERNAL,
    retrieval.errors.BadInput: Outcome(422, "invalid"),
    retrieval.errors.IndexBusy: Outcome(503, "unavailable", retryable=True),
    retrieval.errors.RetrievalError: Outcome(503, "unavailable"),
    llm.errors.PlanError: Outcome(422, "invalid"),
    llm.errors.LlmError: Outcome(503, "unavailable"),
}


def outcome_of(error: BaseException) -> Outcome:
    """What `error` is to the outside; anything not raised on purpose is `internal`."""
    for kind in type(error).__mro__:
        if kind in OUTCOMES:
            return OUTCOMES[kind]
    return INTERNAL
