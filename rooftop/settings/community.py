"""One community: its settings, and what it shares with MkDocs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from rooftop.settings.groups import Asking, Contribute, Rhythm
from rooftop.settings.kinds import Address, BadgeName, Colour, Login, Offer, Root, Slug, Vocabulary
from rooftop.settings.web_editor import WebEditor

#: What a further page of a list shows at least.
_FURTHER = 240


class Settings(BaseModel):
    """One community. Vocabularies map a slug, as front matter writes it, to the words readers
    see. docs/reference/settings.md is made of these descriptions and examples.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    company: str = Field(
        description="The company whose customers speak here.", examples=["Harbourlight"]
    )
    offer: Offer | None = Field(
        None,
        description="What the company sells and who buys it, in one sentence. The home page shows "
        "it.",
        examples=["Harbourlight makes software for companies that move things."],
    )
    demo: bool = Field(
        False,
        description="Every page says that its people and companies are invented.",
        examples=[True],
    )
    topics: Vocabulary = Field(
        default_factory=dict,
        description="What stories and people can be about. Front matter names a topic by its "
        "slug; readers see the words after it. Any other topic in front matter is an error.",
        examples=[{"month-end": "Month-end close", "audit": "Audits"}],
    )
    roles: Vocabulary = Field(
        default_factory=dict,
        description="Who stories speak to. Works as `topics` does.",
        examples=[{"finance": "I lead finance"}],
    )
    role_nouns: Vocabulary = Field(
        default_factory=dict,
        description="What a person with a role is called within a sentence, with the article. The "
        "page *Stories we are looking for* says it; a role without one is listed by its words in "
        "`roles`.",
        examples=[{"finance": "a finance lead"}],
    )
    industries: Vocabulary = Field(
        default_factory=dict,
        description="The industries of advocates' employers. Works as `topics` does.",
        examples=[{"logistics": "Logistics"}],
    )
    default_term_months: int = Field(
        24,
        ge=1,
        le=120,
        description="How many months a consent lasts whose record has no `expires`.",
        examples=[24],
    )
    stories_per_page: int = Field(
        24,
        ge=1,
        le=200,
        description="How many stories, people or quotes the first page of a list shows. Further "
        "pages show 240, or as many as the first where that is more.",
        examples=[12],
    )
    content: str = Field(
        "content",
        description="The folder with the community's files, relative to `mkdocs.yml`. It may be "
        "in another repository beside this one.",
        examples=["../private/content"],
    )
    drafts: str = Field(
        "drafts",
        description="The folder with records that wait for consent, relative to `mkdocs.yml`. "
        "Git ignores it, or it is in a private repository. Nothing in it is published.",
        examples=["../private/drafts"],
    )
    programme: str = Field(
        "programme",
        description="The folder with the private log and requests, relative to `mkdocs.yml`. "
        "Git ignores it, or it is in a private repository. Nothing in it is published.",
        examples=["../private/programme"],
    )
    consent: Asking = Field(
        Asking(),
        description="What the letters that ask for consent say.",
        examples=[{"answer_days": 21}],
    )
    approvals: Literal["optional", "required"] = Field(
        "optional",
        description="With `required`, a record is published only if `rooftop consent approve` "
        "has bound its consent to its words.",
        examples=["required"],
    )
    signatures: Literal["optional", "required"] = Field(
        "optional",
        description="With `required`, a record is published only if its advocate has signed the "
        "approval with their own SSH key.",
        examples=["required"],
    )
    allowed_signers: str = Field(
        "allowed_signers",
        description="The file with the public keys of advocates, in the format of ssh-keygen(1).",
        examples=["allowed_signers"],
    )
    maintainers: tuple[Login, ...] = Field(
        (),
        description="Accounts on the code host that may change everything. `rooftop guard` lets "
        "all others change their own profile and stories.",
        examples=[["mira-holt", "kai-lund"]],
    )
    max_changed_files: int = Field(
        20,
        ge=1,
        le=10_000,
        description="How many files a pull request may change that is not a maintainer's.",
        examples=[20],
    )
    report_url: Address | None = Field(
        None,
        description="The page on which readers and advocates report a problem.",
        examples=["https://harbourlight.example/report"],
    )
    introduction_url: Address | None = Field(
        None,
        description="The page on which a reader asks to meet an advocate. Links to it add "
        "`?advocate=…&story=…`.",
        examples=["https://harbourlight.example/introductions"],
    )
    contribute: Contribute = Field(
        Contribute(),
        description="The ways to give a story. The page `contribute/` shows each that is set.",
        examples=[{"form": "https://harbourlight.example/form"}],
    )
    web_editor: WebEditor | None = Field(
        None,
        description="The editor at `admin/`, for people who never used git. Without it, the site "
        "has none.",
        examples=[
            {
                "backend": "github",
                "repository": "https://github.com/harbourlight/voices",
                "sign_in": "https://sign-in.harbourlight.example",
            }
        ],
    )
    video_hosts: tuple[str, ...] = Field(
        (),
        description="Hosts from which stories may show videos: YouTube, Vimeo or any PeerTube. A "
        "page loads nothing from them until the reader presses play.",
        examples=[["www.youtube.com", "video.example.org"]],
    )
    allowed_contacts: tuple[str, ...] = Field(
        (),
        description="Text that looks like an e-mail address or a telephone number and may stay, "
        "because it is none or is meant to be public. Write it exactly as the content does.",
        examples=[["press@harbourlight.example", "912 345 678"]],
    )
    accent: Colour = Field(
        "#a23c22",
        description="The colour of links and buttons, and of pictures that belong to no product. "
        "Where its contrast is too low, pages use the nearest colour that passes, and `rooftop "
        "check` names it.",
        examples=["#a23c22"],
    )
    product_colours: dict[Slug, Colour] = Field(
        default_factory=dict,
        description="A colour for each product, by its slug.",
        examples=[{"ledger": "#1f6b66"}],
    )
    badges: dict[BadgeName, Annotated[int, Field(ge=0, le=100, strict=True)]] = Field(
        default_factory=dict,
        description="What each badge takes, where that is not the default: `storyteller` 1 story, "
        "`regular` 3 stories, `straight-talker` 1 story with a `turnaround`, `honest` 1 with "
        "`not_a_fit_for`, `speaker` 1 event, `guide` 1 (open to questions), `helper` 1 "
        "(`helped_peer`), `translator` 2 languages, `years` 1. With 0, nobody gets the badge.",
        examples=[{"regular": 5, "years": 3, "guide": 0}],
    )
    hub: Address | None = Field(
        None,
        description="The WebSub hub that `rooftop ping` notifies when feeds change.",
        examples=["https://hub.example/"],
    )
    feed_ids: Root | None = Field(
        None,
        description="The beginning of every id in feeds: the first address of the site, with a "
        "slash at the end. `rooftop stamp` writes it when the first story is published; never "
        "change it afterwards. Without it, ids begin with `site_url`.",
        examples=["https://voices.harbourlight.example/"],
    )
    social: Rhythm = Field(
        Rhythm(),
        description="How often and when ready posts for social networks are due.",
        examples=[{"posts_per_week": 3, "time": "09:00", "timezone": "Europe/Lisbon"}],
    )

    @property
    def stories_per_further_page(self) -> int:
        """How many one further page of a list shows: few read on, and each page is a file."""
        return max(self.stories_per_page, _FURTHER)

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
