"""Ways round the gate that were tried: none leads anywhere."""

from __future__ import annotations

import pkgutil
import shutil
from importlib import import_module
from pathlib import Path
from subprocess import run
from typing import ClassVar

import pytest
from PIL import Image

from rooftop.consent import Reason, consents
from rooftop.consent.digests import current_digest
from rooftop.plan import Plan
from tests.project import CONSENT, REPOSITORY, Project, advocate, story

FULL = CONSENT.replace("[site, feeds]", "[site, feeds, social, embeds, press]")
WITHDRAWN = FULL.replace("status: given", "status: withdrawn") + "withdrawn: 2026-10-01\n"
TOMAS = {"name": "Tomás Medeiros", "role": "Driver", "headline": "", "products": ""}


def left_out(plan: Plan) -> dict[str, str]:
    """Why each file that is withheld whole is."""
    return {each.path: each.reason for each in plan.withheld if each.what == "all of it"}


def approve(project: Project, *names: str) -> None:
    done = project.run("rooftop", "consent", "approve", "--yes", *names)
    assert done.returncode == 0, done.stdout + done.stderr


def replace(project: Project, path: str, old: str, new: str) -> None:
    file = project.root / path
    assert old in file.read_text()
    file.write_text(file.read_text().replace(old, new))


class TestWhatIsShownOfAPersonIsWhatTheyApproved:
    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("role: Head of Finance", "role: Convicted of fraud"),
            ("name: Ana Ribeiro", "name: Ana The Fraud Ribeiro"),
            ("name: Norte Cargo", "name: Fraud & Sons"),
            ("industry: logistics", "industry: gambling"),
        ],
    )
    def test_an_edited_profile_changes_nothing_beside_approved_words(
        self, project: Project, old: str, new: str
    ) -> None:
        approve(project, "ana-ribeiro", "month-end")
        replace(project, "content/advocates/ana-ribeiro.md", old, new)
        plan = project.plan(industries={"logistics": "Logistics", "gambling": "Gambling"})
        assert not plan.published.stories
        assert not plan.published.advocates

    def test_a_story_that_was_bound_before_leaves_an_unapproved_profile_out(
        self, project: Project
    ) -> None:
        """A digest of the first version is over the words alone."""
        approve(project, "ana-ribeiro")
        replace(
            project, "content/advocates/ana-ribeiro.md", "Head of Finance", "Convicted of fraud"
        )
        plan = project.plan()
        (teller,) = plan.published.stories["month-end"].tellers
        assert teller.role is None
        assert teller.company is None
        assert teller.slug is None
        assert "consent-profile-changed" in {each.code for each in plan.problems}

    def test_a_face_that_was_not_approved_is_not_shown(self, project: Project) -> None:
        media = REPOSITORY / "content" / "media"
        (project.root / "content" / "media").mkdir()
        shutil.copy(media / "jo.webp", project.root / "content" / "media" / "face.webp")
        text = advocate(FULL, photo="face.webp", photo_alt="Ana")
        project.write("content/advocates/ana-ribeiro.md", text)
        approve(project, "ana-ribeiro", "month-end")
        assert project.plan().published.stories
        shutil.copy(media / "li-wei.webp", project.root / "content" / "media" / "face.webp")
        assert not project.plan().published.stories


