"""Records of companies: made of what profiles spell out, listed, asked and answered."""

from __future__ import annotations

import json
from email.parser import BytesParser
from email.policy import default

import pytest

from rooftop.frontmatter import replace_field
from rooftop.markup import escape_markdown
from rooftop.translations import LANGUAGES, translation_for
from tests.project import Project, advocate
from tests.test_companies import GIVEN, NORTE, OWN, employ, is_shown

INLINE = "{name: Norte Cargo, industry: logistics}"
BLOCK = """\
---
name: Bruno Tavares
# Where he works.
company:
  name: Norte Cargo
  # Transport.
  industry: logistics
  former: true
# What he uses.
products: [ledger]
consent: {status: given, given: 2026-05-02, covers: [name, employer, words], channels: [site],
  employer: {status: given, given: 2026-05-02}}
---

Bruno drove.
"""


def repeat(project: Project) -> None:
    """Two people spell out one company, and a third says something else of it."""
    project.write("content/advocates/bruno-tavares.md", BLOCK)
    other = "{name: NorteCargo SA, industry: logistics}"
    project.write("content/advocates/carla-dias.md", advocate(name="Carla Dias", company=other))


def fold(project: Project) -> str:
    done = project.run("rooftop", "companies", "fold", "--yes")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_profiles_that_say_the_same_of_a_company_name_its_record(project: Project) -> None:
    repeat(project)
    said = fold(project)
    record = (project.root / "content/companies/norte-cargo.md").read_text()
    assert record == "---\nname: Norte Cargo\nindustry: logistics\n---\n"
    ana = (project.root / "content/advocates/ana-ribeiro.md").read_text()
    assert ana == advocate(company="norte-cargo")
    bruno = (project.root / "content/advocates/bruno-tavares.md").read_text()
    assert bruno == BLOCK.replace(
        "company:\n  name: Norte Cargo\n  # Transport.\n  industry: logistics\n  former: true\n",
        "company: norte-cargo\nformer: true\n# Transport.\n",
    )
    assert "carla-dias.md:4: left alone, because name is 'NorteCargo SA' here" in said
    assert "+company: norte-cargo" in said
    people = project.plan().published.advocates
    assert people["bruno-tavares"].former_employer == "Norte Cargo"
    assert people["ana-ribeiro"].employer == "Norte Cargo"
    assert fold(project).endswith("Nothing to fold.\n")


def test_folding_leaves_every_approval_and_every_page_as_it_was(project: Project) -> None:
    repeat(project)
    names = ("advocates/ana-ribeiro", "stories/month-end", "advocates/bruno-tavares")
    for name in names:
        assert project.run("rooftop", "consent", "approve", name, "--yes").returncode == 0
    before = project.plan(approvals="required").published
    fold(project)
    assert is_shown(project)
    after = project.plan(approvals="required").published
    for slug, person in before.advocates.items():
        assert (after.advocates[slug].employer, after.advocates[slug].former_employer) == (
            person.employer,
            person.former_employer,
        )
    assert after.stories["month-end"].results == before.stories["month-end"].results


def test_a_profile_is_folded_into_a_record_that_says_the_same(project: Project) -> None:
    record = NORTE.replace("{consent}", GIVEN)
    project.write("content/companies/norte-cargo.md", record)
    fold(project)
    assert (project.root / "content/companies/norte-cargo.md").read_text() == record
    file = project.root / "content/advocates/ana-ribeiro.md"
    assert file.read_text() == advocate(company="norte-cargo")
    file.write_text(advocate(company="{name: Norte Cargo, industry: food}"))
    assert "industry is 'food' here, 'logistics' elsewhere" in fold(project)
    assert "industry: food" in file.read_text()


def test_companies_with_one_website_are_one(project: Project) -> None:
    company = "{name: Norte Cargo, url: 'https://norte.example'}"
    other = "{name: NC, url: 'https://www.norte.example/'}"
    project.write("content/advocates/ana-ribeiro.md", advocate(company=company))
    project.write("content/advocates/bruno.md", advocate(name="Bruno", company=other))
    said = fold(project)
    assert "bruno.md:4: left alone" in said
    assert "name is 'NC' here, 'Norte Cargo' elsewhere" in said


def test_nothing_is_folded_unasked(project: Project) -> None:
    repeat(project)
    done = project.run("rooftop", "companies", "fold")
    assert done.returncode == 2
    assert "--yes" in done.stderr
    assert not (project.root / "content/companies").exists()


def test_a_name_that_is_taken_is_left_alone(project: Project) -> None:
    repeat(project)
    project.write("content/companies/norte-cargo.md", "---\nname: [\n---\n")
    said = fold(project)
    assert "content/companies/norte-cargo.md exists already" in said
    assert INLINE in (project.root / "content/advocates/ana-ribeiro.md").read_text()


