"""What machines read beside the pages, read back by programs of others."""

from __future__ import annotations

import datetime
import json
import subprocess
from typing import Any
from zoneinfo import ZoneInfo

import mf2py
import pytest
import vobject
from icalendar import Calendar

from tests.project import CONSENT, REPOSITORY, Project, advocate, story

READERS = REPOSITORY / "tests" / "readers"
NU = READERS / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
needs_node = pytest.mark.needs("node", "npm packages")
needs_java = pytest.mark.needs("java", "npm packages")
ROOT = "https://voices.harbourlight.example/"


def facts(demo: Project, address: str) -> list[dict[str, Any]]:
    """What the JSON-LD of a page says."""
    found = demo.page(address).findall(".//script[@type='application/ld+json']")
    assert len(found) == 1
    graph: list[dict[str, Any]] = json.loads(found[0].text)["@graph"]
    return graph


def of_type(graph: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return next(each for each in graph if each["@type"] == name)


@needs_java
def test_the_nu_checker_finds_no_error(demo: Project) -> None:
    quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")  # it runs for seconds only
    command = ["java", *quick, "-jar", str(NU), "--errors-only", "--skip-non-html", str(demo.site)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@needs_node
def test_every_kind_of_fact_is_in_the_vocabulary_of_schema_org(demo: Project) -> None:
    pages = (
        "",
        "stories/dispatchers-liked-mondays/",
        "stories/zahl-der-ich-glaube/",
        "advocates/ana-ribeiro/",
    )
    pages += (
        "stories/job-has-to-have-run/",
        "products/ledger/",
        "events/alarms-that-matter/",
        "about/",
    )
    documents: list[object] = [
        {"@context": "https://schema.org", "@graph": facts(demo, page)} for page in pages
    ]
    documents.append(
        json.loads((demo.site / "advocates" / "ana-ribeiro" / "profile.jsonld").read_text())
    )
    wrong = {"@context": "https://schema.org", "@type": "Person", "favouriteTool": "spreadsheet"}

    command = ["node", str(READERS / "schema.mjs")]
    done = subprocess.run(
        command,
        input=json.dumps([*documents, wrong]),
        capture_output=True,
        text=True,
        timeout=300,
        check=True,
    )
    (found,) = json.loads(done.stdout)  # the compiler takes seconds to start: once for all
    assert "favouriteTool" in found


def test_facts_say_who_tells_what_about_which_product(demo: Project) -> None:
    graph = facts(demo, "stories/month-end-in-three-days/")
    article = of_type(graph, "Article")
    assert article["author"][0]["name"] == "Ana Ribeiro"
    assert article["author"][0]["url"] == f"{ROOT}advocates/ana-ribeiro/"
    assert [product["name"] for product in article["about"]] == ["Ledger", "Mooring"]
    assert (article["datePublished"], article["dateModified"]) == ("2026-05-04", "2026-06-01")
    steps = of_type(graph, "BreadcrumbList")["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    assert steps[1]["item"] == f"{ROOT}stories/"
    film = of_type(facts(demo, "stories/dispatchers-liked-mondays/"), "Article")["video"][0]
    assert film["contentUrl"] == f"{ROOT}media/mondays.webm"
    person = of_type(facts(demo, "advocates/ana-ribeiro/"), "ProfilePage")["mainEntity"]
    assert person["worksFor"]["name"] == "Norte Cargo"
    event = of_type(facts(demo, "events/alarms-that-matter/"), "Event")
    assert event["startDate"] == "2027-01-21T09:00:00+09:00"


def test_what_is_withheld_is_in_no_fact(project: Project) -> None:
    without = CONSENT.replace("name, photo, employer, logo, ", "")
    project.write("content/stories/month-end.md", story(without))
    project.build()
    said = project.page("stories/month-end/").find(".//script[@type='application/ld+json']").text
    author = of_type(json.loads(said)["@graph"], "Article")["author"]
    assert author == [{"@type": "Person", "name": "A customer"}]


def test_microformats_tell_the_same(demo: Project) -> None:
    def parse(address: str) -> dict[str, Any]:
        text = (demo.site / address / "index.html").read_text()
        items: list[dict[str, Any]] = mf2py.parse(doc=text, url=ROOT + address)["items"]
        return items[0]

    entry = parse("stories/month-end-in-three-days/")
    assert entry["type"] == ["h-entry"]
    assert entry["properties"]["name"] == ["The month-end that used to eat our first nine days"]
    assert entry["properties"]["published"] == ["2026-05-04"]
    assert entry["properties"]["url"][0] == f"{ROOT}stories/month-end-in-three-days/"
    assert entry["properties"]["author"][0]["properties"]["name"] == ["Ana Ribeiro"]
    assert "nineteen" in entry["properties"]["content"][0]["value"].lower()
    card = parse("advocates/ana-ribeiro/")
    assert card["type"] == ["h-card"]
    assert card["properties"]["name"] == ["Ana Ribeiro"]
    assert card["properties"]["job-title"] == ["Head of Finance Operations"]
    assert mf2py.parse(doc=(demo.site / "advocates/ana-ribeiro/index.html").read_text())["rels"][
        "me"
    ]


def test_calendars_keep_the_time_of_the_place(demo: Project) -> None:
    whole = Calendar.from_ical((demo.site / "events" / "calendar.ics").read_bytes())
    assert len(whole.walk("VEVENT")) == 5
    assert {str(zone["TZID"]) for zone in whole.walk("VTIMEZONE")} == {
        str(event["DTSTART"].params["TZID"]) for event in whole.walk("VEVENT")
    }
    one = Calendar.from_ical(
        (demo.site / "events" / "alarms-that-matter" / "event.ics").read_bytes()
    )
    event = one.walk("VEVENT")[0]
    starts = event.decoded("DTSTART")
    assert starts == datetime.datetime(2027, 1, 21, 9, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert str(event["UID"]) == f"{ROOT}events/alarms-that-matter/"
    assert str(event["SUMMARY"]) == "Alarms that matter"
    assert str(whole["X-WR-CALNAME"]) == "Harbourlight Voices"


def test_a_profile_can_be_taken_along(demo: Project) -> None:
    folder = demo.site / "advocates" / "ana-ribeiro"
    card = vobject.readOne((folder / "profile.vcf").read_text())
    assert (card.fn.value, card.org.value) == ("Ana Ribeiro", ["Norte Cargo"])
    assert "N:;;;;\r\n" in (folder / "profile.vcf").read_bytes().decode()
    person = json.loads((folder / "profile.jsonld").read_text())
    assert person["url"] == f"{ROOT}advocates/ana-ribeiro/"
    text = (folder / "profile.md").read_text()
    assert text.startswith("# Ana Ribeiro\n")
    assert f"]({ROOT}stories/month-end-in-three-days/)" in text


def test_names_and_words_cannot_break_out_of_a_profile(project: Project) -> None:
    project.write(
        "content/advocates/ana-ribeiro.md",
        advocate(name='"Ana; [x](y) Ribeiro,`z`"', headline='"A; b, c: d"'),
    )
    project.build()
    folder = project.site / "advocates" / "ana-ribeiro"
    card = vobject.readOne((folder / "profile.vcf").read_text())
    assert card.fn.value == "Ana; [x](y) Ribeiro,`z`"
    assert card.note.value == "A; b, c: d"
    assert "# Ana; \\[x\\](y) Ribeiro,\\`z\\`" in (folder / "profile.md").read_text()


def test_translations_name_each_other(demo: Project) -> None:
    expected = {
        "de": f"{ROOT}stories/zahl-der-ich-glaube/",
        "en": f"{ROOT}stories/number-one-can-believe/",
    }
    for path in expected.values():
        page = demo.page(path.removeprefix(ROOT))
        links = page.findall(".//link[@hreflang]")
        assert {link.get("hreflang"): link.get("href") for link in links} == expected


def test_crawlers_are_told_of_published_pages_alone(demo: Project) -> None:
    assert f"Sitemap: {ROOT}sitemap.xml" in (demo.site / "robots.txt").read_text()
    listed = (demo.site / "llms.txt").read_text()
    assert listed.startswith("# Harbourlight Voices\n\n> ")
    sitemap = (demo.site / "sitemap.xml").read_text()
    for line in listed.splitlines():
        if (
            line.startswith("- [")
            and "feed.xml" not in line
            and "api/" not in line
            and "sitemap" not in line
        ):
            assert f"<loc>{line.partition('](')[2].partition(')')[0]}</loc>" in sitemap
    assert (
        f"<loc>{ROOT}stories/month-end-in-three-days/</loc><lastmod>2026-06-01</lastmod>" in sitemap
    )
    assert "share/" not in sitemap


def test_a_policy_that_lets_nothing_foreign_in_is_written_for_hosts(
    demo: Project, project: Project
) -> None:
    rules = (demo.site / "_headers").read_text()
    assert rules.startswith(
        "/*\n  Content-Security-Policy: default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
    )
    assert "unsafe-inline" not in rules
    nginx = (demo.site / "nginx-headers.conf").read_text()
    for line in rules.partition("\n/llms.txt\n")[0].splitlines()[1:]:
        name, _, value = line.strip().partition(": ")
        if name.startswith("Content-Security") or not name.startswith("Content-"):
            assert f'add_header {name} "{value}" always;' in nginx
    settings = (project.root / "mkdocs.yml").read_text()
    hosts = "    demo: true\n    video_hosts: [vimeo.com, films.example]\n"
    project.write("mkdocs.yml", settings.replace("    demo: true\n", hosts))
    project.build()
    assert (
        "frame-src https://films.example https://player.vimeo.com;"
        in (project.site / "_headers").read_text()
    )


def test_no_page_holds_a_script_or_a_style_of_its_own(demo: Project) -> None:
    for file in demo.files():
        if file.suffix == ".html":
            page = (
                demo.page(file.parent.relative_to(demo.site).as_posix())
                if file.name == "index.html"
                else None
            )
            if page is not None:
                inline = [each for each in page.iterfind(".//script") if not each.get("src")]
                assert {each.get("type") for each in inline} <= {
                    "application/json",
                    "application/ld+json",
                }
                assert page.find(".//style") is None
                assert page.find(".//*[@style]") is None
                assert not [
                    name
                    for each in page.iter()
                    for name in getattr(each, "attrib", {})
                    if name.startswith("on")
                ]


#: What Google's guides to structured data require, by type (Search Central: Article, Breadcrumb,
#: Event, Product snippet, Profile page, Review snippet, Video). Of a group, one is enough.
REQUIRED: dict[str, list[set[str]]] = {
    "Article": [],
    "BreadcrumbList": [{"itemListElement"}],
    "Event": [{"name"}, {"startDate"}, {"location"}],
    "Place": [{"address"}],
    "VirtualLocation": [{"url"}],
    "Product": [{"name"}, {"review", "aggregateRating", "offers"}],
    "ProfilePage": [{"mainEntity"}],
    "Person": [{"name"}],
    "Organization": [{"name"}],
    "Review": [{"author"}, {"itemReviewed"}, {"reviewRating"}],
    "VideoObject": [{"name"}, {"thumbnailUrl"}, {"uploadDate"}],
}


def lacking(fact: object) -> list[str]:
    """What is missing in ``fact``, and everywhere below it."""
    if isinstance(fact, list):
        return [each for part in fact for each in lacking(part)]
    if not isinstance(fact, dict):
        return []
    groups = REQUIRED.get(fact.get("@type", ""), [])
    own = [f"{fact['@type']}: {sorted(group)}" for group in groups if not group & set(fact)]
    return own + lacking(list(fact.values()))


def test_no_page_claims_a_type_without_what_search_engines_require_of_it(demo: Project) -> None:
    types = set()
    for file in demo.site.rglob("index.html"):
        found = file.read_text()
        if "application/ld+json" in found and "embed" not in file.parts:
            graph = facts(demo, file.parent.relative_to(demo.site).as_posix())
            types |= {each["@type"] for each in graph}
            assert lacking(graph) == [], file
    assert {"Article", "Event", "ProfilePage", "WebPage", "BreadcrumbList"} <= types
    assert lacking({"@type": "Review", "author": {"@type": "Person"}, "itemReviewed": {}}) != []


def test_a_story_that_is_a_review_is_an_article_about_a_thing(project: Project) -> None:
    project.write("content/stories/month-end.md", story(CONSENT, kind="review"))
    project.build()
    graph = facts(project, "stories/month-end")
    assert of_type(graph, "Article")["about"][0]["name"] == "Ledger"
    assert of_type(graph, "Article")["hasPart"][0]["text"] == "I went home before seven."
    page = of_type(facts(project, "products/ledger"), "WebPage")
    assert (page["name"], page["about"]["@type"]) == ("Ledger", "Thing")


@pytest.mark.parametrize("name", ["Ana Ribeiro PhD", "Sammy Davis Jr.", "Li Wei", "Björk"])
def test_a_card_guesses_no_family_name_and_names_no_former_employer(
    project: Project, name: str
) -> None:
    former = "{name: Norte Cargo, former: true}"
    project.write("content/advocates/ana-ribeiro.md", advocate(name=name, company=former))
    project.build()
    card = vobject.readOne((project.site / "advocates/ana-ribeiro/profile.vcf").read_text())
    assert card.fn.value == name
    assert (card.n.value.family, card.n.value.given) == ("", "")
    assert "org" not in card.contents


def meeting(**fields: str) -> str:
    """An event's file; ``fields`` replace or add to the usual ones."""
    usual = {
        "title": "Evening",
        "kind": "meetup",
        "starts": "2026-12-01T19:00",
        "timezone": "Europe/Lisbon",
        "place": "Porto",
    }
    lines = [f"{name}: {value}" for name, value in (usual | fields).items()]
    return "\n".join(["---", *lines, "---", "", "Come.", ""])


def entries(project: Project) -> dict[str, Any]:
    """The entries of the calendar by the slugs of their events."""
    calendar = Calendar.from_ical((project.site / "events/calendar.ics").read_bytes())
    return {str(entry["UID"]).split("/")[-2]: entry for entry in calendar.walk("VEVENT")}


def test_an_event_ends_when_it_says_or_when_its_kind_usually_does(project: Project) -> None:
    project.write("content/events/given.md", meeting(ends="2026-12-01T23:30"))
    project.write("content/events/usual.md", meeting())
    project.write("content/events/days.md", meeting(starts="2026-12-03", ends="2026-12-04"))
    project.write("content/events/day.md", meeting(starts="2026-12-03"))
    project.build()
    lisbon, found = ZoneInfo("Europe/Lisbon"), entries(project)
    expected: dict[str, tuple[datetime.date, datetime.date]] = {
        "given": (
            datetime.datetime(2026, 12, 1, 19, tzinfo=lisbon),
            datetime.datetime(2026, 12, 1, 23, 30, tzinfo=lisbon),
        ),
        "usual": (
            datetime.datetime(2026, 12, 1, 19, tzinfo=lisbon),
            datetime.datetime(2026, 12, 1, 21, tzinfo=lisbon),
        ),
        "days": (datetime.date(2026, 12, 3), datetime.date(2026, 12, 5)),
        "day": (datetime.date(2026, 12, 3), datetime.date(2026, 12, 4)),
    }
    for slug, times in expected.items():
        entry = found[slug]
        assert (entry.decoded("DTSTART"), entry.decoded("DTEND")) == times
    assert "until about 21:00" in str(found["usual"]["DESCRIPTION"])
    assert "until about 21:00" in project.page("events/usual").text_content()
    assert "about" not in str(found["given"]["DESCRIPTION"])
    assert of_type(facts(project, "events/days"), "Event")["startDate"] == "2026-12-03"
    assert of_type(facts(project, "events/days"), "Event")["endDate"] == "2026-12-04"
    assert "endDate" not in of_type(facts(project, "events/usual"), "Event")
    assert "3 December 2026 – 4 December 2026" in project.page("events/days").text_content()


def test_what_moves_or_is_cancelled_reaches_calendars_that_have_it_already(
    project: Project,
) -> None:
    seen = []
    for status, updated in (
        ("planned", "2026-10-01"),
        ("moved", "2026-10-01"),
        ("cancelled", "2026-10-01"),
        ("planned", "2026-10-02"),
    ):
        project.write(
            "content/events/evening.md",
            meeting(status=status, updated=updated, sign_up="https://forms.example/"),
        )
        project.build()
        entry = entries(project)["evening"]
        seen.append(entry)
        assert str(entry["STATUS"]) == ("CANCELLED" if status == "cancelled" else "CONFIRMED")
        assert entry.decoded("LAST-MODIFIED").date().isoformat() == updated
        name = {"planned": "Scheduled", "moved": "Rescheduled", "cancelled": "Cancelled"}[status]
        event = of_type(facts(project, "events/evening"), "Event")
        assert event["eventStatus"] == f"https://schema.org/Event{name}"
        page = project.page("events/evening").text_content()
        assert ("Sign up" in page) == (status != "cancelled")
        assert ("will not take place" in page) == (status == "cancelled")
    numbers = [entry["SEQUENCE"] for entry in seen]
    assert numbers == sorted(set(numbers))
    assert len({str(entry["UID"]) for entry in seen}) == 1


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"starts": "2026-03-29T01:30"}, "does not exist in Europe/Lisbon"),
        ({"starts": "2026-03-28T23:00", "ends": "2026-03-29T01:59"}, "ends: 2026-03-29T01:59"),
        ({"status": "cancelled"}, "write `updated:`"),
        ({"starts": "2026-12-03", "ends": "2026-12-03T10:00"}, "must both be days"),
        ({"starts": "2026-12-03", "ends": "2026-12-02"}, "ends lies before starts"),
        ({"starts": "soon"}, "a day and time"),
    ],
)
def test_times_that_cannot_be_are_errors(
    project: Project, fields: dict[str, str], words: str
) -> None:
    project.write("content/events/evening.md", meeting(**fields))
    done = project.check()
    assert done.returncode == 1
    assert words in done.stderr
    assert "content/events/evening.md:" in done.stderr


def test_a_time_that_clocks_show_twice_is_the_first(project: Project) -> None:
    project.write("content/events/evening.md", meeting(starts="2026-10-25T01:30"))
    project.build()
    event = of_type(facts(project, "events/evening"), "Event")
    assert event["startDate"] == "2026-10-25T01:30:00+01:00"
    start = entries(project)["evening"].decoded("DTSTART")
    assert start.astimezone(datetime.UTC).hour == 0


def test_the_name_of_a_calendar_is_escaped(project: Project) -> None:
    settings = (project.root / "mkdocs.yml").read_text()
    named = settings.replace("Harbourlight Voices", "'Voices, loud; and \\ clear'")
    project.write("mkdocs.yml", named)
    project.write("content/events/evening.md", meeting(title='"One, two; three"'))
    project.build()
    whole = (project.site / "events/calendar.ics").read_bytes()
    assert b"X-WR-CALNAME:Voices\\, loud\\; and \\\\ clear\r\n" in whole
    one = (project.site / "events/evening/event.ics").read_bytes()
    assert b"X-WR-CALNAME:One\\, two\\; three\r\n" in one
