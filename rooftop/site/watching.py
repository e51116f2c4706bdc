"""The files that a preview watches, and how it notices changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from watchdog import events
from watchdog.observers import Observer

from rooftop.config_file import inheritance
from rooftop.files import is_left_behind
from rooftop.site.configuration import community_of
from rooftop.site.folders import sources_of

#: Events after which a site may be another one; files are opened and closed by every build.
_CHANGES = [
    *(events.FileCreatedEvent, events.FileDeletedEvent),
    *(events.FileModifiedEvent, events.FileMovedEvent),
]


def watched(config: MkDocsConfig) -> Iterator[tuple[Path, bool]]:
    """All inputs of the site, each with whether its folders are watched too: content, drafts,
    templates, files that ``mkdocs.yml`` inherits from, and every file beside it, such as
    ``programme.yml``.
    """
    file = Path(config.config_file_path)
    for folder in sources_of(config, community_of(config).settings):
        if folder.is_dir():
            yield folder, True
    yield from ((inherited, False) for inherited in inheritance(file)[1:])
    yield file.parent, False


def observer_of(paths: list[tuple[Path, bool]]) -> Any:
    """An observer of changes in ``paths``; None if the operating system cannot watch them, for
    example because it watches too many files already.
    """
    trial = _Changes()
    try:
        for path, is_recursive in paths:
            trial.schedule(events.FileSystemEventHandler(), str(path), recursive=is_recursive)
        trial.start()
    except OSError:
        return None
    finally:
        if trial.is_alive():
            trial.stop()
            trial.join()
    return _Changes()


class _Changes(Observer):  # type: ignore[misc, valid-type]
    def schedule(
        self, event_handler: events.FileSystemEventHandler, path: str, **options: Any
    ) -> Any:
        """Pass changes in ``path`` to ``event_handler``, except those of editors' own files."""
        handler = events.FileSystemEventHandler()

        def tell(event: events.FileSystemEvent) -> None:
            paths = filter(None, (event.src_path, event.dest_path))
            if not all(is_left_behind(Path(str(path)).name) for path in paths):
                event_handler.dispatch(event)

        handler.on_any_event = tell  # type: ignore[method-assign]
        return super().schedule(handler, path, event_filter=_CHANGES, **options)
