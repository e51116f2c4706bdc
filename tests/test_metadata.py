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
    command = ["java", "-jar", str(NU), "--errors-only", "--skip-non-html", str(demo.site)]
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
    assert (card.fn.value, card.n.value.family, card.org.value) == (
        "Ana Ribeiro",
        "Ribeiro",
        ["Norte Cargo"],
    )
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
    for line in rules.splitlines()[1:]:
        name, _, value = line.strip().partition(": ")
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
