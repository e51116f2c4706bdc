"""E-mail addresses, and what only looks like one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

#: An address whose domain ends in letters, as every top-level domain does (RFC 3696, 2).
_ADDRESS = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,7}\.(?P<last>[^\W\d_][\w-]{1,62})"
)
#: The version of a package: ``react@17.0.2``, ``checkout@v4.1.2-rc.next``.
_VERSION = re.compile(
    r"v?\d{1,9}(?:\.\d{1,9})+[-.+]?"
    r"(?:alpha|beta|canary|dev|final|lts|next|nightly|post|pre|preview|rc|snapshot)[\w.-]*",
    re.IGNORECASE,
)
#: A picture for dense screens: ``logo@2x.png``.
_DENSITY = re.compile(r"[1-9]x\.(?:avif|gif|jpe?g|png|svg|webp)", re.IGNORECASE)
#: After the name of a host, the path of a repository on it (git-clone(1), scp-like syntax).
_REPOSITORY = re.compile(r":(?:~?/)?[\w.-]+/[\w./-]+|:[\w./-]+\.git\b")
#: Before a login on a host: schemes under which nobody gets mail.
_LOGIN = re.compile(r"(?:ssh|sftp|git|git\+ssh|svn\+ssh)://$", re.IGNORECASE)
#: Hosts that give everybody mail, and nobody a handle.
_MAIL_HOSTS = frozenset(
    {"163.com", "aol.com", "gmail.com", "gmx.de", "gmx.net", "googlemail.com", "hotmail.com"}
    | {"icloud.com", "live.com", "mail.ru", "me.com", "outlook.com", "proton.me", "protonmail.com"}
    | {"qq.com", "t-online.de", "web.de", "yahoo.com"}
)


def find_email_addresses(text: str, allowed: Collection[str] = ()) -> Iterator[tuple[int, str]]:
    """Offset and text of each e-mail address in ``text``.

    Versions of packages, handles of the fediverse (``@ana@social.example``), remotes of git and
    names of pictures are none; nor are those in ``allowed``.
    """
    if "@" in text:
        for match in _ADDRESS.finditer(text):
            if match[0] not in allowed and not _is_something_else(text, match):
                yield match.start(), match[0]


def without_email_addresses(text: str, mark: str) -> str:
    """``text`` with ``mark`` in place of each e-mail address."""
    pieces, at = [], 0
    for start, address in find_email_addresses(text):
        pieces += [text[at:start], mark]
        at = start + len(address)
    return "".join([*pieces, text[at:]])


def _is_something_else(text: str, match: re.Match[str]) -> bool:
    local, _, domain = match[0].partition("@")
    before, start = text[max(0, match.start() - 12) : match.start()], match.start()
    if _VERSION.fullmatch(domain) or _DENSITY.fullmatch(domain):
        return True
    if _LOGIN.search(before):
        return True
    if local in ("git", "hg", "svn") and _REPOSITORY.match(text, match.end()):
        return True
    is_handle = before.endswith("@") and (start < 2 or not re.match(r"[\w.+-]", text[start - 2]))
    return (is_handle or before.endswith("acct:")) and domain.casefold() not in _MAIL_HOSTS
