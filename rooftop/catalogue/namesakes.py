"""Which records of companies speak for an employer: the one that is named, and those of the same
name or website. A company that refused is not shown because a profile spells it another way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from rooftop.catalogue.unreadable import Unreadable
from rooftop.records import Company, Employer
from rooftop.text import company_key, words_of_company


@dataclass(frozen=True)
class Namesakes:
    """Companies by their keys: names however they are written, and websites. ``broken`` has the
    keys of files that cannot be read, of which nobody knows what they say.
    """

    by_key: dict[str, list[Company]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()

    @classmethod
    def of(cls, companies: Iterable[Company], unreadable: Iterable[Unreadable]) -> Namesakes:
        """The namesakes among ``companies``."""
        by_key: defaultdict[str, list[Company]] = defaultdict(list)
        for company in companies:
            names = map(company_key, (company.name, *company.names))
            for key in dict.fromkeys(filter(None, (*names, web_place(company.url)))):
                by_key[key].append(company)
        files = [each for each in unreadable if each.folder == Company.folder]
        broken = {company_key(name) for each in files for name in (each.slug, *each.companies)}
        return cls(dict(by_key), frozenset(filter(None, broken)))

    def find(self, employer: Employer) -> list[Company]:
        """The companies that have a name or the website of ``employer``, each once."""
        companies = (each for key in self._keys(employer) for each in self.by_key.get(key, ()))
        return list({company.slug: company for company in companies}.values())

    def is_unclear(self, employer: Employer) -> bool:
        """Whether a file that cannot be read has the name of ``employer``."""
        return bool(self.broken) and any(key in self.broken for key in self._keys(employer))

    def _keys(self, employer: Employer) -> Iterator[str]:
        """Every key that ``employer`` answers to. One that has no record of its own also answers to
        the names within its name: `Norte Cargo Portugal` to `Norte Cargo`.
        """
        if not self.by_key and not self.broken:
            return
        words = words_of_company(employer.name or "")
        if employer.record:
            yield company_key(employer.name or "")
        else:
            ends = range(1, len(words) + 1)
            yield from (company_key(" ".join(words[a:b])) for b in ends for a in range(b))
        yield web_place(employer.url)


def web_place(url: str | None) -> str:
    """Host and path of ``url`` as people compare them; empty where there is none."""
    return f"{web_host(url)}{urlsplit(url or '').path.rstrip('/').casefold()}"


def web_host(url: str | None) -> str:
    """The host of ``url`` as people compare them; empty where there is none."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")