class TestWhoIsShownSomewhereCanBeLeftOutElsewhere:
    WORDS: ClassVar = FULL.replace(
        "[name, photo, employer, logo, words, numbers, voice]", "[words]"
    )

    @pytest.mark.parametrize(
        "changes",
        [
            {"title": "How Ana Ribeiro closes the books"},
            {"summary": "ANA RIBEIRO did it."},
            {"body": "At Norte Cargo we close in three days."},
            {"body": "Thanks, @anaribeiro!"},
            {
                "quote": "{text: Ribeiro, Ana, by: ana-ribeiro}".replace(
                    "Ribeiro, Ana", '"Ribeiro, Ana"'
                )
            },
        ],
    )
    def test_a_name_withheld_here_is_looked_for_here(
        self, project: Project, changes: dict[str, str]
    ) -> None:
        project.write("content/stories/second.md", story(self.WORDS, **changes))
        plan = project.plan()
        assert "month-end" in plan.published.stories
        assert "Ana Ribeiro" in plan.published.advocates["ana-ribeiro"].name
        assert "second" not in plan.published.stories

    @pytest.mark.parametrize("name", ["ana-ribeiro-speaks", "how-ribeiro-ana-did-it"])
    def test_an_address_says_no_name_that_is_withheld_here(
        self, project: Project, name: str
    ) -> None:
        project.write(f"content/stories/{name}.md", story(self.WORDS))
        assert name not in project.plan().published.stories

    def test_a_link_to_their_own_post_says_who_they_are(self, project: Project) -> None:
        source = "{network: mastodon, url: https://social.example/@somebody/1, posted: 2026-05-01}"
        project.write("content/stories/second.md", story(self.WORDS, source=source))
        assert project.plan().published.stories["second"].source is None

    def test_a_story_that_says_nothing_of_them_is_shown(self, project: Project) -> None:
        project.write("content/stories/second.md", story(self.WORDS))
        assert "second" in project.plan().published.stories


class TestNoticesTellNobody:
    STAMP: ClassVar = {"published": "2026-05-06T09:30:07Z", "permalink": "stories/{}/"}

    def _withdrawn(self, project: Project, covers: str) -> Plan:
        consent = WITHDRAWN.replace("[name, photo, employer, logo, words, numbers, voice]", covers)
        stamp = {key: value.format("gone") for key, value in self.STAMP.items()}
        project.write("content/stories/gone.md", story(consent, **stamp))
        return project.plan()

    def test_an_anonymous_story_leaves_nothing_in_its_persons_feeds(self, project: Project) -> None:
        (retraction,) = self._withdrawn(project, "[words]").published.retractions
        assert ("advocates", "ana-ribeiro") not in retraction.feeds
        assert not any(group == "industries" for group, _ in retraction.feeds)
        assert ("products", "ledger") in retraction.feeds

    def test_a_story_under_a_name_does(self, project: Project) -> None:
        (retraction,) = self._withdrawn(project, "[name, employer, words]").published.retractions
        assert ("advocates", "ana-ribeiro") in retraction.feeds
        assert ("industries", "logistics") in retraction.feeds


class TestAPictureIsShownOnlyWhereItsOwnerMayBe:
    @pytest.fixture
    def with_face(self, project: Project) -> Project:
        media = project.root / "content" / "media"
        media.mkdir()
        shutil.copy(REPOSITORY / "content" / "media" / "tomas-medeiros.webp", media / "tomas.webp")
        shutil.copy(media / "tomas.webp", media / "copy.webp")
        with Image.open(media / "tomas.webp") as picture:
            picture.resize((300, 300)).convert("RGB").save(media / "again.jpg", quality=70)
        fields = {**TOMAS, "photo": "tomas.webp", "photo_alt": "A man"}
        project.write("content/advocates/tomas-medeiros.md", advocate(WITHDRAWN, **fields))
        return project

    @pytest.mark.parametrize("name", ["tomas.webp", "copy.webp", "again.jpg"])
    def test_in_media_of_somebody_else(self, with_face: Project, name: str) -> None:
        media = f"[{{kind: image, src: {name}, alt: Somebody}}]"
        with_face.write("content/stories/month-end.md", story(FULL, media=media))
        plan = with_face.plan()
        assert plan.published.stories["month-end"].media == ()
        assert not plan.published.media

    @pytest.mark.parametrize("name", ["tomas.webp", "copy.webp", "again.jpg"])
    def test_in_prose_posters_posts_and_logos(self, with_face: Project, name: str) -> None:
        body = f"Look:\n\n![Somebody](../media/{name})\n"
        social = f"[{{text: Look at this, networks: [mastodon], image: {name}}}]"
        with_face.write("content/stories/month-end.md", story(FULL, body, social=social))
        company = f"{{name: Norte Cargo, industry: logistics, logo: {name}, logo_alt: A logo}}"
        with_face.write("content/advocates/ana-ribeiro.md", advocate(FULL, company=company))
        with_face.write("content/about.md", f"---\ntitle: About\n---\n\n![Us](media/{name})\n")
        assert not with_face.plan().published.media

    def test_their_own_page_shows_it_while_they_agree(self, with_face: Project) -> None:
        fields = {**TOMAS, "photo": "tomas.webp", "photo_alt": "A man"}
        with_face.write("content/advocates/tomas-medeiros.md", advocate(FULL, **fields))
        media = "[{kind: image, src: copy.webp, alt: Somebody}]"
        with_face.write("content/stories/month-end.md", story(FULL, media=media))
        assert set(with_face.plan().published.media) == {"tomas.webp", "copy.webp"}


