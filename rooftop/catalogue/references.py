"""References between records: each must lead to an existing one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rooftop.catalogue.catalogue import Catalogue
from rooftop.catalogue.examples import refers_to_example
from rooftop.catalogue.media import check_media
from rooftop.catalogue.unknown import unknown
from rooftop.catalogue.vocabularies import check_new_words, check_words
from rooftop.problems import Problem, as_notes, problem
from rooftop.records import Advocate, Company, Event, Product, Record, Story
from rooftop.settings import Settings
from rooftop.text import stands_alone


def check_references(catalogue: Catalogue, settings: Settings) -> Iterator[Problem]:
    """Problems with references of all records to each other, to media and to the vocabularies.
    Those of drafts are notes.
    """
    records: list[Record] = [
        *catalogue.advocates.values(),
        *catalogue.stories.values(),
        *catalogue.products.values(),
        *catalogue.events.values(),
        *catalogue.companies.values(),
    ]
    for record in records:
        found = [
            *_people(record, catalogue),
            *_products(record, catalogue),
            *_company(record, catalogue),
            *_examples(record, catalogue),
            *check_media(record, catalogue),
        ]
        found += _hosts(record, settings)
        if record.is_draft:
            yield from as_notes(found)
        else:
            yield from (*found, *check_words(record, settings))
    yield from _stamps(catalogue)
    yield from _leads(catalogue)
    yield from check_new_words(records, settings)


def _stamps(catalogue: Catalogue) -> Iterator[Problem]:
    """Stories that went out in one second: feed readers would miss one of them."""
    moments: dict[datetime, Story] = {}
    published = [story for story in catalogue.stories.values() if not story.is_draft]
    for story in sorted(published, key=lambda each: (each.permalink is None, each.origin.path)):
        if story.published and (first := moments.setdefault(story.published, story)) is not story:
            what = f"{first.origin.path} was published in the same second"
            hint = "Remove `published` and `permalink`; `rooftop stamp` writes them."
            at = story.origin.at("published")
            yield problem(story.origin.path, at, "stamp-taken", what, hint)


def _leads(catalogue: Catalogue) -> Iterator[Problem]:
    """Stories that all want to open the home page in one language, and those that cannot."""
    leads: dict[str, Story] = {}
    for story in catalogue.stories.values():
        if not story.lead or story.is_draft:
            continue
        if story.quote and not stands_alone(story.quote.text, story.language):
            at = story.origin.at("quote", "text")
            what = "the home page cannot open with this quote: it needs its story to make sense"
            hint = "Quote a whole sentence that begins with no word such as “they” or “this”."
            yield problem(story.origin.path, at, "lead-unclear", what, hint)
        elif (first := leads.setdefault(story.language, story)) is not story:
            what = f"{first.origin.path} is the lead in this language already ({story.language})"
            hint = "Take `lead: true` out of one of them."
            yield problem(story.origin.path, story.origin.at("lead"), "lead-taken", what, hint)


def _is_broken(record: Record, kind: type[Record], slug: str, catalogue: Catalogue) -> bool:
    """Whether ``slug`` names a file that cannot be read, which is told there. A draft is none that
    a published record may refer to.
    """
    return any(
        (file.folder, file.slug.lower()) == (kind.folder, slug)
        and (record.is_draft or not file.draft)
        for file in catalogue.unreadable
    )


def _people(record: Record, catalogue: Catalogue) -> Iterator[Problem]:
    if isinstance(record, Story | Event):
        for number, slug in enumerate(record.advocates):
            if slug not in catalogue.advocates and not _is_broken(
                record, Advocate, slug, catalogue
            ):
                # who agreed is the likeliest to be meant
                agreed = set(getattr(record, "consent", ())) & set(catalogue.advocates)
                known = agreed - set(record.advocates) or catalogue.advocates
                yield unknown(record, ("advocates", number), "advocate", slug, known)
    if isinstance(record, Story):
        tells_of_nobody = any(slug not in catalogue.advocates for slug in record.advocates)
        for slug in record.consent:
            if slug not in record.advocates and not tells_of_nobody:
                yield unknown(
                    record,
                    ("consent", slug),
                    "advocate of this story called",
                    slug,
                    record.advocates,
                )
        original = record.translation_of
        is_missing = original and original not in catalogue.stories
        if original and is_missing and not _is_broken(record, Story, original, catalogue):
            yield unknown(record, ("translation_of",), "story", original, catalogue.stories)


def _company(record: Record, catalogue: Catalogue) -> Iterator[Problem]:
    """A problem where ``record`` names a company that has no file, or another name now."""
    slug = record.company if isinstance(record, Story) else None
    if isinstance(record, Advocate) and record.company:
        slug = record.company.record
    if not slug or _is_broken(record, Company, slug, catalogue):
        return
    company = catalogue.company(slug)
    if not company:
        yield unknown(record, ("company",), "company", slug, catalogue.companies)
    elif company.origin.draft and not record.is_draft:
        what = f"{company.origin.path} is a draft, so nothing of the company is shown"
        at = record.origin.at("company")
        hint = f"Move it to content/{company.folder}/ once the company answered."
        yield problem(record.origin.path, at, "reference-unknown", what, hint)
    elif slug not in catalogue.companies:
        what = f"{slug!r} is called {company.slug!r} now"
        at = record.origin.at("company")
        yield problem(record.origin.path, at, "reference-renamed", what, f"Write {company.slug}.")


def _examples(record: Record, catalogue: Catalogue) -> Iterator[Problem]:
    """A problem for each example that ``record`` refers to and is none itself."""
    people = record.advocates if isinstance(record, Story | Event) else ()
    products = getattr(record, "products", ())
    references: list[tuple[tuple[str | int, ...], Record | None]] = [
        *((("advocates", n), catalogue.advocates.get(slug)) for n, slug in enumerate(people)),
        *((("products", n), catalogue.product(slug)) for n, slug in enumerate(products)),
    ]
    if isinstance(record, Story) and record.translation_of:
        references.append((("translation_of",), catalogue.stories.get(record.translation_of)))
    if isinstance(record, Advocate) and record.company and record.company.record:
        references.append((("company",), catalogue.company(record.company.record)))
    if isinstance(record, Story) and record.company:
        references.append((("company",), catalogue.company(record.company)))
    if isinstance(record, Product) and record.replaced_by:
        references.append((("replaced_by",), catalogue.product(record.replaced_by)))
    for path, other in references:
        if other and other.example and not record.example:
            yield refers_to_example(record, record.origin.at(*path), other)


def _products(record: Record, catalogue: Catalogue) -> Iterator[Problem]:
    if isinstance(record, Product):
        slug = record.replaced_by
        is_known = not slug or catalogue.product(slug)
        if slug and not is_known and not _is_broken(record, Product, slug, catalogue):
            yield unknown(record, ("replaced_by",), "product", slug, catalogue.products)
        return
    for number, slug in enumerate(getattr(record, "products", ())):
        yield from _product(record, ("products", number), slug, catalogue)


def _product(
    record: Record, path: tuple[str | int, ...], slug: str, catalogue: Catalogue
) -> Iterator[Problem]:
    product = catalogue.product(slug)
    if not product and _is_broken(record, Product, slug, catalogue):
        return
    if not product:
        yield unknown(
            record,
            path,
            "product",
            slug,
            [*catalogue.products, *catalogue.renamed.get("products", {})],
        )
        return
    if product.slug != slug:
        yield problem(
            record.origin.path,
            record.origin.at(*path),
            "reference-renamed",
            f"{slug!r} is called {product.slug!r} now",
            f"Write {product.slug}.",
        )
    if product.status == "retired":
        after = f"; {product.replaced_by} took its place" if product.replaced_by else ""
        yield problem(
            record.origin.path,
            record.origin.at(*path),
            "reference-retired",
            f"{product.name} is retired{after}",
            "If the story is about that time, you need not do anything.",
        )


def _hosts(record: Record, settings: Settings) -> Iterator[Problem]:
    for number, medium in enumerate(record.media if isinstance(record, Story) else ()):
        if medium.host and medium.host not in settings.video_hosts:
            at = record.origin.at("media", number, "src")
            hint = (
                "Put the video into content/media/, or ask for the host to be added to "
                "extra.rooftop.video_hosts."
            )
            yield problem(
                record.origin.path,
                at,
                "link-unsafe",
                f"videos on {medium.host} are not allowed here",
                hint,
            )
