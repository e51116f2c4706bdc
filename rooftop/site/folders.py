"""The folders of a project, and which of them may not lie within one another."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from rooftop.config_file import Keys, locate, relative
from rooftop.problems import Problem, problem
from rooftop.settings import Settings

_CONTENT: Keys = ("extra", "rooftop", "content")
_DRAFTS: Keys = ("extra", "rooftop", "drafts")
_DOCS: Keys = ("docs_dir",)
_CUSTOM: Keys = ("theme", "custom_dir")
#: Names of the folder for notes on a build; the second is used if the first is that of the site.
_NOTES = ("build", "build-notes")


def content_of(config: MkDocsConfig, settings: Settings) -> Path:
    """The folder of the content."""
    return _project(config) / settings.content


def drafts_of(config: MkDocsConfig, settings: Settings) -> Path:
    """The folder of what waits for consent; it need not exist."""
    return _project(config) / settings.drafts


def programme_of(config: MkDocsConfig, settings: Settings) -> Path:
    """The folder of the private log and requests; it need not exist."""
    return _project(config) / settings.programme


def sources_of(config: MkDocsConfig, settings: Settings) -> list[Path]:
    """The folders of a site's inputs: content, drafts, and those that MkDocs reads itself."""
    copied = [folder for _, folder in _copied(config)]
    own = (content_of(config, settings), drafts_of(config, settings))
    return [*own, programme_of(config, settings), *copied]


def check_folders(config: MkDocsConfig, settings: Settings) -> Iterator[Problem]:
    """A problem for a folder that is missing, and for two that overlap and must not."""
    content, drafts = content_of(config, settings), drafts_of(config, settings)
    if not content.is_dir():
        hint = "Name the folder that holds advocates/, stories/ and products/."
        yield _invalid(config, _CONTENT, f"there is not a folder {settings.content}", hint)
    if _is_within(content, drafts) or _is_within(drafts, content):
        hint = "Give drafts a folder of their own, beside the content."
        yield _invalid(config, _DRAFTS, f"{settings.drafts} and {settings.content} overlap", hint)
    for keys, folder in _copied(config):
        for private in (content, drafts, programme_of(config, settings)):
            if any(_overlap(each, private) for each in _reached(folder)):
                yield _copies(config, keys, private)
    if reason := why_no_site_folder(config, settings, Path(config.site_dir)):
        hint = "Give the site a folder of its own, such as site."
        yield _invalid(config, ("site_dir",), reason, hint)


def notes_folder(config: MkDocsConfig, site: Path) -> Path:
    """The folder for files that a build writes beside ``site``: in the project, and never in
    ``site``.
    """
    root = _project(config).absolute()
    site = site.absolute()
    within = site.relative_to(root).parts if site.is_relative_to(root) else ()
    return _project(config) / _NOTES[within == _NOTES[:1]]


def folder_beside(site: Path) -> Path:
    """The folder in which this process builds ``site``."""
    return site.with_name(f".{site.name}.building-{os.getpid()}")


def remove_unfinished(site: Path) -> None:
    """Remove the folders beside ``site`` in which builds were killed. One with the number of this
    process is that of an earlier process, which had the same number, as happens in containers.
    """
    own = folder_beside(site).name
    prefix = own.rpartition("-")[0] + "-"
    with contextlib.suppress(OSError):
        for folder in site.absolute().parent.iterdir():
            if folder.name.startswith(prefix):
                number = folder.name.removeprefix(prefix)
                if folder.name == own or not _is_running(number):
                    shutil.rmtree(folder, ignore_errors=True)


def _is_running(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except OSError:
        return True
    return True


def why_no_site_folder(config: MkDocsConfig, settings: Settings, folder: Path) -> str | None:
    """Why the site cannot be built in ``folder``, or None: a build replaces the whole folder."""
    project, sources = _project(config), sources_of(config, settings)
    hooks = [project / Path(name).parent for name in config.hooks]
    if _is_within(project, folder):
        return "the site would replace the folder of mkdocs.yml"
    for source in (*sources, *hooks):
        if _is_within(source, folder):
            return f"the site would replace {relative(source, Path(config.config_file_path))}"
    for source in sources:
        if _is_within(folder, source):
            return f"the site would lie in {relative(source, Path(config.config_file_path))}"
    return None


def why_not_private(config: MkDocsConfig, settings: Settings, file: Path) -> str | None:
    """Why ``file`` cannot hold what is private, or None: it lies in a folder that is published, or
    whose files are.
    """
    folders = [Path(config.site_dir), content_of(config, settings)]
    for folder in (*folders, *(folder for _, folder in _copied(config))):
        if _is_within(file, folder):
            return f"what lies in {relative(folder, Path(config.config_file_path))} is published"
    return None


def _project(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent


def _copied(config: MkDocsConfig) -> Iterator[tuple[Keys, Path]]:
    """What any generator copies to the site by itself, whatever hooks it runs."""
    yield _DOCS, Path(config.docs_dir)
    if config.theme.custom_dir:
        yield _CUSTOM, Path(config.theme.custom_dir)


def _reached(folder: Path) -> Iterator[Path]:
    """``folder``, and where symbolic links in it lead: MkDocs follows them."""
    yield folder
    for place, folders, files in os.walk(folder):
        paths = (Path(place, name) for name in (*folders, *files))
        yield from (path for path in paths if path.is_symlink())


def _copies(config: MkDocsConfig, keys: Keys, private: Path) -> Problem:
    name = relative(private, Path(config.config_file_path))
    text = (
        f"any generator publishes its files unchanged, and {name} holds what may not be "
        "published so"
    )
    hint = (
        "Set `docs_dir: placeholder`, a folder with an index.md and nothing else. Rooftop reads "
        "the content from the folder that extra.rooftop.content names."
        if keys == _DOCS
        else "Keep templates and their files in a folder of their own."
    )
    return _invalid(config, keys, text, hint)


def _invalid(config: MkDocsConfig, keys: Keys, text: str, hint: str) -> Problem:
    place = locate(Path(config.config_file_path), keys)
    return problem(*place, "setting-invalid", f"{'.'.join(map(str, keys))}: {text}", hint)


def _overlap(one: Path, other: Path) -> bool:
    return _is_within(one, other) or _is_within(other, one)


def _is_within(inner: Path, outer: Path) -> bool:
    """Whether ``inner`` is ``outer`` or lies in it, symbolic links followed."""
    return Path(os.path.realpath(inner)).is_relative_to(os.path.realpath(outer))
