"""No way round an employer's refusal: nothing of its name, logo or numbers is in any output."""

from __future__ import annotations

import pytest
from PIL import Image

from rooftop.text import company_key
from rooftop.withheld_text import TextFinder, WithheldText
from tests.project import Project, advocate, story
from tests.test_companies import GIVEN, NORTE, OWN, employ

REFUSED = "{status: refused}"
APPROVED_FOR_ONE = f"{OWN}employer: {{status: given, given: 2026-05-02}}\n"
EVERYWHERE = OWN.replace("[site, feeds]", "[site, feeds, social, embeds, press]")


def employ_inline(project: Project, company: str, consent: str = REFUSED) -> None:
    """Bruno's profile spells ``company`` itself and has his employer's word for him alone; the
    record of Norte Cargo has ``consent``.
    """
    employ(project, consent)
    file = advocate(APPROVED_FOR_ONE, name="Bruno Tavares", company=company)
    project.write("content/advocates/bruno-tavares.md", file)
    told = story(APPROVED_FOR_ONE).replace("ana-ribeiro", "bruno-tavares")
    project.write("content/stories/tuesdays.md", told.replace("The month-end", "Tuesdays"))


@pytest.mark.parametrize(
    "company",
    [
        "{name: Norte Cargo}",
        "{name: norte cargo}",
        "{name: NorteCargo}",
        '{name: "Norte Cargo, S.A."}',
        "{name: Nórte Cargo Lda}",
        "{name: NorteCargo SA}",
        "{name: Norte Cargo Portugal}",
    ],
)
def test_a_refusal_holds_for_a_profile_that_spells_the_company_itself(
    project: Project, company: str
) -> None:
    employ_inline(project, company)
    plan = project.plan()
    published = plan.published
    assert published.advocates["bruno-tavares"].company is None
    told = [each for each in plan.problems if each.path.endswith("bruno-tavares.md")]
    assert "Write `company: norte-cargo`" in told[0].hint
    view = published.stories["tuesdays"]
    assert (view.tellers[0].name, view.tellers[0].company) == ("Bruno Tavares", None)
    assert not view.results


def test_a_refusal_holds_for_a_profile_with_the_website_of_the_company(project: Project) -> None:
    employ_inline(project, "{name: NC, url: 'https://www.norte.example/'}")
    file = project.root / "content/companies/norte-cargo.md"
    file.write_text(file.read_text().replace("industry", "url: https://norte.example\nindustry"))
    assert project.plan().published.advocates["bruno-tavares"].company is None


def test_an_approval_of_a_company_does_not_pass_to_profiles_that_do_not_name_its_record(
    project: Project,
) -> None:
    employ_inline(project, "{name: Norte Cargo}", GIVEN)
    profile = advocate(OWN, name="Bruno Tavares", company="{name: Norte Cargo}")
    project.write("content/advocates/bruno-tavares.md", profile)
    assert project.plan().published.advocates["bruno-tavares"].company is None


def test_limits_of_an_approval_hold_for_a_profile_that_spells_the_company_itself(
    project: Project,
) -> None:
    only = "{status: given, given: 2026-05-02, covers: [name], channels: [site]}"
    employ_inline(project, "{name: Norte Cargo}", only)
    published = project.plan().published
    assert published.stories["tuesdays"].tellers[0].employer == "Norte Cargo"
    assert not published.stories["tuesdays"].results
    assert published.channels.feeds["tuesdays"].tellers[0].company is None


def test_other_spellings_of_a_company_that_one_person_shows_are_no_secret(project: Project) -> None:
    employ_inline(project, "{name: Norte Cargo}", "{status: requested}")
    profile = advocate(OWN, company="norte-cargo")
    project.write("content/advocates/ana-ribeiro.md", profile)
    published = project.plan().published
    assert published.advocates["bruno-tavares"].employer == "Norte Cargo"
    assert "tuesdays" in published.stories


def test_one_refusal_counts_among_two_records_of_one_company(project: Project) -> None:
    employ(project)
    project.write("content/companies/norte.md", NORTE.replace("{consent}", REFUSED))
    assert project.plan().published.advocates["ana-ribeiro"].company is None


def test_another_company_is_not_hidden_by_a_refusal(project: Project) -> None:
    employ_inline(project, "{name: Sul Rail}")
    assert project.plan().published.advocates["bruno-tavares"].employer == "Sul Rail"


@pytest.mark.parametrize("broken", ["name: [", "colour: red", "consent: {status: no}"])
def test_a_company_whose_file_cannot_be_read_is_shown_to_nobody(
    project: Project, broken: str
) -> None:
    employ_inline(project, "{name: Norte Cargo}", GIVEN)
    profile = advocate(APPROVED_FOR_ONE, company="norte-cargo")
    project.write("content/advocates/ana-ribeiro.md", profile)
    project.write("content/stories/month-end.md", story(APPROVED_FOR_ONE))
    file = project.root / "content/companies/norte-cargo.md"
    file.write_text(file.read_text().replace("industry", f"{broken}\nindustry"))
    plan = project.plan()
    for slug in ("ana-ribeiro", "bruno-tavares"):
        assert plan.published.advocates[slug].company is None
    assert not plan.published.stories["month-end"].results
    assert {"Norte Cargo", "NorteCargo SA"} <= plan.withheld_text.companies


