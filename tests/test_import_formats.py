"""Exports of other programs become drafts by the mappings that come with Rooftop."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PIL import Image

from rooftop.frontmatter import split
from rooftop.importing import (
    Imported,
    import_records,
    parse_mapping,
    ready_formats,
    ready_text,
)
from rooftop.importing.guess import guess_mapping
from rooftop.problems import has_errors

WORDS = "We close the month in three days now, and nobody works on Sundays any more."


def picture(file: Path, colour: str = "teal") -> None:
    """A small picture in ``file``."""
    file.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (40, 30), colour).save(file)


class Export(NamedTuple):
    """What a program writes: its files, and what one person and one story of it become."""

    files: dict[str, str]
    person: str
    advocate: dict[str, Any]
    story: str
    fields: dict[str, Any]
    pictures: tuple[str, ...] = ()
    source: str = ""


SENJA = Export(
    {
        "testimonials.csv": "id,type,title,text,rating,url,date,tags,approved,integration,"
        "customer_name,customer_email,customer_tagline,customer_company,customer_website,"
        "customer_avatar,customer_company_logo,video_url\n"
        f'7f2,text,,"{WORDS}",5,,2026-04-03T09:30:00.000Z,"finance,month-end",true,senja,'
        "Ana Silva,ana@norte.example,Head of Data,Norte Cargo,https://norte.example/,"
        "https://cdn.senja.example/avatars/ana.png,,\n"
        "7f3,video,,,5,,2026-04-04T09:30:00.000Z,,true,senja,Bo Lind,bo@sol.example,,,,,,"
        "https://cdn.senja.example/bo.mp4\n",
        "avatars/ana.png": "",
    },
    "ana-silva",
    {
        "name": "Ana Silva",
        "role": "Head of Data",
        "company": {"name": "Norte Cargo", "url": "https://norte.example/"},
        "photo": "ana-silva.png",
        "photo_alt": "Ana Silva",
    },
    "we-close-the-month-in-three-days-now-and-nobody-works-on-sundays",
    {"kind": "quote", "date": "2026-04-03", "summary": WORDS, "advocates": ["ana-silva"]},
    ("avatars/ana.png",),
)
TESTIMONIAL_TO = Export(
    {
        "space.csv": "id,type,name,email,title,avatarURL,socialLink,rating,testimonial,"
        "attachedImageURL,isLiked,tags,created\n"
        'a1,text,Ana Silva,ana@norte.example,"Head of Data, Norte Cargo",,https://ana.example/,'
        f'5,"{WORDS}",,true,,2026-04-03T09:30:00Z\n'
    },
    "ana-silva",
    {
        "name": "Ana Silva",
        "role": "Head of Data",
        "company": {"name": "Norte Cargo"},
        "links": {"website": "https://ana.example/"},
    },
    "we-close-the-month-in-three-days-now-and-nobody-works-on-sundays",
    {"date": "2026-04-03", "quote": {"text": WORDS, "by": "ana-silva"}},
)
GOOGLE_FORMS = Export(
    {
        "Stories.csv": '"Timestamp","Email Address","What is your full name?",'
        '"Which company do you work for?","What is your job title?",'
        '"Tell us about your experience","In one sentence, what changed?","May we call you?"\n'
        '"2026/04/03 11:30:05 PM GMT+2","ana@norte.example","Ana Silva","Norte Cargo",'
        f'"Head of Data","{WORDS}","Sundays are ours again.","Yes"\n'
    },
    "ana-silva",
    {"name": "Ana Silva", "role": "Head of Data", "company": {"name": "Norte Cargo"}},
    "sundays-are-ours-again",
    {"date": "2026-04-03", "title": "Sundays are ours again.", "summary": WORDS},
)
TYPEFORM = Export(
    {
        "responses.csv": "#,First name,Last name,Email,Company,What's your role there? "
        "(your role),Tell us your story,Response Type,Start Date (UTC),Stage Date (UTC),"
        "Submit Date (UTC),Network ID,Tags,Ending\n"
        f'k3x,Ana,Silva,ana@norte.example,Norte Cargo,Head of Data,"{WORDS}",completed,'
        "2026-04-03 09:28:00,,2026-04-03 09:30:00,5f0e,,\n"
    },
    "ana-silva",
    {"name": "Ana Silva", "role": "Head of Data", "company": {"name": "Norte Cargo"}},
    "we-close-the-month-in-three-days-now-and-nobody-works-on-sundays",
    {"date": "2026-04-03", "summary": WORDS},
)
SURVEY = Export(
    {
        "nps.csv": "Response date,Score,Category,Comment,Name,Email,Company\n"
        f'2026-04-03,10,Promoter,"{WORDS}",Ana Silva,ana@norte.example,Norte Cargo\n'
        "2026-04-04,3,Detractor,,Bo Lind,bo@sol.example,Sol Bakery\n"
    },
    "ana-silva",
    {"name": "Ana Silva", "company": {"name": "Norte Cargo"}},
    "we-close-the-month-in-three-days-now-and-nobody-works-on-sundays",
    {"date": "2026-04-03", "kind": "quote", "summary": WORDS},
)
WXR = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.7" created="2026-04-05 10:00" -->
<rss version="2.0"
  xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:wp="http://wordpress.org/export/1.2/">
<channel>
  <title>Ledger</title><link>https://ledger.example</link><wp:wxr_version>1.2</wp:wxr_version>
  <wp:author><wp:author_id>1</wp:author_id><wp:author_login>editor</wp:author_login></wp:author>
  <item>
    <title>Three days &amp; no Sundays</title>
    <link>https://ledger.example/three-days/</link>
    <pubDate>Fri, 03 Apr 2026 09:30:00 +0000</pubDate>
    <dc:creator><![CDATA[editor]]></dc:creator>
    <guid isPermaLink="false">https://ledger.example/?p=12</guid>
    <description></description>
    <content:encoded><![CDATA[<!-- wp:paragraph -->
<p>We close the month in <strong>three days</strong> now.</p>
<!-- /wp:paragraph -->
[caption id="x" width="10"]A chart[/caption]]]></content:encoded>
    <excerpt:encoded><![CDATA[From nine days to three.]]></excerpt:encoded>
    <wp:post_id>12</wp:post_id>
    <wp:post_date><![CDATA[2026-04-03 11:30:00]]></wp:post_date>
    <wp:post_name><![CDATA[three-days]]></wp:post_name>
    <wp:post_password></wp:post_password><wp:status><![CDATA[publish]]></wp:status>
    <wp:post_type><![CDATA[post]]></wp:post_type>
    <category domain="category" nicename="stories"><![CDATA[Stories]]></category>
    <wp:postmeta><wp:meta_key><![CDATA[_edit_last]]></wp:meta_key>
      <wp:meta_value><![CDATA[1]]></wp:meta_value></wp:postmeta>
    <wp:postmeta><wp:meta_key><![CDATA[_thumbnail_id]]></wp:meta_key>
      <wp:meta_value><![CDATA[13]]></wp:meta_value></wp:postmeta>
  </item>
  <item>
    <title>chart</title>
    <wp:post_id>13</wp:post_id><wp:status>inherit</wp:status>
    <wp:post_type>attachment</wp:post_type>
    <wp:attachment_url>https://ledger.example/wp-content/uploads/2026/04/chart.png</wp:attachment_url>
  </item>
  <item><title>About</title><wp:post_id>2</wp:post_id><wp:status>publish</wp:status>
    <wp:post_type>page</wp:post_type></item>
</channel>
</rss>
"""
WORDPRESS = Export(
    {"ledger.WordPress.2026-04-05.xml": WXR, "wp-content/uploads/2026/04/chart.png": ""},
    "",
    {},
    "three-days",
    {
        "title": "Three days & no Sundays",
        "date": "2026-04-03",
        "summary": "From nine days to three.",
        "media": [
            {"src": "three-days-media-0.png", "alt": "Three days & no Sundays", "kind": "image"}
        ],
    },
    ("wp-content/uploads/2026/04/chart.png",),
    "ledger.WordPress.2026-04-05.xml",
)
RSS = Export(
    {
        "feed.xml": """<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Ana writes</title><link>https://ana.example/</link><description>Notes</description>
<item><title>Three days</title><link>https://ana.example/three</link>
<guid isPermaLink="true">https://ana.example/three</guid><dc:creator>Ana Silva</dc:creator>
<pubDate>Fri, 03 Apr 2026 09:30:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>We close in <em>three</em> days.</p>]]></content:encoded></item>
</channel></rss>"""
    },
    "ana-silva",
    {"name": "Ana Silva"},
    "three-days",
    {"title": "Three days", "date": "2026-04-03", "summary": "Short."},
)
ATOM = Export(
    {
        "feed.atom": """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>Ana writes</title><id>urn:x:1</id>
<updated>2026-04-03T09:30:00Z</updated>
<entry><title type="html">Three &amp;amp; more</title><id>urn:x:2</id>
<link rel="alternate" href="https://ana.example/three"/><link rel="edit" href="https://x.example/"/>
<author><name>Ana Silva</name><uri>https://ana.example/</uri></author>
<published>2026-04-03T09:30:00Z</published><updated>2026-04-05T09:30:00Z</updated>
<summary>Short.</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>We close in <em>three</em>
days.</p></div></content></entry></feed>"""
    },
    "ana-silva",
    {"name": "Ana Silva", "links": {"website": "https://ana.example/"}},
    "three-more",
    {"title": "Three & more", "date": "2026-04-03", "summary": "Short."},
)
HUGO = Export(
    {
        "site/content/customers/_index.md": "---\ntitle: Customers\n---\n",
        "site/content/customers/three-days/index.md": '+++\ntitle = "Three days"\n'
        'date = 2026-04-03T09:30:00Z\nauthor = "Ana Silva"\ndraft = false\n'
        'images = ["/img/chart.png"]\ntags = ["finance"]\n+++\n'
        'We *close* the month.\n\n{{< figure src="x.png" >}}\n\nIn three days.\n',
        "site/static/img/chart.png": "",
    },
    "ana-silva",
    {"name": "Ana Silva"},
    "three-days",
    {
        "title": "Three days",
        "date": "2026-04-03",
        "summary": "We close the month. In three days.",
        "media": [{"src": "three-days-media-0.png", "kind": "image", "alt": "Three days"}],
    },
    ("site/static/img/chart.png",),
    "site/content/customers",
)
DOCUSAURUS = Export(
    {
        "blog/authors.yml": "ana:\n  name: Ana Silva\n  title: Head of Data\n"
        "  url: https://ana.example/\n  image_url: ./ana.png\n",
        "blog/2026-04-03-three-days/index.mdx": "---\nslug: /three-days\ntitle: Three days\n"
        "authors: [ana]\ntags: [finance]\n---\nimport Chart from './chart';\n\n"
        "We *close* the month.\n\n{/* truncate */}\n\nIn three days.\n",
        "blog/ana.png": "",
    },
    "ana-silva",
    {
        "name": "Ana Silva",
        "role": "Head of Data",
        "links": {"website": "https://ana.example/"},
        "photo": "ana-silva.png",
        "photo_alt": "Ana Silva",
    },
    "three-days",
    {"date": "2026-04-03", "summary": "We close the month. In three days."},
    ("blog/ana.png",),
    "blog",
)
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


