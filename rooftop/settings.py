"""Rooftop's own settings: the part ``extra.rooftop`` of ``mkdocs.yml``, and what it shares with
MkDocs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from rooftop.config_file import locate
from rooftop.problems import Problem, did_you_mean, problem
from rooftop.time_zones import time_zone

Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Vocabulary = dict[Slug, str]


Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
Address = Annotated[str, Field(pattern=r"^https://[^\s<>\"'\\\\]+$")]
Root = Annotated[str, Field(pattern=r"^https?://[^\s<>\"'\\\\?#]+/$")]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)
Network = Literal["mastodon", "bluesky", "linkedin", "x", "threads", "facebook"]


class Rhythm(BaseModel):
    """How ready posts are spread over time, on each network alike. ``time`` is local to
    ``timezone`` (IANA).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    networks: tuple[Network, ...] = get_args(Network)
    posts_per_week: int = Field(3, ge=1, le=28)
    quiet_days: tuple[Weekday, ...] = ("saturday", "sunday")
    advocate_gap_days: int = Field(
        14, ge=0, le=365, description="Days between two posts of one person."
    )
    time: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")] = "09:00"
    timezone: str = "UTC"
    hashtags: int = Field(3, ge=0, le=10)
    utm: dict[Literal["source", "medium", "campaign", "content", "term"], str] = Field(
        default_factory=dict,
        description="What links tell the site's statistics; {network} and {story} are filled in.",
    )

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        return time_zone(name)

    @field_validator("quiet_days")
    @classmethod
    def _some_left(cls, days: tuple[Weekday, ...]) -> tuple[Weekday, ...]:
        if set(days) == set(WEEKDAYS):
            raise ValueError("leaves no day to post on")
        return days


class Asking(BaseModel):
    """What a letter that asks for consent says of the asking."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    asked_by: Annotated[str, Field(min_length=1, max_length=160)] | None = Field(
        None, description="Who asks, by name and role. Default: the company."
    )
    answer_to: Annotated[str, Field(min_length=1, max_length=300)] | None = Field(
        None, description="Where answers go: an address of any kind. Default: a reply."
    )
    answer_days: int = Field(21, ge=1, le=365, description="How many days there are to answer.")


#: Stands in the address of a form or a calendar for what the page of wanted stories asks for.
BLANK = "{wanted}"


class Contribute(BaseModel):
    """The ways to give a story. The page ``contribute/`` shows each that is set."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    form: Address | None = Field(
        None,
        description="A form. What a wanted story is about goes where {wanted} stands in the "
        "address; without it, ?wanted=… is added.",
    )
    email: Annotated[str, Field(pattern=r"^[A-Za-z0-9._+-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$")] | None = (
        Field(None, description="An e-mail address. It stands on the page, for everybody to read.")
    )
    call: Address | None = Field(
        None, description="Where a call can be booked; {wanted} as in `form`."
    )
    repository: Address | None = Field(
        None,
        description="The repository of the community, for those who send a file. A wanted story "
        "opens a new issue there.",
    )


class Settings(BaseModel):
    """One community. Vocabularies map a slug, as front matter writes it, to the words readers
    see.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    company: str = Field(description="The company whose customers speak here.")
    offer: Annotated[str, Field(max_length=200, pattern=r"^\S[^\n<>]*$")] | None = Field(
        None, description="What the company sells and to whom, in one sentence."
    )
    demo: bool = Field(
        False, description="Say on every page that people and companies are made up."
    )
    topics: Vocabulary = Field(default_factory=dict)
    roles: Vocabulary = Field(default_factory=dict)
    industries: Vocabulary = Field(default_factory=dict)
    default_term_months: int = Field(
        24, ge=1, le=120, description="How long a consent without an end lasts."
    )
    stories_per_page: int = Field(24, ge=1, le=200)
    content: str = Field("content", description="Folder of what people write, beside mkdocs.yml.")
    drafts: str = Field(
        "drafts", description="Folder of what waits for consent, beside mkdocs.yml."
    )
    consent: Asking = Asking()
    approvals: Literal["optional", "required"] = "optional"
    signatures: Literal["optional", "required"] = "optional"
    allowed_signers: str = Field(
        "allowed_signers", description="Keys of advocates, as ssh-keygen reads them."
    )
    report_url: Address | None = Field(
        None, description="Where readers and advocates report a problem with a page."
    )
    introduction_url: Address | None = Field(
        None, description="Where a reader asks to meet an advocate; ?advocate=…&story=… is added."
    )
    contribute: Contribute = Field(Contribute(), description="The ways to give a story.")
    video_hosts: tuple[str, ...] = ()
    allowed_contacts: tuple[str, ...] = Field(
        (),
        description="Words of stories that look like an e-mail address or a telephone number and "
        "are none, or are meant to be public, exactly as they are written.",
    )
    accent: Colour = "#a23c22"
    product_colours: dict[Slug, Colour] = Field(default_factory=dict)
    hub: Address | None = Field(
        None, description="The WebSub hub that tells subscribers of changes at once."
    )
    feed_ids: Root | None = Field(
        None,
        description="What ids in feeds begin with: the first address of the site, ending in a "
        "slash. `rooftop stamp` writes it once; without it, the present address.",
    )
    social: Rhythm = Rhythm()

    @property
    def public_contacts(self) -> tuple[str, ...]:
        """What may stand in a public file although it is an e-mail address or looks like one."""
        return (*self.allowed_contacts, *filter(None, [self.contribute.email]))


class Community(BaseModel):
    """Settings together with what MkDocs itself knows of the site."""

    model_config = ConfigDict(frozen=True)

    name: str
    description: str
    url: str = Field(description="Absolute address of the site root, ending in a slash.")
    language: str
    settings: Settings

    @property
    def own_addresses(self) -> tuple[str, ...]:
        """The site's address and every other that the settings name: they are the company's own."""
        settings = self.settings
        urls = (settings.report_url, settings.introduction_url, settings.hub, settings.feed_ids)
        ways = settings.contribute.model_dump().values()
        return tuple(filter(None, (self.url, *urls, *ways)))

    def id_of(self, path: str) -> str:
        """The id of what first stood at ``path`` below the root: the same whatever the domain is
        later (RFC 4287, 4.2.6).
        """
        return (self.settings.feed_ids or self.url) + path


def parse(raw: Any, config_file: Path) -> tuple[Settings | None, list[Problem]]:
    """Settings from the value of ``extra.rooftop``; problems point into ``config_file``. Unknown
    keys are errors.
    """
    try:
        return Settings.model_validate({} if raw is None else raw), []
    except ValidationError as error:
        return None, [_problem(each, config_file) for each in error.errors()]


def _problem(error: Any, config_file: Path) -> Problem:
    keys: tuple[str | int, ...] = error["loc"]
    groups: dict[Any, type[BaseModel]] = {
        "social": Rhythm,
        "consent": Asking,
        "contribute": Contribute,
    }
    group = groups.get(keys[0], Settings) if len(keys) > 1 else Settings
    known = list(group.model_fields) if error["type"] == "extra_forbidden" else []
    name = ".".join(map(str, ("extra", "rooftop", *keys)))
    return problem(
        *locate(config_file, ("extra", "rooftop", *keys)),
        "setting-invalid",
        f"{name}: {error['msg']}",
        did_you_mean(str(keys[-1]), known) if known else "",
    )