def test_a_translation_of_what_cannot_be_read_is_not_published(project: Project) -> None:
    german = story(FULL, language="de", translation_of="month-end", title="Der Abschluss")
    project.write("content/stories/abschluss.md", german)
    assert "abschluss" not in project.plan().published.stories  # nobody agreed to German
    project.write("content/stories/month-end.md", "---\ntitle: [broken\n---\n")
    assert "abschluss" not in project.plan().published.stories
    agreed = FULL + "languages: [en, de]\n"
    project.write(
        "content/stories/abschluss.md",
        story(agreed, language="de", translation_of="month-end", title="Der Abschluss"),
    )
    assert "abschluss" in project.plan().published.stories


WRITTEN = [
    "TOMÁS MEDEIROS", "Tomas Medeiros", "tomás medeiros", "Medeiros, Tomás", "Tomás R. Medeiros",
    "T. Medeiros", "@tomasmedeiros", "https://social.example/@tomas.medeiros", "TomasMedeiros",
    "Tomás\nMedeiros", "Tom&aacute;s Medeiros", "*Tomás* **Medeiros**", "tomas_medeiros",
    "NorteCargo", "NORTE CARGO", "norte-cargo",
]  # fmt: skip


@pytest.mark.parametrize("written", WRITTEN)
def test_a_withheld_name_is_found_however_it_is_written(project: Project, written: str) -> None:
    company = "{name: Norte Cargo, industry: logistics}"
    fields = {**TOMAS, "company": company}
    project.write("content/advocates/tomas-medeiros.md", advocate(WITHDRAWN, **fields))
    project.write(
        "content/advocates/ana-ribeiro.md", advocate(FULL, company="{industry: logistics}")
    )
    project.write("content/stories/month-end.md", story(FULL, f"I asked {written} about it."))
    plan = project.plan()
    assert not plan.published.stories
    assert left_out(plan)["content/stories/month-end.md"] == Reason.MENTION


@pytest.mark.parametrize("field", ["title", "summary"])
def test_entities_in_fields_are_read_too(project: Project, field: str) -> None:
    project.write("content/advocates/tomas-medeiros.md", advocate(WITHDRAWN, **TOMAS))
    project.write("content/stories/month-end.md", story(FULL, **{field: "Tom&aacute;s Medeiros"}))
    assert not project.plan().published.stories


def test_voices_of_captions_are_read_too(project: Project) -> None:
    media = project.root / "content" / "media"
    media.mkdir()
    shutil.copy(REPOSITORY / "content" / "media" / "mondays.webm", media)
    cue = "WEBVTT\n\n00:00.000 --> 00:02.500\n<v Tomás Medeiros>Forty trucks.\n"
    (media / "film.vtt").write_text(cue, encoding="utf-8")
    project.write("content/advocates/tomas-medeiros.md", advocate(WITHDRAWN, **TOMAS))
    film = "[{kind: video, src: mondays.webm, alt: Trucks, captions: film.vtt}]"
    project.write("content/stories/month-end.md", story(FULL, media=film))
    assert not project.plan().published.stories


@pytest.mark.parametrize("name", ["May", "Will", "Grace Will", "August", "Sunday Price"])
def test_a_name_that_is_a_word_withholds_nobody_who_uses_the_word(
    project: Project, name: str
) -> None:
    project.write("content/advocates/word.md", advocate(WITHDRAWN, **{**TOMAS, "name": name}))
    words = "In May this will, by the grace of Sunday, will grace the price of August."
    project.write("content/stories/month-end.md", story(FULL, words))
    assert "month-end" in project.plan().published.stories
    assert "word" not in project.plan().published.advocates


