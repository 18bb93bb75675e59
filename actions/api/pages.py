"""The demo shop's pages and the widget's files. Every page is the one shell that the widget's
scripts fill: no text of a product is ever put into HTML here."""

from __future__ import annotations

from pathlib import Path

from aiohttp import web

from actions.keys import CONFIG, SERVICES, SHELVES

ADMIN_PAGES = (
    "",
    "inbox",
    "requests",
    "copy",
    "customers",
    "searches",
    "questions",
    "feelings",
    "audiences",
    "exposure",
    "experiments",
    "explain",
    "replies",
    "predict",
)
PROGRAMS = ("/api/", "/chat", "/webhook", "/widget/", "/images/", "/health", "/ready", "/metrics")
"""What is never a page, as a path begins."""
FRESH = {"Cache-Control": "no-cache"}


async def get_shell(request: web.Request) -> web.StreamResponse:
    return _shell(request, found=True)


async def get_product_page(request: web.Request) -> web.StreamResponse:
    return _shell(request, found=request.app[SERVICES].index.product(request.match_info["id"]))


async def get_department_page(request: web.Request) -> web.StreamResponse:
    names = {department.name for department in request.app[SHELVES].departments()}
    return _shell(request, found=request.match_info["department"] in names)


async def get_admin(request: web.Request) -> web.StreamResponse:
    """The merchant's pages hold nothing themselves: what they show, they ask for with the token."""
    if request.match_info.get("page", "") not in ADMIN_PAGES:
        raise web.HTTPNotFound
    return web.FileResponse(request.app[CONFIG].widget_dir / "admin.html", headers=FRESH)


async def get_widget_file(request: web.Request) -> web.StreamResponse:
    """`no-cache` lets browsers keep a file and ask whether it is current."""
    return _file(request.app[CONFIG].widget_dir, request.match_info["path"])


def missing_page(request: web.Request) -> web.StreamResponse | None:
    """For somebody who looks at an address that isn't there in a browser; None for all that are
    read by programs."""
    is_page = request.method in ("GET", "HEAD") and "text/html" in request.headers.get("Accept", "")
    if not is_page or request.path.startswith(PROGRAMS) or CONFIG not in request.app:
        return None
    return _shell(request, found=False)


def _shell(request: web.Request, *, found: object) -> web.StreamResponse:
    path = request.app[CONFIG].widget_dir / "shop.html"
    return web.FileResponse(path, status=200 if found else 404, headers=FRESH)


def _file(folder: Path, name: str) -> web.StreamResponse:
    """Only what lies inside `folder`, whatever dots the name has."""
    root = folder.resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or not path.is_file() or path.name.startswith("."):
        raise web.HTTPNotFound
    return web.FileResponse(path, headers=FRESH)
