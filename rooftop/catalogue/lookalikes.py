"""Names and domains in look-alike letters: somebody who is not who they seem to be."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from urllib.parse import urlsplit

from rooftop.catalogue.catalogue import Catalogue
from rooftop.markup import links_in
from rooftop.problems import Problem, as_notes, problem
from rooftop.records import Advocate, Product, Record
from rooftop.text import Lookalikes, skeleton

_HINT = "Write it with the letters of the real one, or ask whoever wrote this who they are."


def check_lookalikes(catalogue: Catalogue, own_addresses: Collection[str]) -> Iterator[Problem]:
    """Words that look like the name of somebody or something here, and links that look like an
    address known here.

    ``own_addresses`` are URLs of ours, beside those that records tell of their companies and
    products.
    """
    names = Lookalikes(_names(catalogue))
    hosts = {
        skeleton(host): host
        for host in map(_host, [*own_addresses, *_addresses(catalogue)])
        if host
    }
    groups = (
        catalogue.advocates,
        catalogue.stories,
        catalogue.products,
        catalogue.events,
        catalogue.pages,
    )
    for records in groups:
        for record in records.values():
            found = [*_names_in(record, names, catalogue), *_hosts_in(record, hosts, catalogue)]
            yield from as_notes(found) if record.origin.draft else found


def _names(catalogue: Catalogue) -> Iterator[str]:
    for advocate in catalogue.advocates.values():
        yield advocate.called
        if advocate.company and advocate.company.name:
            yield advocate.company.name
    for product in catalogue.products.values():
        yield from (product.name, *product.names)


def _addresses(catalogue: Catalogue) -> Iterator[str]:
    """The addresses of companies and products, plain ones only: a look-alike must not vouch for
    itself.
    """
    told = [advocate.company.url for advocate in catalogue.advocates.values() if advocate.company]
    told += [product.url for product in catalogue.products.values()]
    yield from (url for url in told if url and url.isascii() and "xn--" not in url)


def _host(url: str) -> str | None:
    """The host of ``url`` as readers see it: Punycode undone."""
    try:
        host = urlsplit(url).hostname or ""
        return host.encode("ascii").decode("idna") if "xn--" in host else host
    except (ValueError, UnicodeError):
        return None


def _names_in(record: Record, names: Lookalikes, catalogue: Catalogue) -> Iterator[Problem]:
    for field, text in _texts(record, catalogue):
        for _, written, name in names.find(text):
            at = (record.origin.body_line, 0) if field == ("body",) else record.origin.at(*field)
            what = f"{written!r} looks like {name!r} and is written with other letters"
            yield problem(record.origin.path, at, "text-lookalike", what, _HINT)


def _texts(record: Record, catalogue: Catalogue) -> Iterator[tuple[tuple[str, ...], str]]:
    """What a record says that readers take for names: a person's own fields, titles, and prose."""
    for field in ("name", "pseudonym", "title", "headline", "summary", "tagline", "thanks"):
        if isinstance(text := getattr(record, field, None), str):
            yield (field,), text
    if isinstance(record, Advocate) and record.company and record.company.name:
        yield ("company", "name"), record.company.name
    if isinstance(record, Product):
        yield from ((("names",), name) for name in record.names)
    yield from (((field,), catalogue.prose[text].words) for field, text in record.markdown.items())


def _hosts_in(record: Record, hosts: Mapping[str, str], catalogue: Catalogue) -> Iterator[Problem]:
    urls = [
        (("body",), url)
        for text in record.markdown.values()
        for _, _, url in links_in(catalogue.prose[text].tree)
    ]
    if isinstance(record, Advocate):
        urls += [(("links",), url) for url in record.links.model_dump().values() if url]
        urls += (
            [(("company",), record.company.url)] if record.company and record.company.url else []
        )
    for field, url in urls:
        if not url.isascii() or "xn--" in url:
            host = _host(url)
            known = hosts.get(skeleton(host)) if host else None
            if known and known != host:
                at = (
                    (record.origin.body_line, 0) if field == ("body",) else record.origin.at(*field)
                )
                what = f"the address of {host!r} looks like {known!r} and is another one"
                yield problem(record.origin.path, at, "text-lookalike", what, _HINT)
