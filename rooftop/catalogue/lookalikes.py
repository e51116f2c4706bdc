"""Names and domains in look-alike letters: somebody who is not who they seem to be."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from urllib.parse import urlsplit

from rooftop.cache import Cache
from rooftop.catalogue.catalogue import Catalogue
from rooftop.catalogue.letters import Letters, letters_of
from rooftop.catalogue.strings import strings_in
from rooftop.problems import Problem, as_notes, problem
from rooftop.records import Advocate, Company, Product, Record
from rooftop.text import Lookalikes, skeleton

#: A host, in an address or in words.
_HOST = re.compile(r"[^\W_](?:[\w-]*\.)+[\w-]{2,}")
_HINT = "Write it in its own letters. If you do not know why it was written so, ask the author."


def check_lookalikes(
    catalogue: Catalogue, own_addresses: Collection[str], cache: Cache
) -> Iterator[Problem]:
    """Problems for words that look like a known name, and for links that look like a known address,
    but are written with other letters.

    ``own_addresses`` are URLs of the community, in addition to those that records give for their
    companies and products. ``cache`` remembers the letters of records changed since reading.
    """
    names = Lookalikes(_names(catalogue))
    urls = [*own_addresses, *_addresses(catalogue)]
    hosts = {skeleton(host): host for host in map(_host, urls) if host}
    for record in catalogue.records():
        letters = _letters_of(record, catalogue, cache)
        found = list[Problem]()
        if letters.others:
            found += _names_in(record, names, catalogue)
        if letters.in_hosts:
            found += _hosts_in(record, hosts, catalogue)
        yield from as_notes(found) if record.is_draft else found


def _letters_of(record: Record, catalogue: Catalogue, cache: Cache) -> Letters:
    """The letters of ``record``: those of its reading, unless fields were filled in since."""
    path = record.origin.path
    if (known := catalogue.letters.get(path)) and known[0] is record:
        return known[1]

    def look() -> Letters:
        return letters_of(record, (catalogue.prose[t].words for t in record.markdown.values()))

    return cache.memory.recall(("letters", path), (record,), look)


def _names(catalogue: Catalogue) -> Iterator[str]:
    for advocate in catalogue.advocates.values():
        yield advocate.called
        if advocate.company and advocate.company.name:
            yield advocate.company.name
    for product in catalogue.products.values():
        yield from (product.name, *product.names)
    for company in catalogue.companies.values():
        yield from (company.name, *company.names)


def _addresses(catalogue: Catalogue) -> Iterator[str]:
    """The addresses of companies and products, plain ones only: a look-alike must not vouch for
    itself.
    """
    told = [advocate.company.url for advocate in catalogue.advocates.values() if advocate.company]
    told += [product.url for product in catalogue.products.values()]
    told += [company.url for company in catalogue.companies.values()]
    yield from (url for url in told if url and url.isascii() and "xn--" not in url)


def _host(url: str) -> str | None:
    """The host of ``url`` without the ``www.`` that one may leave out."""
    try:
        return _decoded(urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return None


def _names_in(record: Record, names: Lookalikes, catalogue: Catalogue) -> Iterator[Problem]:
    for field, text in _texts(record, catalogue):
        for _, written, name in names.find(text):
            at = (record.origin.body_line, 0) if field == ("body",) else record.origin.at(*field)
            what = f"{written!r} looks like {name!r} and is written in other letters"
            yield problem(record.origin.path, at, "text-lookalike", what, _HINT)


def _texts(record: Record, catalogue: Catalogue) -> Iterator[tuple[tuple[str, ...], str]]:
    """What a record says that readers take for names: a person's own fields, titles, and prose."""
    for field in ("name", "pseudonym", "title", "headline", "summary", "tagline", "thanks"):
        if isinstance(text := getattr(record, field, None), str):
            yield (field,), text
    employer = record.company if isinstance(record, Advocate) else None
    if employer and employer.name and not employer.record:
        yield ("company", "name"), employer.name
    if isinstance(record, Product | Company):
        yield from ((("names",), name) for name in record.names)
    yield from (((field,), catalogue.prose[text].words) for field, text in record.markdown.items())


def _hosts_in(record: Record, hosts: Mapping[str, str], catalogue: Catalogue) -> Iterator[Problem]:
    for field, host in _written_hosts(record, catalogue):
        known = next((hosts[each] for each in _domains(host) if each in hosts), None)
        if known and not host.endswith(known):
            at = (record.origin.body_line, 0) if field == ("body",) else record.origin.at(*field)
            what = f"the address of {host!r} looks like {known!r} and is another one"
            yield problem(record.origin.path, at, "text-lookalike", what, _HINT)


def _written_hosts(
    record: Record, catalogue: Catalogue
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every host in other letters than ASCII that any field or the prose of ``record`` names, in a
    link or in words, and where.
    """
    texts = [*strings_in(record.model_dump())]
    for name, source in record.markdown.items():  # words of prose include where it links to
        texts.append(((name,), catalogue.prose[source].words))
    hosts: dict[tuple[tuple[str | int, ...], str], None] = {}
    for field, text in texts:
        decoded = map(_decoded, _HOST.findall(text))
        hosts |= {(field, host): None for host in decoded if not host.isascii()}
    yield from hosts


def _decoded(host: str) -> str:
    """``host`` as readers see it: Punycode (RFC 3492) undone, label by label."""
    return ".".join(map(_decoded_label, host.casefold().split(".")))


def _decoded_label(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _domains(host: str) -> Iterator[str]:
    """What ``host`` and the domains it lies in look like: ``www.a.example``, ``a.example``."""
    labels = skeleton(host).split(".")
    yield from (".".join(labels[start:]) for start in range(len(labels) - 1))
