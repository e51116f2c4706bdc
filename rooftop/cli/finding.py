"""``rooftop find``: published stories by words, and what they prove."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from rooftop.cli.needs import needs_of, needs_options
from rooftop.cli.options import as_of_option, config_option, format_option, load
from rooftop.json_api import proof_of
from rooftop.posts import describe_change, disclose, one_line
from rooftop.programme import serving
from rooftop.proof import Match, ProofPoint, may_be_copied, points_of, search
from rooftop.published import Published
from rooftop.site import planning
from rooftop.summary import count
from rooftop.text import quoted
from rooftop.views import SiteStory


@click.command(epilog="Example: rooftop find 'month end' --proof --industry logistics")
@config_option
@as_of_option
@click.argument("query", nargs=-1)
@click.option("--proof", is_flag=True, help="Show results, how they were measured, and quotes.")
@needs_options
@format_option("text", "json")
def find(
    config_file: Path, query: tuple[str, ...], proof: bool, form: str, **needs: tuple[str, ...]
) -> None:
    """Find stories that the site shows today and that contain all words of QUERY.

    Case and accents do not matter, and the beginning of a word is enough. Words in the title count
    most, then those in the summary, the quote, the results, the people, and the prose. Prints for
    each story where the words are, its people, disclosure, last day and link; with --proof, also
    whether each result and each quote may be used in slides and print. Exits with 1 if nothing is
    found.
    """
    published = planning.plan_of(load(config_file)).published
    stories = [story for story in published.stories.values() if not story.is_draft]
    chosen = serving(needs_of(needs, published), stories)
    matches = search(" ".join(query), chosen, published)
    if form == "json":
        data = [_as_data(match, published, proof=proof) for match in matches]
        click.echo(json.dumps({"stories": data}, ensure_ascii=False, indent=1))
    else:
        for match in matches:
            click.echo("\n".join(_lines(match, published, proof=proof)) + "\n")
        click.echo(f"{count(len(matches), 'story', 'stories')}.")
    raise SystemExit(0 if matches else 1)


def _lines(match: Match[Any], published: Published, *, proof: bool) -> Iterator[str]:
    story: SiteStory = match.story
    yield story.title + (f"  [{', '.join(match.places)}]" if match.places else "")
    yield f"  {'; '.join(one_line(teller, story.language) for teller in story.tellers)}"
    if story.disclosure:
        yield f"  {disclose(story.disclosure, 'en')}"
    yield f"  Consent until {story.until}."
    if proof:
        for point in points_of(story):
            yield from (f"    {line}" for line in _proof_lines(point, published))
    yield f"  {published.community.url}{story.path}"


def _proof_lines(point: ProofPoint[Any], published: Published) -> Iterator[str]:
    if point.quote:
        by = one_line(point.quote.by, point.story.language)
        words = quoted(" ".join(point.quote.text.split()), point.story.language)
        yield f"{words} — {by}"
    elif point.result:
        when = f" ({point.result.when})" if point.result.when else ""
        yield f"{point.result.what}: {describe_change(point.result, 'en')}{when}"
        yield f"  How it was measured: {point.result.how_measured}"
    if may_be_copied(point, published):
        yield "  May be used in slides and print."
    else:
        yield "  Not for slides and print: show the page."


def _as_data(match: Match[Any], published: Published, *, proof: bool) -> dict[str, Any]:
    story: SiteStory = match.story
    community = published.community
    facts: dict[str, Any] = {
        "title": story.title,
        "url": community.url + story.path,
        "found_in": match.places,
        "people": [one_line(teller, story.language) for teller in story.tellers],
        "disclosure": disclose(story.disclosure, "en") if story.disclosure else None,
        "until": story.until.isoformat(),
    }
    if proof:
        facts["proof"] = [
            each.model_dump(mode="json") | {"may_be_copied": may_be_copied(point, published)}
            for point, each in zip(points_of(story), proof_of(community, story), strict=True)
        ]
    return facts