@pytest.mark.parametrize("reference", ["norte-carga", "{record: norte-carga, former: true}"])
def test_an_approval_for_one_person_shows_nothing_of_a_company_that_is_unknown(
    project: Project, reference: str
) -> None:
    employ(project, REFUSED, APPROVED_FOR_ONE)
    profile = advocate(APPROVED_FOR_ONE, company=reference)
    project.write("content/advocates/ana-ribeiro.md", profile)
    view = project.plan().published.stories["month-end"]
    assert view.tellers[0].company is None
    assert not view.results


def test_a_profile_cannot_name_a_record_and_a_name_of_its_own(project: Project) -> None:
    employ(project, REFUSED, APPROVED_FOR_ONE)
    profile = advocate(APPROVED_FOR_ONE, company="{record: norte-cargo, name: Norte Cargo}")
    project.write("content/advocates/ana-ribeiro.md", profile)
    plan = project.plan()
    (problem,) = [each for each in plan.problems if each.path.endswith("ana-ribeiro.md")]
    assert "remove name" in problem.message + problem.hint
    assert "ana-ribeiro" not in plan.published.advocates


@pytest.mark.parametrize("company", ["sul-rial", "sul-rail"])
def test_numbers_of_another_company_need_its_own_word(project: Project, company: str) -> None:
    employ(project, GIVEN, APPROVED_FOR_ONE)
    project.write("content/companies/sul-rail.md", "---\nname: Sul Rail\n---\n")
    project.write("content/stories/month-end.md", story(APPROVED_FOR_ONE, company=company))
    assert not project.plan().published.stories["month-end"].results


def test_a_company_that_let_itself_be_named_may_stand_in_the_story_of_its_numbers(
    project: Project,
) -> None:
    employ(project)
    sul = NORTE.replace("Norte Cargo", "Sul Rail").replace("[NorteCargo SA]", "[]")
    body = "At Sul Rail we closed the books."
    project.write("content/stories/month-end.md", story(OWN, body, company="sul-rail"))
    project.write("content/companies/sul-rail.md", sul.replace("{consent}", REFUSED))
    assert "month-end" not in project.plan().published.stories
    project.write("content/companies/sul-rail.md", sul.replace("{consent}", GIVEN))
    assert project.plan().published.stories["month-end"].results


@pytest.mark.parametrize("place", ["drafts", "content"])
def test_a_company_that_is_a_draft_or_an_example_approves_nothing(
    project: Project, place: str
) -> None:
    employ(project, GIVEN, APPROVED_FOR_ONE)
    (project.root / "content/companies/norte-cargo.md").unlink()
    text = NORTE.replace("{consent}", GIVEN)
    text = text if place == "drafts" else text.replace("industry", "example: true\nindustry")
    project.write(f"{place}/companies/norte-cargo.md", text)
    plan = project.plan()
    assert plan.published.advocates["ana-ribeiro"].company is None
    assert not plan.published.stories["month-end"].results
    codes = {each.code for each in plan.problems if "advocates/" in each.path}
    assert codes & {"reference-unknown", "reference-example"}


def test_a_refusal_that_stands_in_a_draft_counts(project: Project) -> None:
    employ_inline(project, "{name: Norte Cargo}")
    moved = project.root / "drafts/companies/norte-cargo.md"
    moved.parent.mkdir(parents=True)
    (project.root / "content/companies/norte-cargo.md").rename(moved)
    plan = project.plan()
    assert plan.published.advocates["bruno-tavares"].company is None
    assert "NorteCargo SA" in plan.withheld_text.companies


def test_the_link_of_a_person_to_the_website_of_the_company_goes_with_it(project: Project) -> None:
    links = "{website: 'https://www.nc.example/ana', github: 'https://github.com/ana'}"
    employ(project, REFUSED)
    profile = advocate(OWN, company="norte-cargo", links=links)
    project.write("content/advocates/ana-ribeiro.md", profile)
    file = project.root / "content/companies/norte-cargo.md"
    file.write_text(file.read_text().replace("industry", "url: https://nc.example\nindustry"))
    assert list(project.plan().published.advocates["ana-ribeiro"].links) == ["github"]
    file.write_text(file.read_text().replace(REFUSED, GIVEN))
    assert "website" in project.plan().published.advocates["ana-ribeiro"].links


def test_former_names_of_the_file_are_withheld_too(project: Project) -> None:
    employ(project, REFUSED)
    file = project.root / "content/companies/norte-cargo.md"
    file.write_text(file.read_text().replace("industry", "aliases: [norte-freight]\nindustry"))
    assert "norte-freight" in project.plan().withheld_text.companies


def test_words_below_the_fields_of_a_company_are_not_published(project: Project) -> None:
    employ(project)
    file = project.root / "content/companies/norte-cargo.md"
    file.write_text(file.read_text() + "\nAsk Rui before noon.\n")
    assert "norte-cargo" in project.plan().published.companies


