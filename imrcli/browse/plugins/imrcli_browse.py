"""The Datasette plugin of `imr browse`: cells, the order of columns, intervals in SQL, the pages of letters."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable
from typing import Any, TypeVar

from datasette import hookimpl
from datasette.plugins import pm
from datasette.utils import tilde_decode
from datasette.utils.asgi import NotFound, Request, Response

from imrcli.browse import cells, letters
from imrcli.browse.about import in_order
from imrcli.corpus.interval import wilson

Function = TypeVar("Function", bound=Callable[..., Any])


def _hook(function: Function) -> Function:
    """The plugin's answer to the hook that is called as it is."""
    marked: Function = hookimpl(function)
    return marked


if pm.has_plugin("datasette.handle_exception"):
    pm.unregister(name="datasette.handle_exception")  # it prints all of its inner state on the terminal, as a traceback

_POLICY = (
    b"default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    b" object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
)
"""Nothing is fetched from elsewhere, whatever a letter's text says."""


@_hook
def prepare_connection(conn: sqlite3.Connection) -> None:
    """The ends of Wilson's interval, in per cent, for queries."""
    conn.create_function("imr_low", 2, lambda hits, of: _end(hits, of, 0))
    conn.create_function("imr_high", 2, lambda hits, of: _end(hits, of, 1))


def _end(hits: int | None, of: int | None, at: int) -> float | None:
    interval = wilson(hits or 0, of or 0)
    return None if interval is None else round(100 * interval[at], 1)


@_hook
def render_cell(value: Any, column: str, table: str | None, datasette: Any) -> str | None:
    """A cell as people read it."""
    return cells.cell(column, value, table, datasette.urls.path)


@_hook
def prepare_jinja2_environment(env: Any) -> None:
    """Filters that put the columns and cells of a table in order."""

    def columns(shown: list[dict[str, Any]], table: str | None) -> list[dict[str, Any]]:
        by_name = {column["name"]: column for column in shown}
        return [by_name[name] for name in in_order(table, list(by_name))]

    def row(shown: Any, table: str | None) -> list[dict[str, Any]]:
        by_name = {cell["column"]: cell for cell in shown}
        return [by_name[name] for name in in_order(table, list(by_name))]

    env.filters["imr_columns"] = columns
    env.filters["imr_row"] = row


@_hook
def register_routes() -> list[tuple[str, Any]]:
    """The page of a letter, and the letter's own pages."""
    return [(r"^/-/letter/(?P<name>[^/]+)$", _letter), (r"^/-/letter/(?P<name>[^/]+)/pages$", _pages)]


async def _letter(request: Request, datasette: Any) -> Response:
    found = await letters.found(datasette.get_database(), tilde_decode(request.url_vars["name"]))
    if found is None:
        raise NotFound("No letter of this database has that case number")
    shown = {**found, "pages": datasette.urls.path(f"/-/letter/{request.url_vars['name']}/pages")}
    return Response.html(await datasette.render_template("imr_letter.html", shown, request=request))


async def _pages(request: Request, datasette: Any) -> Response:
    found = await letters.found(datasette.get_database(), tilde_decode(request.url_vars["name"]))
    if found is None:
        raise NotFound("No letter of this database has that case number")
    page, why_not = await letters.pages(found["letter"])
    if page is None:
        return Response.text(why_not, status=404)
    return Response.html(page)


@_hook
def handle_exception(datasette: Any, request: Request, exception: Exception) -> Any:
    """What went wrong, as a page or JSON."""

    async def told() -> Response:
        status = getattr(exception, "status", 500)
        message = str(getattr(exception, "message", None) or exception)
        if status == 500:
            print(f"imr: {request.path}: {exception!r}", file=sys.stderr)
        said = {"ok": False, "error": message, "status": status, "title": getattr(exception, "title", None)}
        if request.path.endswith(".json"):
            return Response.json(said, status=status)
        return Response.html(await datasette.render_template("error.html", said, request=request), status=status)

    return told


@_hook
def asgi_wrapper() -> Any:
    """Every answer says that nothing may be fetched from elsewhere."""

    def wrapped(app: Any) -> Any:
        async def guarded(scope: Any, receive: Any, send: Any) -> None:
            async def answer(message: Any) -> None:
                if message["type"] == "http.response.start":
                    message = {**message, "headers": [*message["headers"], (b"content-security-policy", _POLICY)]}
                await send(message)

            await app(scope, receive, answer)

        return guarded

    return wrapped
