"""The report of the programme: each figure is computed a second time from the files as a YAML parser
reads them, on the demo and on a generated community.
"""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from tests.programmes import DAY, Community, generate
from tests.project import Project

SIDES = {"products": "product", "stages": "stage", "industries": "industry", "roles": "role"}


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Community:
    return generate(tmp_path_factory.mktemp("programme") / "community")


@pytest.fixture(scope="module", params=["demo", "generated"])
def community(request: pytest.FixtureRequest) -> Community:
    """The demo, of which its built site says what is published, and a generated community."""
    if request.param == "generated":
        return request.getfixturevalue("generated")
    project: Project = request.getfixturevalue("demo")
    sitemap = etree.parse(project.site / "sitemap.xml").iter("{*}loc")
    paths = [each.text.rstrip("/").split("/")[-2:] for each in sitemap]
    published = {
        folder: frozenset(slug for place, slug in paths if place == folder)
        for folder in ("stories", "advocates")
    }
    return Community(project, published)


@pytest.fixture(scope="module")
def data(community: Community) -> dict[str, Any]:
    return report(community.project)


REPORTS: dict[Path, dict[str, Any]] = {}


def report(project: Project) -> dict[str, Any]:
    """The report of ``project``, which nobody changes meanwhile."""
    if project.root not in REPORTS:
        done = project.run("rooftop", "report", "--format", "json")
        assert done.returncode == 0, done.stderr
        REPORTS[project.root] = json.loads(done.stdout)
    return REPORTS[project.root]


def months_before(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, day.day)


QUARTER = months_before(DAY, 3)


def industries(story: dict[str, Any], community: Community) -> set[str]:
    """The industries that ``story`` may tell: those of employers that agreed."""
    words = set()
    for slug, consent in story["consent"].items():
        agreed = community.employer(slug, consent).get("status") == "given"
        if agreed and "employer" in consent["covers"]:
            words |= {community.people[slug]["company"].get("industry")}
    return words - {None}


def words(story: dict[str, Any], name: str, community: Community) -> set[str]:
    if name == "industries":
        return industries(story, community)
    if name == "languages":
        return {story.get("language", "en")}
    return {community.products_now.get(word, word) for word in story.get(name, ())}


def serving(needs: dict[str, list[str]], community: Community) -> dict[str, dict[str, Any]]:
    return {
        slug: story
        for slug, story in community.shown_stories.items()
        if "retired" not in story
        and all(words(story, name, community) & set(wanted) for name, wanted in needs.items())
    }


def test_each_goal_counts_the_stories_that_serve_it(
    community: Community, data: dict[str, Any]
) -> None:
    rows = data["coverage"]["goals"]
    for row, goal in zip(rows, community.programme["goals"], strict=True):
        count = len(serving(goal["needs"], community))
        assert (row["goal"], row["published"], row["target"]) == (
            goal["name"],
            count,
            goal["target"],
        )
        assert row["wanted"] == max(0, goal["target"] - count)
        left = (goal["by"] - DAY).days if "by" in goal else None
        assert (row["waiting"], row["days_left"]) == (0, left)
    assert sum(row["published"] for row in rows) > 3


def test_each_cell_counts_the_stories_in_it(community: Community, data: dict[str, Any]) -> None:
    goals = {goal["name"]: goal for goal in community.programme["goals"]}
    filled = 0
    for cell in data["coverage"]["cells"]:
        needs = goals[cell["goal"]]["needs"]
        here = {name: [cell[side]] for name, side in SIDES.items() if cell[side]}
        assert {name for name in needs if name in SIDES} == set(here)
        count = len(serving({**needs, **here}, community))
        assert cell["published"] == count, cell
        reached = len(serving(needs, community)) >= goals[cell["goal"]]["target"]
        assert cell["is_wanted"] == (count == 0 and not reached)
        filled += bool(count)
    assert filled >= 3


def test_gaps_come_by_the_date_of_their_goal(generated: Community) -> None:
    gaps = report(generated.project)["coverage"]["gaps"]
    assert [gap["goal"] for gap in gaps] == [
        "Logistics starts well", "Finance leads decide", "German voices",
    ]  # fmt: skip


