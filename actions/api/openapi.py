"""`/openapi.json`: every public route, said to machines (OpenAPI 3.1).

Owns the wording and which model belongs to which route; the routes themselves come from
`routes.py`, requests from their pydantic models, answers from `schemas`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Protocol

from aiohttp import web
from pydantic import BaseModel

from actions.api.access import Guard
from actions.api.audiences import AudienceListing, AudienceRequest, AudienceSent
from actions.api.cart import PutInCart
from actions.api.consent import Saying, Whose
from actions.api.copy import CopyRequest
from actions.api.copy_pieces import Accepting, Editing, PieceExport, PieceListing, Rejecting
from actions.api.customers import Customers, Erasing
from actions.api.doc import Doc
from actions.api.docs_experiments import EXPERIMENT_DOCS
from actions.api.events import Batch
from actions.api.exposure import AskedOfExposure
from actions.api.feedback import Thumb
from actions.api.handoffs import DeskMessage, HandoffListing, Taking
from actions.api.predict import Predicting
from actions.api.products import Changes, Listing, ProductRecord
from actions.api.questions import AskedOfQuestions
from actions.api.recommend import Recommending
from actions.api.requests import Closing, RequestListing
from actions.api.reviews import ReportAsked, Reviews
from actions.api.schemas import SCHEMAS, Schema, ref
from actions.api.search import SearchRequest
from actions.api.searches import Asked
from actions.api.sentiment import SentimentRequest
from actions.api.session import Opening
from actions.api.suggest import Typing
from actions.gateway.http import ChatMessage, News
from actions.keys import OPENAPI
from actions.stores.customer_record import CustomerRecord
from actions.stores.record import OrderRecord

VERSION = "0.1.0"
ERRORS = {"400": "not readable", "401": "token missing, wrong or expired", "429": "too often"}


class Routed(Protocol):
    @property
    def method(self) -> str: ...
    @property
    def path(self) -> str: ...
    @property
    def guard(self) -> Guard: ...


HTML, SVG, CSV = "text/html", "image/svg+xml", "text/csv"

DOCS: dict[str, Doc] = {
    "GET /health": Doc("The process answers.", "health", "Health"),
    "GET /ready": Doc("Customers can be served; 503 says what is missing.", "health", "Readiness"),
    "GET /openapi.json": Doc("This document.", "health", "application/json"),
    "GET /chat": Doc("The chat's WebSocket; docs/architecture.md has its frames.", "chat", None,
                     status="101"),
    "POST /chat/messages": Doc("Say something to the assistant.", "chat", "ChatAnswer",
                               body=ChatMessage),
    "GET /chat/messages": Doc("What a colleague wrote meanwhile.", "chat", "ChatNews", query=News),
    "POST /api/search": Doc("Find products.", "search", "SearchResult", body=SearchRequest),
    "GET /api/suggest": Doc("What a shopper may be about to say.", "search", "Suggestions",
                            query=Typing),
    "POST /api/recommend": Doc("Products for a customer or beside a product, and why.",
                               "marketing", "Recommended", body=Recommending),
    "POST /api/session": Doc("A session for a page that has none.", "chat", "SessionOpened",
                             body=Opening, status="201"),
    "POST /api/cart": Doc("Put a variant into the cart that the chat shows.", "chat", "InCart",
                          body=PutInCart, status="201"),
    "GET /api/consent": Doc("What a visitor agreed to.", "customers", "Consent", query=Whose),
    "PUT /api/consent": Doc("Agree, or withdraw; a withdrawal erases what hung on it.",
                            "customers", "Consent", body=Saying),
    "GET /api/profile": Doc("What the shop makes of what a visitor did.", "customers", "Profile",
                            query=Whose),
    "DELETE /api/profile": Doc("Forget what a visitor did.", "customers", "Forgotten",
                               query=Whose),
    "POST /api/sentiment": Doc("What texts feel, about what, and by which words.", "marketing",
                               "Sentiments", body=SentimentRequest),
    "GET /api/offer": Doc("What the chat offers a visitor first: help, once a visit.", "chat",
                          "Offered"),
    "POST /api/predict": Doc("What will come of a visit, an order or a customer, and why.",
                             "marketing", "Predicted", body=Predicting),
    "GET /api/predict/visits": Doc("The day's visits, each with its chance and why.", "admin",
                                   "ForeseenVisits"),
    "GET /api/predict/drift": Doc("Whether what was learnt still holds.", "admin", "DriftReport"),
    "POST /api/copy": Doc("Texts about a product: description, ad, listing, post, e-mail.",
                          "marketing", "Copy", body=CopyRequest),
    "GET /api/copy/pieces": Doc("Copy kept for review.", "marketing", "CopyPieces",
                                query=PieceListing),
    "POST /api/copy/pieces": Doc("Write copy and keep it for review.", "marketing", "CopyPieces",
                                 body=CopyRequest, status="201"),
    "GET /api/copy/pieces.csv": Doc("What was accepted, for a spreadsheet.", "marketing",
                                    "text/csv", query=PieceExport),
    "POST /api/copy/pieces/{id}/accept": Doc("It is good; 422 says what of it isn't so.",
                                             "marketing", "CopyPiece", body=Accepting),
    "POST /api/copy/pieces/{id}/edit": Doc("In other words; 422 says what of them isn't so.",
                                           "marketing", "CopyPiece", body=Editing),
    "POST /api/copy/pieces/{id}/reject": Doc("It isn't good.", "marketing", "CopyPiece",
                                             body=Rejecting),
    "POST /api/copy/pieces/{id}/undo": Doc("Take the last decision back.", "marketing",
                                           "CopyPiece"),
    "POST /api/audiences": Doc("Consenting customers for a product or campaign, and why.",
                               "marketing", "Audience", body=AudienceRequest),
    "GET /api/audiences": Doc("The audiences there are.", "marketing", "AudienceList",
                              query=AudienceListing),
    "GET /api/audiences/{id}": Doc("One, with those who agree now.", "marketing", "Audience"),
    "GET /api/audiences/{id}.csv": Doc("The same as a file to write to.", "marketing", CSV),
    "POST /api/audiences/{id}/sent": Doc("They were written to: it counts for later caps.",
                                         "marketing", "AudienceContacts", body=AudienceSent),
    "GET /api/exposure": Doc("What is shown how often, by brand, price and newness.", "admin",
                             "Exposure", query=AskedOfExposure),
    **EXPERIMENT_DOCS,
    "POST /api/events": Doc("What shoppers did: one event, or `{events: [...]}`.", "events",
                            "EventsStored", body=Batch, status="202"),
    "POST /api/feedback": Doc("A thumb on one message.", "chat", "Stored", body=Thumb,
                              status="201"),
    "GET /api/products": Doc("The catalogue in pages.", "catalogue", "ProductPage", query=Listing),
    "GET /api/products/{id}": Doc("One product, and its record as PUT takes it.", "catalogue",
                                  "Product"),
    "PUT /api/products/{id}": Doc("Put a product in the live index; 201 when it is new.",
                                  "catalogue", "Product", body=ProductRecord),
    "PUT /api/products": Doc("Add, replace and take out many products at once, or none of them.",
                             "catalogue", "Changed", body=Changes),
    "DELETE /api/products/{id}": Doc("Take a product out of the live index.", "catalogue",
                                     status="204"),
    "GET /api/customers": Doc("Customers, and what they agreed to.", "customers", "Customers",
                              query=Customers),
    "GET /api/customers/{id}": Doc("All that is kept of a customer.", "customers", "CustomerKept"),
    "PUT /api/customers/{id}": Doc("Bring in one of the shop's own customers; 201 when new.",
                                   "customers", "RecordKept", body=CustomerRecord),
    "PUT /api/orders/{id}": Doc("Bring in one of the shop's own orders; 201 when new.",
                                "customers", "RecordKept", body=OrderRecord),
    "DELETE /api/customers/{id}": Doc("Erase a customer everywhere.", "customers", "CustomerErased",
                                      query=Erasing),
    "GET /api/shop": Doc("The shop's name, currency, hours.", "catalogue", "Shop"),
    "GET /api/departments": Doc("The departments, each with a picture.", "catalogue",
                                "Departments"),
    "GET /images/{id}.svg": Doc("A product's drawn picture; `?variant=` picks one.", "pages", SVG),
    "GET /": Doc("The demo shop.", "pages", HTML),
    "GET /p/{id}": Doc("A product's page.", "pages", HTML),
    "GET /you": Doc("What the shop remembers of a visitor.", "pages", HTML),
    "GET /d/{department}": Doc("A department's page.", "pages", HTML),
    "GET /widget/{path}": Doc("The widget's files.", "pages", "*/*"),
    "POST /api/reviews": Doc("Keep reviews, and hear what they feel.", "admin", "ReviewsStored",
                             body=Reviews, status="201"),
    "DELETE /api/reviews/{id}": Doc("Take a review out.", "admin", status="204"),
    "GET /api/reviews/report": Doc("What reviews feel, by product and aspect, over time.", "admin",
                                   "ReviewReport", query=ReportAsked),
    "GET /api/searches": Doc("What was searched for, and what came of it.", "admin", "Searches",
                             query=Asked),
    "GET /api/requests": Doc("What a person of the shop has to see to.", "admin", "Requests",
                             query=RequestListing),
    "POST /api/requests/{reference}/close": Doc("It is seen to.", "admin", "Request", body=Closing),
    "GET /api/questions": Doc("What was asked and got no answer.", "admin", "Questions",
                              query=AskedOfQuestions),
    "GET /api/replies": Doc("The replies of the last hour.", "admin", "RecentReplies"),
    "GET /api/replies/{id}": Doc("What the model looked at when it worded one.", "admin",
                                 "Explanation"),
    "GET /api/handoffs": Doc("Conversations that a person is asked for.", "handoffs", "HandoffList",
                             query=HandoffListing),
    "GET /api/handoffs/{id}": Doc("One of them, with all that was said.", "handoffs",
                                  "HandoffTold"),
    "POST /api/handoffs/{id}/take": Doc("Take it: the assistant is silent from now on.",
                                        "handoffs", "Handoff", body=Taking),
    "POST /api/handoffs/{id}/messages": Doc("Say something to the customer.", "handoffs",
                                            "HandoffSaid", body=DeskMessage, status="201"),
    "POST /api/handoffs/{id}/hand-back": Doc("Give it back to the assistant.", "handoffs",
                                             "Handoff"),
    "POST /api/handoffs/{id}/close": Doc("End it; the assistant is there again.", "handoffs",
                                         "Handoff"),
    "POST /webhooks/chatwoot": Doc("Chatwoot's events, signed or with `?key=`.", "handoffs",
                                   "Stored"),
    "GET /api/merchandising": Doc("The merchant's rules, and what is wrong with them.", "admin",
                                  "Merchandising"),
    "GET /api/knowledge": Doc("The policies in use, and what is wrong with their files.", "admin",
                              "Knowledge"),
    "GET /admin": Doc("The merchant's pages; they ask for the admin token.", "pages", HTML),
    "GET /admin/{page}": Doc("One: inbox, requests, searches, questions ...", "pages", HTML),
}  # fmt: skip


async def get_openapi(request: web.Request) -> web.Response:
    return web.json_response(request.app[OPENAPI])


def document(routes: Iterable[Routed]) -> dict[str, Any]:
    """Raises `KeyError` for a route that isn't documented."""
    components: dict[str, Schema] = dict(SCHEMAS)
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        path = re.sub(r"\{(\w+):[^}]*\}", r"{\1}", route.path)
        doc = DOCS[f"{route.method} {path}"]
        operation = _operation(doc, path, route.guard, components)
        paths.setdefault(path, {})[route.method.lower()] = operation
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Storeclerk",
            "version": VERSION,
            "description": "The assistant a shop runs itself.",
        },
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _operation(doc: Doc, path: str, guard: Guard, components: dict[str, Schema]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "summary": doc.summary,
        "tags": [doc.tag],
        "responses": _responses(doc, guard),
        # Where anyone may call, a token that is shown is still checked.
        "security": [{"token": []}] + ([{}] if guard is Guard.ANYONE else []),
    }
    parameters = [_parameter(name, "path") for name in re.findall(r"\{(\w+)\}", path)]
    if doc.query is not None:
        schema = _inlined(doc.query)
        parameters += [_parameter(n, "query", s) for n, s in schema["properties"].items()]
    if parameters:
        operation["parameters"] = parameters
    if doc.body is not None:
        components |= _components(doc.body)
        content = {"application/json": {"schema": ref(doc.body.__name__)}}
        operation["requestBody"] = {"required": True, "content": content}
    return operation


