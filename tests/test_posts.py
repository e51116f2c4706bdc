"""Posts: what they say, that they fit as each network counts, and that their plan stays the
same.
"""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import json
import random
import re
import subprocess
from collections.abc import Sequence

import feedparser
import pytest

from rooftop.posts import NETWORKS, measure
from tests.project import CONSENT, REPOSITORY, Project, advocate, story

SOCIAL = CONSENT.replace("[site, feeds]", "[site, feeds, social]")
READERS = REPOSITORY / "tests" / "readers"
LINK = "https://voices.example.org/stories/month-end/?utm_source=x&utm_medium=social"
TEXTS = [
    f"Nine days to close a month. Now three. {LINK}",
    f"Die Übergabe dauerte früher „neun Tage“ – heute drei. Größe, Fuß, Äcker. {LINK}",
    f"O fecho do mês demorava nove dias; agora são três. À noite, já não há ninguém. {LINK}",
    f"كنا نغلق الدفاتر في تسعة أيام، والآن في ثلاثة أيام فقط. {LINK}",
    f"月末の締めに九日かかっていましたが、いまは三日です。「夕食に間に合います」 {LINK}",
    f"We went home early 👩🏽‍🌾 👨‍👩‍👧‍👦 🇵🇹 ❤️ 1️⃣ ☕ © ™ é {LINK}",
    "© ® ©\ufe0f ®\ufe0f ™ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️‍🔥 a©b",
    "e\u0301 न्दी ที่ 각 ﷽",
    f"Two links: {LINK} and http://example.com/a?b=c#d, and that is it.",
]
needs_node = pytest.mark.needs("node", "npm packages")


def count(network: str, text: str) -> int:
    return NETWORKS[network][0].count(text)  # type: ignore[index]


def counts_of_others(texts: Sequence[str]) -> list[dict[str, int]]:
    """What each of ``texts`` has by the networks' own code."""
    done = subprocess.run(
        ["node", READERS / "count.mjs"],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=True,
    )
    counts: list[dict[str, int]] = json.loads(done.stdout)
    return counts


@needs_node
def test_texts_count_as_the_networks_own_code_counts_them() -> None:
    for text, theirs in zip(TEXTS, counts_of_others(TEXTS), strict=True):
        ours = {
            network: count(network, text) for network in ("x", "mastodon", "bluesky", "linkedin")
        }
        assert ours == {network: theirs[network] for network in ours}, text
        assert NETWORKS["bluesky"][1].count(text) == theirs["bytes"]


def test_each_network_refuses_one_more_than_it_takes() -> None:
    for network, most in (
        ("x", 280),
        ("mastodon", 500),
        ("bluesky", 300),
        ("threads", 500),
        ("linkedin", 3_000),
    ):
        assert measure(network, "a" * most) is None
        excess = measure(network, "a" * (most + 1))
        assert excess
        assert (excess.count, excess.limit) == (most + 1, most)
    family = "👨‍👩‍👧‍👦"  # one to a person, 25 bytes
    assert measure("bluesky", family * 120) is None
    assert measure("bluesky", family * 121).unit == "bytes"  # type: ignore[union-attr]
    assert measure("threads", family * 20) is None
    assert measure("threads", family * 21)
    assert measure("x", "語" * 140) is None
    assert measure("x", "語" * 141)
    assert measure("mastodon", f"{'a' * 476} https://example.org/{'b' * 300}") is None
    assert measure("mastodon", "@somebody@a-very-long-name.example.org " + "a" * 490) is None


#: What X counts in ways of its own, or might be taken for that.
PIECES = (
    *TEXTS, LINK, "https://voices.example/a/", "http://x.de", "https://a.b", "example.com", "node.js", "a.co.uk/path",
    "(https://x.org/)", "https://x.org.", "see https://x.org/a_(b)_c)", "https://münchen.de/ä", "foo@example.com", "@name",
    "#tag.com", "x.com-foo", ".x.com", "www.x.info", "HTTPS://X.COM/A", "https://x.com:8080/a", "https://x.com/a?b=1&c=2!",
    "https://sub_a.x.com", "https://x.com/@me/", "1.5", "U.S.A.", "etc.", "v2.0.1", "end.Next", "https://x.рф/а", "президент.рф",
    "https://xn--e1afmkfd.xn--p1ai", "ledger.app", "a.io,b.ai", "語example.com", "https://例え.jp/x", "e\u0301", "ﬁ", "日本", "한국어",
    "नमस्ते", "ที่", "👩🏽‍🌾", "👨‍👩‍👧‍👦", "👩‍❤️‍💋‍👨", "🤷🏽‍♀️", "🏃‍♂️", "🏳️‍🌈", "🏴‍☠️", "🐕‍🦺", "🧑‍🌾", "🍄🏽", "☝🏽", "☝️", "🇵🇹", "❤️", "❤",
    "1️⃣", "#️⃣", "☕", "☕️", "🥲", "©", "©️", "™", "“", "…", "—", "‘", "€", "→", "✓", "★", "\u200d", "\u2028", "‼", "ℹ️", "ﷺ",
)  # fmt: skip


