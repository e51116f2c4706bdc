"""The parts of a story that are groups of fields: its quote, its results, its media."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field, model_validator

from rooftop.records.fields import (
    Day,
    Https,
    Line,
    MediaPath,
    Number,
    Part,
    Passage,
    Posting,
    Saying,
    Short,
    Slug,
)
from rooftop.settings import Network
from rooftop.validation import Form


def _when(value: Any) -> Any:
    """A year and a day are as good as words; a decimal number is a date cut short (2026.10)."""
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    is_year = isinstance(value, int) and not isinstance(value, bool)
    return str(value) if is_day or is_year else value


When = Annotated[Short, BeforeValidator(_when), Field(title="line")]


Placement = Literal["column", "wide", "full"]


class Quote(Part):
    """One or two sentences, word for word."""

    text: Saying = Field(description="The words.")
    by: Slug = Field(description="Who said them: one of the story's advocates.")


class Result(Part):
    """A number that changed."""

    what: Short = Field(description="What was measured.")
    before: Number | None = Field(None, description="The number before.")
    after: Number = Field(description="The number now.")
    unit: Short | None = Field(None, description="The unit, such as `days` or `%`.")
    when: When | None = Field(None, description="When it was measured, such as `2026-Q1`.")
    how_measured: Line = Field(description="How others could measure it again.")


class Medium(Part):
    """A picture, a video or a recording."""

    kind: Literal["image", "video", "audio"] = Field(description="What it is.")
    src: MediaPath | None = Field(
        None,
        description="The file. For a video, also its address on a host of the setting "
        "`video_hosts`.",
    )
    url: Https | None = Field(None, description="The address of a video, in place of `src`.")
    alt: Line = Field(description="What it shows or plays, for those who cannot see or hear it.")
    caption: Line | None = Field(None, description="The line of text below it.")
    placement: Placement | None = Field(
        None, description="How wide a picture is: as the text, wider, or from edge to edge."
    )
    captions: MediaPath | None = Field(
        None, description="A `.vtt` file. Needed for a video with a file."
    )
    transcript: Passage | None = Field(
        None, description="The words that are spoken. Needed for audio."
    )
    poster: MediaPath | None = Field(None, description="The picture shown before a video plays.")

    @property
    def host(self) -> str | None:
        """The host a film elsewhere is on; None for a file of ours."""
        return urlsplit(self.url).hostname if self.url else None

    @model_validator(mode="before")
    @classmethod
    def _address_or_file(cls, values: Any) -> Any:
        is_address = isinstance(values, dict) and str(values.get("src", "")).startswith("https://")
        if is_address and "url" not in values:
            return {
                **{key: value for key, value in values.items() if key != "src"},
                "url": values["src"],
            }
        return values

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if (self.src is None) == (self.url is None):
            raise ValueError(
                "src is missing: a file in content/media/, or an https address of an allowed host"
            )
        if self.kind == "video" and self.src and not self.captions:
            raise ValueError("a video needs captions: a .vtt file in content/media/")
        if self.kind == "audio" and not self.transcript:
            raise ValueError("a recording needs a transcript")
        if self.kind == "image" and not self.src:
            raise ValueError("an image must be a file in content/media/")
        if self.kind != "image" and self.placement:
            raise ValueError("placement is for pictures; films and recordings have one width")
        return self


class Turn(Part):
    """One step on the way from a mistake to its repair."""

    on: Day = Field(description="The day.")
    what: Line = Field(description="What happened.")
    by: Literal["customer", "company"] = Field(description="Who did it.")


class Promise(Part):
    """A promise of the company."""

    made: Day = Field(description="The day it was made.")
    what: Line = Field(description="What the company promised.")
    due: Day = Field(description="The day by which it was to be kept.")
    kept: Day | None = Field(None, description="The day on which it was kept.")


class Reply(Part):
    """What the company answers to criticism. It is no word of the advocate's."""

    by: Short = Field(description="The name of the employee who answers.")
    role: Short = Field(description="Their role in the company.")
    on: Day = Field(description="The day of the answer. Changed words need a new day.")
    text: Passage = Field(description="The answer.")


class Source(Part):
    """The advocate's own post that a story repeats."""

    network: Network = Field(description="The network.")
    url: Https = Field(description="The address of the post.")
    posted: Day = Field(description="The day on which it was posted.")


class Disclosure(Part):
    """What ties the advocate to the company (FTC 16 CFR 255.5). It is shown with the words."""

    relationship: Annotated[
        str,
        Form(
            r"^(customer|partner|employee|investor|other: .{2,80})$",
            "customer, partner, employee, investor, or `other: ` and what they are",
        ),
        Field(title="`customer`, `partner`, `employee`, `investor` or `other: …`"),
    ] = Field(description="What the person is to the company.")
    incentive: Short = Field(
        description="What the person got for the story, such as `a ticket`. `none` if nothing."
    )
    conditional: bool = Field(
        strict=True,
        description="Whether the incentive depended on saying something good. If so, the story is "
        "never published (FTC 16 CFR 465.4).",
    )


class Post(Part):
    """A post for social networks, in words that the advocate agreed to."""

    text: Posting = Field(description="The words of the post, without link and hashtags.")
    networks: tuple[Network, ...] = Field(description="The networks it is for.")
    not_before: Day | None = Field(None, description="The first day on which it may be posted.")
    image: MediaPath | None = Field(
        None, description="A picture for the post. Default: one made of the quote."
    )