@pytest.mark.parametrize(
    ("written", "below"),
    [
        ("{name: 'A # B', url: x} # why", "company: a\n# why\n"),
        ("\n  name: A\n  # one\n  url: 'b # c' # two", "company: a\n# one\n# two\n"),
        ("{name: A, # one\n  url: b}", "company: a\n# one\n"),
    ],
)
def test_remarks_within_a_value_stay(written: str, below: str) -> None:
    space = "" if written.startswith("\n") else " "
    text = f"---\nname: Ana\ncompany:{space}{written}\nrole: Head\n---\n\nText.\n"
    edited = replace_field(text, "company", {"company": "a"})
    assert edited == f"---\nname: Ana\n{below}role: Head\n---\n\nText.\n"
    crlf = replace_field(text.replace("\n", "\r\n"), "company", {"company": "a"})
    assert crlf == edited.replace("\n", "\r\n")


def test_companies_are_listed_with_their_people_stories_and_approval(project: Project) -> None:
    employ(project)
    project.write("content/companies/sul-rail.md", "---\nname: Sul Rail\n---\n")
    done = project.run("rooftop", "companies", "--format", "json")
    norte, sul = json.loads(done.stdout)
    assert norte == {
        "subject": "content/companies/norte-cargo.md",
        "name": "Norte Cargo",
        "people": 1,
        "stories": 1,
        "standing": "given",
        "until": "2028-05-02",
        "covers": "name logo numbers",
        "channels": "site feeds social embeds press",
        "answer_by": "",
    }
    assert (sul["people"], sul["standing"], sul["until"]) == (0, "missing", "")
    text = project.run("rooftop", "companies").stdout.splitlines()
    assert text[0].split()[:3] == ["subject", "name", "people"]
    assert "Norte Cargo" in text[1]


def test_the_answer_of_a_company_is_recorded(project: Project) -> None:
    employ(project, "{status: requested, answer_by: 2026-12-01}\n# Asked twice.")
    file = project.root / "content/companies/norte-cargo.md"
    command = ("rooftop", "companies")
    done = project.run(
        *(*command, "approve", "norte-cargo", "--covers", "name,logo", "--channels", "site"),
        *("--until", "2027-05-01", "--by", "communications", "--evidence", "CR-9", "--as-of"),
        "2026-11-22",
    )
    assert done.returncode == 0, done.stderr
    assert (
        "{status: given, given: 2026-11-22, expires: 2027-05-01, covers: [name, logo], "
        'channels: [site], by: "communications", evidence: "CR-9"}\n# Asked twice.'
    ) in file.read_text()
    assert project.plan().published.advocates["ana-ribeiro"].employer == "Norte Cargo"
    assert project.run(*command, "refuse", "companies/norte-cargo").returncode == 0
    assert "status: withdrawn" in file.read_text()
    assert project.plan().published.advocates["ana-ribeiro"].company is None
    assert project.run(*command, "approve", "norte-cargo", "--covers", "all").returncode == 0
    assert "withdrawn" not in file.read_text()
    assert "[name, logo, numbers]" in file.read_text()


def test_a_company_that_never_agreed_refuses(project: Project) -> None:
    employ(project, "{status: requested, answer_by: 2026-12-01}")
    assert project.run("rooftop", "companies", "refuse", "norte-cargo").returncode == 0
    file = project.root / "content/companies/norte-cargo.md"
    assert "consent: {status: refused}" in file.read_text()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("norte-carga",), "Did you mean"),
        (("norte-cargo", "--covers", "photo"), "Choose from name, logo, numbers"),
        (("norte-cargo", "--until", "2020-01-01"), "expires before it was given"),
    ],
)
def test_an_answer_that_cannot_be_changes_nothing(
    project: Project, arguments: tuple[str, ...], message: str
) -> None:
    employ(project)
    before = (project.root / "content/companies/norte-cargo.md").read_text()
    done = project.run("rooftop", "companies", "approve", *arguments)
    assert done.returncode
    assert message in done.stderr
    assert (project.root / "content/companies/norte-cargo.md").read_text() == before


def test_somebody_leaves_a_company_that_has_a_record(project: Project) -> None:
    employ(project)
    done = project.run("rooftop", "former", "ana-ribeiro", "--yes")
    assert done.returncode == 0, done.stderr
    assert project.plan().published.advocates["ana-ribeiro"].former_employer == "Norte Cargo"


