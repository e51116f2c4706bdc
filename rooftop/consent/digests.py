"""The digest of exactly what a person approved: their words as readers see them, their pictures,
how they are shown beside them, and the terms.

Two versions exist. The first has no mark and covers the source of the words; it stays valid. The
second ends in ``/2``; it covers what the source reads as, so that a moved line break changes
nothing and a sentence that becomes a heading does, and it covers the person's name, role, employer
and face beside a story.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar
from urllib.parse import unquote

from rooftop.catalogue import Catalogue
from rooftop.markup import ParsedMarkdown, links_in, read_markdown
from rooftop.media import MediaFile
from rooftop.records import Advocate, Company, ConsentRecord, Employer, Record, Story

R = TypeVar("R", bound=Record)
#: What counts as the person's words and pictures. The rest is the company's (``thanks``, ``reply``,
#: ``kept``), tells where a story belongs (``products``, ``topics`` …) or how it is laid out
#: (``lead``, ``placement``), and may change without asking again.
_STORY = {
    "title", "date", "advocates", "language", "translation_of", "summary", "quote", "pull_quotes",
    "results", "media", "challenge", "not_a_fit_for", "turnaround", "source", "disclosure",
    "social",
}  # fmt: skip
_PROFILE = {
    "name", "pseudonym", "pronouns", "role", "company", "photo", "photo_alt", "headline",
    "languages", "links", "open_to", "preferred_contact", "helped_peer",
}  # fmt: skip
_TERMS = {"given", "expires", "covers", "channels", "languages", "by", "terms"}
#: What a story shows of the person, by the field of their consent that lets it.
_IDENTITY = {
    "name": {"name", "pseudonym", "role"},
    "photo": {"photo", "photo_alt"},
    "employer": {"company"},
}
_PICTURE = re.compile(r"\]\((?:\.\./|/)*media/([^)\s]+)")
_BLANKS = re.compile(r"[^\S\n]+")
_PARAGRAPHS = re.compile(r"\n\s*\n")
_CURRENT = "/2"


def digest(
    record: Record, person: str, consent: ConsentRecord, catalogue: Catalogue, *, like: str = ""
) -> str:
    """``sha256:`` and 64 hexadecimal digits over what ``person`` approves in ``record`` under the
    terms of ``consent``, with the mark of the version.

    The version is that of the digest ``like``, or the current one.
    """
    if like and not is_current(like):
        text, mark = _canonical_first(record, consent, catalogue), ""
    else:
        text, mark = canonical(record, person, consent, catalogue), _CURRENT
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}{mark}"


def current_digest(
    record: Record, person: str, consent: ConsentRecord, catalogue: Catalogue
) -> str | None:
    """The digest to compare with what ``consent`` says was approved; None where nothing was.

    That a person has left the employer they had then is no new word of theirs: pages say of it
    “formerly”, which claims less. What was approved before they left stays approved. So does what
    was approved before the employer had a record, as long as that says the same.
    """
    if not consent.approved:
        return None
    now = digest(record, person, consent, catalogue, like=consent.approved)
    profile = record if isinstance(record, Advocate) else catalogue.advocates.get(person)
    if now == consent.approved or not (profile and profile.company):
        return now
    for company in _as_it_was(profile.company):
        earlier = profile.model_copy(update={"company": company})
        subject = earlier if record is profile else record
        before = replace(catalogue, advocates={**catalogue.advocates, person: earlier})
        then = digest(subject, person, consent, before, like=consent.approved)
        if then == consent.approved:
            return then
    return now


def _as_it_was(company: Employer) -> Iterator[Employer]:
    """What may have been approved: ``company`` while the person worked there, and while everything
    that its record says stood in the profile itself.
    """
    if company.former:
        yield company.model_copy(update={"former": False})
    if company.record:
        written = company.model_copy(update={"record": None})
        yield written
        yield written.model_copy(update={"former": False})


def _as_referred(record: R) -> R:
    """A profile as the person approves it: an employer that has a record speaks for itself there,
    and may change what it says without asking the person again.
    """
    if not isinstance(record, Advocate) or not (record.company and record.company.record):
        return record
    company = Employer(record=record.company.record, former=record.company.former)
    return record.model_copy(update={"company": company})


def canonical(record: Record, person: str, consent: ConsentRecord, catalogue: Catalogue) -> str:
    """What is digested: JSON with sorted keys, text in NFC, blanks folded, prose as its
    structure.
    """
    record = _as_referred(record)
    words = _words(record)
    words |= {name: _structure(text, catalogue) for name, text in record.markdown.items()}
    shown = {*files_of(record), *pictures_in_prose(record, catalogue)}
    files = {name: _file_digest(catalogue.media.get(name)) for name in sorted(shown)}
    terms = consent.model_dump(include=_TERMS, exclude_none=True)
    identity = _identity(person, consent, catalogue) if isinstance(record, Story) else {}
    whole = {"words": words, "files": files, "terms": terms, "identity": identity}
    return _dump(whole)


def is_current(approved: str) -> bool:
    """Whether ``approved`` is a digest of the current version."""
    return approved.endswith(_CURRENT)


def _canonical_first(record: Record, consent: ConsentRecord, catalogue: Catalogue) -> str:
    """What the first version digests: the source, and the employer's terms among the person's."""
    record = _as_referred(record)
    terms = consent.model_dump(include=_TERMS, exclude_none=True)
    if consent.employer:
        shown = {"status", "given", "expires"}
        terms["employer"] = consent.employer.model_dump(include=shown, exclude_none=True)
    files = {name: _file_digest(catalogue.media.get(name)) for name in sorted({*files_of(record)})}
    return _dump({"words": _words(record), "prose": record.body, "files": files, "terms": terms})


def _words(record: Record) -> dict[str, Any]:
    fields = _STORY if isinstance(record, Story) else _PROFILE
    layout = {"media": {"__all__": {"placement"}}}
    words = record.model_dump(include=fields, exclude=layout, exclude_none=True)
    if isinstance(record, Story):
        if not record.pull_quotes:  # digests older than the field hold no empty list
            del words["pull_quotes"]
        words["promises"] = [promise.model_dump(exclude={"kept"}) for promise in record.promises]
    return words


def pictures_in_prose(record: Record, catalogue: Catalogue) -> Iterator[str]:
    """The media files that the prose of ``record`` shows, however it names them."""
    for text in record.markdown.values():
        parsed = _parsed(text, catalogue)
        for element, _, address in links_in(parsed.tree) if parsed.has_pictures else ():
            if element.tag == "img" and "media/" in address:
                yield unquote(address.rpartition("media/")[2])


def _parsed(text: str, catalogue: Catalogue) -> ParsedMarkdown:
    return catalogue.prose.get(text) or read_markdown(text)


def _structure(text: str, catalogue: Catalogue) -> list[str]:
    """What ``text`` reads as, block by block."""
    return _parsed(text, catalogue).structure.split("\n")


def _identity(person: str, consent: ConsentRecord, catalogue: Catalogue) -> dict[str, Any]:
    """What a story may show of ``person`` beside their words, as their profile has it."""
    profile = catalogue.advocates.get(person)
    if profile is None:
        return {}
    profile = _as_referred(profile)
    names = {name for field in consent.covers for name in _IDENTITY.get(field, ())}
    names |= {"pseudonym", "role"} if profile.pseudonym else set()
    shown = profile.model_dump(include=names, exclude_none=True)
    if "company" in shown and "logo" not in consent.covers:
        shown["company"] = {k: v for k, v in shown["company"].items() if not k.startswith("logo")}
    pictures = [profile.photo] if "photo" in consent.covers else []
    pictures += [profile.company.logo] if profile.company and "logo" in consent.covers else []
    files = {name: _file_digest(catalogue.media.get(name)) for name in filter(None, pictures)}
    return {"shown": shown, "files": files}


def _dump(whole: Mapping[str, Any]) -> str:
    return json.dumps(_folded(whole), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _folded(value: Any) -> Any:
    if isinstance(value, str):
        paragraphs = _PARAGRAPHS.split(unicodedata.normalize("NFC", value).strip())
        lines = (_BLANKS.sub(" ", paragraph.replace("\n", " ")).strip() for paragraph in paragraphs)
        return "\n\n".join(lines)
    if isinstance(value, Mapping):
        return {key: _folded(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_folded(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def files_of(record: Record) -> Iterator[str]:
    """Every media file that ``record`` shows, in its fields and in its prose."""
    yield from _PICTURE.findall(record.body)
    if isinstance(record, Advocate):
        yield from filter(None, [record.photo, record.company and record.company.logo])
    if isinstance(record, Company) and record.logo:
        yield record.logo
    if isinstance(record, Story):
        yield from _PICTURE.findall(record.challenge or "")
        for medium in record.media:
            yield from filter(None, [medium.src, medium.captions, medium.poster])
        yield from filter(None, [post.image for post in record.social])


def _file_digest(file: MediaFile | None) -> str:
    return file.digest if file else "missing"
