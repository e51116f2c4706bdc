"""The made-up community: what each generator reads of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

REPOSITORY = Path(__file__).resolve().parent.parent
#: What other generators list stories by, with these names in the front matter.
LISTS = ("advocates", "products", "topics", "stages", "roles")


@dataclass(frozen=True)
class Record:
    """A file of the community: its slug, front matter and prose."""

    slug: str
    front: Mapping[str, Any]
    prose: str


def make(number: int, folder: Path) -> None:
    """Write a community of ``number`` stories to ``folder``."""
    script = REPOSITORY / "scripts" / "make-corpus"
    subprocess.run([sys.executable, script, str(number), folder], check=True)


def records(content: Path, kind: str) -> Iterator[Record]:
    """The records of a kind, such as ``stories``, that Rooftop publishes."""
    for file in sorted((content / kind).glob("*.md")):
        _, front, prose = file.read_text(encoding="utf-8").split("---\n", 2)
        fields = yaml.load(front, yaml.CSafeLoader)
        if not _is_withdrawn(fields):
            yield Record(file.stem, fields, prose)


def _is_withdrawn(fields: Mapping[str, Any]) -> bool:
    consents = fields.get("consent", {}).values()
    return any(isinstance(each, dict) and each.get("status") == "withdrawn" for each in consents)


def fields_of(story: Record) -> dict[str, Any]:
    """The fields of a story that every generator can show."""
    front = story.front
    return {
        "title": front["title"],
        "date": front["date"],
        "summary": front["summary"],
        "quote": front["quote"]["text"],
        **{name: front[name] for name in LISTS},
    }


def write(file: Path, fields: Mapping[str, Any], prose: str) -> None:
    """Write a page with YAML front matter."""
    text = yaml.dump(dict(fields), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"---\n{text}---\n{prose}", encoding="utf-8")


def edit(file: Path, run: int) -> None:
    """Add a sentence to a story, another one in each run."""
    with file.open("a", encoding="utf-8") as story:
        story.write(f"\nWe read this again, for time {run}.\n")


def as_mkdocs(content: Path, project: Path) -> None:
    """Every page as it is, without the stories that are withdrawn."""
    shown = {record.slug for record in records(content, "stories")}
    shutil.copytree(content, project / "content")
    for file in (project / "content" / "stories").iterdir():
        if file.stem not in shown:
            file.unlink()


def as_blog(content: Path, project: Path) -> None:
    """Stories as posts, whose categories are their topics; other pages as they are."""
    shutil.copytree(content, project / "content", ignore=shutil.ignore_patterns("stories"))
    stories = project / "content" / "stories"
    write(stories / "index.md", {"title": "Stories"}, "\n# Stories\n")
    for story in records(content, "stories"):
        front = story.front
        fields = {"date": front["date"], "categories": front["topics"], "slug": story.slug}
        prose = f"\n# {front['title']}\n\n{front['summary']}\n\n<!-- more -->\n{story.prose}"
        fields["description"] = front["summary"]
        write(stories / "posts" / f"{story.slug}.md", fields, prose)


def as_hugo(content: Path, project: Path) -> None:
    """Stories as pages, people and products as the pages of their terms."""
    _stories(content, project)
    for kind in ("advocates", "products"):
        for record in records(content, kind):
            fields = {"title": record.front["name"]}
            file = project / "content" / kind / record.slug / "_index.md"
            write(file, fields, record.prose)


def as_collections(content: Path, project: Path) -> None:
    """Stories, people and products as pages, for generators whose layout joins them."""
    _stories(content, project)
    for kind in ("advocates", "products"):
        for record in records(content, kind):
            file = project / "content" / kind / f"{record.slug}.md"
            write(file, {"title": record.front["name"]}, record.prose)


def as_pelican(content: Path, project: Path) -> None:
    """Stories as articles, people and products as pages. Pelican's metadata is not YAML."""
    for story in records(content, "stories"):
        front = story.front
        tags = [*front["topics"], *front["products"], *front["roles"]]
        lines = [f"Title: {front['title']}", f"Date: {front['date']}", f"Slug: {story.slug}"]
        lines += [f"Category: {front['stages'][0]}", f"Tags: {', '.join(tags)}"]
        lines += [f"Authors: {'; '.join(front['advocates'])}", f"Summary: {front['summary']}"]
        _plain(project / "content" / "stories" / f"{story.slug}.md", lines, story.prose)
    for kind in ("advocates", "products"):
        for record in records(content, kind):
            lines = [f"Title: {record.front['name']}", f"Slug: {record.slug}"]
            _plain(project / "content" / "pages" / f"{record.slug}.md", lines, record.prose)


def _stories(content: Path, project: Path) -> None:
    for story in records(content, "stories"):
        write(project / "content" / "stories" / f"{story.slug}.md", fields_of(story), story.prose)


def _plain(file: Path, lines: list[str], prose: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(lines) + f"\n{prose}", encoding="utf-8")


def as_rooftop(content: Path, project: Path) -> None:
    """The community with the settings of the demo. Nobody approved what is made up here."""
    shutil.copytree(content, project / "content")
    for name in ("hooks", "overrides", "placeholder"):
        shutil.copytree(REPOSITORY / name, project / name)
    settings = (REPOSITORY / "mkdocs.yml").read_text(encoding="utf-8")
    lines = [line for line in settings.splitlines() if "approvals: required" not in line]
    (project / "mkdocs.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")
