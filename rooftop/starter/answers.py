"""The answers from which the repository of a new community is written."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from rooftop.problems import Problem, did_you_mean, problem
from rooftop.records.fields import Https, Language
from rooftop.settings import Root
from rooftop.text import shown_plainly

Host = Literal["github-pages", "gitlab-pages", "netlify", "cloudflare-pages", "own-server"]
HOSTS: tuple[Host, ...] = get_args(Host)
CodeHost = Literal["github", "gitlab"]

#: An account or a team of a code host, or an e-mail address, as CODEOWNERS takes them.
_APPROVER = re.compile(r"@[\w.-]+(/[\w.-]+)*|[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


def _one_line(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty")
    if text != shown_plainly(text):
        raise ValueError("must be one line without invisible characters")
    return text.strip()


def _approver(text: str) -> str:
    if not _APPROVER.fullmatch(text):
        raise ValueError(f"{text} is no @account, no @organisation/team and no e-mail address")
    return text


def _email(text: str) -> str:
    if not _EMAIL.fullmatch(text):
        raise ValueError(f"{text} is no e-mail address")
    return text


def _site_root(url: str) -> str:
    parts = urlsplit(url)
    if not parts.hostname or not re.fullmatch(r"(/[\w.~-]+)*/", parts.path, re.ASCII):
        raise ValueError("must be a whole address such as https://voices.acme.com/")
    return url


class Text(str):
    """Words that somebody chose; a template has to say in which language it writes them down."""

    __slots__ = ()


Words = Annotated[str, AfterValidator(_one_line), AfterValidator(Text), Field(max_length=100)]
Email = Annotated[str, AfterValidator(_email), AfterValidator(Text)]
Web = Annotated[Https, AfterValidator(Text)]


class Answers(BaseModel):
    """What `rooftop init` asks. The first of ``languages`` is that of the site's own pages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    company: Words = Field(description="The company whose customers speak.")
    name: Words = Field(description="What the site is called.")
    url: Annotated[Root, AfterValidator(_site_root)] = Field(
        description="The whole address of the site, with its folder if it has one."
    )
    languages: tuple[Language, ...] = Field(
        ("en",), min_length=1, description="Languages of the site and of consent letters."
    )
    host: Host = Field("github-pages", description="Where the site is published.")
    form: Web | None = Field(None, description="A form in which people tell their story.")
    email: Email | None = Field(None, description="The address to which people write.")
    repository: Web | None = Field(None, description="The repository's address on its code host.")
    call: Web | None = Field(None, description="Where people book a call.")
    approvers: tuple[Annotated[str, AfterValidator(_approver)], ...] = Field(
        (), description="Accounts or teams that must approve a pull request."
    )
    asker: Words = Field(description="The name of who asks people for their consent.")
    terms: str = Field("2026-11", pattern=r"^\d{4}-\d{2}$", description="The consent terms.")
    term_months: int = Field(24, ge=1, le=120, description="How long a consent lasts, in months.")

    @property
    def code_host(self) -> CodeHost:
        """Whose issue forms and rules of review the repository needs."""
        server = urlsplit(self.repository or "").hostname or ""
        return "gitlab" if "gitlab" in server or self.host == "gitlab-pages" else "github"

    @property
    def path(self) -> str:
        """The folder of the site below its host: ``/``, or such as ``/voices/``."""
        return urlsplit(self.url).path


#: Answers that nobody else can give; all others have a default.
NEEDED = ("company",)


def with_defaults(given: dict[str, Any]) -> dict[str, Any]:
    """``given`` with what follows from it for the answers that need a value: the site's name, its
    address, and who asks.
    """
    company = str(given.get("company", ""))
    label = re.sub(r"[^a-z0-9]+", "-", company.lower()).strip("-")[:60] or "company"
    derived = {
        "name": f"{company} Voices",
        "url": f"https://voices.{label}.example/",
        "asker": f"The community team of {company}",
    }
    return derived | {key: value for key, value in given.items() if value is not None}


def read_answers(text: str, path: str) -> tuple[Answers | None, list[Problem]]:
    """The answers in ``text``, YAML of the file called ``path``; None and every reason where they
    cannot be used.
    """
    try:
        raw = yaml.safe_load(text)
    except (yaml.YAMLError, RecursionError) as error:
        return None, [_wrong(path, " ".join(str(error).split()))]
    if not isinstance(raw, dict):
        return None, [_wrong(path, "is no list of answers")]
    try:
        return Answers.model_validate(with_defaults({str(key): raw[key] for key in raw})), []
    except ValidationError as error:
        return None, [_wrong(path, *explain(each)) for each in error.errors()]


def explain(error: Any) -> tuple[str, str]:
    """What is wrong with one answer, and a hint, from an error of pydantic."""
    name = str(error["loc"][0])
    reason = str(error["msg"]).removeprefix("Value error, ")
    known = Answers.model_fields if error["type"] == "extra_forbidden" else ()
    return f"{name}: {reason}", did_you_mean(name, known) if known else ""


def write_answers(answers: Answers) -> str:
    """``answers`` as YAML, in the order of their fields, those without a value left out."""
    values = {
        key: list(map(str, value)) if isinstance(value, tuple) else value
        for key, value in answers.model_dump(mode="json", exclude_none=True).items()
    }
    return yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=100)


def _wrong(path: str, what: str, hint: str = "") -> Problem:
    usual = "Write it as `rooftop init` did, or take the file back from git."
    return problem(path, (0, 0), "answers-invalid", what, hint or usual)
