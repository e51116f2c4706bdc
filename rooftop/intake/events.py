"""The event of a filed issue, as code hosts send it.

GitHub: the webhook ``issues``, which workflows find in ``GITHUB_EVENT_PATH``. Gitea and Forgejo
send the same without ``node_id``. GitLab: the issue hook, which a pipeline finds in the file
``TRIGGER_PAYLOAD``. An issue as the API of GitHub, Gitea or Forgejo returns it is read too.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, ValidationError

from rooftop.records.advocate import Account

#: Bytes of an event that are read.
MAX_BYTES = 4 * 1024 * 1024
Host = Literal["github", "gitlab", "gitea"]
_EDITS = frozenset({"opened", "edited", "reopened", "labeled", "label_updated", "open", "update"})


class IntakeError(ValueError):
    """What was given cannot be read; the message says why."""


@dataclass(frozen=True)
class Issue:
    """One issue. ``login`` is the account that filed it; ``is_own_word`` is whether the same one
    sent this event, so that what the text says now is theirs. Moments are UTC.
    """

    host: Host
    server: str
    number: int
    body: str
    login: str
    account_id: int
    created: datetime
    updated: datetime
    is_own_word: bool
    is_confidential: bool
    is_open: bool

    @property
    def branch(self) -> str:
        """The branch of what becomes of it."""
        return f"intake/{self.number}"

    @property
    def email(self) -> str:
        """The address that the code host gives to its commits, and at which nobody gets mail."""
        match self.host:
            case "github":
                return f"{self.account_id}+{self.login}@users.noreply.{self.server}"
            case "gitlab":
                return f"{self.account_id}-{self.login}@users.noreply.{self.server}"
            case "gitea":
                return f"{self.login}@noreply.{self.server}"


class _Account(BaseModel):
    id: int
    login: Account
    node_id: str = ""


class _Issue(BaseModel):
    number: Annotated[int, Field(gt=0)]
    body: str | None
    user: _Account
    html_url: str = ""
    state: str = "open"
    created_at: datetime
    updated_at: datetime
    pull_request: Any = None


class _Repository(BaseModel):
    html_url: str


class _Event(BaseModel):
    """An event of GitHub, Gitea or Forgejo."""

    action: str
    issue: _Issue
    sender: _Account
    repository: _Repository


class _GitLabUser(BaseModel):
    id: int
    username: Account


class _GitLabIssue(BaseModel):
    iid: Annotated[int, Field(gt=0)]
    description: str | None
    author_id: int
    last_edited_by_id: int | None = None
    confidential: bool = False
    state: str = "opened"
    action: str = "open"
    created_at: str
    updated_at: str
    url: str = ""


class _GitLabEvent(BaseModel):
    object_kind: Literal["issue"]
    user: _GitLabUser
    object_attributes: _GitLabIssue


def read_event(data: bytes) -> Issue | None:
    """The issue in an event; None for an event after which there is nothing to do. Raises
    `IntakeError`.
    """
    values = read_json(data)
    try:
        if values.get("object_kind") == "issue":
            return _of_gitlab(_GitLabEvent.model_validate(values))
        if "issue" in values:
            event = _Event.model_validate(values)
            is_own = event.sender.login.lower() == event.issue.user.login.lower()
            issue = _of_github(event.issue, event.repository.html_url, is_own_word=is_own)
            return issue if event.action in _EDITS else None
        found = _Issue.model_validate(values)
        return _of_github(found, found.html_url, is_own_word=False)
    except ValidationError as error:
        names = sorted({".".join(map(str, each["loc"])) for each in error.errors()})
        raise IntakeError(
            f"this is no issue of GitHub, GitLab, Gitea or Forgejo: {', '.join(names)[:300]}"
        ) from None


def read_json(data: bytes) -> dict[str, Any]:
    """The object in ``data``. Raises `IntakeError` for anything else, and for what is too large."""
    if len(data) > MAX_BYTES:
        raise IntakeError(f"it is larger than {MAX_BYTES // 1024 // 1024} MiB")
    try:
        values = json.loads(data)
    except (ValueError, RecursionError):
        raise IntakeError("it is no JSON") from None
    if not isinstance(values, dict):
        raise IntakeError("it is no JSON object")
    return values


def _of_github(issue: _Issue, url: str, *, is_own_word: bool) -> Issue | None:
    if issue.pull_request is not None:
        return None
    return Issue(
        "github" if issue.user.node_id else "gitea",
        urlsplit(url).hostname or "localhost",
        issue.number,
        issue.body or "",
        issue.user.login,
        issue.user.id,
        issue.created_at,
        issue.updated_at,
        is_own_word,
        is_confidential=False,
        is_open=issue.state == "open",
    )


def _of_gitlab(event: _GitLabEvent) -> Issue | None:
    """GitLab names an author by number alone. Whose account it is is known only where the author
    sent the event.
    """
    issue, is_own = event.object_attributes, event.user.id == event.object_attributes.author_id
    if issue.action not in _EDITS:
        return None
    if not is_own:
        raise IntakeError(
            "somebody else than its author changed this issue, and GitLab does not say which "
            "account that is; nothing was changed"
        )
    return Issue(
        "gitlab",
        urlsplit(issue.url).hostname or "localhost",
        issue.iid,
        issue.description or "",
        event.user.username,
        event.user.id,
        _moment(issue.created_at),
        _moment(issue.updated_at),
        is_own_word=issue.last_edited_by_id in (None, issue.author_id),
        is_confidential=issue.confidential,
        is_open=issue.state == "opened",
    )


def _moment(text: str) -> datetime:
    """GitLab writes ``2026-11-20 09:30:00 UTC`` or ISO 8601. Raises `IntakeError`."""
    try:
        return datetime.fromisoformat(text.replace(" UTC", "+00:00").replace("Z", "+00:00"))
    except ValueError:
        raise IntakeError(f"{text[:40]!r} is no moment") from None
