"""What a form on the site sends, as services for forms pass it on: a mail, or JSON.

Fields have the names of questions. Formspree and the like write ``name:`` and the value below it or
behind it; Netlify and Basin write names with capitals and blanks. In JSON, the fields stand in
``submission`` (Formspree), ``data`` (Netlify), ``payload`` (Basin) or at the top. Nobody knows who
filled in such a form, so nothing in it counts as consent.
"""

from __future__ import annotations

import email
import email.policy
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from rooftop.forms import FORMS, HONEYPOT, Filing, FormName, Question, locate_questions
from rooftop.importing.texts import html_as_plain
from rooftop.intake.events import IntakeError
from rooftop.text import without_deceiving
from rooftop.translations import LANGUAGES

#: Bytes of a mail or of an export that are read, and how many forms one export may hold.
MAX_BYTES, MAX_FORMS = 20 * 1024 * 1024, 1_000
_MAX_TEXT = 100_000
#: Fields of the page that are no questions.
FORM, LANGUAGE, CONTACT = "form", "language", "email"
_LINE = re.compile(r"[*>| ]{0,4}([A-Za-z_][\w -]{0,40}?)[* ]{0,3}(?::[* ]{0,3}(.*))?")
_INNER = ("submission", "data", "payload", "fields")


def read_mail(data: bytes) -> list[Filing]:
    """The form in a mail (RFC 5322); none where it was a program's. Attachments are not opened.
    Raises `IntakeError`.
    """
    if len(data) > MAX_BYTES:
        raise IntakeError(f"it is larger than {MAX_BYTES // 1024 // 1024} MiB")
    message = email.message_from_bytes(data, policy=email.policy.default)
    try:
        part = message.get_body(("plain", "html"))
        text = part.get_content() if part else ""
    except (LookupError, UnicodeError, ValueError, AttributeError, KeyError):
        text = ""
    if not isinstance(text, str) or not text.strip():
        raise IntakeError("the mail has no text that can be read")
    text = text[: 2 * _MAX_TEXT].replace("\r\n", "\n")
    if part is not None and part.get_content_subtype() == "html":
        text = html_as_plain(text)
    return _filings([_fields_of(without_deceiving(text))])


def read_export(data: bytes) -> list[Filing]:
    """Every form in JSON that a service sent or exported. Raises `IntakeError`."""
    if len(data) > MAX_BYTES:
        raise IntakeError(f"it is larger than {MAX_BYTES // 1024 // 1024} MiB")
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        raise IntakeError("it is no JSON") from None
    if isinstance(values, dict) and isinstance(values.get("submissions"), list):
        values = values["submissions"]
    entries = values if isinstance(values, list) else [values]
    if len(entries) > MAX_FORMS:
        raise IntakeError(f"it holds more than {MAX_FORMS:,} forms; split it")
    return _filings([_fields_in(entry) for entry in entries if isinstance(entry, dict)])


def _fields_in(entry: Mapping[str, Any]) -> dict[str, str]:
    inner = next((entry[name] for name in _INNER if isinstance(entry.get(name), dict)), entry)
    fields: dict[str, str] = {}
    for name, value in inner.items():
        values = value if isinstance(value, list) else [value]
        texts = [str(each) for each in values if isinstance(each, str | int | bool)]
        fields[_named(str(name))] = without_deceiving("\n".join(texts)[:_MAX_TEXT])
    return fields


def _fields_of(text: str) -> dict[str, str]:
    """The fields in the text of a mail, told from lines that look like one as in filed issues."""
    lines = text.split("\n")
    starts = [
        (number, _named(match[1]), match[2] or "")
        for number, line in enumerate(lines)
        if (match := _LINE.fullmatch(line.rstrip()))
    ]
    names = {name for _, name, _ in starts}
    form = max(FORMS, key=lambda each: sum(q.name in names for q in FORMS[each]))
    others = (Question(name, "line") for name in (HONEYPOT, FORM, LANGUAGE, CONTACT))
    questions = [*others, *(each for each in FORMS[form] if not each.is_notice)]
    places = locate_questions(questions, [(number, name) for number, name, _ in starts])
    first_lines = {number: first for number, _, first in starts}
    return {
        name: "\n".join([first_lines[start], *lines[start + 1 : end]]).strip()
        for name, (start, end) in places.items()
    }


def _named(name: str) -> str:
    """The name of a field, which services write with capitals and blanks."""
    return re.sub(r"[\s-]+", "_", name.strip().lower()).removesuffix("[]")


def _filings(deliveries: list[dict[str, str]]) -> list[Filing]:
    found = [filing for fields in deliveries if (filing := _filing(fields))]
    if not found and not any(fields.get(HONEYPOT) for fields in deliveries):
        raise IntakeError("it holds no answers to the form of the site")
    return found


def _filing(fields: Mapping[str, str]) -> Filing | None:
    """The filled in form; None where a program filled it in, or nothing was answered."""
    if fields.get(HONEYPOT, "").strip():
        return None
    form: FormName = "join" if fields.get(FORM, "").strip() == "join" else "story"
    language = fields.get(LANGUAGE, "").strip()
    texts, choices = {}, {}
    for question in FORMS[form]:
        answer = fields.get(question.name, "").strip()
        if question.choices:
            choices[question.name] = tuple(_chosen(question.choices, answer))
        elif answer:
            texts[question.name] = answer
    if not texts:
        return None
    if contact := fields.get(CONTACT, "").strip():
        texts[CONTACT] = contact
    return Filing(form, language if language in LANGUAGES else LANGUAGES[0], texts, choices)


def _chosen(choices: tuple[str, ...], answer: str) -> Iterator[str]:
    words = frozenset(re.split(r"[,\s]+", answer.lower()))
    yield from (choice for choice in choices if choice in words)
