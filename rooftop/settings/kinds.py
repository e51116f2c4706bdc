"""The kinds of values that settings hold."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import Field

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64, title="slug")]
Vocabulary = dict[Slug, str]


Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$", title="`#rrggbb`")]
Address = Annotated[str, Field(pattern=r"^https://[^\s<>\"'\\\\]+$", title="https address")]
Root = Annotated[str, Field(pattern=r"^https?://[^\s<>\"'\\\\?#]+/$", title="address ending in /")]
Email = Annotated[
    str,
    Field(pattern=r"^[A-Za-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$", title="e-mail address"),
]
Offer = Annotated[str, Field(max_length=200, pattern=r"^\S[^\n<>]*$", title="text")]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
Network = Literal["mastodon", "bluesky", "linkedin", "x", "threads", "facebook"]
