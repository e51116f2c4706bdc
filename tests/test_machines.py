"""What AI systems may use: only what everybody who is shown agreed to, said in robots.txt, headers
and pages, and held by llms.txt and the data files.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import urllib.request
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from rooftop.consent.receipts import receipt
from rooftop.json_api import render_api
from rooftop.metadata import DEFAULT, FOR_MACHINES, describe_for_models, robots, usages_of
from rooftop.plan import Plan
from rooftop.records import CHANNELS, ConsentRecord
from rooftop.site.headers import MOST_RULES, NETLIFY, render_headers
from tests.project import CONSENT, REPOSITORY, Project, advocate, story
from tests.servers import host

OPEN = CONSENT.replace("[site, feeds]", "[site, feeds, embeds, ai]")
INPUT = CONSENT.replace("[site, feeds]", "[site, feeds, embeds, ai-input]")
CLOSED = CONSENT.replace("[site, feeds]", "[site, feeds, embeds, press]")
PEOPLE = {"ana-ribeiro": "Ana Ribeiro", "joel-kask": "Joel Kask", "mira-vogt": "Mira Vogt"}
STORIES = ("brass-key", "cold-start", "dry-dock")
PROFILE, STORY = "content/advocates/ana-ribeiro.md", "content/stories/month-end.md"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (["site", "ai"], ("site", "ai-input", "ai-train")),
        (["ai", "site"], ("ai-input", "site", "ai-train")),
        (["site", "ai", "ai-train"], ("site", "ai-input", "ai-train")),
        (["site", "ai-input"], ("site", "ai-input")),
        (["site"], ("site",)),
    ],
)
def test_ai_is_short_for_both_uses(written: list[str], read: tuple[str, ...]) -> None:
    record = ConsentRecord.model_validate({"status": "given", "channels": written})
    assert record.channels == read


def test_both_forms_of_a_list_are_the_same_approval(project: Project) -> None:
    project.write(STORY, story(OPEN))
    assert project.run("rooftop", "consent", "approve", "month-end", "--yes").returncode == 0
    text = (project.root / STORY).read_text()
    project.write(STORY, text.replace("embeds, ai]", "embeds, ai-input, ai-train]"))
    assert "month-end" in project.plan(approvals="required").published.channels.ai_train
    project.write(STORY, text.replace("embeds, ai]", "embeds, ai-input]"))
    assert "month-end" not in project.plan(approvals="required").published.stories


def test_what_was_approved_for_the_places_alone_stays_approved(project: Project) -> None:
    """The digest that Rooftop wrote before AI systems had channels."""
    done = project.run("rooftop", "consent", "approve", "month-end", "--yes")
    assert done.returncode == 0, done.stderr
    approved = "sha256:d61d356a85f30253135027b9448d59f738cff8906b3dd90f4723086d492ec097/2"
    assert f"approved: {approved}\n" in (project.root / STORY).read_text()


@pytest.mark.parametrize(
    ("channels", "recorded"),
    [
        ("all", "[site, feeds, social, embeds, press]"),
        ("all,ai", "[site, feeds, social, embeds, press, ai]"),
        ("site,ai-input", "[site, ai-input]"),
    ],
)
def test_who_agrees_to_every_place_has_not_agreed_to_ai(
    project: Project, channels: str, recorded: str
) -> None:
    done = project.run(
        "rooftop", "consent", "approve", "month-end", "--channels", channels, "--yes"
    )
    assert done.returncode == 0, done.stderr
    assert f"channels: {recorded}" in (project.root / STORY).read_text()


def test_an_unknown_channel_is_told_where_it_stands(project: Project) -> None:
    project.write(STORY, story(OPEN.replace("embeds, ai", "ai, embed")))
    checked = project.check()
    assert checked.returncode == 1
    assert "Did you mean 'embeds'" in checked.stderr


channels_of = st.frozensets(st.sampled_from(CHANNELS[1:])).map(lambda some: {"site", *some})
tellings = st.dictionaries(st.sampled_from([*PEOPLE]), channels_of, min_size=1)
communities = st.fixed_dictionaries(
    {
        "profiles": st.fixed_dictionaries(dict.fromkeys(PEOPLE, st.none() | channels_of)),
        "stories": st.fixed_dictionaries(dict.fromkeys(STORIES, tellings)),
        "named": st.dictionaries(
            st.sampled_from([*STORIES, *PEOPLE, "ledger", "dinner"]), st.sampled_from([*PEOPLE])
        ),
        "speakers": st.frozensets(st.sampled_from([*PEOPLE])),
    }
)

#: Nothing is made smaller after a failure: each example composes a plan.
PROPERTY = settings(
    max_examples=40, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate]
)


@pytest.fixture(scope="module")
def community(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return Project.empty(tmp_path_factory.mktemp("machines") / "community")


def write_all(project: Project, made: Mapping[str, Any]) -> None:
    """The records of ``made``: who agreed to which channels, and whom each record names."""

    def write(path: str, fields: Mapping[str, Any], body: str = "Words.") -> None:
        text = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False)
        project.write(f"content/{path}.md", f"---\n{text}---\n\n{body}\n")

    def consent(channels: set[str]) -> dict[str, Any]:
        terms = yaml.safe_load(CONSENT)
        return {**terms, "channels": sorted(channels, key=CHANNELS.index)}

    def named(record: str) -> str:
        return f" Ask {PEOPLE[made['named'][record]]}." if record in made["named"] else ""

    for slug, channels in made["profiles"].items():
        own = {"consent": consent(channels)} if channels else {}
        write(
            f"advocates/{slug}", {"name": PEOPLE[slug], "headline": f"Hello.{named(slug)}", **own}
        )
    for slug, tellers in made["stories"].items():
        disclosure = {"relationship": "customer", "incentive": "none", "conditional": False}
        fields = {
            "title": f"Telling {slug}", "date": yaml.safe_load("2026-05-04"),
            "advocates": sorted(tellers), "products": ["ledger"], "disclosure": disclosure,
            "summary": f"Nine days became three.{named(slug)}",
            "consent": {who: consent(channels) for who, channels in tellers.items()},
        }  # fmt: skip
        write(f"stories/{slug}", fields)
    write("products/ledger", {"name": "Ledger", "tagline": f"The books.{named('ledger')}"})
    event = {
        "title": f"Dinner.{named('dinner')}", "kind": "meetup", "starts": "2026-12-03T17:00",
        "timezone": "Europe/Lisbon", "place": "Porto", "advocates": sorted(made["speakers"]),
    }  # fmt: skip
    write("events/dinner", event)


def may_be_named(made: Mapping[str, Any], plan: Plan, channel: str, who: str) -> bool:
    """Whether somebody let their profile, or a story that all agreed to, be used on ``channel``."""
    if channel in (made["profiles"][who] or ()):
        return True
    return any(
        who in tellers and all(channel in channels for channels in tellers.values())
        for slug, tellers in made["stories"].items()
        if slug in plan.published.stories
    )


@PROPERTY
@given(communities)
def test_files_for_machines_hold_nobody_who_did_not_agree(
    community: Project, made: Mapping[str, Any]
) -> None:
    write_all(community, made)
    plan = community.plan()
    files = {"llms.txt": describe_for_models(plan.published), **dict(render_api(plan.published))}
    text = b"\n".join(data for name, data in files.items() if "schema" not in name).decode()
    for slug, name in PEOPLE.items():
        if not may_be_named(made, plan, "ai-input", slug):
            assert name not in text
            assert slug not in text
    for slug, tellers in made["stories"].items():
        if not all("ai-input" in channels for channels in tellers.values()):
            assert slug not in text


@PROPERTY
@given(communities)
def test_an_address_allows_no_more_than_everybody_shown_there(
    community: Project, made: Mapping[str, Any]
) -> None:
    write_all(community, made)
    plan = community.plan()
    published, usages = plan.published, usages_of(plan.published)
    for channel in ("ai-input", "ai-train"):
        for slug, tellers in made["stories"].items():
            if getattr(usages.get(f"stories/{slug}/", DEFAULT), channel.replace("-", "_")):
                shown = [slug, *published.related[slug]]
                everybody = chain.from_iterable(made["stories"][each].values() for each in shown)
                assert all(channel in channels for channels in everybody)
                assert made["named"].get(slug, next(iter(tellers))) in {
                    *tellers,
                    *(who for who, own in made["profiles"].items() if channel in (own or ())),
                }
        for who, own in made["profiles"].items():
            if getattr(usages.get(f"advocates/{who}/", DEFAULT), channel.replace("-", "_")):
                assert channel in own
                told = [made["stories"][each.slug] for each in published.stories_of.get(who, ())]
                everybody = chain.from_iterable(each.values() for each in told)
                assert all(channel in channels for channels in everybody)


def test_a_story_that_everybody_opened_is_listed_and_allowed(project: Project) -> None:
    project.write(PROFILE, advocate(INPUT, open_to="[peer-question]"))
    project.write(STORY, story(OPEN))
    project.build()
    listed = (project.site / "llms.txt").read_text()
    assert "(https://voices.harbourlight.example/stories/month-end/)" in listed
    assert "(https://voices.harbourlight.example/advocates/ana-ribeiro/)" in listed
    signals = {
        "stories/month-end": ("train-ai=n, search=y", "search=yes, ai-input=yes, ai-train=no"),
        "embed/month-end": ("train-ai=y, search=y", "search=yes, ai-input=yes, ai-train=yes"),
        "stories": ("train-ai=n, search=y", "search=yes, ai-input=no, ai-train=no"),
        "embed/wall": ("train-ai=n, search=y", "search=yes, ai-input=no, ai-train=no"),
        "peers": ("train-ai=n, search=y", "search=yes, ai-input=no, ai-train=no"),
    }
    for address, expected in signals.items():
        page = project.page(address)
        said = [page.xpath(f"//meta[@name='content-{n}']/@content") for n in ("usage", "signal")]
        assert said == [[expected[0]], [expected[1]]], address


def test_a_list_of_nothing_says_so(project: Project) -> None:
    project.write(STORY, story(CLOSED))
    published = project.plan().published
    listed = describe_for_models(published).decode()
    assert "so no page is listed" in listed
    assert "month-end" not in listed
    files = {name: json.loads(data) for name, data in render_api(published)}
    assert files["api/stories.json"]["stories"] == []
    assert files["api/advocates.json"]["advocates"] == []


def test_robots_are_told_by_address_and_may_still_search(project: Project) -> None:
    project.write(PROFILE, advocate(INPUT))
    project.write(STORY, story(OPEN))
    text = robots(project.plan().published).decode()
    parser = RobotFileParser()
    parser.parse(text.splitlines())
    for path in ("", "stories/", "stories/month-end/", "llms.txt", "api/stories.json", "feed.xml"):
        assert parser.can_fetch("Googlebot", f"https://voices.example/{path}")
    assert parser.site_maps() == ["https://voices.example/sitemap.xml"]
    assert preference(text, "content-usage", "/stories/month-end/") == {
        "train-ai": "y",
        "search": "y",
    }
    assert preference(text, "content-usage", "/stories/") == {"train-ai": "n", "search": "y"}
    assert preference(text, "content-signal", "/llms.txt")["ai-input"] == "yes"
    assert preference(text, "content-signal", "/llms.txtx")["ai-input"] == "no"
    assert preference(text, "content-signal", "/advocates/ana-ribeiro/feed.xml") == {
        "ai-input": "yes", "ai-train": "no", "search": "yes",
    }  # fmt: skip


def preference(text: str, rule: str, path: str) -> dict[str, str]:
    """What ``rule`` says of ``path``: the longest path that it begins with counts, and every rule of
    that path (draft-ietf-aipref-attach-05, 3.1).
    """
    found: dict[int, dict[str, str]] = {}
    for line in text.splitlines():
        name, _, value = line.partition(": ")
        if name.lower() != rule:
            continue
        place, _, said = value.partition(" ") if value.startswith("/") else ("", "", value)
        whole = place.endswith("$")
        if path == place[:-1] if whole else path.startswith(place):
            words = dict(each.split("=") for each in said.split(", "))
            found.setdefault(len(place), {}).update(words)
    return found[max(found)]


def test_programs_that_know_no_paths_take_nothing_for_allowed(project: Project) -> None:
    """They read a rule as words between commas, the path and the first word as one of them."""
    project.write(PROFILE, advocate(INPUT))
    project.write(STORY, story(OPEN))
    for line in robots(project.plan().published).decode().splitlines():
        name, _, value = line.partition(": ")
        if name.startswith("Content-"):
            words = dict(each.split("=") for each in value.split(", "))
            for use in ("ai-input", "ai-train", "train-ai"):
                assert words.get(use, "no") in ("n", "no"), line


def test_ten_thousand_allowed_stories_fit_into_what_crawlers_and_hosts_read(
    project: Project,
) -> None:
    project.write(PROFILE, advocate(OPEN))
    project.write(STORY, story(OPEN))
    published = project.plan().published
    (view,) = published.channels.ai_input.values()
    slugs = [f"{number:05}-{'long-slug-' * 5}".strip("-") for number in range(10_000)]
    views: dict[str, Any] = {slug: replace(view, slug=slug) for slug in slugs}
    channels = replace(published.channels, ai_input=views, ai_train=views, embeds={})
    many = replace(published, stories=views, channels=channels, related={})
    text = robots(many)
    assert 400 * 1024 < len(text) < 500 * 1024  # RFC 9309, 2.5
    assert text.endswith(b"\nSitemap: https://voices.example/sitemap.xml\n")
    assert preference(text.decode(), "content-signal", f"/stories/{slugs[-1]}/")["ai-input"] == "no"
    files = dict(render_headers(many))
    rules = re.findall(r"^/\S*$", files[NETLIFY].decode(), re.MULTILINE)
    assert len(rules) == MOST_RULES
    assert rules[0] == "/*"
    assert rules[len(FOR_MACHINES) + 1] == f"/stories/{slugs[0]}/*"
    for line in files["nginx-headers.conf"].decode().splitlines():
        assert len(line.encode()) < 4096


def test_headers_of_a_site_in_a_folder_name_its_paths(project: Project) -> None:
    project.write(PROFILE, advocate(OPEN))
    project.write(STORY, story(OPEN))
    published = project.plan().published
    community = published.community.model_copy(update={"url": "https://acme.example/voices/"})
    there = replace(published, community=community)
    rules = dict(render_headers(there))[NETLIFY].decode()
    assert "\n/voices/stories/month-end/*\n" in rules
    assert (
        preference(robots(there).decode(), "content-usage", "/voices/stories/month-end/x")[
            "train-ai"
        ]
        == "y"
    )


@pytest.mark.needs("nginx")
def test_nginx_sends_what_each_address_allows(project: Project) -> None:
    project.write(PROFILE, advocate(INPUT))
    project.write(STORY, story(OPEN))
    project.build()
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    subprocess.run(["cp", "-r", project.site, folder / "site"], check=True)
    (folder / "410.nginx.conf").write_text(
        "include site/nginx-headers.conf;".replace("site/", f"{folder}/site/")
    )
    subprocess.run(["chmod", "-R", "a+rX", str(folder)], check=True)
    sent = {}
    with host("nginx", folder) as address:
        for path in ("", "stories/month-end/", "stories/", "llms.txt", "advocates/ana-ribeiro/"):
            with urllib.request.urlopen(f"{address}/{path}", timeout=20) as response:
                headers = response.headers
                sent[path] = (headers.get_all("Content-Usage"), headers.get_all("Content-Signal"))
    no, only_input = (
        ["search=yes, ai-input=no, ai-train=no"],
        ["search=yes, ai-input=yes, ai-train=no"],
    )
    assert sent == {
        "": (["train-ai=n, search=y"], no),
        "stories/month-end/": (
            ["train-ai=y, search=y"],
            ["search=yes, ai-input=yes, ai-train=yes"],
        ),
        "stories/": (["train-ai=n, search=y"], no),
        "llms.txt": (["train-ai=n, search=y"], only_input),
        "advocates/ana-ribeiro/": (["train-ai=n, search=y"], only_input),
    }


def test_pages_lead_only_to_stories_that_are_as_open(project: Project) -> None:
    project.write(PROFILE, advocate(OPEN))
    consents = {"month-end": OPEN, "open": OPEN, "half": INPUT, "closed": CLOSED}
    for slug, consent in consents.items():
        project.write(f"content/stories/{slug}.md", story(consent, title=f"Story {slug}"))
    related = {slug: {*each} for slug, each in project.plan().published.related.items()}
    assert related == {
        "month-end": {"open"},
        "open": {"month-end"},
        "half": {"month-end", "open"},
        "closed": {"month-end", "open", "half"},
    }


def test_a_page_is_as_open_as_the_translations_it_leads_to(project: Project) -> None:
    project.write(STORY, story(OPEN))
    translated = {"language": "de", "translation_of": "month-end"}
    german = CLOSED + "languages: [de]\n"
    project.write("content/stories/abschluss.md", story(german, **translated))
    assert "stories/month-end/" not in usages_of(project.plan().published)
    project.write("content/stories/abschluss.md", story(OPEN + "languages: [de]\n", **translated))
    assert usages_of(project.plan().published)["stories/month-end/"].ai_train


def test_a_picture_follows_the_strictest_of_those_who_show_it(project: Project) -> None:
    (project.root / "content/media").mkdir()
    portrait_file = REPOSITORY / "content/media/ana-ribeiro.webp"
    shutil.copy(portrait_file, project.root / "content/media/ana-ribeiro.webp")
    portrait = {"photo": "ana-ribeiro.webp", "photo_alt": "Ana at her desk"}
    project.write(PROFILE, advocate(OPEN, **portrait))
    project.write(STORY, story(OPEN))
    assert usages_of(project.plan().published)["media/ana-ribeiro.webp"].ai_train
    project.write("content/stories/other.md", story(CLOSED, title="Other"))
    assert "media/ana-ribeiro.webp" not in usages_of(project.plan().published)


def test_a_receipt_says_the_uses_by_ai_in_the_words_of_their_vocabularies(
    project: Project,
) -> None:
    project.write(STORY, story(OPEN))
    plan = project.plan()
    (consent,) = plan.consents.of(plan.catalogue.stories["month-end"]).values()
    purposes = [each["purpose"] for each in receipt(consent, plan.community)["purposes"]]
    assert purposes[:2] == ["publication: site", "publication: feeds"]
    assert purposes[-2:] == [
        "input to AI models (Content-Signal: ai-input)",
        "training of AI models (Content-Usage: train-ai; Content-Signal: ai-train)",
    ]


@pytest.mark.parametrize("language", ["en", "de", "fr", "es", "pt"])
def test_a_letter_asks_for_each_use_by_itself(project: Project, language: str) -> None:
    shutil.copytree(REPOSITORY / "consent-terms", project.root / "consent-terms")
    project.write(
        "drafts/stories/asked.md",
        story("", language=language).partition("consent:")[0] + "---\n\nWords.\n",
    )
    done = project.run("rooftop", "consent", "request", "asked")
    assert done.returncode == 0, done.stderr
    (letter,) = (project.root / "drafts" / "requests").glob("*.md")
    about = {"en": "AI", "de": "KI", "fr": "IA", "es": "IA", "pt": "IA"}[language]
    questions = [
        line for line in letter.read_text().splitlines() if line.startswith("| ") and about in line
    ]
    assert len([each for each in questions if "[ ]" in each.replace("\\", "")]) == 2


def test_a_page_says_that_its_people_agreed_to_ai(project: Project) -> None:
    project.write(STORY, story(INPUT))
    project.build()
    said = project.page("stories/month-end").text_content()
    assert "its feeds, other websites and AI systems that answer questions" in " ".join(
        said.split()
    )


def test_the_ledger_has_the_uses_by_ai(project: Project) -> None:
    project.write(STORY, story(INPUT))
    done = project.run("rooftop", "consent", "ledger")
    rows = [line for line in done.stdout.splitlines() if "stories/month-end" in line]
    assert any(",ai-input,words,shown," in row for row in rows)
    assert any(",ai-train,words,withheld," in row for row in rows)
