"""The one comment on a pull request, as Markdown, in the language of the community.

Whatever comes from the pull request stands in code spans: there it is no markup, mentions nobody,
and commands nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rooftop.markup import spanned
from rooftop.problems import Severity
from rooftop.pull_requests.report import Report, ReportedConsent, ReportedPage, ReportedProblem
from rooftop.text import shown_plainly
from rooftop.translations import Translation

#: The first line, by which the comment is found again.
MARK = "<!-- rooftop: pull request -->"
#: Problems, consents and pages that a comment lists, and characters of each text of theirs: GitHub
#: takes 65,536 characters in all.
_MAX_LISTED, _MAX_SHOWN = 15, 240
#: Problems that are a consent somebody still has to give: who it is stands under a heading of its
#: own, and the contributor has nothing to mend.
_CONSENT_AWAITED = frozenset(
    (
        "consent-changed",
        "consent-expired",
        "consent-language",
        "consent-missing",
        "consent-not-given",
        "consent-not-yet",
        "consent-unsigned",
        "consent-withdrawn",
    )
)


@dataclass(frozen=True)
class Occasion:
    """For which pull request a comment is written, and where.

    ``revision`` names its commit. ``is_first`` is whether its author is new here. ``site`` is the
    root of the published site; ``pictures`` is where pictures will be, and ``handbook`` where the
    handbook is: addresses that end in a slash, the last two empty where there are none.
    """

    words: Translation
    revision: str
    site: str
    is_first: bool = False
    pictures: str = ""
    handbook: str = ""


def write_comment(report: Report, occasion: Occasion) -> str:
    """The comment about ``report``. It begins with `MARK` and ends with a line feed."""
    writer = _Writer(report, occasion)
    return "\n\n".join([MARK, *writer.blocks()]) + "\n"


@dataclass(frozen=True)
class _Writer:
    report: Report
    occasion: Occasion

    @property
    def words(self) -> Translation:
        return self.occasion.words

    def blocks(self) -> Iterator[str]:
        problems = [each for each in self.report.problems if not self._is_awaited(each)]
        errors = [each for each in problems if each.severity is Severity.ERROR]
        notes = [each for each in problems if each.severity is not Severity.ERROR]
        yield from self._opening()
        total = len(errors)
        yield f"**{self.words('comment.mend', n=total) if total else self.words('comment.fine')}**"
        yield from self._problems("comment.problems", errors)
        yield from self._consents()
        yield from self._pages()
        yield from self._elsewhere()
        yield from self._problems("comment.notes", notes)
        revision = spanned(self.occasion.revision[:12])
        yield f"<sub>{self.words('comment.foot', revision=revision)}</sub>"

    def _is_awaited(self, problem: ReportedProblem) -> bool:
        waiting = {each.path for each in self.report.consents if each.state != "given"}
        return problem.code in _CONSENT_AWAITED and problem.path in waiting

    def _opening(self) -> Iterator[str]:
        words = self.words
        if not self.occasion.is_first:
            yield words("comment.thanks")
            return
        yield f"### {words('comment.welcome')}"
        steps = (
            words("comment.next-check"),
            words("comment.next-consent"),
            words("comment.next-review"),
            words("comment.next-published"),
        )
        listed = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
        yield f"{words('comment.next')}\n\n{listed}"

    def _problems(self, heading: str, problems: Sequence[ReportedProblem]) -> Iterator[str]:
        if problems:
            yield f"### {self.words(heading)}"
            yield from self._by_file(problems)

    def _elsewhere(self) -> Iterator[str]:
        if self.report.elsewhere:
            yield f"<details><summary>{self.words('comment.elsewhere')}</summary>"
            yield self.words("comment.elsewhere-hint")
            yield from self._by_file(self.report.elsewhere)
            yield "</details>"

    def _by_file(self, problems: Sequence[ReportedProblem]) -> Iterator[str]:
        listed = sorted(problems[:_MAX_LISTED], key=lambda each: (each.path, each.line))
        for path, group in groupby(listed, key=lambda each: each.path):
            yield "\n".join([_code(path), "", *map(self._problem, group)])
        yield from self._more(problems)

    def _problem(self, problem: ReportedProblem) -> str:
        key = f"problems.{problem.code}"
        line = f"**{self.words('comment.line', line=str(problem.line))}**" if problem.line else ""
        meaning = self.words(key) if self.words.has(key) else ""
        how = self.words("comment.how")
        page = f"{self.occasion.handbook}problems/{problem.code}.md"
        link = f"[{how}]({page})" if self.occasion.handbook else ""
        told = " ".join(filter(None, (line, meaning, link)))
        details = " ".join(filter(None, (_code(problem.message), _code(problem.hint))))
        return f"- {told}<br>{details}" if told else f"- {details}"

    def _consents(self) -> Iterator[str]:
        consents = self.report.consents
        if not self.report.pages and not consents:
            return
        yield f"### {self.words('comment.consent')}"
        if consents:
            yield _listed([*map(self._consent, consents[:_MAX_LISTED]), *self._more(consents)])
        if any(each.state != "given" for each in consents):
            yield self.words("comment.ask")
        yield self.words("comment.maintainer")

    def _consent(self, consent: ReportedConsent) -> str:
        person = _code(consent.person)
        place = _code(consent.path)
        if consent.state == "given" and consent.until:
            day = self.words.day(consent.until)
            return f"✅ {self.words('comment.given', person=person, day=day)} {place}"
        sign = "⏳" if consent.state in ("missing", "requested", "unapproved", "unsigned") else "⚠️"
        return f"{sign} {self.words(f'comment.{consent.state}', person=person)} {place}"

    def _pages(self) -> Iterator[str]:
        pages = self.report.pages
        if not pages:
            return
        yield f"### {self.words('comment.pages')}"
        yield _listed([*map(self._page, pages[:_MAX_LISTED]), *self._more(pages)])
        pictures = [page for page in pages if page.picture and self.occasion.pictures]
        for page in pictures:
            yield f"<details open><summary>{self.words('comment.picture')}</summary>"
            yield f"{_code(page.title)}"
            yield f"![{self.words('comment.picture')}]({self.occasion.pictures}{page.picture})"
            yield "</details>"
        if pictures:
            yield f"<sub>{self.words('comment.pictures')}</sub>"

    def _page(self, page: ReportedPage) -> str:
        title = _code(page.title)
        is_there = page.change == "changed" and page.is_shown
        name = f"[{title}]({self.occasion.site}{page.address})" if is_there else title
        told = self.words(f"comment.{page.change}", page=name)
        waits = "" if page.is_shown or page.change == "removed" else self.words("comment.waits")
        address = "" if is_there else _code(f"/{page.address}")
        return " ".join(filter(None, (told, address, waits)))

    def _more(self, everything: Sequence[object]) -> Iterator[str]:
        if (rest := len(everything) - _MAX_LISTED) > 0:
            yield self.words("comment.more", n=rest)


def _listed(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _code(text: str) -> str:
    """What the pull request says, as nothing but text."""
    plain = shown_plainly(text)
    return spanned(plain if len(plain) <= _MAX_SHOWN else f"{plain[:_MAX_SHOWN]}…")