def note(number: int, to: str = PUBLIC, reply: str | None = None) -> dict[str, Any]:
    """A post in an outbox."""
    address = f"https://social.example/users/ana/statuses/{number}"
    return {
        "id": f"{address}/activity",
        "type": "Create",
        "actor": "https://social.example/users/ana",
        "published": "2026-04-03T09:30:00Z",
        "to": [to],
        "object": {
            "id": address,
            "type": "Note",
            "inReplyTo": reply,
            "published": "2026-04-03T09:30:00Z",
            "url": f"https://social.example/@ana/{number}",
            "to": [to],
            "content": f"<p>{WORDS}</p>",
            "attachment": [
                {
                    "type": "Document",
                    "mediaType": "image/png",
                    "url": "/media_attachments/files/chart.png",
                    "name": "A chart that falls",
                }
            ],
        },
    }


MASTODON = Export(
    {
        "outbox.json": json.dumps(
            {
                "type": "OrderedCollection",
                "orderedItems": [
                    note(1),
                    note(2, to="https://social.example/users/ana/followers"),
                    note(3, reply="https://social.example/@bo/9"),
                    {
                        "type": "Announce",
                        "actor": "https://social.example/users/ana",
                        "object": "x",
                    },
                ],
            }
        ),
        "actor.json": json.dumps(
            {
                "id": "https://social.example/users/ana",
                "name": "Ana Silva",
                "preferredUsername": "ana",
                "url": "https://social.example/@ana",
                "icon": {"type": "Image", "url": "avatar.png"},
            }
        ),
        "avatar.png": "",
        "media_attachments/files/chart.png": "",
    },
    "ana-silva",
    {
        "name": "Ana Silva",
        "links": {"mastodon": "https://social.example/@ana"},
        "photo": "ana-silva.png",
        "photo_alt": "Ana Silva",
    },
    "we-close-the-month-in-three-days-now-and-nobody-works-on-sundays",
    {
        "kind": "social-post",
        "source": {
            "network": "mastodon",
            "url": "https://social.example/@ana/1",
            "posted": "2026-04-03",
        },
    },
    ("avatar.png", "media_attachments/files/chart.png"),
)
STATUSES = Export(
    {
        "statuses.json": json.dumps(
            [
                {
                    "id": "1",
                    "created_at": "2026-04-03T09:30:00.000Z",
                    "in_reply_to_id": None,
                    "visibility": "public",
                    "language": "en",
                    "url": "https://social.example/@ana/1",
                    "content": f"<p>{WORDS}</p>",
                    "reblog": None,
                    "account": {
                        "username": "ana",
                        "acct": "ana",
                        "display_name": "Ana Silva",
                        "url": "https://social.example/@ana",
                        "avatar": "https://files.social.example/avatars/ana.png",
                    },
                    "media_attachments": [],
                }
            ]
        )
    },
    "ana-silva",
    {"name": "Ana Silva", "links": {"mastodon": "https://social.example/@ana"}},
    "we-close-the-month-in-three-days-now-and-nobody-works-on-sundays",
    {"kind": "social-post", "date": "2026-04-03", "language": "en"},
)


