"""The business plan: what it tells readers is what is missing, and nothing of the plan itself."""

from __future__ import annotations

import pytest

from rooftop.site.pages.invitations import call_for
from rooftop.translations import translation_for
from tests.project import Project, story

PLAN = """\
programme: Secret growth plan
goals:
  - name: Win the northern region
    needs: {topics: [month-end], stages: [decision]}
    target: %d
"""


def test_a_story_that_is_missing_is_asked_for_without_the_plan_behind_it(project: Project) -> None:
    project.write("programme.yml", PLAN % 4711)
    project.build()
    page = project.page("wanted/").text_content()
    assert "Month-end close" in page
    assert "We would love to hear from someone who is about to decide" in page
    for inner in ("4711", "northern", "growth plan"):
        assert inner not in page
        assert not [
            path
            for path in project.holds(inner)
            if inner != "4711" or path.startswith(("wanted/", "llms"))
        ]


def test_a_goal_that_is_reached_asks_for_nothing(project: Project) -> None:
    project.write("programme.yml", PLAN % 1)
    project.build()
    assert "We are not looking for any particular story" in project.page("wanted/").text_content()
    project.write("content/stories/month-end.md", story(stages="[renewal]"))
    project.build()
    assert "who is about to decide" in project.page("wanted/").text_content()


FINANCE = {"finance": "a finance lead", "operations": "an operations lead"}
STAGES = ("consideration", "decision")


@pytest.mark.parametrize(
    ("language", "needs", "nouns", "said"),
    [
        ("en", {"roles": ["finance"], "stages": STAGES[:1]}, FINANCE,
         "We would love to hear from a finance lead who is comparing options"),
        ("en", {"roles": ["finance", "operations"]}, FINANCE,
         "We would love to hear from a finance lead or an operations lead"),
        ("en", {"roles": ["support"], "stages": STAGES}, FINANCE,
         "We would love to hear from someone who is comparing options or who is about to decide"),
        ("en", {"topics": ["audit"]}, FINANCE, "We would love to hear a story about this"),
        ("de", {"roles": ["finance"], "stages": STAGES}, {"finance": "eine Finanzleitung"},
         "Wir würden gern hören, was eine Finanzleitung beim Vergleichen der Angebote oder kurz vor "
         "der Entscheidung erlebt hat"),
        ("fr", {"stages": STAGES[:1]}, {},
         "Nous aimerions beaucoup entendre une personne qui compare les offres"),
        ("es", {"stages": STAGES[:1]}, {},
         "Nos encantaría escuchar a alguien que está comparando opciones"),
        ("pt", {"stages": STAGES[:1]}, {},
         "Gostaríamos muito de ouvir alguém que esteja a comparar opções"),
    ],
)  # fmt: skip
def test_a_sentence_says_whose_story_is_wanted(
    language: str, needs: dict[str, list[str]], nouns: dict[str, str], said: str
) -> None:
    assert call_for(needs, nouns, translation_for(language)) == said


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


UNKNOWN = """\
goals:
  - name: A
    needs: {products: [leger], topics: [audits, month-end], industries: [logistic], roles: [financ]}
    target: 2
  - name: B
    needs: {languages: [zz, pt-BR]}
    target: 1
packs:
  - name: one
    kinds: [reviw]
    needs:
      products: [ledger, tidee]
asks: {may_ask: {reference-cal: [sales]}}
"""


def test_words_that_do_not_exist_are_located(project: Project) -> None:
    project.write("programme.yml", UNKNOWN)
    said = project.check().stderr
    for line in (
        "3:24: error reference-unknown: there is no product 'leger'",
        "3:41: error reference-unknown: there is no topic 'audits'",
        "3:74: error reference-unknown: there is no industry 'logistic'",
        "3:93: error reference-unknown: there is no role 'financ'",
        "6:25: error reference-unknown: there is no language 'zz'",
        "10:13: error reference-unknown: there is no kind of story 'reviw'",
        "12:26: error reference-unknown: there is no product 'tidee'",
        "13:18: error reference-unknown: there is no kind of request 'reference-cal'",
    ):
        assert f"programme.yml:{line}\n" in said
    for word in ("ledger", "audit", "logistics", "finance", "review", "reference-call"):
        assert f"Did you mean {word!r}?" in said
    assert said.count("programme.yml:") == 8


def test_a_former_name_of_a_product_is_known(project: Project) -> None:
    project.write("content/products/tide.md", "---\nname: Tide\naliases: [flow]\n---\n\nIt runs.\n")
    needs = "{products: [flow, tide], stages: [decision], languages: [de]}"
    project.write("programme.yml", f"goals: [{{name: A, needs: {needs}, target: 1}}]\n")
    assert "programme.yml" not in project.check().stderr
