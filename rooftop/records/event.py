"""One meeting of customers."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, ClassVar, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from rooftop.records.fields import Day, Https, Line, Short, Slug, When
from rooftop.records.record import Record
from rooftop.time_zones import local_time, time_zone

Kind = Literal["owners-club", "appreciation", "webinar", "talk", "meetup"]
Status = Literal["planned", "moved", "cancelled"]

#: Hours that a meeting takes where nobody says when it ends.
USUAL_HOURS: dict[Kind, int] = {
    "owners-club": 3,
    "appreciation": 3,
    "webinar": 1,
    "talk": 1,
    "meetup": 2,
}


class Event(Record):
    """A meeting of customers. ``starts`` and ``ends`` are both times, or both days. If clocks show
    a time twice, the first one counts (RFC 5545, 3.3.5).
    """

    folder: ClassVar[str] = "events"

    title: Short = Field(description="The name of the event.")
    kind: Kind = Field(description="What kind of event it is.")
    starts: When = Field(
        description="When it starts, in local time without an offset. A date alone means all day."
    )
    ends: When | None = Field(
        None,
        description="When it ends, or the last day. Without it, pages say *until about*: three "
        "hours later for an `owners-club` or `appreciation`, two for a `meetup`, one otherwise.",
    )
    timezone: Annotated[str, AfterValidator(time_zone), Field(title="IANA time zone")] = Field(
        description="The time zone of `starts` and `ends`, such as `Europe/Lisbon`."
    )
    place: Line | None = Field(
        None, description="Where it takes place. Write `place`, `online_url` or both."
    )
    online_url: Https | None = Field(None, description="The page on which it takes place.")
    sign_up: Https | None = Field(None, description="The page on which people register.")
    status: Status = Field("planned", description="Whether it takes place as announced.")
    updated: Day | None = Field(
        None,
        description="The day on which time, place or status last changed. Needed unless `planned`.",
    )
    advocates: tuple[Slug, ...] = Field((), description="Who speaks: files in `advocates/`.")
    products: tuple[Slug, ...] = Field((), description="What it is about: files in `products/`.")
    aliases: tuple[Slug, ...] = Field(
        (), description="Former names of this file. Old links lead to the new page."
    )

    @model_validator(mode="after")
    def _some_where_and_when(self) -> Self:
        if not self.place and not self.online_url:
            raise ValueError("an event needs a place or an online_url")
        if self.ends and isinstance(self.ends, datetime) == self.is_all_day:
            raise ValueError("starts and ends must both be days, or both have a time")
        for name, moment in (("starts", self.starts), ("ends", self.ends)):
            if isinstance(moment, datetime):
                self._check_local(name, moment)
        if self.ends and self.ends_local < self.starts_local:
            raise ValueError("ends lies before starts")
        if self.status != "planned" and not self.updated:
            raise ValueError(
                f"the status is {self.status}: write `updated:` with the day on which that was "
                "decided, so that calendars take it over"
            )
        return self

    def _check_local(self, name: str, moment: datetime) -> None:
        if moment.tzinfo:
            raise ValueError(
                "write starts and ends as local time, without Z or an offset; timezone says where"
            )
        try:
            local_time(moment, self.timezone)
        except ValueError as error:
            raise ValueError(f"{name}: {error}") from None

    @property
    def is_all_day(self) -> bool:
        """Whether it has days and no times."""
        return not isinstance(self.starts, datetime)

    @property
    def starts_local(self) -> datetime:
        """When it begins, in its own zone; midnight where it takes all day."""
        return self._local(self.starts, time())

    @property
    def ends_local(self) -> datetime:
        """When it ends, in its own zone: the last minute of the last day where it takes all day;
        by `USUAL_HOURS` where nobody says.
        """
        if self.ends is None and not self.is_all_day:
            end = self.starts_local.astimezone(UTC) + timedelta(hours=USUAL_HOURS[self.kind])
            return end.astimezone(ZoneInfo(self.timezone))
        return self._local(self.ends or self.starts, time(23, 59))

    def _local(self, moment: datetime | date, clock: time) -> datetime:
        if not isinstance(moment, datetime):
            moment = datetime.combine(moment, clock)
        return moment.replace(tzinfo=ZoneInfo(self.timezone))