def skeet(key: str, **more: Any) -> dict[str, Any]:
    """A post in a feed of Bluesky."""
    author = {"did": "did:plc:ana", "handle": "ana.example", "displayName": "Ana Silva"}
    record = {
        "$type": "app.bsky.feed.post",
        "text": WORDS,
        "createdAt": "2026-04-03T09:30:00.000Z",
        "langs": ["en"],
    }
    uri = f"at://did:plc:ana/app.bsky.feed.post/{key}"
    post = {"uri": uri, "cid": "b1", "author": author, "record": record, "likeCount": 4}
    return {"post": post, **more}


BLUESKY = Export(
    {
        "feed.json": json.dumps(
            {
                "feed": [
                    skeet("3kx"),
                    skeet("3ky", reason={"$type": "app.bsky.feed.defs#reasonRepost"}),
                    skeet("3kz", reply={"parent": {"uri": "at://x"}}),
                ],
                "cursor": "x",
            }
        )
    },
    "ana-silva",
    {"name": "Ana Silva", "links": {"website": "https://bsky.app/profile/ana.example"}},
    "we-close-the-month-in-three-days-now-and-nobody-works-on-sundays",
    {
        "kind": "social-post",
        "language": "en",
        "source": {
            "network": "bluesky",
            "url": "https://bsky.app/profile/did:plc:ana/post/3kx",
            "posted": "2026-04-03",
        },
    },
)
EXPORTS = {
    "senja": SENJA,
    "testimonial-to": TESTIMONIAL_TO,
    "google-forms": GOOGLE_FORMS,
    "typeform": TYPEFORM,
    "survey": SURVEY,
    "wordpress": WORDPRESS,
    "feed": RSS,
    "feed of Atom": ATOM,
    "hugo": HUGO,
    "docusaurus": DOCUSAURUS,
    "mastodon": MASTODON,
    "mastodon, as the API has it": STATUSES,
    "bluesky": BLUESKY,
}


