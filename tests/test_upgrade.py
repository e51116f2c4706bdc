"""From one version's files to the next one's: what nobody touched is replaced, what somebody wrote
is never lost.
"""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rooftop.forms import FORMS
from rooftop.starter import (
    UNFINISHED,
    Action,
    Answers,
    Package,
    apply,
    compare,
    create,
    managed_files,
    own_files,
    read_repository,
    unresolved,
    with_defaults,
)
from rooftop.starter.files import TEMPLATES

ANSWERS = Answers.model_validate(with_defaults({"company": "Acme"}))
FIRST, SECOND, THIRD = (
    Package(f"0.{number}.0", f"wheel {number}".encode(), f"a=={number}\n", "b==1\n")
    for number in (1, 2, 3)
)
SERVE, BUILD = "scripts/serve", "scripts/build"


class Community:
    """A community that the first version wrote, and what later versions make of it."""

    def __init__(self, place: Path) -> None:
        self.folder, self.templates = place / "acme", place / "templates"
        shutil.copytree(TEMPLATES, self.templates)
        own = own_files(ANSWERS, FIRST, datetime.date(2026, 11, 22), self.templates)
        create(self.folder, ANSWERS, own, managed_files(ANSWERS, FIRST, self.templates))

    def template(self, path: str, text: str | None) -> None:
        """What the next version's template at ``path`` holds; None takes it away."""
        file = self.templates / "common" / f"{path}.j2"
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)

    def line(self, path: str, text: str, at: int) -> None:
        """Put a line into a file by hand."""
        lines = self.read(path).splitlines(keepends=True)
        lines.insert(at, f"{text}\n")
        (self.folder / path).write_text("".join(lines))

    def template_line(self, path: str, text: str, at: int) -> None:
        """Put a line into a template, as the next version does."""
        lines = (self.templates / "common" / f"{path}.j2").read_text().splitlines(keepends=True)
        lines.insert(at, f"{text}\n")
        self.template(path, "".join(lines))

    def read(self, path: str) -> str:
        return (self.folder / path).read_text()

    def has(self, path: str) -> bool:
        return (self.folder / path).exists()

    def upgrade(
        self,
        package: Package = FIRST,
        answers: Answers | None = None,
        refused: tuple[str, ...] = (),
    ) -> Mapping[str, Action]:
        """Upgrade to the templates as they are now; what became of each file."""
        stored, generated, problems = read_repository(self.folder)
        assert problems == []
        assert stored
        wanted = managed_files(answers or stored, package, self.templates)
        changes = compare(self.folder, generated, wanted)
        apply(self.folder, changes, refused, wanted, answers or stored)
        return {change.path: change.action for change in changes}


@pytest.fixture
def community(tmp_path: Path) -> Community:
    return Community(tmp_path)


def test_the_same_version_changes_nothing(community: Community) -> None:
    community.line(SERVE, "# ours", 2)
    assert community.upgrade() == {}
    assert "# ours" in community.read(SERVE)


def test_what_nobody_changed_is_replaced_through_two_versions(community: Community) -> None:
    for number, package in ((2, SECOND), (3, THIRD)):
        community.template_line(SERVE, f"# version {number}", 2)
        actions = community.upgrade(package)
        assert actions == {
            SERVE: Action.REPLACE,
            "requirements.txt": Action.REPLACE,
            package.path: Action.ADD,
            f"vendor/rooftop-0.{number - 1}.0-py3-none-any.whl": Action.REMOVE,
        }
        assert f"# version {number}" in community.read(SERVE)
        assert (community.folder / SERVE).stat().st_mode & 0o100
    assert [file.name for file in (community.folder / "vendor").iterdir()] == [
        "rooftop-0.3.0-py3-none-any.whl"
    ]
    assert f"--hash=sha256:{THIRD.sha256}" in community.read("requirements.txt")


def test_changes_of_both_sides_are_merged_through_two_versions(community: Community) -> None:
    community.line(SERVE, "# ours", 99)
    for number in (2, 3):
        community.template_line(SERVE, f"# version {number}", 1)
        assert community.upgrade() == {SERVE: Action.MERGE}
    text = community.read(SERVE)
    assert all(line in text for line in ("# ours", "# version 2", "# version 3"))


def test_contradicting_changes_stand_side_by_side_between_marks(community: Community) -> None:
    community.line(SERVE, "# ours", 2)
    community.template_line(SERVE, "# theirs", 2)
    actions = community.upgrade()
    assert actions == {SERVE: Action.CONFLICT}
    assert set(actions.values()) <= UNFINISHED
    text = community.read(SERVE)
    assert "<<<<<<< your file\n# ours\n=======\n# theirs\n>>>>>>> new version" in text
    assert unresolved(community.folder, [BUILD, SERVE]) == [SERVE]


def test_a_merge_that_is_refused_comes_up_again(community: Community) -> None:
    community.line(SERVE, "# ours", 99)
    community.template_line(SERVE, "# theirs", 1)
    assert community.upgrade(refused=(SERVE,)) == {SERVE: Action.MERGE}
    assert "# theirs" not in community.read(SERVE)
    assert community.upgrade() == {SERVE: Action.MERGE}
    assert "# theirs" in community.read(SERVE)


