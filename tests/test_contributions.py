"""What contributors get wrong: each cause is one error, in the line where it can be mended, and says
what to do.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from rooftop.problems import Severity
from tests.project import Project, story

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases" / "contributions.yml").read_text()
)


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project.small(tmp_path_factory.mktemp("contributions") / "community")


def contributed(case: dict[str, Any]) -> str:
    """The story that somebody copied and changed."""
    text = story()
    for old, new in case.get("replace", {}).items():
        assert old in text
        text = text.replace(old, new)
    if field := case.get("until"):  # what stands below the field goes, too
        fields, body = text.split("\n---\n\n")
        start = fields.index(f"\n{field}:") + 1
        text = fields[: fields.index("\n", start)] + "\n---\n\n" + body
    return text + str(case.get("add", ""))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_mistake_is_told_once_with_what_to_do(community: Project, case: dict[str, Any]) -> None:
    (community.root / "content/stories/month-end.md").unlink(missing_ok=True)
    file = community.write(f"content/stories/{case.get('file', 'month-end.md')}", contributed(case))
    plan = community.plan(**case.get("settings", {}))
    file.unlink()
    path = f"content/stories/{file.name}"
    errors = [
        each for each in plan.problems if each.severity is Severity.ERROR and each.path == path
    ]
    assert len(errors) == len(case["errors"]), errors
    for error, expected in zip(errors, case["errors"], strict=True):
        line, code, rest = expected.split(" ", 2)
        says, _, hint = rest.partition(" → ")
        assert (str(error.line), error.code) == (line, code)
        assert says in error.message
        assert hint in error.hint
        assert error.hint