def lay_out(export: Export, folder: Path) -> Path:
    """The files of ``export`` in ``folder``; what is to be imported of them."""
    for name, text in export.files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if name in export.pictures:
            picture(file, "teal" if "chart" in name else "navy")
        else:
            file.write_text(text, encoding="utf-8")
    return folder / export.source


def take(tmp_path: Path, export: Export, form: str) -> Imported:
    mapping, problems = parse_mapping(ready_text(form), form)
    assert mapping, problems
    source = lay_out(export, tmp_path / "source")
    return import_records(source, mapping, tmp_path / "drafts", tmp_path / "content")


def draft(tmp_path: Path, name: str) -> dict[str, Any]:
    document, problems = split((tmp_path / "drafts" / name).read_text(), name)
    assert document, problems
    return {**document.meta, "body": document.body}


def test_each_ready_mapping_is_tried_on_an_export() -> None:
    assert sorted({name.split(" of ")[0].split(",")[0] for name in EXPORTS}) == ready_formats()


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_becomes_people_and_stories(tmp_path: Path, name: str) -> None:
    export, form = EXPORTS[name], name.split(" of ", maxsplit=1)[0].split(",", maxsplit=1)[0]
    done = take(tmp_path, export, form)
    assert not has_errors(done.problems), done.problems
    people = [f"advocates/{export.person}.md"] if export.person else []
    assert sorted(done.written) == [*people, f"stories/{export.story}.md"]
    if export.person:
        person = draft(tmp_path, people[0])
        assert person["consent"] == {"status": "requested"}
        assert {key: person.get(key) for key in export.advocate} == export.advocate
        assert not any("@norte" in str(value) for value in person.values())
    story = draft(tmp_path, f"stories/{export.story}.md")
    fields = {key: _plain(story.get(key)) for key in export.fields}
    assert fields == export.fields


