"""How to take a file out of the history of a repository. Nothing is run here: it is shown."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from rooftop import git
from rooftop.text import shown_plainly

#: git-filter-repo's manual, "Discussion", says what follows from a rewritten history.
_TOOL = "https://github.com/newren/git-filter-repo"


def explain_erasure(root: Path, files: Sequence[Path], kept: Sequence[Path]) -> Iterator[str]:
    """Lines for people: the commands that take ``files`` out of the history of the repository that
    ``root`` lies in, what they cost, and who must clone again. ``kept`` are files that others show
    too, which stay.
    """
    paths = git.paths_in_history(root, files)
    extent = git.extent(root, paths)
    if extent is None:
        yield "No commit here holds these files, so there is nothing to take out of the history."
        return
    yield from _command(paths, extent)
    yield from _costs(extent)
    yield from _copies(extent)
    if kept:
        yield ""
        yield "These files stay, because others show them too:"
        yield from (f"  {shown_plainly(file.relative_to(root).as_posix())}" for file in kept)


def _command(paths: Sequence[str], extent: git.Extent) -> Iterator[str]:
    remote = extent.remotes[0] if extent.remotes else "ADDRESS-OF-THE-REPOSITORY"
    yield f"Rooftop runs none of this. You need git-filter-repo ({_TOOL}) and a fresh clone:"
    yield ""
    yield f"  git clone --mirror {shlex.quote(remote)} erasing.git"
    yield "  cd erasing.git"
    yield "  git filter-repo --invert-paths \\"
    options = [f"    --path {shlex.quote(path)}" for path in paths]
    yield from (f"{option} \\" for option in options[:-1])
    yield options[-1]
    yield f"  git push --force --mirror {shlex.quote(remote)}"


def _costs(extent: git.Extent) -> Iterator[str]:
    yield ""
    yield "What it costs:"
    yield (
        f"  New ids from {extent.first[:12]} of {extent.day} on, for {extent.commits} of all "
        f"{extent.all_commits} commits. Their signatures are lost."
    )
    yield f"  Branches that change: {', '.join(extent.branches) or 'none'}."
    yield f"  Tags that change: {', '.join(extent.tags) or 'none'}. Sign them again."
    yield "  Links to these commits break, and open pull requests must be opened again."
    yield "  The record goes too: its notices on the site and in feeds, the proof of consent, and"
    yield "  the proof that it was withdrawn. Keep what `rooftop consent receipt NAME` prints."
    yield "  It cannot be undone."


def _copies(extent: git.Extent) -> Iterator[str]:
    yield ""
    yield "Who must clone again, and delete their old copy:"
    yield "  everyone with a clone; one `git push` from an old clone brings the words back;"
    yield "  every fork: its owner must delete it or do the same;"
    yield "  build servers, mirrors and backups, whose copies and caches must be deleted."
    for remote in extent.remotes:
        yield f"  Pushed to: {shown_plainly(remote)}. Ask the host to delete the old commits: until"
        yield "  it does, whoever knows their ids or opens an old pull request can read them."
