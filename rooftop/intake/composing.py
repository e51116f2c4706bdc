"""From a filled in form to files of records, with no more consent than its author gave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rooftop.addresses import RESERVED
from rooftop.catalogue import Catalogue
from rooftop.forms import AGREED, FORMS, Filing, Question
from rooftop.importing.fitting import fit
from rooftop.importing.texts import break_lines, plain_as_markdown
from rooftop.records import Advocate, Record, Story, misfits
from rooftop.records.fields import MAX_SLUG, is_slug, slug_of
from rooftop.text import fold, skeleton, without_email_addresses

#: Characters of a summary, and of what stands behind one that was cut.
_SUMMARY = 280
_LEFT_OUT = "[…]"


@dataclass(frozen=True)
class Draft:
    """One record that a form makes: its slug, and its file as text."""

    kind: type[Record]
    slug: str
    text: str

    @property
    def path(self) -> str:
        """Where it stands below the content."""
        return f"{self.kind.folder}/{self.slug}.md"


@dataclass(frozen=True)
class Composition:
    """What a form makes. ``person`` is the slug of who speaks; ``lost`` are questions whose answers
    did not fit a record, ``has_contacts`` is whether an address was left out, ``namesake`` the slug
    of somebody whose name looks the same, and ``is_whole`` is whether every draft is a record.
    """

    drafts: tuple[Draft, ...]
    person: str
    lost: tuple[Question, ...] = ()
    has_contacts: bool = False
    namesake: str = ""
    has_disclosure: bool = True
    is_whole: bool = True


@dataclass
class Composer:
    """Makes files of ``filing``. ``login`` is the account that filed it, None where nobody knows;
    ``number`` tells it from others, and ``day`` (UTC) is when it was filed.
    """

    filing: Filing
    catalogue: Catalogue
    login: str | None
    number: str
    day: date
    shows_all: bool = False
    _lost: list[Question] = field(default_factory=list)
    _has_contacts: bool = False
    _is_whole: bool = True

    def compose(self) -> Composition:
        """The files of a story with its person, of a person, or of somebody who was nominated."""
        known = self._own_profile()
        person, drafts, namesake = known, [], ""
        if not known:
            profile = self._profile()
            person, namesake = profile.slug, self._namesake()
            drafts.append(profile)
        if self.filing.form == "story":
            drafts.append(self._story(person))
        return Composition(
            tuple(drafts),
            person,
            tuple(dict.fromkeys(self._lost)),
            self._has_contacts,
            namesake,
            self.filing.form != "story" or self._disclosure() is not None,
            self._is_whole,
        )

    def _own_profile(self) -> str:
        """The profile that names the account; empty where none does."""
        login = (self.login or "").lower()
        for slug, advocate in self.catalogue.advocates.items():
            if login and not advocate.is_draft and (advocate.github or "").lower() == login:
                return slug
        return ""

    def _profile(self) -> Draft:
        name = self._line("name") or self._line("nominee")
        shows_employer = self.shows_all or self.filing.has("covers", "employer")
        employer = self._line("employer") if shows_employer else ""
        fields: dict[str, Any] = {"name": name, "role": self._line("role")}
        fields["company"] = {"name": employer} if employer else None
        fields["headline"] = self._line("headline")
        fields["languages"] = [self.filing.language]
        fields["open_to"] = list(self.filing.choices.get("open_to", ()))
        fields["github"] = self.login
        parts = {"name": name, "employer": employer, "words": fields["headline"]}
        fields["consent"] = self._consent([part for part, value in parts.items() if value])
        slug = self._free(Advocate, slug_of(name))
        return self._fit(Advocate, slug, fields, self._prose("reason"))

    def _story(self, person: str) -> Draft:
        prose = "\n\n".join(filter(None, (self._prose("happened"), self._prose("changed"))))
        title = self._line("title")
        fields = {
            "title": title,
            "date": self.day,
            "advocates": [person],
            "language": self.filing.language,
            "summary": self._summary() or title,
            "disclosure": self._disclosure(),
            "consent": {person: self._consent(["words", "name", "employer"])},
        }
        return self._fit(Story, self._free(Story, slug_of(title)), fields, prose)

    def _summary(self) -> str:
        """The beginning of the story, as long as a summary may be; empty where it is no plain
        text.
        """
        text = " ".join(self._clean(self.filing.texts.get("happened", "")).split())
        if misfits(Story, {"summary": text[:_SUMMARY]}) != misfits(Story, {"summary": "-"}):
            return ""
        if len(text) <= _SUMMARY:
            return text
        cut = text[: _SUMMARY - 1]
        end = max(cut.rfind(sign) for sign in (". ", "! ", "? "))
        return cut[: end + 1] if end > 0 else f"{cut.rpartition(' ')[0] or cut}…"

    def _disclosure(self) -> dict[str, Any] | None:
        """What ties the person to the company; None where the form does not say enough."""
        relationship = next(iter(self.filing.choices.get("relationship", ())), "")
        incentive = self._line("incentive")
        conditional = self.filing.choices.get("conditional", ())
        if relationship in ("", "other") or (incentive and len(conditional) != 1):
            return None
        is_conditional = bool(incentive) and conditional == ("yes",)
        return {
            "relationship": relationship,
            "incentive": incentive or "none",
            "conditional": is_conditional,
        }

    def _consent(self, parts: list[str]) -> dict[str, Any]:
        """A request that says what the person would like shown, and where."""
        covers = [part for part in self.filing.choices.get("covers", ()) if part in parts]
        channels = list(self.filing.choices.get("channels", ()))
        wishes = {"covers": covers, "channels": channels}
        return {"status": "requested", **{name: value for name, value in wishes.items() if value}}

    def _fit(self, kind: type[Record], slug: str, fields: dict[str, Any], body: str) -> Draft:
        filled = {name: value for name, value in fields.items() if value not in (None, "", [])}
        fitted = fit(kind, filled, body)
        self._lost += self._questions(name for name, _ in fitted.lost)
        self._lost += self._questions(text.split(" ")[0] for text in fitted.missing)
        self._is_whole &= not fitted.missing
        return Draft(kind, slug, fitted.text)

    def _questions(self, paths: Iterator[str]) -> Iterator[Question]:
        """The questions whose answers would have stood at ``paths``."""
        for path in paths:
            for question in FORMS[self.filing.form]:
                answered = question.name in self.filing.texts or question.name in ("title", "name")
                if answered and ".".join(question.path) == path:
                    yield question

    def _free(self, kind: type[Record], slug: str) -> str:
        """``slug``, or one with a number where somebody has or had it, or the site needs it."""
        base = slug if is_slug(slug) else f"{kind.folder[:-1]}-{self.number}"
        known: set[str] = {
            *(each.slug for each in self.catalogue.records() if each.folder == kind.folder)
        }
        known |= {*self.catalogue.renamed.get(kind.folder, {}), *RESERVED[kind.folder]}
        known |= {each.slug for each in self.catalogue.unreadable if each.folder == kind.folder}
        if kind is Advocate:
            known |= {who for story in self.catalogue.stories.values() for who in story.advocates}
        slug, number = base, 1
        while slug in known:
            number += 1
            slug = f"{base[: MAX_SLUG - len(str(number)) - 1].rstrip('-')}-{number}"
        return slug

    def _namesake(self) -> str:
        """Somebody else who is called so, or seems to be: some letters look the same."""
        name = fold(skeleton(self._line("name")))
        for slug, advocate in self.catalogue.advocates.items():
            if name and fold(skeleton(advocate.called)) == name:
                return slug
        return ""

    def _line(self, name: str) -> str:
        return " ".join(self._clean(self.filing.texts.get(name, "")).split())

    def _prose(self, name: str) -> str:
        """An answer as Markdown that shows what was typed, and nothing that it could mean."""
        text = self._clean(self.filing.texts.get(name, ""))
        return break_lines(plain_as_markdown(text)) if text else ""

    def _clean(self, text: str) -> str:
        clean = without_email_addresses(text, _LEFT_OUT)
        self._has_contacts |= clean != text
        return clean


def may_agree(filing: Filing) -> bool:
    """Whether the form says everything without which nothing could be shown."""
    is_complete = filing.has("covers", "name") and filing.has("channels", "site")
    needs_words = filing.form == "story"
    return is_complete and (filing.has("covers", "words") or not needs_words)


def agrees(filing: Filing) -> bool:
    """Whether the author ticked that it may be published."""
    return filing.has(AGREED, AGREED)