@needs_node
def test_any_mixture_weighs_as_the_code_of_x_weighs_it() -> None:
    dice = random.Random(1)
    texts = [
        "".join(dice.choice(PIECES) + dice.choice((" ", "\n", ", ")) for _ in range(1, length))
        for length in range(2, 7)
        for _ in range(400)
    ]
    theirs = [each["x"] for each in counts_of_others([*PIECES, *texts])]
    ours = [count("x", text) for text in (*PIECES, *texts)]
    assert [
        (text, our, their)
        for text, our, their in zip((*PIECES, *texts), ours, theirs, strict=True)
        if our != their
    ] == []


def ready(project: Project, network: str) -> list[dict[str, object]]:
    items: list[dict[str, object]] = json.loads(
        (project.site / f"feeds/social/{network}.json").read_text()
    )["items"]
    return items


def test_a_post_is_the_storys_own_text_or_its_own_words(project: Project) -> None:
    own = "[{text: 'Nine days. Now three. Ana tells how.', networks: [linkedin, mastodon]}]"
    project.write("content/stories/month-end.md", story(SOCIAL, social=own))
    project.build()
    linkedin, x = ready(project, "linkedin")[0], ready(project, "x")[0]
    link = "https://voices.harbourlight.example/stories/month-end/?utm_source={}&utm_medium=social&utm_campaign=voices"
    assert linkedin["content_text"] == "\n\n".join(
        [
            "Nine days. Now three. Ana tells how.",
            "Customer, not paid.",
            "#MonthEndClose",
            link.format("linkedin"),
        ]
    )
    assert linkedin["url"] == link.format("linkedin")
    assert str(x["content_text"]).startswith(
        "“I went home before seven.”\n— Ana Ribeiro, Head of Finance, Norte Cargo"
    )
    assert "Customer, not paid." in str(x["content_text"])
    assert x["image"] == "https://voices.harbourlight.example/stories/month-end/wide.png"


@pytest.mark.parametrize(
    ("fields", "begins"),
    [
        ({"quote": ""}, "Month-end close: 9 → 3 days\n— Ana Ribeiro"),
        ({"quote": "", "results": ""}, "Nine days became three."),
        (
            {"quote": "{text: " + "long words " * 30 + ", by: ana-ribeiro}"},
            "Month-end close: 9 → 3 days",
        ),
        ({"language": "de", "quote": "{text: Neun Tage, by: ana-ribeiro}"}, "„Neun Tage“"),
    ],
)
def test_without_a_text_of_its_own_a_story_is_told_by_its_quote_a_result_or_its_summary(
    project: Project, fields: dict[str, str], begins: str
) -> None:
    project.write("content/stories/month-end.md", story(SOCIAL, **fields))
    project.build()
    assert str(ready(project, "x")[0]["content_text"]).startswith(begins)


def test_what_does_not_fit_fails_the_check_with_count_and_limit(project: Project) -> None:
    text = "word " * 80
    project.write(
        "content/stories/month-end.md",
        story(SOCIAL, social=f"[{{text: '{text}', networks: [x, linkedin]}}]"),
    )
    done = project.check()
    assert done.returncode == 1
    assert "month-end.md:2:11: error post-too-long: x takes 280 " in done.stderr
    assert re.search(r"with link and disclosure it has \d{3}\n", done.stderr)
    assert "linkedin takes" not in done.stderr
    project.build()
    assert ready(project, "x") == []
    assert len(ready(project, "linkedin")) == 1


def test_only_who_agreed_to_social_is_posted(project: Project) -> None:
    project.build()
    assert ready(project, "mastodon") == []
    assert not (project.site / "stories/month-end/share").exists()


def posted(project: Project, as_of: str) -> list[tuple[str, datetime.datetime]]:
    posts = [each for each in project.plan(as_of).published.posts if each.network == "x"]
    return [(each.post.story, each.moment) for each in posts]


def telling(project: Project, number: int, **fields: str) -> None:
    """Story ``number`` by a person of its own."""
    who = f"person-{number}"
    project.write(f"content/advocates/{who}.md", advocate(SOCIAL, name=f"Person Nr{number}"))
    facts = {
        "title": f"Story {number}",
        "published": f"2026-05-04T09:{number:02}:07Z",
        "permalink": f"stories/s{number}/",
    }
    told = story(SOCIAL, **facts | fields).replace("ana-ribeiro", who)
    project.write(f"content/stories/s{number}.md", told)


