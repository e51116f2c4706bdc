"""What check tells of a community that still holds pieces of the demo, or lacks what its readers
need.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from rooftop.leftovers import find_leftovers
from rooftop.problems import CODES
from rooftop.translations import LANGUAGES
from tests.project import REPOSITORY, Project, advocate, story

OURS = """\
site_name: Acme Voices
site_description: Customers of Acme.
site_url: https://voices.acme.com/
docs_dir: placeholder
theme: {name: rooftop, language: en}
plugins: []
hooks: [hooks/publish.py]
not_in_nav: "*"
extra:
  rooftop:
    company: Acme
    report_url: https://acme.com/report
    introduction_url: https://acme.com/introductions
    contribute: {email: stories@acme.com}
    topics: {month-end: Month-end close}
    industries: {logistics: Logistics}
"""
CODES_OF_LEFTOVERS = {
    "leftover-address",
    "leftover-demo",
    "leftover-signer",
    "contribute-missing",
    "contact-missing",
    "claim-contradicted",
}


def leftovers(project: Project, *changes: tuple[str, str]) -> list[str]:
    """What check tells of ``project`` with the settings of a community of its own, changed so, as
    ``path:line code: message``.
    """
    settings = OURS
    for before, after in changes:
        assert before in settings, before
        settings = settings.replace(before, after)
    project.write("mkdocs.yml", settings)
    done = project.check("--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    return told(done.stdout)


def told(output: str) -> list[str]:
    problems = json.loads(output)["problems"]
    assert all(each["hint"] for each in problems)
    return [
        f"{each['path']}:{each['line']} {each['code']}: {each['message']}"
        for each in problems
        if each["code"] in CODES_OF_LEFTOVERS
    ]


def test_a_community_that_is_whole_hears_nothing(project: Project) -> None:
    assert leftovers(project) == []


def test_the_demo_hears_nothing() -> None:
    done = Project(REPOSITORY).check("--format", "json")
    assert told(done.stdout) == []


@pytest.mark.parametrize(
    ("before", "after", "line", "host"),
    [
        ("https://voices.acme.com/", "https://voices.harbourlight.example/", 3, "voices.harbourlight.example"),
        ("https://acme.com/report", "https://HARBOURLIGHT.example/report", 12, "harbourlight.example"),
        ("https://acme.com/introductions", "https://example.com/a", 13, "example.com"),
        ("stories@acme.com", "stories@harbourlight.example", 14, "harbourlight.example"),
        ("company: Acme\n", "company: Acme\n    feed_ids: https://a.example/\n", 12, "a.example"),
        ("company: Acme\n", "company: Acme\n    video_hosts: [film.example.org]\n", 12, "film.example.org"),
        ("plugins: []", "plugins: []\ncopyright: See https://a.example", 7, "a.example"),
    ],
)  # fmt: skip
def test_a_setting_that_nobody_can_be_reached_at(
    project: Project, before: str, after: str, line: int, host: str
) -> None:
    message = f"{host} is reserved for examples and reaches no one"
    assert leftovers(project, (before, after)) == [f"mkdocs.yml:{line} leftover-address: {message}"]


@pytest.mark.parametrize(
    "url", ["https://an.example.com.acme.com/", "https://examples.com/", "https://a.examples/"]
)
def test_an_address_that_somebody_owns_is_none(project: Project, url: str) -> None:
    assert leftovers(project, ("https://acme.com/report", url)) == []


def test_records_are_searched_too_but_for_examples(project: Project) -> None:
    links = "{website: 'https://ana.example/', linkedin: 'https://ana.example/in'}"
    project.write("content/advocates/ana-ribeiro.md", advocate(links=links))
    project.write(
        "content/about.md",
        "---\ntitle: About\n---\n\nSee settings.example, and\n[us](https://b.example/).\n",
    )
    example = "---\nexample: true\ntitle: Example\n---\n\n[Us](https://c.example/).\n"
    project.write("content/example.md", example)
    assert [each.partition(" is ")[0] for each in leftovers(project)] == [
        "content/about.md:6 leftover-address: b.example",
        "content/advocates/ana-ribeiro.md:2 leftover-address: ana.example",
    ]


def test_demo_is_told_once_one_address_is_real(project: Project) -> None:
    demo = ("company: Acme\n", "company: Acme\n    demo: true\n")
    (only,) = leftovers(project, demo)
    assert only.startswith("mkdocs.yml:12 leftover-demo: demo: true says on every page")
    reserved = [("acme.com", "acme.example"), demo]
    assert leftovers(project, *reserved) == []  # a demo of its own: nobody can publish there
    codes = {
        each.split()[1] for each in leftovers(project, *reserved, ("site_url: https://voices.acme.example", "site_url: https://voices.acme.com"))
    }  # fmt: skip
    assert codes == {"leftover-address:", "leftover-demo:"}
    assert {each.split()[1] for each in leftovers(project, reserved[0])} == {"leftover-address:"}


def test_a_copy_of_the_demo_with_an_address_of_its_own_hears_all_of_it(project: Project) -> None:
    settings = (REPOSITORY / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", settings.replace("https://voices.harbourlight.example/\n#", "https://voices.acme.com/\n#"))  # fmt: skip
    messages = told(project.check("--format", "json").stdout)
    assert [each.split()[1] for each in messages].count("leftover-demo:") == 1
    hosts = {each.split()[2] for each in messages if "leftover-address" in each}
    assert hosts == {
        "voices.harbourlight.example",
        "harbourlight.example",
        "forms.harbourlight.example",
        "calendar.harbourlight.example",
        "code.harbourlight.example",
    }


def test_a_setting_that_is_inherited_and_replaced_is_not_told(project: Project) -> None:
    project.write("base.yml", "site_url: https://a.example/\nrepo_url: https://b.example/\n")
    (only,) = leftovers(project, ("site_name:", "INHERIT: base.yml\nsite_name:"))
    assert only.startswith("base.yml:2 leftover-address: b.example")


def test_keys_that_belong_to_nobody(project: Project) -> None:
    project.write("drafts/advocates/bo-lind.md", advocate("status: requested\n", name="Bo Lind"))
    project.write("content/advocates/broken-file.md", "---\nname: [\n---\n")
    keys = "\n".join(
        f"{names} ssh-ed25519 AAAA"
        for names in ("ana-ribeiro", "li-wei,old-name", "bo-lind", "broken-file", "nobody,ana-*")
    )
    project.write("allowed_signers", f"# the keys of advocates\n\n{keys}\n")
    project.write("mkdocs.yml", OURS)
    assert told(project.check("--format", "json").stdout) == [
        "allowed_signers:4 leftover-signer: "
        "the key is that of li-wei, old-name, and there is no such advocate"
    ]


def test_readers_who_cannot_reach_anybody(project: Project) -> None:
    lines = [
        "    report_url: https://acme.com/report\n",
        "    introduction_url: https://acme.com/introductions\n",
        "    contribute: {email: stories@acme.com}\n",
    ]
    assert leftovers(project, *((line, "") for line in lines)) == [
        "mkdocs.yml:10 contact-missing: "
        "introduction_url is not set: readers cannot ask to meet an advocate",
        "mkdocs.yml:10 contact-missing: "
        "report_url is not set: readers cannot report a problem with a page",
        "mkdocs.yml:10 contribute-missing: the page contribute/ has no way to give a story",
    ]


def page(words: str) -> str:
    return f"---\ntitle: Voices\n---\n\nWelcome.\n\n{words}\n"


PAID = "{relationship: customer, incentive: a dinner, conditional: false}"


@pytest.mark.parametrize(
    ("words", "claim", "line"),
    [
        ("Nobody was paid to say this.", "Nobody was paid", 7),
        ("True: **nobody** was\npaid.", "nobody** was paid", 7),
        ("Believe us.\nNo incentives!", "No incentives", 8),
        ("Niemand wurde bezahlt.", "Niemand wurde bezahlt", 7),
        ("Personne n'a été payé.", "Personne n'a été payé", 7),
        ("Nadie ha cobrado.", "Nadie ha cobrado", 7),
        ("Ninguém foi pago.", "Ninguém foi pago", 7),
    ],
)
def test_a_claim_that_an_incentive_contradicts(
    project: Project, words: str, claim: str, line: int
) -> None:
    project.write("content/index.md", page(words))
    assert leftovers(project) == []
    project.write("content/stories/month-end.md", story(disclosure=PAID))
    assert leftovers(project) == [
        f"content/index.md:{line} claim-contradicted: “{claim}” is contradicted by "
        "content/stories/month-end.md, which discloses: a dinner"
    ]


def test_a_claim_that_a_missing_approval_contradicts(project: Project) -> None:
    project.write("content/index.md", page("Every story is approved."))
    assert leftovers(project) == [
        "content/index.md:7 claim-contradicted: “Every story is approved” is contradicted by "
        "content/stories/month-end.md, whose words ana-ribeiro has not approved"
    ]
    assert project.run("rooftop", "consent", "approve", "month-end", "--yes").returncode == 0
    assert leftovers(project) == []


def test_a_claim_may_stand_in_fields_and_settings(project: Project) -> None:
    project.write("content/stories/month-end.md", story(disclosure=PAID))
    project.write("content/about.md", "---\ntitle: About\ndescription: We pay nobody.\n---\n\nA.\n")
    changes = ("Customers of Acme.", "No one was paid.")
    assert [each.split()[0] for each in leftovers(project, changes)] == [
        "content/about.md:3",
        "mkdocs.yml:2",
    ]


def test_what_an_advocate_says_is_no_claim_of_the_company(project: Project) -> None:
    text = story(disclosure=PAID, body="That month nobody was paid, and nobody left.")
    project.write("content/stories/month-end.md", text)
    assert leftovers(project) == []


def test_a_story_that_is_not_published_contradicts_nothing(project: Project) -> None:
    project.write("content/index.md", page("Nobody was paid."))
    project.write("content/stories/month-end.md", story("status: requested\n", disclosure=PAID))
    project.write("mkdocs.yml", OURS)
    assert told(project.check("--format", "json").stdout) == []


def test_every_language_has_its_claims() -> None:
    claims = yaml.safe_load((REPOSITORY / "rooftop/leftovers/claims.yml").read_text())
    for kind, phrases in claims.items():
        assert tuple(phrases) == LANGUAGES, kind
        assert all(phrases.values()), kind


def test_left_overs_stop_no_build(project: Project) -> None:
    project.write("mkdocs.yml", OURS.replace("https://acme.com/report", "https://a.example/report"))
    project.build("--strict")
    assert project.holds("https://a.example/report")


def test_every_code_says_it_with_an_example() -> None:
    assert set(CODES) >= CODES_OF_LEFTOVERS
    for code in CODES_OF_LEFTOVERS:
        text = (REPOSITORY / "docs" / "problems" / f"{code}.md").read_text()
        assert re.search(rf"^\S+:\d+(:\d+)?: note {code}: ", text, re.M), code


def test_a_plan_is_all_it_takes(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("extra: {rooftop: {company: Acme}}\n")
    codes = [each.code for each in find_leftovers(project.plan(), file)]
    assert codes == ["contribute-missing", "contact-missing", "contact-missing"]
