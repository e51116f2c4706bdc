"""The answers from which the repository of a new community is written."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, get_args, get_origin
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from rooftop.problems import Problem, did_you_mean, problem
from rooftop.records.fields import Https, Language, Line
from rooftop.starter.texts import texts_for
from rooftop.text import find_email_addresses, shown_plainly
from rooftop.validation import describe_error, suggest_value

Host = Literal["github-pages", "gitlab-pages", "netlify", "cloudflare-pages", "own-server"]
HOSTS: tuple[Host, ...] = get_args(Host)
CodeHost = Literal["github", "gitlab"]

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
#: An account or a team of a code host, as CODEOWNERS takes them.
_ACCOUNT = re.compile(r"@[\w.-]+(/[\w.-]+)*", re.ASCII)
_SITE = re.compile(r"https?://[\w.-]+(:\d+)?(/[\w.~-]+)*/", re.ASCII)
_VERSION = re.compile(r"\d{4}-\d{2}", re.ASCII)
#: A host of sites that takes the first part of an address from the name of the repository.
_OWN_DOMAINS = {"netlify": "netlify.app", "cloudflare-pages": "pages.dev"}
#: A host of sites on which the owner of the repository has a domain, and the repository a folder.
_OWNERS_DOMAINS = {"github-pages": "github.io", "gitlab-pages": "gitlab.io"}


class Text(str):
    """Words that somebody chose; a template has to say in which language it writes them down."""

    __slots__ = ()


def _one_line(text: str) -> Text:
    if text != shown_plainly(text):
        raise ValueError("must be one line without invisible characters")
    return Text(text)


def _public(text: Text) -> Text:
    if any(find_email_addresses(text)):
        raise ValueError("appears in public files; give a name and a role, not an e-mail address")
    return text


def _site_root(url: str) -> str:
    if not _SITE.fullmatch(whole := url.rstrip("/") + "/"):
        raise ValueError("must be a whole address, such as https://voices.acme.com/")
    return whole


def _email(text: str) -> Text:
    if not _EMAIL.fullmatch(text):
        raise ValueError("must be an e-mail address, such as voices@acme.com")
    return Text(text)


def _approver(text: str) -> str:
    if not (_ACCOUNT.fullmatch(text) or _EMAIL.fullmatch(text)):
        raise ValueError(f"{text} is no @account, no @organisation/team and no e-mail address")
    return text


def _repository(url: str) -> Text:
    if len(_folders(url)) < 2:
        raise ValueError("must name an owner and a repository: https://github.com/acme/voices")
    return Text(url.rstrip("/").removesuffix(".git"))


def _version(text: str) -> str:
    if not _VERSION.fullmatch(text):
        raise ValueError("must be a version of the terms, such as 2026-11")
    return text


#: What may stand in front matter too; there, a tag is refused.
Words = Annotated[Line, AfterValidator(_one_line), Field(max_length=100)]
Web = Annotated[Https, AfterValidator(Text)]


class Answers(BaseModel):
    """What `rooftop init` asks, in this order, with descriptions as its questions. The first of
    ``languages`` is that of the site's own pages.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    company: Words = Field(description="Name of the company")
    name: Words = Field(description="Name of the site")
    host: Host = Field(
        "github-pages", description=f"Where the site is published: {', '.join(HOSTS)}"
    )
    repository: Annotated[Https, AfterValidator(_repository)] | None = Field(
        None, description="Address of the repository, such as https://github.com/acme/voices"
    )
    url: Annotated[str, AfterValidator(_site_root)] = Field(
        description="Address of the site, with its folder if it has one"
    )
    languages: tuple[Language, ...] = Field(
        ("en",), min_length=1, description="Languages, the main one first, such as: en de"
    )
    form: Web | None = Field(None, description="Address of a form in which people tell their story")
    email: Annotated[str, AfterValidator(_email)] | None = Field(
        None, description="E-mail address to which people send their story"
    )
    call: Web | None = Field(None, description="Address at which people book a call")
    approvers: tuple[Annotated[str, AfterValidator(_approver)], ...] = Field(
        (), description="Who must approve a pull request, such as: @acme/community @maria"
    )
    asker: Annotated[Words, AfterValidator(_public)] = Field(
        description="Who asks people for consent (name and role)"
    )
    terms: Annotated[str, AfterValidator(_version)] = Field(
        "2026-11", description="Version of the consent terms"
    )
    term_months: int = Field(24, ge=1, le=120, description="How many months a consent lasts")

    @property
    def maintainers(self) -> list[str]:
        """The accounts among those who approve, without their ``@``; no teams, no addresses."""
        accounts = (each for each in self.approvers if each.startswith("@") and "/" not in each)
        return [each.removeprefix("@") for each in accounts]

    @property
    def code_host(self) -> CodeHost:
        """Whose issue forms and rules of review the repository needs."""
        server = urlsplit(self.repository or "").hostname or ""
        return "gitlab" if "gitlab" in server or self.host == "gitlab-pages" else "github"

    @property
    def path(self) -> str:
        """The folder of the site below its host: ``/``, or such as ``/voices/``."""
        return urlsplit(self.url).path


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
    folders = _folders(str(given.get("repository") or ""))
    if len(folders) > 1 and host in _OWNERS_DOMAINS:
        domain = f"{folders[0].lower()}.{_OWNERS_DOMAINS[host]}"
        return f"https://{domain}/" if folders[1] == domain else f"https://{domain}/{folders[1]}/"
    if len(folders) > 1 and host in _OWN_DOMAINS:
        return f"https://{folders[1].lower()}.{_OWN_DOMAINS[host]}/"
    label = re.sub(r"[^a-z0-9]+", "-", company.lower()).strip("-")[:60] or "company"
    return f"https://voices.{label}.example/"


def _folders(url: str) -> list[str]:
    return [part for part in urlsplit(url).path.split("/") if part]


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
