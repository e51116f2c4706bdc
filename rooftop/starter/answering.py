"""Answers as people give them: typed, left to the usual, or written in a file."""

from __future__ import annotations

import re
from typing import Any, get_origin
from urllib.parse import urlsplit

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from rooftop.problems import Problem, did_you_mean, problem
from rooftop.starter.answers import Answers, folders_of
from rooftop.starter.texts import texts_for
from rooftop.validation import describe_error, suggest_value

#: A host of sites that takes the first part of an address from the name of the repository.
_OWN_DOMAINS = {"netlify": "netlify.app", "cloudflare-pages": "pages.dev"}
#: A host of sites on which the owner of the repository has a domain, and the repository a folder.
_OWNERS_DOMAINS = {"github-pages": "github.io", "gitlab-pages": "gitlab.io"}


def parse_answer(name: str, text: str) -> Any:
    """The value that ``text``, as somebody typed it, gives to the answer ``name``; None for an
    empty one. Items of a list are set apart by commas or blanks. Raises ValueError with the reason.
    """
    field, text = Answers.model_fields[name], text.strip()
    value: Any = text or None
    if text and get_origin(field.annotation) is tuple:
        value = re.split(r"[,\s]+", text)
    if value is None:
        return None
    try:
        answers = Answers.model_validate(with_defaults({"company": "-", name: value}))
        return getattr(answers, name)
    except ValidationError as error:
        reasons = (_reason(each) for each in error.errors() if each["loc"][0] == name)
        raise ValueError("; ".join(reasons)) from None


def default_answer(name: str, given: dict[str, Any]) -> Any:
    """The usual answer ``name`` of a community that ``given`` others; None where there is none."""
    company = str(given.get("company") or "")
    match name:
        case "name":
            return f"{company} Voices"
        case "url":
            return _address(given, company)
        case "host" if "gitlab" in (urlsplit(str(given.get("repository"))).hostname or ""):
            return "gitlab-pages"
        case "asker":
            languages = given.get("languages")
            first = languages[0] if isinstance(languages, list | tuple) and languages else "en"
            return texts_for(str(first))["asker"].format(company=company)
    default = Answers.model_fields[name].get_default()
    return None if name == "company" else default


def with_defaults(given: dict[str, Any]) -> dict[str, Any]:
    """``given`` with the usual answers in place of those that are None or missing."""
    answers = {name: value for name, value in given.items() if value is not None}
    for name in Answers.model_fields:
        if name not in answers and (value := default_answer(name, answers)) is not None:
            answers[name] = value
    return answers


def compose_answers(given: dict[str, Any]) -> Answers:
    """The answers that are ``given``, and the usual ones for the rest. Raises ValueError with the
    reasons where they do not go together.
    """
    try:
        return Answers.model_validate(with_defaults(given))
    except ValidationError as error:
        raise ValueError("; ".join(map(_reason, error.errors()))) from None


def read_answers(text: str, path: str) -> tuple[Answers | None, list[Problem]]:
    """The answers in ``text``, YAML of the file called ``path``; None and every reason where they
    cannot be used.
    """
    try:
        raw = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        return None, [_wrong(path, " ".join(str(error).split()))]
    if not isinstance(raw, dict):
        return None, [_wrong(path, "is not a list of answers")]
    try:
        return Answers.model_validate(with_defaults({str(key): raw[key] for key in raw})), []
    except ValidationError as error:
        return None, [_problem(path, each) for each in error.errors()]


def write_answers(answers: Answers) -> str:
    """``answers`` as YAML, in the order of their fields, those without a value left out."""
    values = answers.model_dump(mode="json", exclude_none=True)
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=100)


def _address(given: dict[str, Any], company: str) -> str:
    """Where ``host`` shows the site of ``repository``; without one, an address to be replaced."""
    host = str(given.get("host"))
    folders = folders_of(str(given.get("repository") or ""))
    if len(folders) > 1 and host in _OWNERS_DOMAINS:
        domain = f"{folders[0].lower()}.{_OWNERS_DOMAINS[host]}"
        return f"https://{domain}/" if folders[1] == domain else f"https://{domain}/{folders[1]}/"
    if len(folders) > 1 and host in _OWN_DOMAINS:
        return f"https://{folders[1].lower()}.{_OWN_DOMAINS[host]}/"
    label = re.sub(r"[^a-z0-9]+", "-", company.lower()).strip("-")[:60] or "company"
    return f"https://voices.{label}.example/"


def _problem(path: str, error: Any) -> Problem:
    name = str(error["loc"][0])
    known = Answers.model_fields if error["type"] == "extra_forbidden" else ()
    hint = did_you_mean(name, known) if known else suggest_value(error)
    return _wrong(path, f"{name} {describe_error(error)}", hint)


def _reason(error: ErrorDetails) -> str:
    return ". ".join(filter(None, [describe_error(error), suggest_value(error)]))


def _wrong(path: str, what: str, hint: str = "") -> Problem:
    usual = f"Correct it, or take the file back: `git checkout -- {path}`."
    return problem(path, (0, 0), "answers-invalid", what, hint or usual)
