"""Detects that inputs and site are as the last build left them, so that no build is needed.

An overlooked change could keep a withdrawn story public, while a harmless one costs only a build.
So every file of the project counts as an input, as does every file that its settings name, and if
it is not known what a build reads, the site is built.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import stat
import sysconfig
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig

import rooftop
from rooftop import git
from rooftop.cache import Cache, installation
from rooftop.extras import EXTRAS, is_installed
from rooftop.site.configuration import cache_of, community_of
from rooftop.site.folders import content_of, drafts_of, sources_of
from rooftop.site.invocation import current_invocation, moment
from rooftop.site.manifest import Facts, facts_below
from rooftop.site.plugins import has_others
from rooftop.site.project_files import ProjectFiles

if TYPE_CHECKING:
    from rooftop.published import Published

_KIND, _FACTS = "build", "facts"
#: How many bytes of a file are read at once: most files are smaller.
_AT_ONCE = 1 << 16
#: What lets a configuration depend on something that is not in the project.
_REACHING = (b"!ENV", b"INHERIT", b"!!python/", b":python/")


@dataclass(frozen=True)
class Inputs:
    """Digests of the inputs of a build: ``digest`` covers all of them, ``times`` the times of their
    files, which reveal that one was changed since. ``content`` covers the inputs of a plan,
    whatever folder the site is built in. The private log is among them: it can withhold a story.
    """

    digest: str
    times: str
    content: str


class LastBuild:
    """What the last build of the same ``site`` kept: its report, if this build would be the same,
    and its facts, if the content is the same. ``notes`` is the folder that a build writes beside
    the site.
    """

    def __init__(self, config: MkDocsConfig, site: Path, notes: Path) -> None:
        self._config, self._site, self._notes = config, site, notes
        self._files = _files_of(config, (site, notes))
        self._inputs: Inputs | None = None
        if _is_knowable(config, self._files):
            with contextlib.suppress(OSError):
                self._inputs = _inputs_of(config, self._files.facts())

    def find_report(self) -> str | None:
        """The report of the build that made the current site; None if the site has to be built."""
        if not self._inputs:
            return None
        data = self._cache.get(_KIND, self._inputs.digest, secret=self._inputs.digest.encode())
        if data is None:
            return None
        last = json.loads(data)
        if not _is_still_valid(last):
            return None
        with contextlib.suppress(OSError):
            if last["outputs"] == self._state_of(facts_below(self._site)):
                report: str = last["report"]
                return report
        return None

    def find_facts(self) -> bytes | None:
        """What the last build of the same content kept by `keep_facts` today; None if it kept
        nothing, or another plan would say something else now.
        """
        if not self._inputs:
            return None
        key = self._inputs.content
        data = self._cache.get(_FACTS, key, secret=key.encode())
        head, _, facts = (data or b"").partition(b"\n")
        return facts if head and _is_still_valid(json.loads(head)) else None

    def keep(
        self, published: Published, report: str, facts: bytes, files: Mapping[str, Facts]
    ) -> None:
        """Record that the site of ``files`` was built, with the ``report`` about it and the
        ``facts`` of its plan.

        They may name people who are withheld, so they can be read only by somebody who has the
        files that were read.
        """
        if not self._inputs or not self._is_untouched(self._inputs):
            return
        until = published.valid_until
        valid = {
            "from": published.now.isoformat(),
            "until": until.isoformat() if until else None,
        }
        last = {**valid, "outputs": self._state_of(files), "report": report}
        key, content, cache = self._inputs.digest, self._inputs.content, self._cache
        cache.put(json.dumps(last).encode(), _KIND, key, secret=key.encode())
        data = json.dumps(valid).encode() + b"\n" + facts
        cache.put(data, _FACTS, content, secret=content.encode())
        cache.write()

    def _state_of(self, files: Mapping[str, Facts]) -> str:
        """A digest of the facts of all ``files`` of the site, and of the notes."""
        notes = facts_below(self._notes)
        states = [sorted((path, *facts) for path, facts in each.items()) for each in (files, notes)]
        return _digest_of(states)

    def _is_untouched(self, inputs: Inputs) -> bool:
        """Whether nobody changed a file since this began."""
        try:
            return _digest_of(self._files.facts()) == inputs.times
        except OSError:
            return False

    @property
    def _cache(self) -> Cache:
        return cache_of(self._config)


def _is_knowable(config: MkDocsConfig, files: ProjectFiles) -> bool:
    """Whether everything that a build reads is known: no plugin of somebody else takes part, and
    all folders are the project's, or come with a package whose version is known.
    """
    text = Path(config.config_file_path).read_bytes()
    is_closed = not any(word in text for word in _REACHING)
    return is_closed and not has_others(config) and files.are_complete


def _files_of(config: MkDocsConfig, outputs: Sequence[Path]) -> ProjectFiles:
    """What a build of ``config`` may read, but for packages, whose versions are known."""
    root, settings = Path(config.config_file_path).parent, community_of(config).settings
    packages = [Path(rooftop.__file__).parent, Path(sysconfig.get_path("purelib"))]
    themes = [Path(folder).resolve() for folder in config.theme.dirs]
    own = [folder for folder in themes if not any(map(folder.is_relative_to, packages))]
    names = [*map(str, config.hooks), settings.allowed_signers]
    return ProjectFiles(
        root,
        sources=(*sources_of(config, settings), *own),
        named=[root / name for name in names],
        outputs=outputs,
    )


def _inputs_of(config: MkDocsConfig, files: Mapping[str, Facts]) -> Inputs | None:
    """None where something is no ordinary file, such as a link that leads elsewhere. Raises OSError
    for what cannot be read.
    """
    file, settings = Path(config.config_file_path), community_of(config).settings
    base_url = current_invocation().base_url
    if not all(stat.S_ISREG(facts.mode) for facts in files.values()):
        return None
    folders = (content_of(config, settings), drafts_of(config, settings))
    revisions = [git.revision(folder) for folder in folders if folder.is_dir()]
    made_by = (installation(), [name for name in EXTRAS if is_installed(name)])
    contents: dict[str, bytes] = {}
    for path in files:
        contents[path] = _digest_of_file(path)
    content = _digest_of((made_by, file, base_url, revisions, contents))
    return Inputs(
        digest=_digest_of((content, Path.cwd(), config.strict, config.site_dir)),
        times=_digest_of(files),
        content=content,
    )


def _digest_of(value: object) -> str:
    return hashlib.blake2b(repr(value).encode(), digest_size=20).hexdigest()


def _digest_of_file(path: str) -> bytes:
    """A digest of the content. Raises OSError."""
    digest = hashlib.sha256()
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 — one of thousands
        while data := file.read(_AT_ONCE):
            digest.update(data)
    return digest.digest()


def _is_still_valid(last: dict[str, str | None]) -> bool:
    """Whether time alone changes nothing since."""
    start, now = datetime.datetime.fromisoformat(str(last["from"])), moment()
    until = last["until"]
    ends = datetime.datetime.fromisoformat(until) if until else None
    return start.date() == now.date() and start <= now and (ends is None or now < ends)
