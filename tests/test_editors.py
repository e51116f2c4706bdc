"""What editors get: schemas of the front matter, snippets, and the files that wire them."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from rooftop.authoring import KINDS, editor_files
from rooftop.frontmatter import read, split
from rooftop.records import parse
from rooftop.settings import Settings
from rooftop.starter import files as starter
from tests.project import REPOSITORY, Project, advocate, story

DEMO = [
    (name, file)
    for name, kind in KINDS.items()
    for file in sorted((REPOSITORY / "content" / kind.folder).glob("*.md"))
]
WIRED = starter.TEMPLATES / "common" / ".vscode"
PRODUCT = "---\nname: Ledger\n---\n"
EVENT = "---\ntitle: Tea\nkind: talk\nstarts: 2027-03-03T17:00\ntimezone: UTC\nplace: Porto\n---\n"
WHOLE = {"story": story(), "advocate": advocate(), "product": PRODUCT, "event": EVENT}


def settings() -> Settings:
    text = (REPOSITORY / "mkdocs.yml").read_text()
    return Settings.model_validate(yaml.safe_load(text)["extra"]["rooftop"])


FILES = editor_files(settings())


def schema(name: str) -> dict[str, Any]:
    return json.loads(FILES[f"schemas/{name}.schema.json"])


def as_editors_read_it(value: Any) -> Any:
    """Front matter as YAML 1.2 has it, in which a day is text."""
    return json.loads(json.dumps(value, default=_written))


def _written(value: date) -> str:
    return value.isoformat().replace("+00:00", "Z")


def accepts(name: str, meta: dict[str, Any]) -> bool:
    return jsonschema.Draft7Validator(schema(name)).is_valid(as_editors_read_it(meta))


@pytest.mark.parametrize("path", FILES)
def test_the_files_here_are_those_that_rooftop_schemas_writes(path: str) -> None:
    assert (REPOSITORY / path).read_bytes() == FILES[path]


@pytest.mark.parametrize("name", KINDS)
def test_a_schema_is_one_of_draft_7_and_describes_every_field(name: str) -> None:
    made = schema(name)
    jsonschema.Draft7Validator.check_schema(made)
    for field, each in made["properties"].items():
        assert each.get("description"), field


@pytest.mark.parametrize(("name", "file"), DEMO, ids=lambda each: getattr(each, "stem", each))
def test_every_file_of_the_demo_fits_its_schema(name: str, file: Path) -> None:
    document, _ = read(file, file.name)
    assert document
    errors = jsonschema.Draft7Validator(schema(name)).iter_errors(as_editors_read_it(document.meta))
    assert [f"{list(each.path)}: {each.message}" for each in errors] == []


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("story", {"titel": "T"}),
        ("story", {"title": ""}),
        ("story", {"title": "x" * 161}),
        ("story", {"date": "5 May 2026"}),
        ("story", {"kind": "tlk"}),
        ("story", {"advocates": "[]"}),
        ("story", {"advocates": "ana-ribeiro"}),
        ("story", {"topics": "[monthend]"}),
        ("story", {"products": "[Ledger Pro]"}),
        ("story", {"language": "English"}),
        ("story", {"lead": '"yes"'}),
        ("story", {"consent": "{ana-ribeiro: {status: maybe}}"}),
        ("story", {"disclosure": "{relationship: friend, incentive: none, conditional: false}"}),
        ("story", {"media": "[{kind: image, src: a.png}]"}),
        ("advocate", {"pseudonym": "Jo"}),
        ("advocate", {"photo": "ana.webp"}),
        ("advocate", {"company": "{name: X, industry: shipbuilding}"}),
        ("advocate", {"links": "{github: http://github.com/x}"}),
        ("product", {"status": "gone"}),
        ("event", {"kind": "party"}),
        ("event", {"starts": "noon"}),
    ],
)
def test_a_schema_refuses_what_the_records_refuse(name: str, fields: dict[str, str]) -> None:
    good, bad = yaml_of(WHOLE[name]), yaml_of(WHOLE[name])
    bad |= {key: yaml.safe_load(text) for key, text in fields.items()}
    assert accepts(name, good)
    assert not accepts(name, bad)


def yaml_of(text: str) -> dict[str, Any]:
    document, problems = split(text, "x.md")
    assert document, problems
    return dict(document.meta)


@pytest.mark.parametrize("name", KINDS)
def test_a_snippet_is_a_record_once_its_places_are_filled(name: str) -> None:
    (snippet,) = (
        each
        for each in json.loads(FILES[".vscode/rooftop.code-snippets"]).values()
        if each["prefix"] == f"rooftop-{name}"
    )
    text = "\n".join(snippet["body"])
    text = text.replace("$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2026-05-04")
    text = re.sub(r"\$\{\d+\|([^,|]*)[^}]*\}", r"\1", text)
    filled = {"starts": "2027-03-03T17:00", "url": "https://x.example/"}
    filled["online_url"] = filled["url"]
    text = re.sub(
        r"^(\s*(\w+): )\$\{\d+:\}",
        lambda match: match[1] + filled.get(match[2], "Word"),
        text,
        flags=re.M,
    )
    text = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", text).replace("$0", "")
    document, problems = split(text, "x.md")
    assert document, problems
    assert parse(KINDS[name], document, "x")[1] == []


def test_vs_code_knows_the_schema_of_every_kind_and_reads_what_check_says(tmp_path: Path) -> None:
    wired = {
        name: uncommented(WIRED / f"{name}.json") for name in ("settings", "tasks", "extensions")
    }
    for name in wired:
        assert (REPOSITORY / f".vscode/{name}.json").read_bytes() == (
            WIRED / f"{name}.json"
        ).read_bytes()
    assert {key.removeprefix("./") for key in wired["settings"]["yaml.schemas"]} == {
        path for path in FILES if path.startswith("schemas/")
    }
    pattern = wired["tasks"]["tasks"][0]["problemMatcher"]["pattern"]["regexp"]
    project = Project.small(tmp_path)
    project.write("content/stories/month-end.md", story(kind="tlk"))
    found = re.search(pattern, project.check().stderr, re.M)
    assert found
    assert found.groups()[:2] == ("content/stories/month-end.md", "2")
    assert "kind may not be 'tlk'" in found[6]


def uncommented(file: Path) -> Any:
    return json.loads(re.sub(r"^\s*//.*$", "", file.read_text(), flags=re.M))


def test_schemas_follow_the_settings_and_tell_when_they_do_not(tmp_path: Path) -> None:
    project = Project.small(tmp_path)
    run = lambda *options: project.run("rooftop", "schemas", *options)  # noqa: E731
    assert run("--check").returncode == 1
    assert run().returncode == 0
    assert run("--check").returncode == 0
    config = (project.root / "mkdocs.yml").read_text()
    project.write(
        "mkdocs.yml", config.replace("      month-end:", "      new-topic: New\n      month-end:")
    )
    done = run("--check")
    assert done.returncode == 1
    assert "schemas/story.schema.json is out of date" in done.stderr
    assert run().stdout.startswith("Wrote 3 files")
    assert "new-topic" in (project.root / "schemas/advocate.schema.json").read_text()
