"""Which records of a source are taken, and records of several files put together."""

from __future__ import annotations

import json
from pathlib import Path
from textwrap import dedent
from typing import Any

from rooftop.frontmatter import split
from rooftop.importing import Imported, import_records, parse_mapping

QUOTES = (
    "id,person,words,state\n1,P1,Fine.,live\n2,p2 ,Good.,live\n3,P9,Hm.,live\n4,P1,Old.,draft\n"
)
PEOPLE = "key,name,firm\nP1,Ana Silva,Norte\nP2,Bo Lind,Sul\nP3,Cy Moor,Leste\n"
MAPPING = """
format: csv
files: quotes.csv
joins:
  person: {format: csv, files: people.csv, key: key, on: person}
unless: {state: draft}
advocate: {name: person.name, company.name: person.firm}
story: {title: words, summary: words}
ignore: [id, person]
"""


def take(tmp_path: Path, files: dict[str, str], mapping: str, source: str = "") -> Imported:
    for name, text in files.items():
        file = tmp_path / "source" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    rules, problems = parse_mapping(dedent(mapping), "mapping.yml")
    assert rules, problems
    folder = tmp_path / "source" / source
    return import_records(folder, rules, tmp_path / "drafts", tmp_path / "content")


def draft(tmp_path: Path, name: str) -> dict[str, Any]:
    document, problems = split((tmp_path / "drafts" / name).read_text(), name)
    assert document, problems
    return document.meta


def told(done: Imported) -> list[str]:
    return [f"{each.path}: {each.message}" for each in done.problems]


def test_records_of_two_files_are_joined_by_a_key(tmp_path: Path) -> None:
    done = take(tmp_path, {"quotes.csv": QUOTES, "people.csv": PEOPLE}, MAPPING)
    assert sorted(done.written) == [
        "advocates/ana-silva.md",
        "advocates/bo-lind.md",
        "stories/fine.md",
        "stories/good.md",
        "stories/hm.md",
    ]
    assert draft(tmp_path, "stories/good.md")["advocates"] == ["bo-lind"]
    assert draft(tmp_path, "advocates/bo-lind.md")["company"] == {"name": "Sul"}
    messages = told(done)
    assert "quotes.csv#3: person: 'P9' is in no record of people.csv" in messages
    assert "people.csv#3: person: no record refers to it" in messages
    assert any("quotes.csv#4: the record was passed over" in each for each in messages)


def test_the_other_file_is_found_beside_a_source_that_is_a_file(tmp_path: Path) -> None:
    files = {"quotes.csv": QUOTES, "people.csv": PEOPLE}
    assert len(take(tmp_path, files, MAPPING, "quotes.csv").written) == 5


def test_a_file_that_is_missing_is_told_once(tmp_path: Path) -> None:
    done = take(tmp_path, {"quotes.csv": QUOTES}, MAPPING)
    missing = [each for each in told(done) if "there is none" in each]
    assert missing == [
        "quotes.csv#1: person: 'P1' is in no record of a file like people.csv, and there is none"
    ]
    assert len(done.written) == 3


def test_the_first_of_two_records_of_one_key_counts(tmp_path: Path) -> None:
    people = PEOPLE + "p1,Dee Ward,Sul\n"
    done = take(tmp_path, {"quotes.csv": QUOTES, "people.csv": people}, MAPPING)
    assert "advocates/dee-ward.md" not in done.written
    assert any("is the key of another record too; the first one counts" in x for x in told(done))


def test_entries_may_be_known_by_their_names_and_records_by_that_of_their_file(
    tmp_path: Path,
) -> None:
    mapping = """
    format: markdown
    files: "stories/*.md"
    joins:
      person: {format: yaml, files: people.yml, key: "@key", on: by}
      product: {format: json, files: "products/*.json", key: "@file", on: about}
    advocate: {name: person.name}
    story: {title: title, summary: product.name}
    ignore: [by, about]
    """
    files = {
        "stories/one.md": "---\ntitle: One\nby: [ana, bo]\nabout: ledger\n---\n",
        "people.yml": "ana: {name: Ana Silva}\nbo: {name: Bo Lind}\n",
        "products/ledger.json": json.dumps({"name": "Ledger"}),
    }
    done = take(tmp_path, files, mapping)
    assert sorted(done.written) == ["advocates/ana-silva.md", "stories/one.md"]
    assert draft(tmp_path, "stories/one.md")["summary"] == "Ledger"