def test_a_name_of_common_words_is_found_as_names_are_written(project: Project) -> None:
    name = {**TOMAS, "name": "Grace Will"}
    project.write("content/advocates/word.md", advocate(WITHDRAWN, **name))
    project.write("content/stories/month-end.md", story(FULL, "I asked Grace Will."))
    assert not project.plan().published.stories


def test_no_post_is_planned_after_a_consent_ends(project: Project) -> None:
    ends = FULL + "expires: 2026-05-12\n"
    for number in range(12):
        project.write(f"content/stories/story-{number}.md", story(ends, title=f"Story {number}"))
    posts = project.plan("2026-05-06").published.posts
    assert posts
    assert max(post.moment.date().isoformat() for post in posts) <= "2026-05-12"


def test_a_stamp_of_a_later_day_is_refused_and_pins_nothing(project: Project) -> None:
    stamp = {"published": "2031-05-06T09:30:07Z", "permalink": "stories/pinned/"}
    project.write("content/stories/pinned.md", story(FULL, **stamp))
    plan = project.plan()
    assert "stamp-invalid" in {each.code for each in plan.problems}
    assert plan.published.stories["pinned"].moment.year == 2026
    project.write("content/stories/pinned.md", story(WITHDRAWN, **stamp))
    assert "stories/pinned/" in project.plan().published.notices


class TestAddressesAreOwned:
    STAMPED: ClassVar = {"published": "2026-05-06T09:30:07Z", "permalink": "stories/month-end/"}
    EARLIER: ClassVar = {"published": "2026-01-06T09:30:07Z", "permalink": "stories/month-end/"}

    @pytest.mark.parametrize("victim", [{}, STAMPED])
    @pytest.mark.parametrize("consent", [WITHDRAWN, FULL])
    def test_a_claim_to_anothers_address_is_refused(
        self, project: Project, consent: str, victim: dict[str, str]
    ) -> None:
        project.write("content/stories/month-end.md", story(FULL, **victim))
        project.write("content/stories/thief.md", story(consent, title="Mine", **self.EARLIER))
        plan = project.plan()
        assert plan.published.stories["month-end"].permalink == "stories/month-end/"
        assert "stories/month-end/" not in plan.published.notices
        assert "month-end" in plan.published.channels.feeds
        blamed = {each.path for each in plan.problems if each.code == "stamp-taken"}
        assert blamed == {"content/stories/thief.md"}

    def test_an_old_address_stays_with_the_story_that_was_renamed(self, project: Project) -> None:
        (project.root / "content/stories/month-end.md").unlink()
        renamed = story(FULL, aliases="[month-end]", **self.STAMPED)
        project.write("content/stories/renamed.md", renamed)
        project.write("content/stories/thief.md", story(WITHDRAWN, title="Mine", **self.EARLIER))
        plan = project.plan()
        assert plan.published.stories["renamed"].permalink == "stories/month-end/"
        assert plan.published.moved["stories/month-end/"] == "stories/renamed/"

    def test_an_alias_makes_no_redirect_of_a_notice(self, project: Project) -> None:
        gone = {"published": "2026-05-06T09:30:07Z", "permalink": "stories/gone/"}
        project.write("content/stories/gone.md", story(WITHDRAWN, **gone))
        project.write("content/stories/month-end.md", story(FULL, aliases="[gone]"))
        plan = project.plan()
        assert "stories/gone/" in plan.published.notices
        assert "stories/gone/" not in plan.published.moved

    def test_an_alias_that_says_a_withheld_name_leads_nowhere(self, project: Project) -> None:
        project.write("content/advocates/tomas-medeiros.md", advocate(WITHDRAWN, **TOMAS))
        aliased = story(FULL, aliases="[tomas-medeiros-speaks]")
        project.write("content/stories/month-end.md", aliased)
        plan = project.plan()
        assert "month-end" in plan.published.stories
        assert not plan.published.moved


def test_company_words_are_never_withheld(project: Project) -> None:
    """The product's address as somebody's website, the product's name as an employer."""
    product = "---\nname: Ledger\nurl: https://ledger.example/\n---\n\nIt keeps the books.\n"
    project.write("content/products/ledger.md", product)
    fields = {**TOMAS, "links": "{website: https://ledger.example}", "company": "{name: Ledger}"}
    project.write("content/advocates/tomas-medeiros.md", advocate(WITHDRAWN, **fields))
    linked = "See [Ledger](https://ledger.example/)."
    project.write("content/stories/month-end.md", story(FULL, linked))
    assert "month-end" in project.plan().published.stories