def test_what_was_deleted_by_hand_stays_deleted_and_is_told_once_a_change(
    community: Community,
) -> None:
    (community.folder / SERVE).unlink()
    assert community.upgrade() == {}
    community.template_line(SERVE, "# theirs", 1)
    assert community.upgrade() == {SERVE: Action.STAY_DELETED}
    assert not community.has(SERVE)
    assert community.upgrade() == {}


def test_a_new_file_is_written_unless_one_is_there(community: Community) -> None:
    community.template("scripts/lint", "#!/bin/sh\ntheirs\n")
    community.template("scripts/sweep", "#!/bin/sh\ntheirs\n")
    (community.folder / "scripts/sweep").write_text("ours\n")
    assert community.upgrade() == {"scripts/lint": Action.ADD, "scripts/sweep": Action.OCCUPIED}
    assert (community.folder / "scripts/lint").stat().st_mode & 0o100
    assert community.read("scripts/sweep") == "ours\n"


def test_a_file_that_is_needed_no_longer_goes_unless_it_was_changed(community: Community) -> None:
    community.line(SERVE, "# ours", 1)
    community.template(SERVE, None)
    community.template("hooks/publish.py", None)
    assert community.upgrade() == {SERVE: Action.OBSOLETE, "hooks/publish.py": Action.REMOVE}
    assert "# ours" in community.read(SERVE)
    assert not community.has("hooks")
    assert community.upgrade() == {}


def test_a_binary_file_that_was_changed_by_hand_is_left(community: Community) -> None:
    (community.folder / FIRST.path).write_bytes(b"\0ours")
    changed = Package(FIRST.version, b"\0theirs", FIRST.lock, FIRST.build_lock)
    assert community.upgrade(changed)[FIRST.path] is Action.LEAVE
    assert (community.folder / FIRST.path).read_bytes() == b"\0ours"


def test_what_the_community_owns_is_never_touched(community: Community) -> None:
    before = {
        path: (community.folder / path).read_bytes()
        for path in ("mkdocs.yml", "README.md", "content/index.md")
    }
    for file in (community.templates / "own").rglob("*.*"):
        if file.is_file():
            file.write_text("theirs")
    assert community.upgrade() == {}
    assert {path: (community.folder / path).read_bytes() for path in before} == before


def test_another_host_in_the_answers_brings_the_files_of_that_host(community: Community) -> None:
    moved = ANSWERS.model_copy(update={"host": "netlify"})
    assert community.upgrade(answers=moved)["netlify.toml"] is Action.ADD
    assert read_repository(community.folder)[0] == moved
    assert community.upgrade(answers=ANSWERS)["netlify.toml"] is Action.REMOVE


@pytest.mark.parametrize("code", ["github", "gitlab"])
def test_forms_in_english_alone_become_forms_in_every_language_of_the_community(
    tmp_path: Path, code: str
) -> None:
    given = {"company": "Acme", "host": "netlify", "repository": f"https://{code}.com/a/b"}
    english, ours = (
        Answers.model_validate(with_defaults({**given, "languages": languages}))
        for languages in (["en"], ["de", "fr"])
    )
    create(tmp_path, ours, {}, managed_files(english, FIRST))
    wanted = managed_files(ours, FIRST)
    changes = compare(tmp_path, read_repository(tmp_path)[1], wanted)
    assert {change.action for change in changes} <= {Action.ADD, Action.REPLACE, Action.REMOVE}
    apply(tmp_path, changes, (), wanted, ours)
    folder = {"github": ".github/ISSUE_TEMPLATE", "gitlab": ".gitlab/issue_templates"}[code]
    forms = {f"{folder}/{file.name}" for file in (tmp_path / folder).iterdir()}
    assert forms == {path for path in wanted if path.startswith(folder)}
    assert len([path for path in forms if "config" not in path]) == 2 * len(FORMS)
    assert compare(tmp_path, read_repository(tmp_path)[1], wanted) == []


def test_a_question_of_a_later_version_gets_its_default(community: Community) -> None:
    file = community.folder / ".rooftop" / "answers.yml"
    file.write_text("company: Acme\nurl: https://voices.acme.com/\n")
    stored, _, problems = read_repository(community.folder)
    assert problems == []
    assert stored
    assert (stored.name, stored.term_months) == ("Acme Voices", 24)


TEXTS = st.lists(st.sampled_from(["one", "two", "three", "four", ""]), max_size=8)


@given(TEXTS, TEXTS, TEXTS, st.data())
@settings(max_examples=60, deadline=None)
def test_no_line_that_somebody_wrote_is_ever_lost(
    base: list[str], one: list[str], two: list[str], data: st.DataObject
) -> None:
    """Lines added by hand, each unlike any other, are in the file after any two upgrades."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        mine = [f"mine {number}" for number in range(3)]
        hand = list(base)
        for line in mine:
            hand.insert(data.draw(st.integers(0, len(hand))), line)
        create(folder, ANSWERS, {}, {"f": _text(base)})
        (folder / "f").write_bytes(_text(hand))
        for lines in (one, two):
            wanted = {"f": _text(lines)} if data.draw(st.booleans()) else {}
            changes = compare(folder, read_repository(folder)[1], wanted)
            apply(folder, changes, (), wanted, ANSWERS)
        after = (folder / "f").read_text().splitlines()
        assert set(mine) <= set(after)


def _text(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()
