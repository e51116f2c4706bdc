"""Files that help editors: schemas of the front matter, and snippets for VS Code."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rooftop.authoring.questions import KINDS, QUESTIONS, Question
from rooftop.authoring.schemas import schemas
from rooftop.records import Record
from rooftop.settings import Settings

SCHEMAS, SNIPPETS = "schemas", ".vscode/rooftop.code-snippets"


def editor_files(settings: Settings) -> dict[str, bytes]:
    """Everything generated for editors, by its path below the project: the same bytes for the same
    ``settings``.
    """
    files = {f"{SCHEMAS}/{name}.schema.json": text for name, text in schemas(settings).items()}
    files[SNIPPETS] = json.dumps(_snippets(settings), indent=2, ensure_ascii=False) + "\n"
    return {path: text.encode() for path, text in files.items()}


def _snippets(settings: Settings) -> dict[str, Any]:
    return {
        f"Rooftop: {name}": {
            "scope": "markdown",
            "prefix": f"rooftop-{name}",
            "description": f"The fields of a new {name}",
            "body": list(_body(kind, settings)),
        }
        for name, kind in KINDS.items()
    }


def _body(kind: type[Record], settings: Settings) -> Iterator[str]:
    """The lines of a snippet: each field that `rooftop new` asks for, with a place to type."""
    yield "---"
    group = ""
    for number, question in enumerate(QUESTIONS[kind], 1):
        if len(question.path) > 1 and group != question.path[0]:
            yield f"{question.path[0]}:"
        group = question.path[0]
        indent = "  " * (len(question.path) - 1)
        place = _place(number, question, settings)
        value = f"[{place}]" if question.is_list else place
        yield f"{indent}{question.path[-1]}: {value}"
        if question.path == ("quote", "text"):
            yield "  by: ${3:advocate}"
    yield from ("---", "", "$0")


def _place(number: int, question: Question, settings: Settings) -> str:
    """Where the answer to ``question`` is typed: a list to choose from where there is one."""
    if question.path == ("date",):
        return "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE"
    words = question.literals or tuple(question.vocabulary(settings))
    if words:
        return f"${{{number}|{','.join(words)}|}}"
    usual = "en" if question.path[-1] == "languages" else question.usual
    if usual is not None:
        return f"${{{number}:{str(usual).lower() if isinstance(usual, bool) else usual}}}"
    return f"${{{number}:{question.path[-1].removesuffix('s') if question.is_list else ''}}}"
