"""``rooftop pack``: stories as documents for somebody who sells."""

from __future__ import annotations

from pathlib import Path

import click

from rooftop.audit import find_leaks
from rooftop.cli.lines import shorten
from rooftop.cli.needs import needs_of, needs_options
from rooftop.cli.options import as_of_option, complain, config_option, load
from rooftop.extras import how_to_install, is_installed
from rooftop.packs import Selection, describe_needs, render_pack, select
from rooftop.plan import Plan
from rooftop.problems import did_you_mean
from rooftop.programme import FILE, Pack, read_programme
from rooftop.site import configuration, planning
from rooftop.site.publish import in_place_of
from rooftop.summary import count

#: What the folder of a pack holds, and nothing else does.
_MARK = "pack.json"
#: Characters of the name of a pack that has no recipe.
_LONGEST = 60


@click.command(epilog="Example: rooftop pack --product ledger --stage decision")
@config_option
@as_of_option
@click.argument("name", required=False)
@needs_options
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder of the pack, which is replaced. Default: build/packs/NAME.",
)
@click.option("--pptx", is_flag=True, help="Also write slides. Needs the extra `slides`.")
def pack(
    config_file: Path,
    name: str | None,
    output: Path | None,
    pptx: bool,
    **needs: tuple[str, ...],
) -> None:
    """Write a pack: stories as one page to show and to print, chosen by the recipe NAME in
    programme.yml, or by the options.

    A pack leaves the site, so it holds only what people agreed to for `press`. It may be used until
    the first consent in it ends: its first page, its file names and pack.json name that day. It is
    searched for what is withheld before it is written. Exits with 1 if there is nothing to pack.
    """
    if pptx and not is_installed("slides"):
        raise click.ClickException(f"Slides need python-pptx. {how_to_install('slides')}")
    config = load(config_file)
    root = Path(config.config_file_path).parent
    plan = planning.plan_of(config)
    recipe = _recipe(root, name, needs, plan)
    selection = select(recipe, plan.published)
    for line in _describe_rest(selection):
        click.echo(line, err=True)
    folder = (output or root / "build" / "packs" / recipe.name).absolute()
    if not selection.stories:
        raise click.ClickException(_nothing(folder))
    cache = configuration.cache_of(config, is_read_only=True)
    files = render_pack(recipe, selection, plan.published, cache, with_slides=pptx)
    _write(folder, files, plan)
    stories = count(len(selection.stories), "story", "stories")
    click.echo(f"{shorten(folder)}: {stories}, valid until {selection.valid_until}.")


def _nothing(folder: Path) -> str:
    text = "No story may go into this pack. Nothing was written."
    if not (folder / _MARK).is_file():
        return text
    return f"{text} Delete {shorten(folder)}: nothing in that pack may be used any more."


def _recipe(root: Path, name: str | None, words: dict[str, tuple[str, ...]], plan: Plan) -> Pack:
    needs = needs_of(words, plan.published)
    if bool(name) == bool(needs.given()):
        raise click.UsageError(f"Name a pack of {FILE}, or say what its stories are about.")
    if not name:
        words_of = (word.lower() for each in needs.given().values() for word in each)
        slug = "-".join(words_of)[:_LONGEST].rstrip("-")
        return Pack(name=slug, title=describe_needs(needs, plan.published), needs=needs)
    programme, problems = read_programme(root / FILE)
    complain(problems)
    recipes = {each.name: each for each in programme.packs}
    if name not in recipes:
        hint = did_you_mean(name, sorted(recipes))
        raise click.UsageError(f"{FILE} has no pack called {name}. {hint}".strip())
    return recipes[name]


def _describe_rest(selection: Selection) -> list[str]:
    """What the recipe asks for and nobody may take along."""
    if not selection.site_only:
        return []
    stories = count(len(selection.site_only), "story stays", "stories stay")
    lines = [f"{stories} on the site: no consent to `press` covers what the recipe asks for."]
    return [*lines, *(f"  {story.title} ({story.path})" for story in selection.site_only)]


def _write(folder: Path, files: dict[str, bytes], plan: Plan) -> None:
    """Put ``files`` in the place of an earlier pack in ``folder``, if nothing withheld is in
    them.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        text = f"{shorten(folder)} is not empty, and not a pack. Nothing was written."
        raise click.ClickException(f"{text} Name another folder.")
    try:
        with in_place_of(folder) as beside:
            for file, data in files.items():
                (beside / file).write_bytes(data)
            if leaks := find_leaks(beside, plan):
                lines = [f"{leak.path}: {leak.what}" for leak in leaks]
                text = "The pack would contain something that is withheld. Nothing was written."
                raise click.ClickException("\n".join([text, *lines]))
    except OSError as error:
        raise click.ClickException(
            f"{shorten(folder)} cannot be written: {error.strerror}."
        ) from None
