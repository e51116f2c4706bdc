"""Removes ``lang`` attributes that repeat the language of the page."""

from __future__ import annotations

_NAMES_LANGUAGE = ' lang="'


def without_repetitions(page: str, language: str) -> str:
    """HTML ``page``, or a part of one, without attributes that repeat its ``language``. If it also
    names another language, all of them stay, because elements may be nested.
    """
    repetition = f'{_NAMES_LANGUAGE}{language}"'
    pieces = page.split(repetition)
    if len(pieces) - 1 != page.count(_NAMES_LANGUAGE):
        return page
    last = len(pieces) - 1
    return "".join(
        piece if number == last or _ends_within_tag(piece) else piece + repetition
        for number, piece in enumerate(pieces)
    )


def _ends_within_tag(piece: str) -> bool:
    """Whether an attribute may follow ``piece``. Code that pages show has ``<`` escaped."""
    return piece.rfind("<") > piece.rfind(">")
