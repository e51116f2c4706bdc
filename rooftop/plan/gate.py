"""Who and what passes the gate on a day, and why the rest does not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from rooftop.catalogue import Catalogue
from rooftop.consent import (
    Consents,
    Reason,
    company_word,
    subject_of,
    view_advocate,
    view_event,
    view_page,
    view_product,
    view_story,
)
from rooftop.plan.plan import WHOLE, Withheld
from rooftop.records import Advocate, Company, Event, Record, Story
from rooftop.views import (
    CompanyView,
    EventView,
    PageView,
    PersonView,
    ProductView,
    SiteAdvocate,
    SiteStory,
)

_BY_TIME = {Reason.EXPIRED, Reason.WITHDRAWN, Reason.NOT_YET}

#: Why whole records are left out, whatever their consent says, and what exactly is wrong; by their
#: subject, such as ``stories/month-end``.
LeftOut = Mapping[str, tuple[Reason, str]]
#: Why fields are withheld, by their name.
Reasons = Mapping[str, Reason]


@dataclass
class Gate:
    """The site's views of everything that passes, by slug, and why the rest does not."""

    advocates: dict[str, SiteAdvocate] = field(default_factory=dict)
    stories: dict[str, SiteStory] = field(default_factory=dict)
    products: dict[str, ProductView] = field(default_factory=dict)
    events: dict[str, EventView] = field(default_factory=dict)
    companies: dict[str, CompanyView] = field(default_factory=dict)
    pages: dict[str, PageView] = field(default_factory=dict)
    withheld: list[Withheld] = field(default_factory=list)
    failures: dict[str, tuple[Reason, str]] = field(default_factory=dict)

    def views(self, catalogue: Catalogue) -> Iterator[tuple[Record, object]]:
        """Every record that passes, and its view."""
        yield from ((catalogue.advocates[slug], view) for slug, view in self.advocates.items())
        yield from ((catalogue.stories[slug], view) for slug, view in self.stories.items())
        yield from ((catalogue.products[slug], view) for slug, view in self.products.items())
        yield from ((catalogue.events[slug], view) for slug, view in self.events.items())
        yield from ((catalogue.companies[slug], view) for slug, view in self.companies.items())
        yield from ((catalogue.pages[slug], view) for slug, view in self.pages.items())


def pass_gate(consents: Consents, left_out: LeftOut) -> Gate:
    """Decide every record on its own. One whose view cannot be made costs itself alone."""
    gate, catalogue = Gate(), consents.catalogue
    kinds: tuple[tuple[Mapping[str, Record], dict[str, Any], Callable[[Any], Any]], ...] = (
        (catalogue.advocates, gate.advocates, lambda it: view_advocate(it, "site", consents)),
        (catalogue.stories, gate.stories, lambda it: view_story(it, "site", consents)),
        (catalogue.products, gate.products, lambda it: (view_product(it, catalogue), {})),
        (catalogue.events, gate.events, lambda it: (_event(it, gate, catalogue), {})),
        (catalogue.companies, gate.companies, lambda it: _company(it, gate, consents)),
        (catalogue.pages, gate.pages, lambda it: (view_page(it), {})),
    )
    for records, views, view_of in kinds:
        for record in records.values():
            view, reasons = _view(record, view_of, gate, left_out)
            if view is not None:
                views[record.slug] = view
            gate.withheld += _withheld(record, view is not None, reasons, catalogue)
    return gate


def _event(event: Event, gate: Gate, catalogue: Catalogue) -> EventView:
    return view_event(event, gate.advocates, catalogue)


def _company(
    company: Company, gate: Gate, consents: Consents
) -> tuple[CompanyView | None, Reasons]:
    """A company as those of its people show it who show most of it; None where nobody does."""
    people: list[PersonView] = [*gate.advocates.values()]
    people += [teller for story in gate.stories.values() for teller in story.tellers]
    views = [each.company for each in people if each.company and each.company.slug == company.slug]
    views.sort(key=lambda view: view.logo is None)
    if views:
        return replace(views[0], former=False), {}
    word = company_word(company, consents.today, consents.settings.default_term_months)
    is_named = "employer" in word.allows("site")
    return None, {"employer": Reason.NOT_COVERED if is_named else Reason.EMPLOYER}


def _view(
    record: Record, view_of: Callable[[Any], Any], gate: Gate, left_out: LeftOut
) -> tuple[object | None, Reasons]:
    subject = subject_of(record)
    if subject in left_out:
        return None, {"words": left_out[subject][0]}
    try:
        view, reasons = view_of(record)
    except Exception as error:  # whatever it is, nobody else's record pays for it
        gate.failures[subject] = (Reason.FAILED, f"{type(error).__name__}: {error}")
        return None, {"words": Reason.FAILED}
    return view, reasons


def _withheld(
    record: Record, is_shown: bool, why: Reasons, catalogue: Catalogue
) -> Iterator[Withheld]:
    path = record.origin.path
    if is_shown:
        for name, reason in why.items():
            if _is_written(record, name, catalogue):
                yield Withheld(path, name, reason, reason in _BY_TIME)
    else:
        first = next(iter(why.values()))
        reason = next((reason for reason in why.values() if reason in _BY_TIME), first)
        yield Withheld(path, WHOLE, reason, reason in _BY_TIME)


def _is_written(record: Record, name: str, catalogue: Catalogue) -> bool:
    """Whether there is anything to show for the field of consent ``name``, such as ``photo`` or
    ``ana-ribeiro.photo``.
    """
    slug, _, field_name = name.rpartition(".")
    if isinstance(record, Story):
        slugs = [slug] if slug else record.advocates
        people = [catalogue.advocates[slug] for slug in slugs if slug in catalogue.advocates]
        kinds = {"photo" if medium.kind == "image" else "voice" for medium in record.media}
        own = field_name == "words" or field_name in kinds
        own = own or (field_name == "numbers" and bool(record.results))
        in_profile = (_is_in_profile(person, field_name) for person in people)
        return own or (field_name != "words" and any(in_profile))
    return isinstance(record, Advocate) and _is_in_profile(record, field_name)


def _is_in_profile(advocate: Advocate, name: str) -> bool:
    company = advocate.company
    written = {
        "name": advocate.name,
        "photo": advocate.photo,
        "employer": company,
        "logo": company and company.logo,
        "words": advocate.headline or advocate.body,
    }
    return bool(written.get(name))