def _responses(doc: Doc, guard: Guard) -> dict[str, Any]:
    is_ours = guard in (Guard.ADMIN, Guard.DESK)
    errors = dict(ERRORS) | ({"403": "not with this token"} if is_ours else {})
    if doc.body is not None:
        errors |= {"413": "too large", "422": "a field is wrong"}
    answers: dict[str, Any] = {
        status: {
            "description": text,
            "content": {"application/json": {"schema": ref("Error")}},
        }
        for status, text in errors.items()
    }
    answers[doc.status] = {"description": doc.summary} | _content(doc.answer)
    return answers


def _content(answer: str | None) -> dict[str, Any]:
    if answer is None:
        return {}
    if answer in SCHEMAS:
        return {"content": {"application/json": {"schema": ref(answer)}}}
    return {"content": {answer: {"schema": {}}}}


def _parameter(name: str, place: str, schema: Schema | None = None) -> dict[str, Any]:
    return {
        "name": name,
        "in": place,
        "required": place == "path",
        "schema": schema or {"type": "string"},
    }


def _components(model: type[BaseModel]) -> dict[str, Schema]:
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    return {**schema.pop("$defs", {}), model.__name__: schema}


def _inlined(model: type[BaseModel]) -> Schema:
    """A query's parameters, with enums spelled out where they are used."""
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})
    for name, inner in schema["properties"].items():
        if "$ref" in inner:
            target = definitions[inner.pop("$ref").rpartition("/")[2]]
            schema["properties"][name] = {**target, **inner}
    return dict(schema)
