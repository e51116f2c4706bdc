"""A round of visits: several hosts at once, and one request at a time at each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

from rooftop.outgoing_links.memory import Verdict
from rooftop.outgoing_links.visits import Answer, State

_HOSTS_AT_ONCE = 8
#: Seconds between two requests to one host.
_APART = 1.0


@dataclass(frozen=True)
class Round:
    """What is known after a round, by address. ``visited`` is how many were asked."""

    verdicts: Mapping[str, Verdict]
    visited: int

    @property
    def reached_nobody(self) -> bool:
        """Whether no host could be reached: then this machine is the cause."""
        states = {each.state for each in self.verdicts.values()}
        return self.visited > 1 and states == {State.UNREACHABLE}


def go_round(
    urls: Iterable[str],
    known: Mapping[str, Verdict],
    visit: Callable[[str], Answer],
    pause: Callable[[float], None],
    today: date,
    max_age: timedelta,
) -> Round:
    """Visit those of ``urls`` of which nothing fresh is ``known`` (UTC days). What is known of
    others is forgotten.
    """
    wanted = sorted(set(urls))
    fresh = {
        url: known[url] for url in wanted if url in known and known[url].is_fresh(today, max_age)
    }
    hosts: dict[str, list[str]] = {}
    for url in wanted:
        if url not in fresh:
            hosts.setdefault(urlsplit(url).netloc.casefold(), []).append(url)

    def at_one_host(several: list[str]) -> list[tuple[str, Answer]]:
        answers: list[tuple[str, Answer]] = []
        for url in several:
            if answers:
                pause(_APART)
            answers.append((url, visit(url)))
        return answers

    with ThreadPoolExecutor(_HOSTS_AT_ONCE) as pool:
        answers = dict(each for group in pool.map(at_one_host, hosts.values()) for each in group)
    asked = {url: _verdict(url, answer, known.get(url), today) for url, answer in answers.items()}
    return Round({url: (fresh | asked)[url] for url in wanted}, len(asked))


def _verdict(url: str, answer: Answer, before: Verdict | None, today: date) -> Verdict:
    since = before.since if before and before.state is answer.state else today
    return Verdict(url, answer.state, answer.said, answer.location, today, since)
