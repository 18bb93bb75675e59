"""The map of what the server answers: a line a route, with who may call it.

Owns addresses and guards; each handler's file owns the rest. `openapi.py` documents these very
lines, and a test sees to it that none is missing there."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from actions.api import (
    audiences,
    cart,
    chatwoot,
    consent,
    copy,
    copy_pieces,
    customers,
    events,
    experiments,
    exposure,
    feedback,
    handoffs,
    health,
    images,
    knowledge,
    merchandising,
    offer,
    openapi,
    pages,
    predict,
    products,
    profile,
    questions,
    recommend,
    records,
    replies,
    requests,
    reviews,
    search,
    searches,
    sentiment,
    session,
    shop,
    suggest,
)
from actions.api.access import Guard, Handler, guarded
from actions.api.webhook import post_webhook
from actions.gateway import http, socket


@dataclass(frozen=True, slots=True)
class Route:
    """`rated` counts towards an address's allowance; chat has limits of its own."""

    method: str
    path: str
    handler: Handler
    guard: Guard = Guard.ANYONE
    rated: bool = True


ANYONE, VISITOR, ADMIN, DESK = Guard.ANYONE, Guard.VISITOR, Guard.ADMIN, Guard.DESK

PUBLIC = (
    Route("GET", "/health", health.get_health, rated=False),
    Route("GET", "/ready", health.get_ready),
    Route("GET", "/openapi.json", openapi.get_openapi),
    Route("GET", "/chat", socket.chat, rated=False),
    Route("POST", "/chat/messages", http.post_message, rated=False),
    Route("GET", "/chat/messages", http.get_messages, VISITOR),
    Route("POST", "/api/search", search.post_search),
    Route("GET", "/api/suggest", suggest.get_suggestions),
    Route("POST", "/api/recommend", recommend.post_recommend),
    Route("POST", "/api/session", session.post_session),
    Route("POST", "/api/cart", cart.post_cart, VISITOR),
    Route("GET", "/api/consent", consent.get_consent, VISITOR),
    Route("PUT", "/api/consent", consent.put_consent, VISITOR),
    Route("GET", "/api/profile", profile.get_profile, VISITOR),
    Route("DELETE", "/api/profile", profile.delete_profile, VISITOR),
    Route("POST", "/api/sentiment", sentiment.post_sentiment, ADMIN),
    Route("GET", "/api/offer", offer.get_offer, VISITOR),
    Route("POST", "/api/predict", predict.post_predict, ADMIN),
    Route("GET", "/api/predict/visits", predict.get_visits, ADMIN),
    Route("GET", "/api/predict/drift", predict.get_drift, ADMIN),
    Route("POST", "/api/copy", copy.post_copy, ADMIN),
    Route("GET", "/api/copy/pieces.csv", copy_pieces.get_export, ADMIN),
    Route("GET", "/api/copy/pieces", copy_pieces.get_pieces, ADMIN),
    Route("POST", "/api/copy/pieces", copy_pieces.post_pieces, ADMIN),
    Route("POST", "/api/copy/pieces/{id}/accept", copy_pieces.post_accept, ADMIN),
    Route("POST", "/api/copy/pieces/{id}/edit", copy_pieces.post_edit, ADMIN),
    Route("POST", "/api/copy/pieces/{id}/reject", copy_pieces.post_reject, ADMIN),
    Route("POST", "/api/copy/pieces/{id}/undo", copy_pieces.post_undo, ADMIN),
    Route("POST", "/api/audiences", audiences.post_audience, ADMIN),
    Route("GET", "/api/audiences", audiences.get_audiences, ADMIN),
    Route("GET", "/api/audiences/{id}.csv", audiences.get_audience_csv, ADMIN),
    Route("GET", "/api/audiences/{id}", audiences.get_audience, ADMIN),
    Route("POST", "/api/audiences/{id}/sent", audiences.post_sent, ADMIN),
    Route("GET", "/api/experiments", experiments.get_experiments, ADMIN),
    Route("POST", "/api/experiments", experiments.post_experiment, ADMIN),
    Route("GET", "/api/experiments/plan", experiments.get_plan, ADMIN),
    Route("GET", "/api/experiments/ranking", experiments.get_ranking, ADMIN),
    Route("PUT", "/api/experiments/levers/{lever}", experiments.put_lever, ADMIN),
    Route("GET", "/api/experiments/{id}", experiments.get_experiment, ADMIN),
    Route("DELETE", "/api/experiments/{id}", experiments.delete_experiment, ADMIN),
    Route("POST", "/api/experiments/{id}/start", experiments.post_start, ADMIN),
    Route("POST", "/api/experiments/{id}/stop", experiments.post_stop, ADMIN),
    Route("POST", "/api/experiments/{id}/adopt", experiments.post_adopt, ADMIN),
    Route("POST", "/api/experiments/{id}/undo", experiments.post_undo, ADMIN),
    Route("GET", "/api/exposure", exposure.get_exposure, ADMIN),
    Route("POST", "/api/events", events.post_events),
    Route("POST", "/api/feedback", feedback.post_feedback),
    Route("GET", "/api/products", products.list_products),
    Route("GET", "/api/products/{id}", products.get_product),
    Route("PUT", "/api/products", products.put_products, ADMIN),
    Route("PUT", "/api/products/{id}", products.put_product, ADMIN),
    Route("DELETE", "/api/products/{id}", products.delete_product, ADMIN),
    Route("GET", "/api/customers", customers.list_customers, ADMIN),
    Route("GET", "/api/customers/{id}", customers.get_customer, ADMIN),
    Route("PUT", "/api/customers/{id}", records.put_customer, ADMIN),
    Route("PUT", "/api/orders/{id}", records.put_order, ADMIN),
    Route("DELETE", "/api/customers/{id}", customers.delete_customer, ADMIN),
    Route("GET", "/api/shop", shop.get_shop),
    Route("GET", "/api/departments", shop.get_departments),
    Route("GET", "/images/{id}.svg", images.get_image, rated=False),
    Route("GET", "/", pages.get_shell),
    Route("GET", "/p/{id}", pages.get_product_page),
    Route("GET", "/d/{department}", pages.get_department_page),
    Route("GET", "/you", pages.get_shell),
    Route("GET", "/widget/{path:.+}", pages.get_widget_file, rated=False),
    Route("POST", "/api/reviews", reviews.post_reviews, ADMIN),
    Route("DELETE", "/api/reviews/{id}", reviews.delete_review, ADMIN),
    Route("GET", "/api/reviews/report", reviews.get_report, ADMIN),
    Route("GET", "/api/searches", searches.get_searches, ADMIN),
    Route("GET", "/api/requests", requests.get_requests, ADMIN),
    Route("POST", "/api/requests/{reference}/close", requests.post_close, ADMIN),
    Route("GET", "/api/questions", questions.get_questions, ADMIN),
    Route("GET", "/api/replies", replies.get_replies, ADMIN),
    Route("GET", "/api/replies/{id}", replies.get_reply, ADMIN),
    Route("GET", "/api/handoffs", handoffs.get_handoffs, DESK),
    Route("GET", "/api/handoffs/{id}", handoffs.get_handoff, DESK),
    Route("POST", "/api/handoffs/{id}/take", handoffs.post_take, DESK),
    Route("POST", "/api/handoffs/{id}/messages", handoffs.post_message, DESK),
    Route("POST", "/api/handoffs/{id}/hand-back", handoffs.post_hand_back, DESK),
    Route("POST", "/api/handoffs/{id}/close", handoffs.post_close, DESK),
    Route("POST", "/webhooks/chatwoot", chatwoot.post_event),
    Route("GET", "/api/knowledge", knowledge.get_knowledge, ADMIN),
    Route("GET", "/api/merchandising", merchandising.get_merchandising, ADMIN),
    Route("GET", "/admin", pages.get_admin),
    Route("GET", "/admin/{page}", pages.get_admin),
)

# Loopback only: Rasa's own side, and what a monitor reads. Nothing here asks who calls.
INSIDE = (
    web.get("/health", health.get_health),
    web.get("/metrics", health.get_metrics),
    web.post("/webhook", post_webhook),
)


def add_public(app: web.Application) -> None:
    for route in PUBLIC:
        handler = guarded(route.handler, route.guard, rated=route.rated)
        # A WebSocket's address has no HEAD, and aiohttp adds one to GET unasked.
        kwargs = {"allow_head": route.path != "/chat"} if route.method == "GET" else {}
        app.router.add_routes([web.route(route.method, route.path, handler, **kwargs)])


def add_inside(app: web.Application) -> None:
    app.router.add_routes(INSIDE)
