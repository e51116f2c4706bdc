"""Pages in a real browser, and everything that goes wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from playwright.sync_api import Browser, Page

#: A browser asks for a font once the layout needs it, and is “ready” as long as it asked for none.
FONTS_LOADED = "() => { document.body.offsetHeight; return document.fonts.ready }"


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

    Visits share a tab, because a new one costs six times what a page in it costs, and it is left as
    a new one is. A visit with settings of the ``context``, or ``alone``, has a tab and a cache of
    its own.
    """
    own = browser.new_context(**context) if context or alone else None
    page = own.new_page() if own else _shared_page(browser)
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    with _watching(page, address) as wrong:
        page.goto(address + path)
        if context.get("java_script_enabled", True):
            page.evaluate(FONTS_LOADED)
        try:
            yield page, wrong
        finally:
            if own:
                own.close()
            else:
                _clear(page)


@lru_cache(maxsize=1)
def _shared_page(browser: Browser) -> Page:
    return browser.new_context().new_page()


def _clear(page: Page) -> None:
    """Leave ``page`` as a new one: nothing that it stored, opened or intercepts outlives it."""
    for other in page.context.pages[1:]:
        other.close()
    page.unroute_all()
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.context.clear_cookies()
    page.goto("about:blank")
    page.mouse.move(0, 0)
    page.emulate_media(media="null")


@contextmanager
def _watching(page: Page, address: str) -> Iterator[list[str]]:
    """What goes wrong on ``page`` meanwhile; only ``address`` may be asked for anything."""
    wrong: list[str] = []
    own = (address, "data:", "blob:", "about:")
    listeners: dict[Any, Callable[[Any], None]] = {
        "console": lambda entry: wrong.append(entry.text) if entry.type == "error" else None,
        "pageerror": lambda error: wrong.append(str(error)),
        "request": lambda each: None if each.url.startswith(own) else wrong.append(each.url),
        "dialog": lambda dialog: (wrong.append(dialog.message), dialog.dismiss())[0],
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    try:
        yield wrong
    finally:
        for event, listener in listeners.items():
            page.remove_listener(event, listener)