def test_who_could_close_a_gap_uses_the_product_is_open_and_was_not_asked_too_often(
    generated: Community,
) -> None:
    data = report(generated.project)
    needs = generated.programme["goals"][1]["needs"]
    gap = data["coverage"]["gaps"][0]
    free = {row["person"] for row in data["people"]["people"] if row["is_free"]}
    fit = {
        slug
        for slug, person in generated.people.items()
        if set(person["products"]) & set(needs["products"])
        and person["company"]["industry"] in needs["industries"]
        and person["open_to"]
        and slug in free
    }
    assert gap["candidates"] == len(fit) > 5
    assert set(gap["people"]) <= fit
    busy = {slug for slug, asks in asks_of(generated).items() if asks >= limit(slug, generated)}
    assert busy
    assert not busy & free


def limit(slug: str, community: Community) -> int:
    own = community.people[slug].get("limits", {}).get("asks_per_quarter", 99)
    return min(own, community.programme.get("asks", {}).get("per_quarter", 2))


def requests(community: Community) -> dict[str, dict[str, Any]]:
    return read_requests(community.project.root / "programme/requests")


@lru_cache
def read_requests(folder: Path) -> dict[str, dict[str, Any]]:
    return {file.stem: yaml.safe_load(file.read_text()) for file in sorted(folder.glob("*.yml"))}


def entries(community: Community) -> list[dict[str, Any]]:
    return read_entries(community.project.root / "programme/log.jsonl")