def _plain(value: Any) -> Any:
    """``value`` with days as text."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    return value if isinstance(value, str | list | int) or value is None else str(value)


def test_markup_of_programs_stays_behind(tmp_path: Path) -> None:
    take(tmp_path / "wordpress", WORDPRESS, "wordpress")
    body = draft(tmp_path / "wordpress", "stories/three-days.md")["body"]
    assert body == "We close the month in **three days** now.\n\nA chart"
    take(tmp_path / "atom", ATOM, "feed")
    assert draft(tmp_path / "atom", "stories/three-more.md")["body"] == "We close in *three* days."
    take(tmp_path / "hugo", HUGO, "hugo")
    assert "{{<" not in draft(tmp_path / "hugo", "stories/three-days.md")["body"]
    take(tmp_path / "docusaurus", DOCUSAURUS, "docusaurus")
    body = draft(tmp_path / "docusaurus", "stories/three-days.md")["body"]
    assert body == "We *close* the month.\n\nIn three days."


@pytest.mark.parametrize("name", [name for name in EXPORTS if name not in ("hugo", "docusaurus")])
def test_an_export_is_recognised(tmp_path: Path, name: str) -> None:
    guess, problems = guess_mapping(lay_out(EXPORTS[name], tmp_path))
    assert not problems
    assert guess
    assert guess.ready == name.split(" of ", maxsplit=1)[0].split(",", maxsplit=1)[0]
    assert guess.text == ready_text(guess.ready)


def test_reposts_replies_and_what_not_everybody_may_see_are_passed_over(tmp_path: Path) -> None:
    done = take(tmp_path, MASTODON, "mastodon")
    assert any(
        "was passed over: the conditions of the mapping shut it out (and 2 more)" in each.message
        for each in done.problems
    )


def test_a_survey_without_words_makes_nobody_an_advocate(tmp_path: Path) -> None:
    done = take(tmp_path, SURVEY, "survey")
    assert any("it has nothing for story.body" in each.message for each in done.problems)
    assert not (tmp_path / "drafts" / "advocates" / "bo-lind.md").exists()
