"""Filed forms as code hosts send them: made answers, in the payloads that the hosts document."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rooftop.forms import FORMS, FormName, Wording

EVENTS = Path(__file__).parent / "events"
COMPANY = "Harbourlight"
HOSTS = ("github", "gitlab", "gitea")
#: The number that each recorded issue has.
NUMBER = 12

Answers = Mapping[str, str | Sequence[str]]
STORY: Answers = {
    "understood": ["public"],
    "title": "No more counting on Fridays",
    "happened": "Every Friday we counted by hand.\n\nNow the list is ready at noon.",
    "name": "Fay Ngo",
    "role": "Warehouse lead",
    "relationship": ["customer"],
    "covers": ["words", "name"],
    "channels": ["site", "feeds"],
    "agree": ["agree"],
}
JOIN: Answers = {
    "understood": ["public"],
    "name": "Fay Ngo",
    "role": "Warehouse lead",
    "headline": "I count on the list.",
    "open_to": ["peer-question", "media"],
    "covers": ["words", "name"],
    "channels": ["site"],
    "agree": ["agree"],
}


def body(
    form: FormName,
    answers: Answers,
    language: str = "en",
    host: str = "github",
    newline: str = "\n",
) -> str:
    """A form as a code host writes it down once it is sent."""
    words, blocks = Wording(language, COMPANY), []
    for question in FORMS[form]:
        answer = answers.get(question.name, "")
        if host == "gitlab" and question.is_notice:
            continue
        blocks.append(f"### {words.label(question)}")
        if question.kind == "choice" and host != "gitlab":
            labels = [words.choice(question, word) for word in answer]
            blocks.append(", ".join(labels) or "_No response_")
        elif question.choices:
            blocks.append(
                newline.join(
                    f"- [{'x' if word in answer else ' '}] {words.choice(question, word)}"
                    for word in question.choices
                )
            )
        else:
            blocks.append(str(answer) or ("" if host == "gitlab" else "_No response_"))
    return (newline * 2).join(blocks) + newline


def event(
    text: str, host: str = "github", sender: str = "fay-acme", **changes: Any
) -> dict[str, Any]:
    """The recorded event of ``host`` with ``text`` as what was filed. ``changes`` are of the
    issue; ``action`` is of the event.
    """
    values: dict[str, Any] = json.loads((EVENTS / f"{host}.json").read_text())
    if host == "gitlab":
        values["object_attributes"] |= {"description": text, **changes}
        if sender != "fay-acme":
            values["user"] |= {"id": 999, "username": sender}
        return values
    values["action"] = changes.pop("action", "opened")
    values["issue"] |= {"body": text, **changes}
    values["sender"] |= {"login": sender}
    return values
