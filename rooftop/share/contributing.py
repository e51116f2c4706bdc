"""How somebody gives a story: the ways that the settings name, each as a link that begins it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, get_args
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

from rooftop.settings import BLANK, Community
from rooftop.translations import translation_for

WayName = Literal["form", "email", "call", "repository"]


@dataclass(frozen=True)
class Way:
    """One way to give a story, and the address that begins it."""

    name: WayName
    url: str


def ways_to_contribute(community: Community, wanted: Mapping[str, str] | None = None) -> list[Way]:
    """Every way that is set, the one that asks least of people first.

    Each passes on what is ``wanted``, words by what they are about (``Role``: ``I lead finance``):
    in a field of the form, in the subject and the text of the e-mail (RFC 6068), in the title and
    the text of an issue.
    """
    settings = community.settings.contribute
    addresses = {name: getattr(settings, name) for name in get_args(WayName)}
    return [
        Way(name, _begin(name, address, community, wanted or {}))
        for name, address in addresses.items()
        if address
    ]


def _begin(name: WayName, address: str, community: Community, wanted: Mapping[str, str]) -> str:
    if name == "email":
        return f"mailto:{quote(address, safe='@+')}?{_letter(community, wanted)}"
    if name == "repository":
        return _issue(address, community, wanted) if wanted else address
    asked = "; ".join(_lines(wanted))
    if BLANK in address:
        return address.replace(BLANK, quote(asked, safe=""))
    return _with_query(address, {"wanted": asked}) if wanted else address


def _letter(community: Community, wanted: Mapping[str, str]) -> str:
    fields = {"subject": _title(community, wanted)}
    if wanted:
        fields["body"] = "\r\n".join(["", "", *_lines(wanted)])
    return urlencode(fields, quote_via=quote)


def _issue(repository: str, community: Community, wanted: Mapping[str, str]) -> str:
    """Where a new issue begins: GitLab has names of its own for its fields, all others do as GitHub
    does.
    """
    title, text = _title(community, wanted), "\n".join(_lines(wanted))
    place = repository.rstrip("/")
    if "gitlab" in (urlsplit(repository).hostname or "").split("."):
        fields = {"issue[title]": title, "issue[description]": text}
        return _with_query(f"{place}/-/issues/new", fields)
    return _with_query(f"{place}/issues/new", {"title": title, "body": text})


def _title(community: Community, wanted: Mapping[str, str]) -> str:
    title = translation_for(community.language)("contribute_page.subject", site=community.name)
    return ": ".join([title, ", ".join(wanted.values())]) if wanted else title


def _lines(wanted: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{label}: {words}" for label, words in wanted.items())


def _with_query(url: str, fields: Mapping[str, str]) -> str:
    """``url`` with ``fields`` behind its own query, and before its fragment (RFC 3986, 3.4)."""
    parts = urlsplit(url)
    query = "&".join(filter(None, [parts.query, urlencode(fields)]))
    return urlunsplit(parts._replace(query=query))
