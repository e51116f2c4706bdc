"""Values of a source as what our fields take: nothing guessed, nothing read that was not meant."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from rooftop.importing import Mapping
from rooftop.markup import parse_markdown
from tests.test_import_sources import lines, take
from tests.test_importing import RULES, draft

RECORD: dict[str, Any] = {"who": "Ana", "title": "A story", "date": "2025-01-02", "sum": "Short."}
ADVOCATE = {"slug": "who", "name": "who"}
STORY = {"slug": "title", "title": "title", "date": "date", "summary": "sum"}


def make(tmp_path: Path, record: dict[str, Any], **rules: Any) -> tuple[dict[str, Any], str, Any]:
    """Fields and prose of the story that ``rules`` make of ``record``, and what was told."""
    files: dict[str, str | bytes] = {"a.yaml": yaml.safe_dump({**RECORD, **record})}
    story = {**STORY, **{name.replace("__", "."): rule for name, rule in rules.items()}}
    done = take(tmp_path, files, "yaml", advocate=ADVOCATE, story=story)
    meta, body = draft(tmp_path, next(name for name in done.written if "stories" in name))
    return meta, body, lines(done)


PLAIN = [
    "1. FC Norte",
    "5*3*2 and *this*",
    "#1 in our town",
    "- no list\n- no list",
    "A heading?\n===",
    "a | b\n--- | ---\n1 | 2",
    "_x_ snake_case __init__ `code` ~~gone~~",
    "[no](link) ![no](picture) [^1]: no note",
    "> no quotation",
    "term\n: no definition",
    "I <3 it: a < b and c > d",
    "if a < b and c > d: 100% & more",
    "C:\\new\\table",
    "+1, -2, 3) four, 5.",
    "```\nno code\n```",
    "www.example.org and https://example.org/a_b_c",
    "ends with a backslash \\",
    "***",
    "&copy without its end",
]


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_is_shown_as_it_is(tmp_path: Path, text: str) -> None:
    meta, body, told = make(tmp_path, {"sum": text, "body": text}, body="body")
    assert meta["summary"] == " ".join(text.split())
    tree = parse_markdown(body)
    assert " ".join(tree.text_content().split()) == " ".join(text.split())
    assert {element.tag for element in tree.iter()} <= {"div", "p", "br"}
    assert not [line for line in told if "incomplete" not in line]


def test_lines_and_paragraphs_of_plain_text_stay(tmp_path: Path) -> None:
    _, body, _ = make(tmp_path, {"body": "One\ntwo\n\n \n  Three"}, body="body")
    paragraphs = parse_markdown(body).findall("p")
    assert [each.text_content().strip() for each in paragraphs] == ["One\ntwo", "Three"]
    assert paragraphs[0].findall("br")


@pytest.mark.parametrize(
    ("text", "plain"),
    {
        "AT&amp;T &#8217;s &ldquo;best&rdquo; &nbsp;year": "AT&T ’s “best” year",
        "<p>One <b>two</b><br>three</p><p>four</p>": "One two three four",
        "<script>x()</script><style>p{}</style>Words<!-- private -->": "Words",
        '<a href="https://x.example" target=_blank>Link</a>': "Link",
        "<h2>1. FC</h2>\n<ul>\n<li>5*3*2</li></ul>": "1. FC 5*3*2",
    }.items(),
)
def test_tags_and_entities_are_resolved(tmp_path: Path, text: str, plain: str) -> None:
    for rule in ("sum", {"from": "sum", "text": "html"}):
        meta, _, _ = make(tmp_path / str(type(rule)), {"sum": text}, summary=rule)
        assert meta["summary"] == plain


def test_html_keeps_its_structure_in_prose_and_its_words_stay_plain(tmp_path: Path) -> None:
    text = (
        "<h1>1. FC</h1><section>Hello <b>there</b><br>5*3*2</section><ul><li># one</li></ul>"
        '<p><a href="https://x.example/">x_y_</a><img src="x.png"></p><!-- secret -->'
    )
    _, body, told = make(tmp_path, {"body": text}, body={"from": "body", "text": "html"})
    tree = parse_markdown(body)
    assert [(each.tag, each.text_content().strip()) for each in tree] == [
        ("h2", "1. FC"),
        ("p", "Hello there\n5*3*2"),
        ("ul", "# one"),
        ("p", "x_y_"),
    ]
    assert tree.xpath("string(//strong)") == "there"
    assert tree.xpath("string(//a/@href)") == "https://x.example/"
    assert [line for line in told if "a picture was left out" in line]


def test_markdown_is_read_where_a_rule_says_so(tmp_path: Path) -> None:
    text = "**Goals:** `cron`, R\\&D\n\n- one <b>two</b>\n- `*` three\n"
    markdown = {"text": "markdown"}
    meta, body, _ = make(
        tmp_path,
        {"body": text, "sum": text},
        body={"from": "body", **markdown},
        summary={"from": "sum", **markdown},
    )
    assert meta["summary"] == "Goals: cron, R&D one two * three"
    tree = parse_markdown(body)
    assert [each.text_content() for each in tree.iter("strong")] == ["Goals:", "two"]
    assert [each.text_content() for each in tree.iter("li")] == ["one two", "* three"]


def test_markdown_without_tags_stays_as_it_is_written(tmp_path: Path) -> None:
    text = "* one\n* two\n\n1) three <https://x.example>"
    _, body, _ = make(tmp_path, {"body": text}, body={"from": "body", "text": "markdown"})
    assert body == text


@pytest.mark.parametrize(
    ("text", "day"),
    {
        "2026-04-03": "2026-04-03",
        "2026-4-3": "2026-04-03",
        "2026/04/03 17:00": "2026-04-03",
        "20260403": "2026-04-03",
        "2026-04-03T23:30:00.000Z": "2026-04-03",
        "2026-04-03 10:00:00 +0100": "2026-04-03",
        "25/12/2026": "2026-12-25",
        "12/25/2026 5:30 PM": "2026-12-25",
        "4.4.2026": "2026-04-04",
        "3 April 2026": "2026-04-03",
        "April 3rd, 2026": "2026-04-03",
        "Thursday, 3. Apr. 2026, 17:00": "2026-04-03",
        "03-Apr-2026": "2026-04-03",
        "3 de abril de 2026": "2026-04-03",
        "1er août 2026": "2026-08-01",
        "3. März 2026": "2026-03-03",
        "Fri, 03 Apr 2026 10:00:00 GMT": "2026-04-03",
    }.items(),
)
def test_a_date_that_can_mean_one_day_is_that_day(tmp_path: Path, text: str, day: str) -> None:
    meta, _, told = make(tmp_path, {"date": text})
    assert str(meta["date"]) == day
    assert told == []


@pytest.mark.parametrize(
    ("text", "told"),
    {
        "03/04/2026": "may be read as more than one day; write `day: day-first` or",
        "3.4.2026": "may be read as more than one day",
        "25/12/26": "may be read as more than one day",
        "46115": "cannot be read as a date; if it counts days, write `day: excel`",
        "0000-00-00": "cannot be read as a date",
        "0001-01-01": "cannot be read as a date",
        "2026-02-30": "cannot be read as a date",
        "31/31/2026": "cannot be read as a date",
        "April 2026": "cannot be read as a date",
        "soon": "cannot be read as a date",
        "99999999999999999999": "cannot be read as a date",
    }.items(),
)
def test_a_date_that_may_mean_none_or_two_is_told(tmp_path: Path, text: str, told: str) -> None:
    meta, _, notes = make(tmp_path, {"date": text})
    assert "date" not in meta
    assert f"date: '{text}' {told}" in notes[0]


@pytest.mark.parametrize(
    ("text", "rule", "day"),
    [
        ("03/04/2026", "day-first", "2026-04-03"),
        ("03/04/2026", "month-first", "2026-03-04"),
        ("3.4.26 9:00", "day-first", "2026-04-03"),
        ("3.4.99", "day-first", "1999-04-03"),
        ("2026-04-03", "month-first", "2026-04-03"),
        ("12/25/2026", "day-first", None),
        ("46115", "excel", "2026-04-03"),
        ("46115.75", "excel", "2026-04-03"),
        ("44653", "excel-1904", "2026-04-03"),
        ("1775174400", "unix", "2026-04-03"),
        ("1775174400000", "unix", "2026-04-03"),
        ("3~4~2026", ["%d~%m~%Y", "excel"], "2026-04-03"),
        ("46115", ["%d~%m~%Y", "excel"], "2026-04-03"),
        ("2026-04-03T23:30:00-05:00", {"zone": "Europe/Lisbon"}, "2026-04-04"),
    ],
)
def test_a_rule_says_how_dates_are_written(
    tmp_path: Path, text: str, rule: Any, day: str | None
) -> None:
    meta, _, _ = make(tmp_path, {"date": text}, date={"from": "date", "day": rule})
    assert str(meta.get("date")) == str(day)


@pytest.mark.parametrize(
    ("text", "decimal", "number"),
    [
        ("9", None, 9),
        (" 1 234 567 ", None, 1_234_567),
        ("1\u202f234,5", None, 1234.5),
        ("1'234.50", None, 1234.5),
        ("1.234,5", None, 1234.5),
        ("1,234.5", None, 1234.5),
        ("1,234,567", None, 1_234_567),
        ("3,5", None, 3.5),
        ("0.125", None, 0.125),
        ("−4", None, -4),
        ("1,234", "comma", 1.234),
        ("1,234", "point", 1234),
        ("1.234", "comma", 1234),
        ("1,234", None, "may be read as more than one number; write `decimal: point`"),
        ("about 9", None, "is not a number"),
        ("1.2.3,4,5", None, "is not a number"),
    ],
)
def test_numbers_are_read_as_people_write_them(
    tmp_path: Path, text: str, decimal: str | None, number: Any
) -> None:
    after = {"from": "n", "decimal": decimal} if decimal else "n"
    meta, _, told = make(
        tmp_path,
        {"n": text},
        results__0__what={"value": "Close"},
        results__0__after=after,
        results__0__how_measured={"value": "Median."},
    )
    if isinstance(number, str):
        assert number in told[0]
        assert "results" not in meta
    else:
        assert meta["results"][0]["after"] == number


def test_yes_and_no_fill_a_field_of_that_kind(tmp_path: Path) -> None:
    rules = {**ADVOCATE, "company.name": "firm", "company.former": "gone"}
    rows = "who,firm,gone\nAna,Norte,yes\nBo,Sul,0\nCy,Leste,perhaps\n"
    done = take(tmp_path, {"a.csv": rows}, "csv", advocate=rules, story={})
    former = [
        draft(tmp_path, f"advocates/{name}.md")[0]["company"].get("former")  # type: ignore[attr-defined]
        for name in ("ana", "bo", "cy")
    ]
    assert former == [True, False, None]
    assert "'perhaps' is neither yes nor no" in str(done.problems)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("summary", "word " * 100, "has 499 characters; the limit is 280"),
        ("title", "x" * 200, "has 200 characters; the limit is 160"),
        ("language", "Klingon", "must be a language tag"),
        ("kind", "poem", "may not be 'poem'"),
        ("topics", "Not A Slug", "must be a slug"),
        ("not_a_fit_for", "<Ana> said", "looks like an HTML tag"),
        ("quote.text", "x" * 601, "the limit is 600"),
        ("media.0.alt", "A picture", "is missing"),
        ("body", "[" * 1_001, "opening brackets"),
        ("body", "x " * 40_000, "the prose is longer than 64 KiB"),
    ],
)
def test_a_value_that_does_not_fit_costs_itself_alone(
    tmp_path: Path, field: str, value: str, reason: str
) -> None:
    rules = {"language": "lang", "body": "body", field.replace(".", "__"): "odd"}
    meta, body, told = make(tmp_path, {"odd": value, "lang": "pt", "body": "Prose."}, **rules)
    assert field.partition(".")[0] not in meta
    assert [line for line in told if line.startswith(f"a.yaml: note import-unmapped: {field}")] or (
        field == "media.0.alt"
    )
    assert any(reason in line for line in told), told
    assert body == ("" if field == "body" else "Prose.")
    assert field == "language" or meta["language"] == "pt"
    assert meta["advocates"] == ["ana"]


def test_a_default_stands_where_nothing_fits(tmp_path: Path) -> None:
    first, _, _ = make(
        tmp_path,
        {"date": "soon", "sum": "word " * 100, "lang": None},
        date={"from": "date", "default": datetime.date(2024, 1, 1)},
        summary={"from": "sum", "default": "To be written."},
        language={"from": "lang", "default": "pt"},
        topics={"from": "none", "default": "month-end"},
    )
    assert first["date"] == datetime.date(2024, 1, 1)
    assert (first["summary"], first["language"]) == ("To be written.", "pt")
    assert first["topics"] == ["month-end"]


def test_spellings_that_mean_nothing_are_nothing(tmp_path: Path) -> None:
    rows = "who,role\nAna,n/a\n"
    rules = {**ADVOCATE, "role": "role"}
    done = take(tmp_path, {"a.csv": rows}, "csv", advocate=rules, story={}, empty=["n/a"])
    assert lines(done) == []
    assert "role" not in draft(tmp_path, "advocates/ana.md")[0]


def test_whatever_text_says_it_comes_back_from_the_draft(tmp_path: Path) -> None:
    texts = (
        "yes|1e5|0x1F|12:30:45|2026-04-03|2026-04-03T10:00|~|null|- x|a: b|a #1|#1|'x'|\"x\"|@x|`x`"
        "|%x|!x|&x|*x|{x}|[x]|a, b|x:|é|1_000|.5|=|<<|?|> x|x\\n|\\|x|😀|…"
    )
    for number, text in enumerate(texts.split("|")):
        meta, _, told = make(tmp_path / str(number), {"sum": text})
        assert meta["summary"] == text, told


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        ({"title": {"from": "t", "pattern": "("}}, "is no regular expression"),
        ({"title": {"from": "t", "split": "["}}, "is no regular expression"),
        ({"title": 'a."b'}, "is no path"),
        ({"titel": "t"}, "Did you mean 'title'?"),
        ({"consent": "c"}, "is no field that can be imported"),
        ({"published": "c"}, "is no field that can be imported"),
        ({"advocates": "c"}, "names the people that the part advocate makes"),
        ({"quote": "q", "quote.text": "t"}, "is a part of quote"),
        ({"topics": {"from": "t", "terms": "moods"}}, "the terms 'moods'"),
        ({"date": {"from": "d", "day": "day first"}}, "must be one of iso, day-first"),
        ({"date": {"from": "d", "day": {"zone": "Lisbon"}}}, "must be a time zone"),
        ({"kind": {"value": "poem"}}, "its constant may not be 'poem'"),
        ({"date": {"from": "d", "default": "soon"}}, "its constant must be a date"),
    ],
)
def test_a_mapping_that_cannot_work_is_refused(rules: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        Mapping.model_validate({**RULES, "format": "csv", "story": {**STORY, **rules}})
    text = str(refusal.value)
    details = [
        fault for each in refusal.value.errors() for fault in each.get("ctx", {}).get("faults", [])
    ]
    assert message in text + "".join(fault.hint for fault in details)


@pytest.mark.parametrize(
    "changes",
    [
        {"files": "/etc/*"},
        {"files": "../*"},
        {"encoding": "rot13"},
        {"encoding": "klingon"},
        {"separator": ""},
        {"story": {}, "advocate": {}},
        {"story": {"title": {"from": "t", "into": "x"}}},
        {"story": {"title": {"from": "t", "pattern": "(a)", "into": "\\2"}}},
        {"story": {"title": {"like": "body"}}},
        {"format": "xlsx"},
    ],
)
def test_a_mapping_says_only_what_can_be_done(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Mapping.model_validate({**RULES, "format": "csv", **changes})