def test_posts_are_spread_by_the_rhythm_and_nothing_planned_ever_moves(project: Project) -> None:
    (project.root / "content/stories/month-end.md").unlink()
    for number in range(10):
        telling(project, number)
    plan = posted(project, "2026-11-22")
    days = [moment for _, moment in plan]
    assert len(set(days)) == 10
    assert {moment.weekday() for moment in days} == {0, 1, 3}  # three a week, over five days
    assert days[-1] - days[0] == datetime.timedelta(days=21)
    assert posted(project, "2026-05-06") == plan
    telling(project, 11)
    assert posted(project, "2026-11-22")[:10] == plan
    for number in range(10):
        file = project.root / f"content/stories/s{number}.md"
        file.write_text(file.read_text().replace("given: 2026-05-02", "given: 2026-10-01", 1))
    assert posted(project, "2026-11-22")[:10] == plan  # renewed
    taken_back = (
        (project.root / "content/stories/s3.md")
        .read_text()
        .replace("status: given", "status: withdrawn", 1)
    )
    project.write("content/stories/s3.md", taken_back)
    again = posted(project, "2026-11-22")
    assert again[:9] == [each for each in plan if each[0] != "s3"]


def test_nobody_is_posted_too_often_and_no_day_is_too_early(project: Project) -> None:
    for number in range(4):
        facts = {"published": f"2026-05-04T09:{number:02}:07Z", "permalink": f"stories/s{number}/"}
        project.write(
            f"content/stories/s{number}.md", story(SOCIAL, title=f"Story {number}", **facts)
        )
    late = "[{text: Later., networks: [x], not_before: 2026-08-05}]"
    telling(project, 9, social=late)
    plan = posted(project, "2026-11-22")
    mine = [moment for name, moment in plan if name != "s9"]
    assert all(
        after - before >= datetime.timedelta(days=14) for before, after in itertools.pairwise(mine)
    )
    assert dict(plan)["s9"] == datetime.datetime(2026, 8, 6, 9, tzinfo=datetime.UTC)


def test_an_item_appears_when_its_moment_has_come_and_stays_as_it_is(project: Project) -> None:
    for number in range(3):
        telling(project, number)
    for as_of, expected in (
        ("2026-05-04", 0),
        ("2026-05-05", 1),
        ("2026-05-07", 2),
        ("2026-05-12", 3),
    ):
        project.build(as_of=as_of)
        feed = feedparser.parse((project.site / "feeds/social/bluesky.xml").read_bytes())
        assert len(feed.entries) == expected, as_of
        build = json.loads((project.site / "build.json").read_text())
        assert build["valid-until"] == {0: "2026-05-05T08:00:00Z", 1: "2026-05-07T08:00:00Z"}.get(
            expected, build["valid-until"]
        )
    first = feed.entries[-1]
    assert first.id == "https://voices.harbourlight.example/stories/s0/#bluesky-1"
    assert first.published_parsed[:5] == (2026, 5, 5, 8, 0)
    assert feed.entries[0].enclosures[0].type == "image/png"


def test_tables_for_bulk_upload_hold_what_comes_and_no_secret(project: Project) -> None:
    for number in range(3):
        telling(project, number)
    later = "[{text: Not yet to be said., networks: [x], not_before: 2026-06-05}]"
    telling(project, 5, social=later)
    telling(project, 6, social="[{text: '=1+2 is a formula', networks: [x]}]")
    project.build(as_of="2026-05-05")
    rows = list(csv.reader(io.StringIO((project.site / "feeds/social/x.csv").read_text())))
    assert rows[0] == ["Text", "Image URL", "Tags", "Posting Time"]
    assert [row[3] for row in rows[1:]] == [
        "2026-05-07 09:00",
        "2026-05-11 09:00",
        "2026-05-12 09:00",
    ]
    assert rows[1][1] == "https://voices.harbourlight.example/stories/s1/wide.png"
    assert rows[3][0].startswith(" =1+2")
    plain = list(
        csv.reader(io.StringIO((project.site / "feeds/social/x-hootsuite.csv").read_text()))
    )
    assert [row[0] for row in plain] == ["2026/05/07 09:00", "2026/05/11 09:00", "2026/05/12 09:00"]
    assert all(row[2] == "" and "https://" in row[1] for row in plain)
    assert "Not yet to be said" not in str(project.contents())


def test_a_picture_of_the_authors_goes_with_the_post(demo: Project) -> None:
    post = next(
        item for item in ready(demo, "linkedin") if "month-end-in-three-days" in str(item["id"])
    )
    assert str(post["image"]).endswith("/stories/month-end-in-three-days/checklist.jpg")
    assert (
        (demo.site / "stories/month-end-in-three-days/checklist.jpg")
        .read_bytes()
        .startswith(b"\xff\xd8")
    )


def test_a_rhythm_that_cannot_be_is_told_with_its_line(project: Project) -> None:
    text = (project.root / "mkdocs.yml").read_text()
    week = "[monday, tuesday, wednesday, thursday, friday, saturday, sunday]"
    project.write(
        "mkdocs.yml", text.replace("      posts_per_week: 3", f"      quiet_days: {week}")
    )
    done = project.check()
    assert done.returncode == 1
    assert "leaves no day to post on" in done.stderr
    project.write("mkdocs.yml", text.replace("posts_per_week: 3", "post_per_week: 3"))
    assert "Did you mean 'posts_per_week'?" in project.check().stderr
