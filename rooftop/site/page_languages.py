"""Languages of the parts of a page, named only where they are not that of the page."""

from __future__ import annotations

_NAMES_LANGUAGE = ' lang="'


def without_repetitions(page: str, language: str) -> str:
    """HTML ``page``, or a part of one, without the attributes that name its own ``language`` once
    more. Where it names another one too, all of them stay: they may stand within one another.
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
    """Whether an attribute may follow ``piece``. In what pages show of code, ``<`` is escaped."""
    return piece.rfind("<") > piece.rfind(">")