@lru_cache
def read_entries(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def proposals(community: Community) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Whom each request was proposed to, and the states it had from then on."""
    for request in requests(community).values():
        if len(request["steps"]) > 1:
            yield request["steps"][1]["person"], request["steps"][1:]


def asks_of(community: Community) -> Counter[str]:
    """How often each person was asked in three months, open requests included."""
    asks = Counter[str]()
    for entry in entries(community):
        if entry["kind"] == "ask" and date.fromisoformat(entry["on"]) > QUARTER:
            asks.update(entry["people"])
    for person, steps in proposals(community):
        is_open = steps[-1]["state"] in ("proposed", "accepted")
        asks[person] += is_open or steps[-1]["day"] > QUARTER
    return asks


def test_the_load_of_each_person_counts_asks_appearances_and_posts(
    community: Community, data: dict[str, Any]
) -> None:
    asks = asks_of(community)
    for row in data["people"]["people"]:
        person = row["person"]
        own = [
            slug for slug, s in community.shown_stories.items() if person in s["advocates"]
        ] if row["is_published"] else []  # fmt: skip
        days = [went_out(community.stories[slug]) for slug in own]
        days += [starts(e) for e in community.events.values() if person in e.get("advocates", ())]
        appearances = sum(QUARTER < day <= DAY for day in days)
        assert (row["asks"], row["appearances"]) == (asks[person], appearances), person
        assert (row["limit"], row["is_at_limit"]) == (
            limit(person, community),
            asks[person] >= limit(person, community),
        )
        posts = Counter(post["story"] for post in posts_of(community))
        assert row["posts"] == sum(posts[slug] for slug in own)


def went_out(story: dict[str, Any]) -> date:
    given = [consent["given"] for consent in story["consent"].values()]
    return story["published"].date() if "published" in story else max(story["date"], *given)


def starts(event: dict[str, Any]) -> date:
    moment = event["starts"]
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return moment.date() if isinstance(moment, datetime) else moment


def posts_of(community: Community) -> list[dict[str, Any]]:
    """The posts of the last three months, as the plan schedules them."""
    plan = plan_of(community)
    return [
        {"story": post.post.story, "network": post.network, "day": post.moment.date()}
        for post in plan.published.posts
        if post.moment <= plan.now and post.moment.date() > QUARTER
    ]


PLANS: dict[Path, Any] = {}


def plan_of(community: Community) -> Any:
    root = community.project.root
    if root not in PLANS:
        settings = yaml.safe_load((root / "mkdocs.yml").read_text().replace("!!python", "!x"))
        PLANS[root] = community.project.plan(**settings["extra"]["rooftop"])
    return PLANS[root]


def test_the_ladder_and_the_rule_for_advocates(community: Community, data: dict[str, Any]) -> None:
    people, rule = community.people, community.programme.get("advocate", {})
    stages = Counter(each.get("loyalty_stage", "customer") for each in people.values())
    assert {step["stage"]: step["people"] for step in data["people"]["ladder"]} == {
        stage: stages[stage] for stage in ("customer", "client", "advocate", "emeritus")
    }
    companies = Counter(
        person["company"].get("name")
        for person in people.values()
        if "company" in person
        if not person["company"].get("former")
    )
    eligible = 0
    for row in data["people"]["people"]:
        person = people[row["person"]]
        company = person.get("company", {})
        contacts = 1
        if company.get("name") and not company.get("former"):
            contacts = companies[company["name"]]
        products = {community.products_now.get(s, s) for s in person.get("products", ())}
        is_eligible = (
            len(products) >= rule.get("products", 2)
            and contacts >= rule.get("contacts", 2)
            and len(person.get("open_to", ())) >= rule.get("open_to", 1)
        )
        assert (row["contacts"], row["is_eligible"]) == (contacts, is_eligible), row["person"]
        eligible += is_eligible
    assert data["people"]["eligible"] == eligible
    assert data["people"]["profiles"] == len(people)


def test_silence_is_counted_from_the_last_word(community: Community, data: dict[str, Any]) -> None:
    rhythm = community.programme.get("rhythms", {}).get("contact_days", 90)
    silent = 0
    for row in data["people"]["people"]:
        slug, person = row["person"], community.people[row["person"]]
        own = [story for story in community.stories.values() if slug in story["advocates"]]
        days = [person.get("joined"), person.get("reviewed"), person["consent"].get("given")]
        days += [story["date"] for story in own]
        days += [story["consent"][slug].get("given") for story in own]
        days += [date.fromisoformat(e["on"]) for e in entries(community) if slug in e["people"]]
        days += [steps[-1]["day"] for who, steps in proposals(community) if who == slug]
        days += [starts(e) for e in community.events.values() if slug in e.get("advocates", ())]
        last = max(day for day in days if day and day <= DAY)
        silence = (DAY - last).days
        expected = silence if silence > rhythm else None
        assert (row["last_heard"], row["silent_days"]) == (last.isoformat(), expected), slug
        silent += expected is not None
    assert data["people"]["silent"] == silent > 0


def test_anniversaries_of_the_next_30_days(generated: Community) -> None:
    expected = set()
    for slug, person in generated.people.items():
        for ahead in range(31):
            day, joined = DAY + timedelta(ahead), person["joined"]
            if (day.month, day.day) == (joined.month, joined.day) and day.year > joined.year:
                expected.add((day.isoformat(), slug, day.year - joined.year))
    rows = report(generated.project)["people"]["anniversaries"]
    assert {(row["day"], row["person"], row["years"]) for row in rows} == expected
    assert len(expected) > 3


def consents(community: Community) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for slug, person in community.people.items():
        yield f"content/advocates/{slug}.md", slug, person["consent"]
    for slug, story in community.stories.items():
        for who, consent in story["consent"].items():
            yield f"content/stories/{slug}.md", who, consent


def last_day(consent: dict[str, Any]) -> date:
    return consent.get("expires") or months_before(consent["given"], -24)


def test_consents_are_counted_by_where_they_stand(
    community: Community, data: dict[str, Any]
) -> None:
    count = Counter[str]()
    for _, _, consent in consents(community):
        status = consent["status"]
        if status == "given":
            days = (last_day(consent) - DAY).days
            status = "expired" if days < 0 else "given"
            for limit in (30, 60, 90):
                count[f"lapsing_in_{limit}_days"] += 0 <= days <= limit
        count[status] += 1
    part = data["consent"]
    for name in ("given", "refused", "withdrawn", "expired", "lapsing_in_30_days",
                 "lapsing_in_60_days", "lapsing_in_90_days"):  # fmt: skip
        assert part[name] == count[name], name
    assert count["withdrawn"] > 0


def test_employers_are_counted_by_company(community: Community, data: dict[str, Any]) -> None:
    expected: dict[str, Counter[str]] = {}
    for _, who, consent in consents(community):
        if company := community.people[who].get("company", {}).get("name"):
            counter = expected.setdefault(company, Counter())
            counter["records"] += 1
            employer = community.employer(who, consent)
            given = employer.get("status") == "given"
            until = last_day(employer) if given else DAY
            counter["given"] += given and until >= DAY
            counter["waiting"] += employer.get("status") == "requested"
    rows = data["consent"]["employers"]
    assert [row["company"] for row in rows] == sorted(expected)
    for row in rows:
        names = ("records", "given", "waiting")
        assert {name: row[name] for name in names} == {
            name: expected[row["company"]][name] for name in names
        }


def test_stories_past_their_best(community: Community, data: dict[str, Any]) -> None:
    months = community.programme.get("retire", {}).get("after_months", 36)
    expected = {}
    for slug, story in community.shown_stories.items():
        if "retired" in story:
            continue
        reasons = set()
        if months_before(DAY, months) > story.get("updated", story["date"]):
            reasons.add("old")
        if any(community.people[s].get("company", {}).get("former") for s in story["advocates"]):
            reasons.add("person-left")
        products = [community.products_now.get(name, name) for name in story["products"]]
        retired = [community.products[name].get("status") == "retired" for name in products]
        if any(retired):
            reasons.add("product-retired")
        if reasons:
            advice = "renew"
            if all(retired) or {"old", "person-left"} <= reasons:
                advice = "retire"
            elif reasons == {"old"} and all(
                consent["given"] >= months_before(DAY, months)
                for consent in story["consent"].values()
            ):
                advice = "keep"
            expected[slug] = (reasons, advice)
    part = data["aging"]
    rows = {row["story"]: (set(row["reasons"]), row["advice"]) for row in part["stories"]}
    assert rows == expected
    for advice in ("retire", "renew", "keep"):
        assert part[advice] == sum(each == advice for _, each in expected.values())
    assert part["already_retired"] == sum("retired" in s for s in community.shown_stories.values())


def test_promises_of_stories_and_of_the_log(community: Community, data: dict[str, Any]) -> None:
    promises = [
        (each["due"], each.get("kept"))
        for story in community.stories.values()
        for each in story.get("promises", ())
    ]
    promises += [
        (date.fromisoformat(entry["due"]), entry.get("kept") and date.fromisoformat(entry["kept"]))
        for entry in entries(community)
        if entry["kind"] == "promise"
    ]
    states = Counter(
        ("kept_late" if kept > due else "kept") if kept else ("late" if due < DAY else "due")
        for due, kept in promises
    )
    part = data["promises"]
    assert {name: part[name] for name in ("kept", "kept_late", "late", "due")} == {
        name: states[name] for name in ("kept", "kept_late", "late", "due")
    }
    assert part["made"] == len(promises) == len(part["promises"])
    assert states["late"] > 0


def test_turnarounds_without_a_good_end(community: Community, data: dict[str, Any]) -> None:
    expected = set()
    for slug, story in community.stories.items():
        steps = story.get("turnaround", [])
        if steps or story.get("kind") == "turnaround":
            days = [step.get("on", step.get(True)) for step in steps]  # YAML 1.1: `on` is true
            last = [step["by"] for step, day in zip(steps, days, strict=True) if day == max(days)]
            answered = "company" in last
            kept = all("kept" in promise for promise in story.get("promises", ()))
            if not answered or not kept:
                expected.add(slug)
    rows = data["promises"]["open_turnarounds"]
    assert {row["story"] for row in rows} == expected
    assert expected


def test_the_share_of_critical_stories_by_year(community: Community, data: dict[str, Any]) -> None:
    years: dict[int, Counter[str]] = {}
    for story in community.shown_stories.values():
        counter = years.setdefault(went_out(story).year, Counter())
        counter["stories"] += 1
        counter["critical"] += any(story.get(name) for name in ("critical", "turnaround", "reply"))
    rows = data["control"]["critical_stories"]
    assert [row["year"] for row in rows] == sorted(years, reverse=True)
    for row in rows:
        counter = years[row["year"]]
        assert (row["stories"], row["critical"]) == (counter["stories"], counter["critical"])
        assert row["share"] == round(100 * counter["critical"] / counter["stories"])


def test_posts_are_counted_by_network_and_month(community: Community, data: dict[str, Any]) -> None:
    part, plan = data["amplification"], plan_of(community)
    posts = [post for post in plan.published.posts if post.moment <= plan.now]
    counts = Counter((f"{post.moment:%Y-%m}", post.network) for post in posts)
    rows = {(row["month"], row["network"]): row["posts"] for row in part["months"]}
    assert rows == dict(counts)
    assert part["posts"] == len(posts) > 0
    assert part["posts_this_quarter"] == len(posts_of(community))
    posted = {post.post.story for post in posts}
    assert part["silent_stories"] == len(set(community.shown_stories) - posted)


def test_requests_that_are_due_or_wait(generated: Community) -> None:
    part, known = report(generated.project)["requests"], requests(generated)
    states = Counter(request["steps"][-1]["state"] for request in known.values())
    assert {name: part[name] for name in ("done", "declined", "missed")} == {
        name: states[name] for name in ("done", "declined", "missed")
    }
    assert part["open"] == states["new"] + states["proposed"] + states["accepted"]
    days: dict[str, list[date]] = {}
    for entry in entries(generated):
        if entry["kind"] == "thanks":
            days.setdefault(entry["people"][0], []).append(date.fromisoformat(entry["on"]))
    due, waiting = set(), set()
    for name, request in known.items():
        since, state = request["steps"][-1]["day"], request["steps"][-1]["state"]
        when = date.fromisoformat(str(request["when"])[:10])
        tasks = [when] if state == "accepted" else []
        tasks += [since + timedelta(4)] if state in ("new", "proposed") else []
        if state == "done":
            person = request["steps"][1]["person"]
            thanks = max([request.get("thanked", date.min), *days.get(person, [])])
            tasks += [since + timedelta(5)] if "feedback" not in request else []
            tasks += [since + timedelta(14)] if thanks < since else []
        due |= {(name, day.isoformat()) for day in tasks if (day - DAY).days <= 3}
        if state in ("new", "proposed", "accepted") and (DAY - max(since, when)).days > 7:
            waiting.add(name)
    assert {(row["request"], row["by"]) for row in part["due_in_72_hours"]} == due
    assert {row["request"] for row in part["waiting_more_than_7_days"]} == waiting
    assert len(due) > 5
    assert waiting


def test_what_requests_did_for_deals(generated: Community) -> None:
    part = report(generated.project)["requests"]
    done = [r for r in requests(generated).values() if r["steps"][-1]["state"] == "done"]
    outcomes: dict[str, str] = {}
    for request in sorted(done, key=lambda each: each["steps"][-1]["day"]):
        if "deal" in request:
            outcomes[request["deal"]] = request.get("outcome", outcomes.get(request["deal"], ""))
    assert (part["deals"], part["done_without_deal"]) == (
        len(outcomes),
        sum("deal" not in request for request in done),
    )
    rows = {row["outcome"]: row["deals"] for row in part["influence"]}
    assert rows == dict(Counter(outcomes.values()))
    assert rows


def test_profiles_that_nobody_looked_at_for_a_year(
    community: Community, data: dict[str, Any]
) -> None:
    """Outside of git, the days of the consent and of the last review count."""
    expected = {
        slug
        for slug in community.published["advocates"]
        for days in [
            [community.people[slug].get("reviewed"), community.people[slug]["consent"]["given"]]
        ]
        if max(day for day in days if day) < months_before(DAY, 12)
    }
    rows = data["health"]["stale_profiles"]
    assert {row["person"] for row in rows} == expected
    assert data["health"]["stale_profile_count"] == len(expected)


def test_languages_that_people_agreed_to_and_nobody_wrote(
    community: Community, data: dict[str, Any]
) -> None:
    expected = set()
    shown = community.shown_stories
    for slug, story in shown.items():
        agreed = [set(consent.get("languages", ())) for consent in story["consent"].values()]
        present = {story.get("language", "en")}
        present |= {s["language"] for s in shown.values() if s.get("translation_of") == slug}
        if "translation_of" not in story:
            expected |= {(slug, each) for each in set.intersection(*agreed) - present}
    rows = data["health"]["missing_translations"]
    assert {(row["story"], row["language"]) for row in rows} == expected


def test_the_same_input_gives_the_same_bytes_in_every_form(tmp_path: Path) -> None:
    project = generate(tmp_path / "community", 30).project
    for form in ("text", "json", "csv"):
        first, second = (
            project.run("rooftop", "report", "--format", form, process=process).stdout
            for process in (False, True)
        )
        assert first.replace("\r\n", "\n") == second.replace("\r\n", "\n")
        assert len(first) > 1_000
        assert str(project.root) not in first


def test_every_figure_and_every_cell_stands_in_the_csv(generated: Community) -> None:
    data = report(generated.project)
    text = generated.project.run("rooftop", "report", "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    figures = {(row["part"], row["field"]) for row in rows if not row["table"]}
    tables = Counter((row["part"], row["table"]) for row in rows if row["table"])
    for part, fields in data.items():
        if part in ("version", "day"):
            continue
        for name, value in fields.items():
            if isinstance(value, list):
                assert tables[part, name] == sum(map(len, value))
            else:
                assert (part, name) in figures


def test_the_fields_that_others_read_stay(generated: Community) -> None:
    expected = yaml.safe_load((Path(__file__).parent / "cases/report-fields.yml").read_text())
    data = report(generated.project)
    assert (data.pop("version"), data.pop("day")) == (1, DAY.isoformat())
    assert list(data) == list(expected)
    for name, part in data.items():
        figures, tables = expected[name]["figures"], expected[name]["tables"]
        assert [key for key, value in part.items() if not isinstance(value, list)] == figures
        for table, columns in tables.items():
            assert all(list(row) == columns for row in part[table])
