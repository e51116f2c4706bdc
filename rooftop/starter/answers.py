"""The answers from which the repository of a new community is written."""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationInfo,
    field_validator,
)

from rooftop.records.fields import Https, Language, Line
from rooftop.text import find_email_addresses, shown_plainly

Host = Literal["github-pages", "gitlab-pages", "netlify", "cloudflare-pages", "own-server"]
HOSTS: tuple[Host, ...] = get_args(Host)
CodeHost = Literal["github", "gitlab"]

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
#: An account or a team of a code host, as CODEOWNERS takes them.
_ACCOUNT = re.compile(r"@[\w.-]+(/[\w.-]+)*", re.ASCII)
_SITE = re.compile(r"https?://[\w.-]+(:\d+)?(/[\w.~-]+)*/", re.ASCII)
_VERSION = re.compile(r"\d{4}-\d{2}", re.ASCII)


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
    if len(folders_of(url)) < 2:
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

    @field_validator("repository")
    @classmethod
    def _is_where_the_host_looks(cls, url: str | None, others: ValidationInfo) -> str | None:
        """Pages of a code host come from that code host."""
        server, host = urlsplit(url or "").hostname or "", others.data.get("host")
        if (host == "github-pages" and "gitlab" in server) or (
            host == "gitlab-pages" and server == "github.com"
        ):
            raise ValueError(f"{host} cannot publish it; choose another host for the site")
        return url

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


def folders_of(url: str) -> list[str]:
    """The parts of the path of an address, such as the owner and the repository."""
    return [part for part in urlsplit(url).path.split("/") if part]
