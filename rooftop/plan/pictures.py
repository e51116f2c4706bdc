"""Whose face or logo a picture is: it is shown only where theirs may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeVar

from rooftop.catalogue import Catalogue
from rooftop.media import same_picture
from rooftop.plan.gate import Gate
from rooftop.records import Advocate, Record, Story
from rooftop.text import company_key
from rooftop.views import CompanyView, SiteAdvocate, SiteStory, Teller

#: A person, by their profile's address, or a company, by its name.
Owner = str
_PEOPLE = "advocates/"


@dataclass(frozen=True)
class Likenesses:
    """``owners`` of each portrait and logo by its name, ``shown`` those whose face or logo stands
    somewhere on the site.
    """

    catalogue: Catalogue
    owners: Mapping[str, frozenset[Owner]]
    shown: frozenset[Owner]

    def owners_of(self, name: str) -> frozenset[Owner]:
        """Whose face or logo the picture ``name`` is.

        A face counts before a logo: whose logo it is makes no difference then.
        """
        owners = self._all_owners_of(name)
        return _faces(owners) or owners

    def _all_owners_of(self, name: str) -> frozenset[Owner]:
        """Whose face and whose logo ``name`` is, saved again or under another name too."""
        file = self.catalogue.media.get(name)
        if file is None or file.kind != "image":
            return frozenset()
        if file.digest not in self._known:
            self._known[file.digest] = frozenset(
                owner
                for other, owners in self.owners.items()
                if same_picture(file, self.catalogue.media[other])
                for owner in owners
            )
        return self._known[file.digest]

    @cached_property
    def _known(self) -> dict[str, frozenset[Owner]]:
        """The owners of pictures that were asked for already, by the digest of their bytes."""
        return {}

    def may_show(self, name: str, record: Record, here: frozenset[Owner]) -> bool:
        """Whether the picture ``name`` may stand in ``record``, which shows the faces and logos of
        ``here``.

        A picture that is nobody's always may, and a logo that a company with a record shows nowhere
        never. One of somebody who tells the record and does not
        show it there may not, whatever they show elsewhere.
        """
        owners = self.owners_of(name)
        if not self._is_no_hidden_logo(name):
            return False
        if not owners or owners & here:
            return True
        return not owners & _own(record, self.catalogue) and bool(owners & self.shown)

    def may_be_logo(self, name: str) -> bool:
        """Whether the picture ``name`` may be a company's logo: it is not the face of somebody who
        is not shown, and not the logo of a company with a record whose logo is shown nowhere.
        """
        faces = _faces(self.owners_of(name))
        return self._is_no_hidden_logo(name) and (not faces or bool(faces & self.shown))

    def _is_no_hidden_logo(self, name: str) -> bool:
        return not self._all_owners_of(name) & self._hidden

    @cached_property
    def _hidden(self) -> frozenset[Owner]:
        """The companies that have a record, and whose logo is shown nowhere."""
        companies = self.catalogue.companies.values()
        return frozenset(_company(each.name, "") for each in companies) - self.shown

    def may_be_portrait(self, name: str, slug: str) -> bool:
        """Whether the picture ``name`` may be the face of the person ``slug``: nobody else whose
        portrait is the same file is withheld, and it is no logo that is.
        """
        others = (
            _person(other.slug)
            for other in self.catalogue.advocates.values()
            if other.photo == name and other.slug != slug
        )
        return self._is_no_hidden_logo(name) and all(other in self.shown for other in others)


def find_likenesses(catalogue: Catalogue, gate: Gate) -> Likenesses:
    """Every portrait and logo of ``catalogue``, and whose the site shows as ``gate`` has it."""
    owners: dict[str, set[Owner]] = {}
    for advocate in catalogue.advocates.values():
        for owner, name in _pictures_of(advocate):
            if name in catalogue.media:
                owners.setdefault(name, set()).add(owner)
    for company in catalogue.companies.values():
        if company.logo and company.logo in catalogue.media:
            owners.setdefault(company.logo, set()).add(_company(company.name, ""))
    people: list[SiteAdvocate | Teller] = [*gate.advocates.values()]
    people += [teller for story in gate.stories.values() for teller in story.tellers]
    shown = frozenset(owner for person in people for owner in owners_shown(person))
    return Likenesses(catalogue, {key: frozenset(who) for key, who in owners.items()}, shown)


def _faces(owners: frozenset[Owner]) -> frozenset[Owner]:
    return frozenset(owner for owner in owners if owner.startswith(_PEOPLE))


def _pictures_of(advocate: Advocate) -> Iterator[tuple[Owner, str]]:
    if advocate.photo:
        yield _person(advocate.slug), advocate.photo
    if advocate.company and advocate.company.logo:
        yield _company(advocate.company.name, advocate.slug), advocate.company.logo


def owners_shown(person: SiteAdvocate | Teller) -> Iterator[Owner]:
    """Whose face and logo ``person`` is shown with."""
    if person.photo and person.slug:
        yield _person(person.slug)
    if person.company and person.company.logo:
        yield _company(person.company.name, person.slug or "")


def _own(record: Record, catalogue: Catalogue) -> frozenset[Owner]:
    slugs = record.advocates if isinstance(record, Story) else (record.slug,)
    people = (catalogue.advocates.get(slug) for slug in slugs)
    return frozenset(owner for person in people if person for owner, _ in _pictures_of(person))


def _person(slug: str) -> Owner:
    return f"{_PEOPLE}{slug}"


def _company(name: str | None, slug: str) -> Owner:
    return f"companies/{company_key(name) if name else slug}"


def hide_withheld_pictures(gate: Gate, catalogue: Catalogue) -> Likenesses:
    """Take out of the views of ``gate`` what would show a face or a logo that is withheld."""
    likenesses = find_likenesses(catalogue, gate)
    for slug, person in gate.advocates.items():
        gate.advocates[slug] = own_pictures(person, likenesses)
    for slug, company in gate.companies.items():
        gate.companies[slug] = own_logo(company, likenesses)
    for slug, story in gate.stories.items():
        gate.stories[slug] = without_withheld_pictures(story, catalogue.stories[slug], likenesses)
    return likenesses


def without_withheld_pictures(
    story: SiteStory, record: Record, likenesses: Likenesses
) -> SiteStory:
    """``story`` with media, posters and pictures of posts that may stand in ``record``."""
    here = faces_of(story)

    def may(name: str | None) -> bool:
        return name is None or likenesses.may_show(name, record, here)

    media = tuple(
        medium if may(medium.poster) else medium.model_copy(update={"poster": None})
        for medium in story.media
        if medium.kind != "image" or may(medium.src)
    )
    social = tuple(
        post if may(post.image) else post.model_copy(update={"image": None})
        for post in story.social
    )
    tellers = tuple(own_pictures(teller, likenesses) for teller in story.tellers)
    if (media, social, tellers) == (story.media, story.social, story.tellers):
        return story
    return replace(story, media=media, social=social, tellers=tellers)


def faces_of(story: SiteStory) -> frozenset[Owner]:
    """Whose faces and logos ``story`` shows beside its words."""
    return frozenset(owner for teller in story.tellers for owner in owners_shown(teller))


Person = TypeVar("Person", SiteAdvocate, Teller)


def own_pictures(person: Person, likenesses: Likenesses) -> Person:
    """``person`` without a portrait or a logo that is the picture of somebody who is not shown."""
    company = person.company and own_logo(person.company, likenesses)
    if company is not person.company:
        person = replace(person, company=company)
    if person.photo and not likenesses.may_be_portrait(person.photo, person.slug or ""):
        person = replace(person, photo=None, photo_alt=None, photo_focus=None)
    return person


def own_logo(company: CompanyView, likenesses: Likenesses) -> CompanyView:
    """``company`` without a logo that is the picture of somebody who is not shown."""
    if company.logo is None or likenesses.may_be_logo(company.logo):
        return company
    return replace(company, logo=None, logo_alt=None)