def test_conditions_choose_records_by_what_they_say_or_do_not_say(tmp_path: Path) -> None:
    mapping = """
    format: csv
    where: {score: [9, 10], Reply: ""}
    unless: {"@file": old}
    needs: story.body
    story: {title: words, body: words, summary: {value: A reply.}}
    ignore: score
    """
    table = "score,Reply,words\n9,,Nine\n10,,Ten\n8,,Eight\n9,yes,Other\n10,,\n"
    done = take(tmp_path, {"a.csv": table, "old.csv": table}, mapping)
    assert sorted(done.written) == ["stories/nine.md", "stories/ten.md"]
    passed_over = [each for each in told(done) if "was passed over" in each]
    assert passed_over == [
        "a.csv#3: the record was passed over: the conditions of the mapping shut it out (and 6 more)",
        "a.csv#5: the record was passed over: it has nothing for story.body",
    ]


def test_one_of_several_groups_is_chosen_by_what_it_says(tmp_path: Path) -> None:
    mapping = """
    format: json
    records: [rows, items, ""]
    advocate: {name: name, links.website: "links[kind=home].href"}
    ignore: links
    """
    links = [
        {"kind": "mail", "href": "https://x.example/"},
        {"kind": "home", "href": "https://y.example/"},
    ]
    rows = {"items": [{"name": "Ana Silva", "links": links}]}
    take(tmp_path, {"a.json": json.dumps(rows)}, mapping)
    assert draft(tmp_path, "advocates/ana-silva.md")["links"] == {"website": "https://y.example/"}


def test_a_rule_may_be_like_another_one_and_put_fields_together(tmp_path: Path) -> None:
    mapping = r"""
    format: csv
    advocate:
      name: {from: [first, last], join: " "}
      links.github: {from: gh, pattern: "^(\\w+)$", into: "https://github.com/\\1"}
    story:
      title: {like: body, shorten: 30}
      summary: {like: body, shorten: 40, remove: "\\[.*?\\]", default: Nothing said.}
      body: {from: [long, short], text: html}
    """
    table = (
        "first,last,gh,long,short\nAna,Silva,ana,,<p>We [ahem] close the month in three days &amp; "
        "sleep.</p>\nBo,,,,[none]\n"
    )
    take(tmp_path, {"a.csv": table}, mapping)
    meta = draft(tmp_path, "advocates/ana-silva.md")
    assert meta["links"] == {"github": "https://github.com/ana"}
    story = draft(tmp_path, "stories/we-ahem-close-the-month-in.md")
    assert story["summary"] == "We close the month in three days &…"
    assert draft(tmp_path, "advocates/bo.md")["name"] == "Bo"
    assert draft(tmp_path, "stories/none.md")["summary"] == "Nothing said."


def test_toml_and_xml_are_read_like_any_other_format(tmp_path: Path) -> None:
    rules = "files: '*.toml'\nadvocate: {name: name, github: github}\nignore: id\n"
    files = {"ana.toml": "name = 'Ana Silva'\ngithub = 'ana'\nid = 4\n", "bo.toml": "name = 'Bo\n"}
    done = take(tmp_path, files, f"format: toml\n{rules}")
    assert done.written == ["advocates/ana-silva.md"]
    assert told(done)[0].startswith("bo.toml: ")
    xml = (
        "<?xml version='1.0' encoding='iso-8859-1'?><!DOCTYPE p [<!ENTITY a SYSTEM 'file:///etc/"
        "passwd'>]><people xmlns:x='urn:x'><x:person id='1'><name>José &a;&amp; Co</name>"
        "</x:person><x:person id='2'><name lang='de'>Bo</name></x:person></people>"
    )
    (tmp_path / "source" / "a.xml").write_bytes(xml.encode("iso-8859-1"))
    mapping = "format: xml\nfiles: a.xml\nrecords: 'x:person'\nadvocate: {name: name}\n"
    done = take(tmp_path, {}, f"{mapping}ignore: ['@id']\n")
    assert sorted(done.written) == ["advocates/bo.md", "advocates/jose-a-co.md"]
    assert draft(tmp_path, "advocates/jose-a-co.md")["name"] == "José &a;& Co"


def test_what_a_broken_feed_still_says_is_imported_and_the_mistake_told(tmp_path: Path) -> None:
    mapping = "format: xml\nrecords: item\nstory: {title: title, summary: title}\n"
    broken = "<r><item><title>One</title></item><item><title>Two & more</title></item><item><ti"
    done = take(tmp_path, {"a.xml": broken}, mapping)
    assert "stories/one.md" in done.written
    assert [each.code for each in done.problems][:1] == ["file-unreadable"]
    deep = "<a>" * 100_000
    done = take(tmp_path / "deep", {"a.xml": deep, "b.xml": "no xml", "c.xml": "<a/>"}, mapping)
    assert done.written == []
    assert {each.path for each in done.problems} >= {"a.xml", "b.xml"}
