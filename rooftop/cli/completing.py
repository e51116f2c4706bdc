"""``rooftop completion``, and what a shell offers for the names that commands take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from rooftop.config_file import scalar

_FOLDERS = ("advocates", "stories")
_DEFAULT_FILE = Path("mkdocs.yml")

Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def complete_records(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Slugs of advocates and stories; with their folder where one name is both, or where a folder
    was begun. Paths are for the shell to complete.
    """
    names = [file.relative_to(file.parent.parent).with_suffix("") for file in _files(context)]
    slugs = [name.name for name in names]
    offers = [
        name.as_posix() if "/" in incomplete or slugs.count(name.name) > 1 else name.name
        for name in names
    ]
    matches = sorted({offer for offer in offers if offer.startswith(incomplete)})
    if not matches and "/" in incomplete:
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(match) for match in matches]


def complete_people(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Slugs of advocates."""
    slugs = {file.stem for file in _files(context) if file.parent.name == "advocates"}
    return [CompletionItem(slug) for slug in sorted(slugs) if slug.startswith(incomplete)]


def complete_requests(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Names of requests."""
    from rooftop.logbook import REQUESTS  # noqa: PLC0415 — only a shell that completes asks for it

    config_file = Path(context.params.get("config_file") or _DEFAULT_FILE)
    folder = scalar(config_file, ("extra", "rooftop", "programme")) or "programme"
    names = sorted(file.stem for file in (config_file.parent / folder / REQUESTS).glob("*.yml"))
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def complete_companies(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Slugs of companies."""
    slugs = {file.stem for file in _files(context, ("companies",))}
    return [CompletionItem(slug) for slug in sorted(slugs) if slug.startswith(incomplete)]


def complete_list(known: Sequence[str]) -> Completer:
    """Offers each of ``known`` once, behind the comma of those that stand there already."""

    def complete(
        _context: click.Context, _parameter: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        before, comma, begun = incomplete.rpartition(",")
        taken = before.split(",")
        words = [word for word in known if word.startswith(begun) and word not in taken]
        return [CompletionItem(f"{before}{comma}{word}") for word in words]

    return complete


@contextmanager
def offer_words(words: Iterable[str]) -> Iterator[None]:
    """While a question is asked at a terminal, Tab completes each word of the answer to one of
    ``words``. Without readline (Windows), it does not.
    """
    try:
        import readline  # noqa: PLC0415 — it changes how the terminal reads, and not all have it
    except ImportError:
        yield
        return
    known = sorted(words)

    def complete(begun: str, state: int) -> str | None:
        matches = [word for word in known if word.startswith(begun)]
        return matches[state] if state < len(matches) else None

    before, delimiters = readline.get_completer(), readline.get_completer_delims()
    readline.set_completer(complete)
    readline.set_completer_delims(" ,")
    readline.parse_and_bind("tab: complete")
    try:
        yield
    finally:
        readline.set_completer(before)
        readline.set_completer_delims(delimiters)


def _files(context: click.Context, kinds: Sequence[str] = _FOLDERS) -> Iterator[Path]:
    """The files of records of ``kinds``; none outside a project."""
    config_file = Path(context.params.get("config_file") or _DEFAULT_FILE)
    for name in ("content", "drafts"):
        folder = scalar(config_file, ("extra", "rooftop", name)) or name
        for kind in kinds:
            yield from (config_file.parent / folder / kind).glob("*.md")


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script with which a shell completes commands, options, slugs, fields and channels.

    In bash, save it as ~/.local/share/bash-completion/completions/rooftop. In zsh, save it as
    _rooftop in a folder of fpath. In fish, save it as ~/.config/fish/completions/rooftop.fish.
    """
    shell_class = get_completion_class(shell)
    assert shell_class
    root = context.find_root()
    script = shell_class(root.command, {}, "rooftop", "_ROOFTOP_COMPLETE").source()
    click.echo(script)
