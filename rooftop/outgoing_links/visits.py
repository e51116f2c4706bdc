"""One address asked for: what its host says, through every redirect."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin, urlsplit

from rooftop.deferred import Deferred

if TYPE_CHECKING:
    import urllib3
else:
    urllib3 = Deferred("urllib3")  # builds read what visits found, and make none

_WEB = ("https://", "http://")
_SECONDS_TO_CONNECT, _SECONDS_TO_READ = 10, 20
_REDIRECTS, _FOR_GOOD = (301, 302, 303, 307, 308), (301, 308)
_MOST_REDIRECTS, _ATTEMPTS = 10, 3
#: The longest wait, in seconds, that a host may ask for between two attempts.
_PATIENCE = 60.0


class State(StrEnum):
    """What became of an address. Some hosts ``refuse`` to answer programs; who is ``unreachable``
    today may be back tomorrow.
    """

    WORKS = "works"
    MOVED = "moved"
    DEAD = "dead"
    UNREACHABLE = "unreachable"
    REFUSES = "refuses"


@dataclass(frozen=True)
class Answer:
    """What came of a visit. ``said`` is the reason as a sentence would end; ``location`` where an
    address has moved for good.
    """

    state: State
    said: str
    location: str | None = None


@dataclass(frozen=True)
class _Response:
    """The status of one response; 0 and the ``fault`` where there was none."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


@dataclass
class Visitor:
    """Asks for addresses as ``agent``. ``now`` (UTC) is the moment of the round; ``pause`` waits
    for some seconds. Addresses in a private network are asked only where ``may_ask_private``.
    """

    agent: str
    now: datetime
    pause: Callable[[float], None]
    may_ask_private: bool = False
    seconds: float = _SECONDS_TO_READ

    def __post_init__(self) -> None:
        timeout = urllib3.Timeout(connect=min(_SECONDS_TO_CONNECT, self.seconds), read=self.seconds)
        headers = {"User-Agent": self.agent, "Accept": "*/*"}
        self._pool = urllib3.PoolManager(headers=headers, timeout=timeout, retries=False)

    def visit(self, url: str) -> Answer:
        """What is at ``url``. Only web addresses are followed, and nothing is downloaded."""
        visited, is_for_good = [url], True
        while True:
            if reason := self._refusal(visited[-1]):
                return Answer(State.DEAD, reason)
            response = self._ask(visited[-1])
            location = response.headers.get("Location")
            if response.status not in _REDIRECTS or not location:
                moved = visited[-1] if len(visited) > 1 and is_for_good else None
                return _judge(response, moved)
            is_for_good = is_for_good and response.status in _FOR_GOOD
            target = urldefrag(urljoin(visited[-1], location)).url
            if target in visited:
                return Answer(State.DEAD, "it redirects in a circle")
            if len(visited) > _MOST_REDIRECTS:
                return Answer(State.DEAD, f"it redirects more than {_MOST_REDIRECTS} times")
            visited.append(target)

    def _refusal(self, url: str) -> str:
        """Why ``url`` is not asked for; empty where it is."""
        try:
            host = urlsplit(url).hostname
        except ValueError:
            host = None
        if not url.startswith(_WEB) or not host:
            return f"it redirects to {url[:80]}, which is no web address"
        if not self.may_ask_private and _is_private(host):
            return f"{host} is in a private network, where readers cannot follow"
        return ""

    def _ask(self, url: str) -> _Response:
        """The response to HEAD; to GET where that is refused: not every host knows HEAD."""
        response = self._patiently("HEAD", url)
        if 400 <= response.status <= HTTPStatus.NOT_IMPLEMENTED and _is_final(response):
            return self._patiently("GET", url)
        return response

    def _patiently(self, method: str, url: str) -> _Response:
        """The first response that is none of a busy or failing host, else the last one."""
        response = _Response(0)
        for attempt in range(_ATTEMPTS):
            response = self._once(method, url)
            if _is_final(response) or attempt == _ATTEMPTS - 1:
                break
            wait = self._wait(response, attempt)
            if wait > _PATIENCE:
                break
            self.pause(wait)
        return response

    def _once(self, method: str, url: str) -> _Response:
        try:
            response = self._pool.request(method, url, redirect=False, preload_content=False)
        except urllib3.exceptions.NameResolutionError:
            return _Response(0, fault="there is no such host")
        except (urllib3.exceptions.TimeoutError, TimeoutError):
            return _Response(0, fault="it did not answer in time")
        except urllib3.exceptions.SSLError:
            return _Response(0, fault="its certificate is not valid")
        except (urllib3.exceptions.HTTPError, OSError, ValueError):
            return _Response(0, fault="no connection to it is possible")
        response.close()  # the rest of it is not needed
        return _Response(response.status, response.headers)

    def _wait(self, response: _Response, attempt: int) -> float:
        """Seconds until the next attempt: as long as the host asks for, or twice as long each
        time.
        """
        asked = response.headers.get("Retry-After", "").strip()
        if asked.isdecimal():
            return float(asked)
        try:
            moment = parsedate_to_datetime(asked)
        except ValueError:
            return float(2**attempt)
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max((aware - self.now).total_seconds(), 0.0)


def _is_final(response: _Response) -> bool:
    """Whether asking again in a moment would bring the same."""
    passing = response.status in (0, 429) or response.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return not passing or response.status == HTTPStatus.NOT_IMPLEMENTED


def _judge(response: _Response, moved: str | None) -> Answer:
    """What ``response`` says of an address that has ``moved`` for good, or has not."""
    status = response.status
    if not status:
        return Answer(State.UNREACHABLE, response.fault)
    said = f"its host answers {status}{_phrase(status)}"
    if status < HTTPStatus.MULTIPLE_CHOICES:
        return Answer(State.MOVED, "it has moved", moved) if moved else Answer(State.WORKS, said)
    if status in (HTTPStatus.NOT_FOUND, HTTPStatus.GONE):
        return Answer(State.DEAD, said)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return Answer(State.UNREACHABLE, said)
    return Answer(State.REFUSES, said)


def _phrase(status: int) -> str:
    try:
        return f" {HTTPStatus(status).phrase}"
    except ValueError:
        return ""


def _is_private(host: str) -> bool:
    """Whether ``host`` has an address that is not of the public internet."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return False  # the visit says that there is none
    return any(
        not ipaddress.ip_address(str(each[4][0]).partition("%")[0]).is_global for each in found
    )
