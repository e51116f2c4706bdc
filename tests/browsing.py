"""Pages in a real browser, and everything that goes wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page


@contextmanager
def visit(
    browser: Browser,
    address: str,
    path: str,
    width: int = 1440,
    scheme: str = "light",
    *,
    alone: bool = False,
    **context: Any,
) -> Iterator[tuple[Page, list[str]]]:
    """The page at ``path``, and what went wrong since it began to load: errors, dialogs, requests
    to others.

    Visits share a context, which costs more than a page, and nothing a page stores outlives its
    visit. One with settings of the ``context``, or ``alone``, has its own, with an empty cache.
    """
    own = browser.new_context(**context) if context or alone else None
    page = (own or _shared_context(browser)).new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    wrong = _watch(page, address)
    page.goto(address + path)
    if context.get("java_script_enabled", True):
        page.evaluate("document.fonts.ready")
    try:
        yield page, wrong
    finally:
        if own:
            own.close()
        else:
            page.evaluate("localStorage.clear()")
            page.context.clear_cookies()
            page.close()


@lru_cache(maxsize=1)
def _shared_context(browser: Browser) -> BrowserContext:
    return browser.new_context()


def _watch(page: Page, address: str) -> list[str]:
    """What goes wrong on ``page`` from now on; only ``address`` may be asked for anything."""
    wrong: list[str] = []
    page.on(
        "console", lambda message: wrong.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request",
        lambda request: (
            wrong.append(request.url)
            if not request.url.startswith((address, "data:", "blob:"))
            else None
        ),
    )
    page.on("dialog", lambda dialog: wrong.append(dialog.message))
    return wrong
