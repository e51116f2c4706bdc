"""The business plan: what it tells readers is what is missing, and nothing of the plan itself."""

from __future__ import annotations

import pytest

from tests.project import Project, story

PLAN = """\
programme: Secret growth plan
goals:
  - name: Win the northern region
    needs: {topics: [month-end], stages: [decision]}
    target: %d
"""


def test_a_story_that_is_missing_is_asked_for_without_the_plan_behind_it(project: Project) -> None:
    project.write("programme.yml", PLAN % 37)
    project.build()
    page = project.page("wanted/").text_content()
    assert "Month-end close" in page
    assert "Deciding" in page
    for inner in ("37", "northern", "growth plan"):
        assert inner not in page
        assert not [
            path
            for path in project.holds(inner)
            if inner != "37" or path.startswith(("wanted/", "llms"))
        ]


def test_a_goal_that_is_reached_asks_for_nothing(project: Project) -> None:
    project.write("programme.yml", PLAN % 1)
    project.build()
    assert "No story is missing right now" in project.page("wanted/").text_content()
    project.write("content/stories/month-end.md", story(stages="[renewal]"))
    project.build()
    assert "Deciding" in project.page("wanted/").text_content()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("goals: [{name: x, needs: {topics: [a]}}]\n", "goals.0.target"),
        ("goals: [{name: x, needs: {planets: [a]}, target: 1}]\n", "goals.0.needs.planets"),
        ("goals: {\n", "programme.yml"),
    ],
)
def test_a_plan_that_cannot_be_read_is_told_and_costs_nothing_else(
    project: Project, text: str, said: str
) -> None:
    project.write("programme.yml", text)
    checked = project.check()
    assert checked.returncode == 1
    assert "programme-invalid" in checked.stderr
    assert said in checked.stderr
    project.build()
    assert (project.site / "stories" / "month-end" / "index.html").is_file()
