"""The kinds of values that settings hold."""

from __future__ import annotations

import re
from typing import Annotated, Literal, get_args

from pydantic import Field

from rooftop.validation import Form

Slug = Annotated[
    str,
    Form(r"^[a-z0-9]+(-[a-z0-9]+)*$", "a slug: small letters, digits and single hyphens"),
    Field(max_length=64, title="slug"),
]
Vocabulary = dict[Slug, str]
#: A language tag such as en, pt or pt-BR (BCP 47).
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
Colour = Annotated[
    str, Form(r"^#[0-9a-f]{6}$", "a colour such as #1f6b66, in quotes"), Field(title="`#rrggbb`")
]
Address = Annotated[
    str,
    Form(r"^https://[^\s<>\"'\\\\]+$", "an address that begins with https://"),
    Field(title="https address"),
]
Root = Annotated[
    str,
    Form(r"^https?://[^\s<>\"'\\\\?#]+/$", "the address of a site, ending in a slash"),
    Field(title="address ending in /"),
]
Email = Annotated[
    str,
    Form(r"^[A-Za-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$", "an e-mail address"),
    Field(title="e-mail address"),
]
#: An account on GitHub, GitLab, Gitea or Forgejo; programs of GitHub end in ``[bot]``.
Login = Annotated[
    str,
    Form(r"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}(\[bot\])?$", "a name of an account, without @"),
    Field(title="account"),
]
Offer = Annotated[
    str, Form(r"^\S[^\n<>]*$", "one line of text without tags"), Field(max_length=200, title="text")
]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
BadgeName = Literal[
    "storyteller",
    "regular",
    "straight-talker",
    "honest",
    "speaker",
    "guide",
    "helper",
    "translator",
    "years",
]
BADGES: tuple[BadgeName, ...] = get_args(BadgeName)
Network = Literal["mastodon", "bluesky", "linkedin", "x", "threads", "facebook"]