@pytest.mark.parametrize("evidence", ["march", "2026-05-02", "letter", "signed"])
def test_evidence_that_is_a_word_or_a_day_withholds_nothing(
    project: Project, evidence: str
) -> None:
    text = advocate(FULL + f"evidence: {evidence}\n")
    project.write("content/advocates/ana-ribeiro.md", text)
    project.write("content/stories/month-end.md", story(FULL, f"The {evidence} of it."))
    assert "month-end" in project.plan().published.stories


def test_a_page_that_quotes_what_expired_is_withheld_and_the_rest_goes_out(
    project: Project,
) -> None:
    gone = story(WITHDRAWN, "We counted every crate in the yard by torchlight.", title="Gone")
    project.write("content/stories/gone.md", gone)
    page = "---\ntitle: About\n---\n\nThey counted: We counted every crate in the yard by torchlight.\n"
    project.write("content/about.md", page)
    plan = project.plan()
    assert "about" not in plan.published.pages
    assert "month-end" in plan.published.stories
    assert left_out(plan)["content/about.md"] == Reason.MENTION


def test_each_consent_is_digested_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    approve(project, "ana-ribeiro", "month-end")
    calls: list[str] = []

    def counted(record: object, person: str, *rest: object, **more: object) -> str | None:
        calls.append(person)
        return current_digest(record, person, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(consents, "current_digest", counted)
    project.plan()
    assert len(calls) == 2


def test_a_product_listed_under_two_slugs_stands_once(project: Project) -> None:
    product = "---\nname: Ledger\naliases: [books]\n---\n\nIt keeps the books.\n"
    project.write("content/products/ledger.md", product)
    project.write("content/advocates/ana-ribeiro.md", advocate(FULL, products="[ledger, books]"))
    assert project.plan().published.advocates["ana-ribeiro"].products == ("ledger",)


def test_a_profile_with_prose_and_no_consent_to_words_is_shown_without_it(
    project: Project,
) -> None:
    consent = FULL.replace("words, ", "")
    project.write("content/advocates/ana-ribeiro.md", advocate(consent))
    plan = project.plan()
    assert plan.published.advocates["ana-ribeiro"].body == ""
    assert not plan.published.prose_of("advocates", "ana-ribeiro")


def test_a_signature_that_cannot_be_verified_is_not_called_forged(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    approve(project, "month-end")
    key = tmp_path / "key"
    run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    public = (tmp_path / "key.pub").read_text().split()[:2]
    line = f'ana-ribeiro namespaces="consent@rooftop" {" ".join(public)}\n'
    project.write("allowed_signers", line)
    assert project.run("rooftop", "consent", "sign", "month-end", "--key", str(key)).returncode == 0
    monkeypatch.setenv("PATH", str(tmp_path))
    plan = project.plan()
    assert "month-end" in plan.published.stories
    assert "consent-unverified" in {each.code for each in plan.problems}
    assert not project.plan(signatures="required").published.stories


class TestWhatCannotBePublishedCostsItselfAlone:
    @pytest.fixture
    def two(self, project: Project) -> Project:
        project.write("content/stories/month-end.md", story(FULL))
        project.write("content/stories/second.md", story(FULL, title="The second"))
        return project

    @pytest.mark.parametrize(
        "place",
        [
            "rooftop.site.pages.stories.facts_of_story",
            "rooftop.site.pages.stories._timeline",
            "rooftop.feeds.content._passages",
            "rooftop.site.pictures.of_story",
            "rooftop.plan.prose.ProseWriter.write",
            "rooftop.consent.show._show_story",
            "rooftop.share.embedded_pages.iframe",
            "rooftop.share.kit._quotes",
        ],
    )
    def test_wherever_drawing_it_fails(
        self, two: Project, place: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        name, _, function = place.rpartition(".")
        owner = pkgutil.resolve_name(name)
        real = getattr(owner, function)

        def fails(*arguments: object, **named: object) -> object:
            if any(getattr(each, "slug", "") == "second" for each in arguments):
                raise OverflowError("date value out of range")
            return real(*arguments, **named)

        monkeypatch.setattr(owner, function, fails)
        output = two.build()
        assert "content/stories/second.md" in output
        assert "record-failed" in output
        assert (two.site / "stories" / "month-end" / "index.html").is_file()
        assert not (two.site / "stories" / "second").exists()

    def test_a_page_in_which_the_audit_finds_something(
        self, two: Project, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The gate overlooks it here; the audit does not, and the rest still goes out."""
        two.write("content/advocates/tomas-medeiros.md", advocate(WITHDRAWN, **TOMAS))
        two.write("content/stories/second.md", story(FULL, "I asked Tomás Medeiros."))
        composing = import_module("rooftop.plan.composition")
        monkeypatch.setattr(composing, "find_mentions", lambda *_: {})
        output = two.build()
        assert "content/stories/second.md" in output
        assert (two.site / "advocates" / "ana-ribeiro" / "index.html").is_file()
        assert (two.site / "stories" / "month-end" / "index.html").is_file()
        assert not two.holds("Medeiros")


BROKEN = [
    ("role: Driver", "rolle: Driver"),
    ("name: Tomás Medeiros", "nmae: Tomás Medeiros"),
    ("consent:", "consent: {"),
    ("---\nname", "--\nname"),
    ("status: withdrawn", "status: withdrew"),
    ("withdrawn: 2026-10-01", "withdrawn: 2026-13-01"),
]


@pytest.mark.parametrize(("old", "new"), BROKEN)
def test_a_typing_error_brings_no_name_back(project: Project, old: str, new: str) -> None:
    text = advocate(WITHDRAWN, **{**TOMAS, "company": "{name: Norte Cargo, industry: logistics}"})
    assert old in text
    project.write("content/advocates/tomas-medeiros.md", text.replace(old, new, 1))
    project.write(
        "content/advocates/ana-ribeiro.md", advocate(FULL, company="{industry: logistics}")
    )
    project.write("content/stories/month-end.md", story(FULL, "I asked Tomás Medeiros."))
    project.write("content/stories/second.md", story(FULL, "At Norte Cargo.", title="The second"))
    project.write("content/stories/third.md", story(FULL, title="The third"))
    assert set(project.plan().published.stories) == {"third"}


def test_of_two_people_of_one_name_the_one_who_agrees_is_shown(project: Project) -> None:
    project.write("content/advocates/ana-ribeiro-2.md", advocate(WITHDRAWN))
    assert set(project.plan().published.advocates) == {"ana-ribeiro"}


def test_pictures_of_drafts_are_never_published(project: Project) -> None:
    picture = (REPOSITORY / "content" / "media" / "checklist.webp").read_bytes()
    project.write("drafts/media/list.webp", picture)
    media = "[{kind: image, src: list.webp, alt: A list}]"
    project.write("content/stories/month-end.md", story(FULL, media=media))
    assert not project.plan().published.media
    project.build()
    assert not list((project.site / "media").glob("list*"))


class TestAnApprovalThatWasTakenOut:
    @pytest.fixture
    def remembered(self, project: Project) -> Project:
        approve(project, "ana-ribeiro", "month-end")
        for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "Approved"]):
            identity = ["-c", "user.name=A", "-c", "user.email=a@a.example"]
            run(["git", *identity, *command], cwd=project.root, check=True)
        return project

    @pytest.mark.parametrize("path", ["stories/month-end", "advocates/ana-ribeiro"])
    def test_is_told(self, remembered: Project, path: str) -> None:
        file = remembered.root / "content" / f"{path}.md"
        lines = file.read_text().splitlines(keepends=True)
        file.write_text("".join(line for line in lines if "approved:" not in line))
        done = remembered.check()
        assert done.returncode == 1
        assert f"content/{path}.md" in done.stderr
        assert "consent-approval-removed" in done.stderr

    def test_is_not_told_of_what_never_had_one(self, remembered: Project) -> None:
        remembered.write("content/stories/second.md", story(FULL, title="The second"))
        assert "consent-approval-removed" not in remembered.check().stderr


BAD_FILES = {
    "stories/bad-yaml.md": "---\ntitle: [\n---\n",
    "stories/no-front-matter.md": "Just words.\n",
    "stories/old.md": story(FULL, date="0001-01-01"),
    "stories/late.md": story(FULL, date="9999-12-31"),
    "stories/odd-link.md": story(FULL, "[x](&#1;)"),
    "stories/page.md": story(FULL, "<html><body>A page</body></html>"),
    "stories/deep.md": story(FULL, "> " * 3000 + "deep"),
    "stories/slow.md": story(FULL, "[^a]" * 5000),
    "stories/bytes.md": b"---\ntitle: \xff\xfe\n---\n",
    "stories/nobody.md": story(FULL).replace("ana-ribeiro", "nobody"),
    "stories/Name With Blanks.md": story(FULL),
    "advocates/no-words.md": advocate(FULL.replace("words, ", "")),
    "advocates/late.md": advocate(FULL, joined="9999-12-31"),
    "advocates/old.md": advocate(FULL, joined="0001-01-01"),
    "products/empty.md": "",
    "events/never.md": "---\ntitle: X\nkind: talk\nstarts: 9999-12-31T23:59\ntimezone: Europe/Lisbon\nplace: X\n---\n",
    "media/sound.opus": b"OggS" + bytes(100),
    "media/sound.oga": b"OggS" + bytes(100),
    "media/film.m4v": b"\x00\x00\x00\x18ftypM4V " + bytes(100),
    "media/picture.png": b"\x89PNG\r\n\x1a\n" + bytes(40),
    "about.md": "---\ntitle: About\n---\n\n<svg><style>@import url(//evil.example)</style></svg>\n",
}


@pytest.mark.parametrize("count", [20, pytest.param(100, marks=pytest.mark.slow)])
def test_good_files_go_out_beside_one_bad_file_of_each_kind(project: Project, count: int) -> None:
    for number in range(count):
        text = story(FULL, title=f"Story {number}", date="2026-05-04")
        project.write(f"content/stories/good-{number}.md", text)
    for path, data in BAD_FILES.items():
        project.write(f"content/{path}", data)
    output = project.build()
    assert "Rooftop itself failed" not in output
    for number in range(count):
        assert (project.site / "stories" / f"good-{number}" / "index.html").is_file()
    told = project.check().stderr
    harmless = {"advocates/no-words.md", "about.md", "stories/page.md"}
    for path in BAD_FILES.keys() - harmless:
        assert f"content/{path}" in told, path


def test_links_to_every_kind_of_page_that_exists_are_kept(project: Project) -> None:
    paths = [
        "/peers/products/ledger/", "/peers/industries/logistics/", "/feeds/", "/feed.xml", "/thanks/",
        "/products/ledger/atom.xml", "/api/stories.json", "/api/schema.json", "/events/calendar.ics",
        "/topics/month-end/", "/stages/decision/", "/wall/", "/feeds.opml", "/feeds/social/mastodon.xml",
    ]  # fmt: skip
    links = "\n".join(f"- [x]({path})" for path in paths)
    project.write("content/about.md", f"---\ntitle: About\n---\n\n{links}\n")
    plan = project.plan()
    assert "link-broken" not in {each.code for each in plan.problems}
    project.build()
    for path in paths:
        target = project.site / path.strip("/")
        assert target.is_file() or (target / "index.html").is_file(), path


def _previews(project: Project, address: str) -> list[str]:
    """What a network shows of a page before anybody opens it."""
    metas = project.page(address).xpath("//meta[starts-with(@property, 'og:') or @name]")
    names = ("og:", "twitter:")
    return [
        meta.get("content")
        for meta in metas
        if (meta.get("property") or meta.get("name")).startswith(names)
    ]


def test_a_preview_says_nothing_of_whom_did_not_agree_to_social(project: Project) -> None:
    project.build()
    for address in ("stories/month-end", "advocates/ana-ribeiro"):
        preview = " ".join(_previews(project, address))
        assert "Ana" not in preview
        assert "month-end" not in preview.replace(f"/{address}/", "")
        assert "Norte Cargo" not in preview
        assert "/card.png" in preview
        assert "wide.png" not in preview
    project.write("content/stories/month-end.md", story(FULL))
    project.build()
    assert "The month-end" in _previews(project, "stories/month-end")
