"""Other people's records become drafts: nothing invented, nothing lost silently, nothing
published.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from rooftop.frontmatter import split
from rooftop.importing import Imported, Mapping, import_records
from tests.project import REPOSITORY, Project

JENKINS = REPOSITORY.parent / "shared" / "data" / "jenkins-stories"
MAPPING = REPOSITORY / "docs" / "examples" / "jenkins-stories.yml"

RULES = {
    "advocate": {
        "slug": {"from": "author", "slug": True},
        "name": "author",
        "company.name": "firm",
    },
    "story": {
        "slug": {"from": "title", "slug": True},
        "title": "title",
        "date": {"from": "date", "day": True},
        "summary": "summary",
        "topics": {"from": "tags", "split": ", *", "terms": "topics", "many": True},
        "body": {"from": "body", "text": "markdown"},
    },
    "terms": {"topics": {"month-end": ["Month End", "closing"]}},
}
RECORD = {
    "author": "José Núñez",
    "firm": "Norte",
    "title": "A story",
    "date": "2025-01-02T10:00:00Z",
    "summary": "Short.",
    "tags": "closing, MONTH END",
    "body": "<p>Hello <b>there</b></p>",
}


def run(tmp_path: Path, files: dict[str, str], form: str = "json", **changes: object) -> Imported:
    for name, text in files.items():
        (tmp_path / "source").mkdir(exist_ok=True)
        (tmp_path / "source" / name).write_text(text, encoding="utf-8")
    mapping = Mapping.model_validate({**RULES, "format": form, **changes})
    return import_records(tmp_path / "source", mapping, tmp_path / "drafts", tmp_path / "content")


def draft(tmp_path: Path, name: str) -> tuple[dict[str, Any], str]:
    document, problems = split((tmp_path / "drafts" / name).read_text(), name)
    assert document, problems
    return document.meta, document.body


FORMS = {
    "json": ("a.json", json.dumps(RECORD)),
    "yaml": ("a.yaml", yaml.safe_dump(RECORD)),
    "csv": (
        "a.csv",
        '"author","firm","title","date","summary","tags","body"\n'
        + ",".join(f'"{v}"' for v in RECORD.values()),
    ),
    "markdown": (
        "a.md",
        "---\n"
        + yaml.safe_dump({k: v for k, v in RECORD.items() if k != "body"})
        + "---\n"
        + RECORD["body"],
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_each_format_becomes_the_same_drafts(tmp_path: Path, form: str) -> None:
    done = run(tmp_path, dict([FORMS[form]]), form)
    assert not done.problems
    assert sorted(done.written) == ["advocates/jose-nunez.md", "stories/a-story.md"]
    person, _ = draft(tmp_path, "advocates/jose-nunez.md")
    assert person == {
        "name": "José Núñez",
        "company": {"name": "Norte"},
        "consent": {"status": "requested"},
    }
    meta, body = draft(tmp_path, "stories/a-story.md")
    assert meta["topics"] == ["month-end"]
    assert meta["consent"] == {"jose-nunez": {"status": "requested"}}
    assert body == "Hello **there**"


def test_a_second_run_changes_nothing_and_no_edit_is_lost(tmp_path: Path) -> None:
    run(tmp_path, dict([FORMS["json"]]))
    file = tmp_path / "drafts" / "stories" / "a-story.md"
    file.write_text(file.read_text() + "\nEdited by a person.\n")
    before = {path: path.read_bytes() for path in (tmp_path / "drafts").rglob("*.md")}
    done = run(tmp_path, {})
    assert done.written == []
    assert len(done.kept) == 2
    assert {path: path.read_bytes() for path in (tmp_path / "drafts").rglob("*.md")} == before


def test_what_was_approved_is_not_imported_again(tmp_path: Path) -> None:
    (tmp_path / "content" / "stories").mkdir(parents=True)
    (tmp_path / "content" / "stories" / "a-story.md").write_text("approved")
    done = run(tmp_path, dict([FORMS["json"]]))
    assert done.written == ["advocates/jose-nunez.md"]


def test_everything_that_does_not_arrive_is_told(tmp_path: Path) -> None:
    record = {
        **RECORD,
        "tags": "closing, Sailing",
        "mood": "good",
        "nested": {"deep": ["x"]},
        "summary": "word " * 100,
        "body": "Write to jose@example.com.",
    }
    story_rules = {**RULES["story"], "summary": {"from": "summary", "shorten": 280}}
    done = run(tmp_path, {"a.json": json.dumps(record)}, story=story_rules)
    told = [each.message for each in done.problems]
    assert any("'Sailing' is no word of the terms topics" in each for each in told)
    assert any(each.startswith("mood: nothing reads it: good") for each in told)
    assert any(each.startswith("nested.deep.0: nothing reads it") for each in told)
    assert any(each.startswith("summary: was shortened; the rest: ") for each in told)
    assert any("an e-mail address was left out" in each for each in told)
    assert all(each.path == "a.json" for each in done.problems)
    assert "@" not in (tmp_path / "drafts/stories/a-story.md").read_text()


def test_what_is_ignored_on_purpose_is_not_told(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        {"a.json": json.dumps({**RECORD, "mood": "good", "n": {"x": [1, 2]}})},
        ignore=["mood", "n"],
    )
    assert not done.problems


def test_one_broken_source_file_does_not_stop_the_others(tmp_path: Path) -> None:
    broken = {
        "b.json": "{not json",
        "c.json": "[1, 2]",
        "d.json": json.dumps({**RECORD, "title": "", "author": "Bo"}),
    }
    done = run(tmp_path, {**broken, **dict([FORMS["json"]])})
    assert "stories/a-story.md" in done.written
    assert {each.path.partition("#")[0] for each in done.problems} == {"b.json", "c.json", "d.json"}


def test_two_records_with_one_name_get_two_addresses(tmp_path: Path) -> None:
    done = run(
        tmp_path,
        {"a.json": json.dumps(RECORD), "b.json": json.dumps({**RECORD, "author": "Bo Lund"})},
    )
    assert sorted(name for name in done.written if "stories" in name) == [
        "stories/a-story-2.md",
        "stories/a-story.md",
    ]


def test_a_mapping_that_is_wrong_says_where(project: Project) -> None:
    project.write(
        "mapping.yml", "format: yaml\nstory: {slug: x}\nadvocate: {slug: y, name: {frm: z}}\n"
    )
    project.write("source/a.yaml", "a: 1\n")
    done = project.run("rooftop", "import", "source", "--mapping", "mapping.yml")
    assert done.returncode == 1
    assert "advocate.name.frm" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(
    not JENKINS.is_dir(), reason="the real stories lie beside the repository, in ../shared"
)
def test_194_real_stories_become_drafts_that_wait_for_consent(project: Project) -> None:
    done = project.run("rooftop", "import", str(JENKINS), "--mapping", str(MAPPING))
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("194 stories in drafts/: 389 files written, 0 already there.")
    assert "no word of the terms" not in done.stderr
    again = project.run("rooftop", "import", str(JENKINS), "--mapping", str(MAPPING))
    assert "0 files written, 389 already there" in again.stdout
    checked = project.check()
    assert checked.returncode == 0
    assert "194 stories wait for consent in drafts/." in checked.stdout
    preview = project.plan(drafts=True)
    assert sum(story.is_draft for story in preview.published.stories.values()) == 194


@pytest.mark.skipif(
    not JENKINS.is_dir(), reason="the real stories lie beside the repository, in ../shared"
)
@pytest.mark.parametrize("most", [10, pytest.param(194, marks=pytest.mark.slow)])
def test_real_stories_of_people_who_agreed_are_published_and_no_others(
    tmp_path: Path, project: Project, most: int
) -> None:
    source = tmp_path / "source"
    source.mkdir()
    files = sorted(JENKINS.glob("*.yaml"), key=lambda file: file.stem != "to-build-projects")
    for file in files[:most]:
        shutil.copy(file, source)
    done = project.run("rooftop", "import", str(source), "--mapping", str(MAPPING))
    assert done.returncode == 0, done.stderr
    agreed = [file.stem for file in files[: most // 2]]
    approve(project, agreed)
    assert project.check().returncode == 0
    said = project.build()
    assert f"{1 + len(agreed)} stories, {1 + len(agreed)} advocates" in said
    page = project.page("stories/to-build-projects")
    assert "Lyubomir Stanev" in page.text_content()
    assert page.xpath("//main//a[@href='../../products/jenkins/']")
    assert page.xpath("//main//a[@href='../../advocates/lyubomir-stanev/']")
    assert not (project.site / "industries" / "fintech").exists()
    built = "\n".join(
        data.decode("utf-8", "replace")
        for path, data in project.contents().items()
        if not path.startswith("assets/")
    )
    rest = sorted((project.root / "drafts").rglob("*.md"))
    assert len(rest) == 2 * (most - len(agreed))
    for file in rest:
        meta = draft(project.root, f"{file.parent.name}/{file.name}")[0]
        assert str(meta.get("title") or meta.get("name")) not in built
        assert f"{file.parent.name}/{file.stem}/" not in built


def approve(project: Project, stories: list[str]) -> None:
    """What asking the people of ``stories`` would do: their records say given, and move to
    content/; their words are added to the settings.
    """
    given = (
        "status: given\n{0}given: 2026-01-01\n{0}covers: [name, employer, words]\n{0}channels: "
        "[site, feeds]\n"
        "{0}employer: {{status: given, given: 2026-01-01}}"
    )
    tellers = [draft(project.root, f"stories/{slug}.md")[0]["advocates"] for slug in stories]
    names = [
        "products/jenkins.md",
        *(f"stories/{slug}.md" for slug in stories),
        *(f"advocates/{slugs[0]}.md" for slugs in tellers),
    ]
    for name in dict.fromkeys(names):
        file = project.root / "drafts" / name
        text = re.sub(
            r"^( *)status: requested",
            lambda match: match[1] + given.format(match[1]),
            file.read_text(),
            flags=re.M,
        )
        project.write(f"content/{name}", text)
        file.unlink()
    mapping = yaml.safe_load(MAPPING.read_text())
    settings = (project.root / "mkdocs.yml").read_text()
    known = yaml.safe_load(re.sub(r"!\S+", "", settings))["extra"]["rooftop"]
    for name, terms in (("topics", "platforms"), ("industries", "industries")):
        more = "".join(
            f"      {word}: {word}\n" for word in mapping["terms"][terms] if word not in known[name]
        )
        settings = settings.replace(f"    {name}:\n", f"    {name}:\n{more}")
    project.write("mkdocs.yml", settings)


def rows(*changes: dict[str, str]) -> dict[str, str]:
    return {f"{n}.json": json.dumps({**RECORD, **each}) for n, each in enumerate(changes)}


def told(done: Imported) -> list[str]:
    return [each.message for each in done.problems]


def test_people_have_prose_too(tmp_path: Path) -> None:
    rules = {**RULES["advocate"], "body": {"from": "bio", "text": "markdown"}}
    files = rows({"bio": "Closes the *books*."})
    done = run(tmp_path, files, advocate=rules)
    assert not done.problems
    assert draft(tmp_path, "advocates/jose-nunez.md")[1] == "Closes the *books*."


def test_two_people_of_one_name_are_two_and_have_their_own_stories(tmp_path: Path) -> None:
    people = rows(
        {"title": "One"},
        {"title": "Two", "firm": "Sul"},
        {"title": "Three"},
        {"title": "Four", "firm": "SUL "},
    )
    done = run(tmp_path, people)
    assert draft(tmp_path, "advocates/jose-nunez.md")[0]["company"] == {"name": "Norte"}
    assert draft(tmp_path, "advocates/jose-nunez-2.md")[0]["company"] == {"name": "Sul"}
    tellers = {
        name: draft(tmp_path, f"stories/{name}.md")[0]["advocates"]
        for name in ("one", "two", "three", "four")
    }
    assert tellers == {
        "one": ["jose-nunez"],
        "two": ["jose-nunez-2"],
        "three": ["jose-nunez"],
        "four": ["jose-nunez-2"],
    }
    assert told(done) == [
        "advocate: jose-nunez of 0.json is another person, by company.name; this one is jose-nunez-2"
    ]
    again = run(tmp_path, {})
    assert again.written == []
    assert told(again) == told(done)


def test_what_tells_people_apart_is_compared_and_never_written(tmp_path: Path) -> None:
    rules = {**RULES["advocate"], "role": "role", "identity": "mail"}
    people = rows(
        {"title": "One", "mail": "a@x.example", "role": "Clerk"},
        {"title": "Two", "mail": "A@X.example ", "role": "Head"},
        {"title": "Three", "mail": "b@x.example", "role": "Clerk"},
    )
    done = run(tmp_path, people, advocate=rules)
    assert sorted(name for name in done.written if "advocates" in name) == [
        "advocates/jose-nunez-2.md",
        "advocates/jose-nunez.md",
    ]
    assert draft(tmp_path, "stories/two.md")[0]["advocates"] == ["jose-nunez"]
    assert draft(tmp_path, "stories/three.md")[0]["advocates"] == ["jose-nunez-2"]
    assert not any("x.example" in file.read_text() for file in tmp_path.glob("drafts/*/*.md"))


def test_nobody_gets_the_words_of_a_namesake_who_is_there_already(tmp_path: Path) -> None:
    there = tmp_path / "content" / "advocates" / "jose-nunez.md"
    there.parent.mkdir(parents=True)
    there.write_text("---\nname: José Núñez\ncompany: {name: Leste}\n---\n")
    done = run(tmp_path, dict([FORMS["json"]]))
    assert done.written == []
    assert [each.code for each in done.problems] == ["slug-taken"]
    assert "the file says Leste, and this record Norte" in done.problems[0].message
    there.write_text("---\nname: José Núñez\ncompany: norte\n---\n")
    done = run(tmp_path, {})
    assert done.written == ["stories/a-story.md"]
    assert not done.problems


def test_people_come_without_stories(tmp_path: Path) -> None:
    files = {
        "a.md": "---\ndisplay_name: Ana Silva\nagency_full_name: General Services\ngithub: ana\n---\n",
        "b.md": "---\ndisplay_name: Bo Lund\ngithub: not an account\n---\n",
    }
    rules = {
        "slug": "display_name",
        "name": "display_name",
        "company.name": "agency_full_name",
        "github": "github",
    }
    done = run(tmp_path, files, "markdown", advocate=rules, story={})
    assert sorted(done.written) == ["advocates/ana-silva.md", "advocates/bo-lund.md"]
    assert draft(tmp_path, "advocates/ana-silva.md")[0]["github"] == "ana"
    assert "github" not in draft(tmp_path, "advocates/bo-lund.md")[0]
    assert [each.path for each in done.problems] == ["b.md"]


def test_a_record_without_a_story_is_a_person_and_one_without_a_person_a_story(
    tmp_path: Path,
) -> None:
    empty = dict.fromkeys(("title", "date", "summary", "tags", "body"), "")
    done = run(tmp_path, rows({**empty, "author": "Bo"}, {"author": "", "firm": "", "date": ""}))
    assert done.written == ["advocates/bo.md", "stories/a-story.md"]
    assert told(done) == [
        "stories/a-story.md is a draft without all it needs: date is missing; advocates is missing"
    ]


def test_stories_of_people_who_are_there_already(tmp_path: Path) -> None:
    (tmp_path / "content" / "advocates").mkdir(parents=True)
    (tmp_path / "content" / "advocates" / "jose-nunez.md").write_text("---\nname: x\n---\n")
    rules = {**RULES["story"], "advocates": {"from": "author", "slug": True, "many": True}}
    files = rows({"title": "One"}, {"title": "Two", "author": "Bo"})
    done = run(tmp_path, files, advocate={}, story=rules, ignore=["firm"])
    assert done.written == ["stories/one.md", "stories/two.md"]
    assert draft(tmp_path, "stories/one.md")[0]["consent"] == {
        "jose-nunez": {"status": "requested"}
    }
    assert told(done) == ["story: there is no advocate bo in the content or the drafts"]


def test_products_and_events_are_imported_too(tmp_path: Path) -> None:
    table = (
        "kind,title,start,end,url\n"
        "webinar,Close faster,2026-09-03T15:00Z,2026-09-03T16:00Z,https://x.example\n"
    )
    zone = {"zone": "Europe/Lisbon"}
    done = run(
        tmp_path,
        {"a.csv": table},
        "csv",
        advocate={},
        story={},
        product={"slug": "title", "name": "title", "names": "title"},
        event={
            "slug": "title",
            "title": "title",
            "kind": "kind",
            "starts": {"from": "start", "day": zone},
            "ends": {"from": "end", "day": zone},
            "timezone": {"value": "Europe/Lisbon"},
            "online_url": "url",
        },
    )
    assert not done.problems
    assert draft(tmp_path, "products/close-faster.md")[0]["names"] == ["Close faster"]
    event, _ = draft(tmp_path, "events/close-faster.md")
    assert str(event["starts"]) == "2026-09-03 16:00:00"


@pytest.mark.parametrize("slug", ["../../etc/passwd", "con", "CON", "a/b", "ÀÉÎ", "x" * 200, "…"])
def test_a_slug_names_a_file_of_the_drafts_and_no_other(tmp_path: Path, slug: str) -> None:
    rules = {**RULES["story"], "slug": "id"}
    done = run(tmp_path, rows({"id": slug}, {"id": slug}), story=rules)
    names = [Path(name) for name in done.written if name.startswith("stories/")]
    assert len(set(names)) == 2
    for name in names:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name.stem)
        assert len(name.stem) <= 64
        assert name.stem != "con"
        assert (tmp_path / "drafts" / name).is_file()


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "drafts").write_text("no folder")
    done = run(tmp_path, dict([FORMS["json"]]))
    assert done.written == []
    assert any("cannot be written" in message for message in told(done))


def test_a_dry_run_shows_each_field_and_writes_nothing(project: Project) -> None:
    project.write(
        "mapping.yml",
        yaml.safe_dump(
            {
                "format": "csv",
                "advocate": {"slug": "who", "name": "who", "role": "job"},
                "story": {
                    "slug": "title",
                    "title": "title",
                    "date": {"from": "on", "default": "2024-01-01"},
                    "summary": "sum",
                },
            }
        ).replace("'2024-01-01'", "2024-01-01"),
    )
    project.write("source/a.csv", "who,title,on,sum,mood\nBo,One,03/04/2026,x,good\nCy,Two,,,bad\n")
    arguments = ("rooftop", "import", "source", "--mapping", "mapping.yml")
    done = project.run(*arguments, "--dry-run")
    assert done.returncode == 0, done.stderr
    table = [re.split(r"  +", line) for line in done.stdout.splitlines()]
    assert table[0] == ["source", "example", "becomes", "filled", "default", "refused"]
    assert ["–", "advocate.role", "0", "0", "0"] in table
    assert ["–", "2024-01-01", "story.date", "0", "2", "1"] in table
    assert ["sum", "x", "story.summary", "1", "0", "0"] in table
    assert ["mood", "good", "not used", "0", "0", "2"] in table
    assert "2 stories in drafts/: 4 files would be written, 0 already there." in done.stdout
    assert not (project.root / "drafts").exists()
    written = project.run(*arguments)
    assert "4 files written, 0 already there." in written.stdout
    assert written.stderr == done.stderr


def test_drafts_that_lack_something_block_nobody(project: Project) -> None:
    project.write("mapping.yml", yaml.safe_dump({**RULES, "format": "json"}))
    project.write("source/a.json", json.dumps({**RECORD, "date": "soon", "tags": "closing"}))
    done = project.run("rooftop", "import", "source", "--mapping", "mapping.yml")
    assert done.returncode == 0
    assert "note import-incomplete: stories/a-story.md" in done.stderr
    checked = project.check()
    assert checked.returncode == 0
    assert "drafts/stories/a-story.md" in checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("mapping", "place"),
    [
        ("format: csv\nadvocate:\n  slug: a\n  nam: b\n", "mapping.yml:4:3"),
        ("format: csv\nadvocate:\n  slug: a\n  name: {from: b, patern: c}\n", "mapping.yml:4:19"),
        ("format: csv\nadvocate: {slug: a}\nadvocate: {slug: b}\n", "mapping.yml:3:1"),
        ("format: csv\nadvocate: {slug: a, joined: {value: 2026-02-30}}\n", "mapping.yml:2:"),
        ("format: csv\n\tadvocate: x\n", "mapping.yml:2:"),
        ("- a\n", "mapping.yml:1:1"),
        ("", "mapping.yml:1:1"),
        ("[" * 100_000, "mapping.yml:1:"),
        ("format: csv\nadvocate: {slug: 5}\n", "mapping.yml:2:"),
        ("format: csv\nadvocate: {slug: {like: name}}\n", "mapping.yml:2:"),
        ("format: csv\nneeds: story.body\nstory: {title: a}\n", "mapping.yml:2:"),
        (
            "format: csv\njoins: {a: {format: csv, key: b, onn: c}}\nstory: {title: a}\n",
            "mapping.yml:2:",
        ),
    ],
)
def test_a_mapping_that_cannot_be_used_says_where(
    project: Project, mapping: str, place: str
) -> None:
    project.write("mapping.yml", mapping)
    project.write("source/a.csv", "a\nb\n")
    done = project.run("rooftop", "import", "source", "--mapping", "mapping.yml")
    assert done.returncode == 1
    assert place in done.stderr
    assert "itself failed" not in done.stderr
