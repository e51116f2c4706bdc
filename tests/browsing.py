"""Pages in a real browser, and everything that goes wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page


@contextmanager
def visit(
    browser: Browser,
    address: str,
    path: str,
    width: int = 1440,
    scheme: str = "light",
    **context: Any,
) -> Iterator[tuple[Page, list[str]]]:
    """The page at ``path``, and what went wrong since it began to load: errors, dialogs, requests
    to others.
    """
    opened = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, **context
    )  # type: ignore[arg-type]
    page = opened.new_page()
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
    page.goto(address + path)
    if context.get("java_script_enabled", True):
        page.evaluate("document.fonts.ready")
    yield page, wrong
    opened.close()