def test_a_story_that_names_the_company_stays_out_of_channels_it_did_not_approve(
    project: Project,
) -> None:
    only = "{status: given, given: 2026-05-02, channels: [site]}"
    employ(project, only, EVERYWHERE)
    published = project.plan().published
    assert "month-end" in published.channels.feeds
    project.write("content/stories/month-end.md", story(EVERYWHERE, "At Norte Cargo we did it."))
    published = project.plan().published
    assert "month-end" in published.stories
    channels = published.channels
    for views in (channels.feeds, channels.social, channels.embeds, channels.press):
        assert "month-end" not in views


def draw_logo(project: Project, name: str, place: str = "content", size: int = 300) -> None:
    """A logo of the company as a file called ``name``, the same picture in each ``size``."""
    stripes = Image.new("L", (12, 12))
    stripes.putdata([(37 * x * x + 91 * y) % 256 for y in range(12) for x in range(12)])
    file = project.root / place / "media" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    stripes.resize((size, size)).convert("RGB").save(file)


def add_logo(project: Project) -> None:
    draw_logo(project, "norte.png")
    file = project.root / "content/companies/norte-cargo.md"
    logo = "logo: norte.png\nlogo_alt: An N on blue.\nurl: https://norte.example\n"
    file.write_text(file.read_text().replace("industry", f"{logo}industry"))


@pytest.mark.parametrize("name", ["norte.png", "stripes.png"])
def test_the_logo_of_a_company_that_refused_stands_nowhere_else(
    project: Project, name: str
) -> None:
    employ_inline(project, f"{{name: Sul Rail, logo: {name}, logo_alt: Lines.}}")
    add_logo(project)
    draw_logo(project, "stripes.png", size=240)
    medium = f"[{{kind: image, src: {name}, alt: Lines.}}]"
    for slug in ("ana-ribeiro", "bruno-tavares"):
        text = story(APPROVED_FOR_ONE, media=medium).replace("ana-ribeiro", slug)
        project.write(f"content/stories/with-picture-{slug}.md", text)
    shown = advocate(APPROVED_FOR_ONE, name="Carla Dias", photo=name, photo_alt="Lines.")
    project.write("content/advocates/carla-dias.md", shown.replace("Norte Cargo", "Sul Rail"))
    page = f"---\ntitle: About\n---\n\n![Lines](../media/{name})\n"
    project.write("content/about.md", page)
    published = project.plan().published
    assert published.advocates["bruno-tavares"].employer == "Sul Rail"
    assert published.advocates["carla-dias"].photo is None
    assert not published.media


def test_the_audit_finds_name_page_and_logo_of_a_company_that_refused(project: Project) -> None:
    employ(project, GIVEN, EVERYWHERE)
    add_logo(project)
    project.write("content/about.md", "---\ntitle: About\n---\n\nNorte Cargo is with us.\n")
    project.build()
    assert project.holds("Norte Cargo")
    assert project.run("rooftop", "audit", "site").returncode == 0
    employ(project, REFUSED, EVERYWHERE)
    add_logo(project)
    project.write("content/about.md", "---\ntitle: About\n---\n\nText.\n")
    audit = project.run("rooftop", "audit", "site")
    assert audit.returncode == 1
    report = audit.stdout + audit.stderr
    for place in ("companies/norte-cargo/", "pictures/norte.png/", "about/", "advocates/"):
        assert place in report
    project.build()
    assert project.run("rooftop", "audit", "site").returncode == 0
    for words in ("Norte Cargo", "norte-cargo", "NorteCargo", "norte.png", "norte.example"):
        assert not project.holds(words)
    assert project.holds("Ana Ribeiro")


@pytest.mark.parametrize("consent", [REFUSED, "{status: withdrawn, withdrawn: 2026-11-01}"])
def test_an_end_lists_what_to_purge_and_what_is_gone(project: Project, consent: str) -> None:
    employ(project)
    add_logo(project)
    project.build()
    employ(project, consent)
    add_logo(project)
    project.build()
    notes = project.root / "build/withdrawn"
    root = "https://voices.harbourlight.example/"
    purge = (notes / "purge.txt").read_text().splitlines()
    for address in (
        "companies/",
        "companies/norte-cargo/",
        "advocates/ana-ribeiro/",
        "advocates/ana-ribeiro/feed.xml",
        "stories/month-end/",
        "industries/logistics/",
        "api/stories.json",
    ):
        assert f"{root}{address}" in purge
    assert any("pictures/norte.png/" in line for line in purge)
    rules = (notes / "410.nginx.conf").read_text()
    assert "companies/norte-cargo/" in rules
    assert "ana-ribeiro" not in rules
    assert "## companies/norte-cargo" in (notes / "todo.md").read_text()


@pytest.mark.parametrize("name", ["Muster GmbH", "Norte Cargo, S.A.", "Calzini S.p.A."])
def test_names_with_a_legal_form_are_found_without_it(name: str) -> None:
    finder = TextFinder(WithheldText(companies=frozenset({name})))
    short = name.partition(",")[0].partition(" S.")[0].partition(" Gmb")[0]
    assert [*finder.find(f"He left {short} in May.")]
    assert company_key(name) == company_key(short)
