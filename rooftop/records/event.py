"""One meeting of customers."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, ClassVar, Literal, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, model_validator

from rooftop.records.fields import Https, Line, Moment, Short, Slug
from rooftop.records.record import Record


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("must be a time zone such as Europe/Lisbon")
    return name


class Event(Record):
    """``starts`` and ``ends`` are wall-clock times in ``timezone`` (IANA)."""

    folder: ClassVar[str] = "events"

    title: Short
    kind: Literal["owners-club", "appreciation", "webinar", "talk", "meetup"]
    starts: Moment
    ends: Moment | None = None
    timezone: Annotated[str, AfterValidator(_zone)]
    place: Line | None = None
    online_url: Https | None = None
    sign_up: Https | None = None
    advocates: tuple[Slug, ...] = ()
    products: tuple[Slug, ...] = ()
    aliases: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _some_where_and_when(self) -> Self:
        if not self.place and not self.online_url:
            raise ValueError("an event needs a place or an online_url")
        if self.starts.tzinfo or (self.ends and self.ends.tzinfo):
            raise ValueError(
                "write starts and ends as local time, without Z or an offset; timezone says where"
            )
        if self.ends and self.ends < self.starts:
            raise ValueError("ends lies before starts")
        return self

    @property
    def starts_local(self) -> datetime:
        """When it begins, in its own zone."""
        return self.starts.replace(tzinfo=ZoneInfo(self.timezone))

    @property
    def ends_local(self) -> datetime:
        """When it ends, in its own zone; its beginning where no end is known."""
        return (self.ends or self.starts).replace(tzinfo=ZoneInfo(self.timezone))

    @property
    def starts_utc(self) -> datetime:
        """When it begins, UTC."""
        return self.starts_local.astimezone(UTC)

    @property
    def ends_utc(self) -> datetime:
        """When it ends, UTC; its beginning where no end is known."""
        return self.ends_local.astimezone(UTC)