def test_a_person_is_told_under_whose_approval_their_employer_is_shown(project: Project) -> None:
    employ(project)
    said = project.run("rooftop", "my-words", "ana-ribeiro", "--as-of", "2026-11-22")
    assert said.returncode == 0, said.stderr
    letter = (project.root / "drafts/requests/ana-ribeiro.my-words.md").read_text()
    assert "Norte Cargo agreed to be shown beside you until 2 May 2028." in letter
    assert "https://voices.harbourlight.example/companies/norte-cargo/" in letter


def test_a_request_to_a_company_that_nobody_answered_is_told(project: Project) -> None:
    employ(project, "{status: requested, requested: 2026-10-01, answer_by: 2026-10-20}")
    said = project.run("rooftop", "check", "--as-of", "2026-11-22").stdout
    path = "content/companies/norte-cargo.md"
    assert f"{path}: asked on 2026-10-01, to be answered by 2026-10-20." in said
    assert "1 company" in said


def request(project: Project, *options: str) -> str:
    done = project.run(
        *("rooftop", "consent", "request", "--company", "norte-cargo", "--as-of", "2026-11-22"),
        *options,
    )
    assert done.returncode == 0, done.stderr
    return (project.root / "drafts/requests/company.norte-cargo.md").read_text()


def test_the_letter_to_a_company_says_who_speaks_what_is_asked_and_how_to_end_it(
    project: Project,
) -> None:
    employ(project, "{status: requested}")
    secret = advocate(OWN, name="", pseudonym="Night Owl", company="norte-cargo")
    project.write("content/advocates/night-owl.md", secret)
    hidden = advocate("status: requested\n", name="Hugo Reis", company="norte-cargo")
    project.write("drafts/advocates/hugo-reis.md", hidden)
    letter = request(project, "--asked-by", "Inês Prata, customer team")
    for words in (
        "# May we name Norte Cargo on Harbourlight Voices?",
        "Inês Prata, customer team asks for that here on behalf of",
        "- Ana Ribeiro, Head of Finance, Norte Cargo: "
        "<https://voices.harbourlight.example/advocates/ana-ribeiro/>",
        "“The month-end”, https://voices.harbourlight.example/stories/month-end/",
        "Month-end close: from 9 to 3 days. How it was measured: Median of the last six closes.",
        "| May we say that these people work for Norte Cargo? | yes",
        "numbers? | yes",
        "| May we show it on Harbourlight Voices?",
        "Please answer by 13 December 2026.",
        "Your approval lasts 24 months",
        "You can end your approval at any time",
        "Who answers for Norte Cargo: name, department, date",
    ):
        assert words in letter.replace("\\", "")
    assert "Hugo" not in letter
    assert "employer" not in letter.replace("the name of their employer", "")
    folder = project.root / "drafts/requests"
    page = (folder / "company.norte-cargo.page.html").read_text()
    assert "Norte Cargo" in page
    assert "Ana Ribeiro" in page
    mail = (folder / "company.norte-cargo.eml").read_bytes()
    parsed = BytesParser(policy=default).parsebytes(mail)
    assert parsed["Subject"] == "May we name Norte Cargo on Harbourlight Voices?"
    (attached,) = parsed.iter_attachments()
    assert attached.get_filename() == "company.norte-cargo.page.html"
    record = (project.root / "content/companies/norte-cargo.md").read_text()
    assert "requested: 2026-11-22" in record
    assert "answer_by: 2026-12-13" in record


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_to_a_company_is_written_in_every_language(
    project: Project, language: str
) -> None:
    employ(project, "{status: requested}")
    letter = request(project, "--language", language)
    words = translation_for(language)
    site = "Harbourlight Voices"
    subject = words("letter_employer.subject", employer="Norte Cargo", site=site)
    assert letter.startswith(f"# {escape_markdown(subject)}\n")
    assert words("letter_employer.who") in letter
    assert "{" not in letter


def test_a_company_of_whom_nobody_is_shown_gets_a_letter_without_a_page(project: Project) -> None:
    employ(project, "{status: requested}", "status: requested\n")
    letter = request(project)
    assert "the site shows no one who works for Norte Cargo" in letter
    assert "Ana" not in letter
    assert not (project.root / "drafts/requests/company.norte-cargo.page.html").exists()


def test_a_company_that_said_no_is_not_asked_again(project: Project) -> None:
    employ(project, "{status: refused}")
    done = project.run("rooftop", "consent", "request", "--company", "norte-cargo")
    assert done.returncode == 1
    assert "Norte Cargo said no" in done.stderr
    assert not (project.root / "drafts").exists()


def test_either_people_or_a_company_are_asked(project: Project) -> None:
    for names in ((), ("month-end", "--company", "norte-cargo")):
        done = project.run("rooftop", "consent", "request", *names)
        assert done.returncode == 2
        assert "--company" in done.stderr
