"""Source files as programs really write them: nothing of one record costs another one anything."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from rooftop.importing import Imported, Mapping, import_records
from tests.test_importing import RECORD, RULES, draft

HEAD = "author,firm,title,date,summary,tags,body\n"
ROW = "Ana Silva,Norte,A story,2025-01-02,Short.,closing,Hello\n"
FRONT = "author: Ana Silva\nfirm: Norte\ntitle: A story\ndate: 2025-01-02\ntags: closing\n"


def take(tmp_path: Path, data: dict[str, str | bytes], form: str, **changes: object) -> Imported:
    for name, each in data.items():
        file = tmp_path / "source" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(each if isinstance(each, bytes) else each.encode())
    mapping = Mapping.model_validate({**RULES, "format": form, **changes})
    return import_records(tmp_path / "source", mapping, tmp_path / "drafts", tmp_path / "content")


def lines(done: Imported) -> list[str]:
    return [str(each).split("\n", 1)[0] for each in done.problems]


class TestSpreadsheets:
    @pytest.mark.parametrize(
        "data",
        {
            "commas": (HEAD + ROW).encode(),
            "semicolons": (HEAD + ROW).replace(",", ";").encode(),
            "tabs": (HEAD + ROW).replace(",", "\t").encode(),
            "bars": (HEAD + ROW).replace(",", "|").encode(),
            "a mark of UTF-8": (HEAD + ROW).encode("utf-8-sig"),
            "Unicode text of Excel": (HEAD + ROW).replace(",", "\t").encode("utf-16"),
            "UTF-16, big end first": b"\xfe\xff" + (HEAD + ROW).encode("utf-16-be"),
            "UTF-16 without a mark": (HEAD + ROW).encode("utf-16-le"),
            "line ends of Windows": (HEAD + ROW).replace("\n", "\r\n").encode(),
            "line ends of old Macs": (HEAD + ROW).replace("\n", "\r").encode(),
            "sep=": ("sep=;\r\n" + (HEAD + ROW).replace(",", ";")).encode(),
            "sep= in quotes": ('"sep=;"\n' + (HEAD + ROW).replace(",", ";")).encode(),
            "sep= after a mark": ("\ufeffsep=\t\n" + (HEAD + ROW).replace(",", "\t")).encode(),
            "everything in quotes": "".join(
                ",".join(f'"{cell}"' for cell in line.split(",")) + "\n"
                for line in (HEAD + ROW).splitlines()
            ).encode(),
            "blank rows": (HEAD + ",,,,,,\n\n" + ROW + ",,,,,,\n").encode(),
            "no last line end": (HEAD + ROW).strip().encode(),
            "blanks around names": (HEAD.replace("title", " title ") + ROW).encode(),
        }.values(),
    )
    def test_each_way_of_saving_is_the_same_table(self, tmp_path: Path, data: bytes) -> None:
        done = take(tmp_path, {"a.csv": data}, "csv")
        assert lines(done) == []
        assert draft(tmp_path, "advocates/ana-silva.md")[0]["company"] == {"name": "Norte"}
        meta, body = draft(tmp_path, "stories/a-story.md")
        assert (meta["title"], meta["summary"], body) == ("A story", "Short.", "Hello")

    def test_windows_quotation_marks_arrive(self, tmp_path: Path) -> None:
        row = ROW.replace("Short.", "It’s “José” – €5…")
        take(tmp_path, {"a.csv": (HEAD + row).encode("cp1252")}, "csv")
        assert draft(tmp_path, "stories/a-story.md")[0]["summary"] == "It’s “José” – €5…"

    def test_another_encoding_is_named_by_the_mapping(self, tmp_path: Path) -> None:
        data = (HEAD + ROW.replace("Ana Silva", "Анна Белова")).encode("cp1251")
        done = take(tmp_path, {"a.csv": data}, "csv")
        assert any("was read as Windows-1252" in line for line in lines(done))
        take(tmp_path / "two", {"a.csv": data}, "csv", encoding="cp1251")
        assert draft(tmp_path / "two", "advocates/anna-belova.md")[0]["name"] == "Анна Белова"

    def test_a_broken_byte_does_not_spoil_the_letters_around(self, tmp_path: Path) -> None:
        data = (HEAD + ROW.replace("Ana", "José Ñúñez")).encode() + b"Bo \xff,Sul,,,,,\n"
        done = take(tmp_path, {"a.csv": data}, "csv")
        assert draft(tmp_path, "advocates/jose-nunez-silva.md")[0]["name"] == "José Ñúñez Silva"
        assert any(line.startswith("a.csv:3:") and "not UTF-8" in line for line in lines(done))

    def test_a_cell_may_have_any_length_and_lines_in_it(self, tmp_path: Path) -> None:
        text = "word " * 40_000
        row = ROW.replace("Hello", '"One.\r\n\r\n1. Two.\r\nThree."').replace("Short.", text)
        rules = {**RULES["story"], "summary": {"from": "summary", "shorten": 280}, "body": "body"}
        done = take(tmp_path, {"a.csv": HEAD + row}, "csv", story=rules)
        assert [line for line in lines(done) if "was shortened" not in line] == []
        meta, body = draft(tmp_path, "stories/a-story.md")
        assert str(meta["summary"]).endswith("word…")
        assert body == "One.\n\n1\\. Two.\\\nThree."

    def test_prose_on_one_long_line_is_written_on_several(self, tmp_path: Path) -> None:
        text = " ".join(f"word{number}" for number in range(5_000))
        take(tmp_path, {"a.csv": HEAD + ROW.replace("Hello", text)}, "csv")
        assert " ".join(draft(tmp_path, "stories/a-story.md")[1].split()) == text

    def test_columns_are_named_by_their_headers_whatever_these_hold(self, tmp_path: Path) -> None:
        head = '"Company.Name [EN]","Full name","a*b","Name","Name",,"2. ""Role"""\n'
        row = "Norte,Ana Silva,yes,one,two,three,CTO,four\n"
        rules = {
            "slug": "Full name",
            "name": '"Full name"',
            "company.name": '"Company.Name [EN]"',
            "role": '"2. ""Role"""',
            "headline": '"Name 2"',
        }
        done = take(
            tmp_path, {"a.csv": head + row}, "csv", advocate=rules, story={}, ignore=['"a*b"']
        )
        meta, _ = draft(tmp_path, "advocates/ana-silva.md")
        assert meta["company"] == {"name": "Norte"}
        assert (meta["role"], meta["headline"]) == ("CTO", "two")
        unread = [line.split(": ")[2:4] for line in lines(done)]
        assert unread == [
            ["Name", "nothing reads it"],
            ["column 6", "nothing reads it"],
            ["column 8", "nothing reads it"],
        ]

    def test_a_header_with_dots_may_be_written_as_it_is(self, tmp_path: Path) -> None:
        rules = {"slug": "a.b c", "name": "a.b c"}
        take(tmp_path, {"a.csv": "a.b c\nAna\n"}, "csv", advocate=rules, story={})
        assert draft(tmp_path, "advocates/ana.md")[0]["name"] == "Ana"

    def test_a_quotation_mark_that_never_closes_swallows_nobody(self, tmp_path: Path) -> None:
        rows = [ROW, '"Bo,Sul,B,2025-01-02,S.,closing,x\n', ROW.replace("Ana", "Cy")]
        done = take(tmp_path, {"a.csv": HEAD + "".join(rows)}, "csv")
        assert "a.csv:3: error file-unreadable: has a quotation mark that is never closed" in lines(
            done
        )
        assert sorted(done.written) == ["advocates/ana-silva.md", "stories/a-story.md"]

    def test_a_mark_for_inches_is_no_quotation(self, tmp_path: Path) -> None:
        done = take(tmp_path, {"a.csv": HEAD + ROW.replace("Short.", 'A 15" screen')}, "csv")
        assert lines(done) == []
        assert draft(tmp_path, "stories/a-story.md")[0]["summary"] == 'A 15" screen'

    def test_a_cell_that_shows_an_error_says_nothing(self, tmp_path: Path) -> None:
        done = take(tmp_path, {"a.csv": HEAD + ROW.replace("Norte", "#REF!")}, "csv")
        assert "company" not in draft(tmp_path, "advocates/ana-silva.md")[0]
        assert any("the cell shows an error: #REF!" in line for line in lines(done))

    def test_a_workbook_is_told_to_be_saved_as_text(self, tmp_path: Path) -> None:
        done = take(tmp_path, {"a.xlsx": b"PK\x03\x04\x00"}, "csv")
        assert lines(done) == [
            "a.xlsx: error file-unreadable: is a workbook or archive, not text; save it as CSV, "
            "UTF-8"
        ]


class TestFrontMatter:
    def test_it_ends_at_a_line_of_three_hyphens_only(self, tmp_path: Path) -> None:
        text = (
            f"---\n{FRONT}summary: Slow before --- fast after\n# ----\n"
            "note: private --- words\nlist:\n- --- no end\n---  \nHello\n\n---\n\nBye\n"
        )
        done = take(tmp_path, {"a.md": text}, "markdown", ignore=["note", "list"])
        assert lines(done) == []
        meta, body = draft(tmp_path, "stories/a-story.md")
        assert meta["summary"] == "Slow before --- fast after"
        assert body == "Hello\n\n---\n\nBye"
        assert "private" not in (tmp_path / "drafts/stories/a-story.md").read_text()

    @pytest.mark.parametrize(
        ("text", "message"),
        {
            "---\ntitle: x\nnote: secret\n\nText\n": "a.md:1: error file-unreadable: begins with",
            "\n\n---\nnote: secret\n": "a.md:3: error file-unreadable: begins with",
            "----\nnote: secret\n----\nx\n": "a.md:1: error file-unreadable: begins with",
            "--- # x\nnote: secret\n---\nx\n": "a.md:1: error file-unreadable: begins with",
            "---\na: 1\nnote: [secret\n---\nx\n": "a.md:4: error file-unreadable: ",
            "---\n- secret\n---\nx\n": "a.md:2: error file-unreadable: has front matter that is no",
            "---\na: 1\n...\nnote: secret\n---\nx\n": "a.md:4: error file-unreadable: ",
            "+++\nnote = secret\n+++\nx\n": "a.md:2: error file-unreadable: invalid value",
            '{"note": "secret"\n\nx\n': "a.md:3: error file-unreadable: is no JSON",
            "---\na:\n\tnote: secret\n---\nx\n": "a.md:3: error file-unreadable: is indented by a",
        }.items(),
    )
    def test_fields_that_cannot_be_told_from_prose_are_not_published(
        self, tmp_path: Path, text: str, message: str
    ) -> None:
        done = take(tmp_path, {"a.md": text}, "markdown")
        assert done.written == []
        assert [line for line in lines(done) if line.startswith(message)], lines(done)

    @pytest.mark.parametrize(
        "text",
        [
            "+++\nauthor = 'Ana Silva'\nfirm = 'Norte'\ntitle = 'A story'\ndate = 2025-01-02\n+++\nHi",
            '{"author": "Ana Silva", "firm": "Norte", "title": "A story", "date": "2025-01-02"}\nHi',
            f"\ufeff\n---\r\n{FRONT}---\r\nHi".replace("\n", "\r\n"),
        ],
    )
    def test_other_generators_write_it_otherwise(self, tmp_path: Path, text: str) -> None:
        take(tmp_path, {"a.md": text}, "markdown")
        meta, body = draft(tmp_path, "stories/a-story.md")
        assert (str(meta["date"]), body) == ("2025-01-02", "Hi")

    def test_origins_are_whole_paths(self, tmp_path: Path) -> None:
        text = f"---\n{FRONT}summary: x\n---\nHi\n"
        files = {"norte/index.md": text, "sul/index.md": text, "sul/.hidden/index.md": text}
        done = take(tmp_path, files, "markdown", files="**/index.md")
        stories = [name for name in done.written if name.startswith("stories/")]
        assert stories == ["stories/a-story.md", "stories/a-story-2.md"]
        by_folder = {**RULES["story"], "slug": "@folder"}
        take(tmp_path / "two", files, "markdown", files="**/index.md", story=by_folder)
        assert sorted(file.name for file in (tmp_path / "two/drafts/stories").iterdir()) == [
            "norte.md",
            "sul.md",
        ]


class TestStructuredFiles:
    def test_yaml_text_stays_as_it_is_written(self, tmp_path: Path) -> None:
        text = (
            "base: &base {firm: NO}\nauthor: &who Ana\n<<: *base\ntitle: 1.10\n"
            "summary: 0o17 yes\ndate: 2025-13-45\nbody: !ruby/object:Text 12:30\nvia: *who\n"
        )
        done = take(tmp_path, {"a.yaml": text}, "yaml", ignore=["base", "via"])
        assert draft(tmp_path, "advocates/ana.md")[0]["company"] == {"name": "NO"}
        meta, body = draft(tmp_path, "stories/1-10.md")
        assert (meta["title"], meta["summary"], body) == ("1.10", "0o17 yes", "12:30")
        assert lines(done) == [
            "a.yaml: note import-unmapped: date: '2025-13-45' cannot be read as a date",
            "a.yaml: note import-incomplete: stories/1-10.md is a draft without all it needs: "
            "date is missing",
        ]

    def test_a_name_that_stands_twice_is_told(self, tmp_path: Path) -> None:
        done = take(tmp_path, {"a.yaml": "author: Ana\nfirm: x\nfirm: y\n"}, "yaml")
        assert "a.yaml:3: note import-unmapped: firm: is written twice; the last value counts" in (
            lines(done)
        )
        done = take(tmp_path / "j", {"a.json": '{"author": "Eva", "author": "Eve"}'}, "json")
        assert any("author: is written twice" in line for line in lines(done))

    def test_several_documents_are_several_records_up_to_a_mistake(self, tmp_path: Path) -> None:
        text = "author: Ana\n---\nauthor: Bo\n---\n: [\n"
        done = take(tmp_path, {"a.yaml": text}, "yaml")
        assert done.written == ["advocates/ana.md", "advocates/bo.md"]
        assert any(line.startswith("a.yaml:5: error file-unreadable") for line in lines(done))

    def test_lines_of_json_cost_themselves(self, tmp_path: Path) -> None:
        rows = [json.dumps({**RECORD, "author": name, "title": name}) for name in ("Ana", "Bo")]
        done = take(tmp_path, {"a.jsonl": f"{rows[0]}\n{{broken\n\n{rows[1]}\n"}, "json")
        assert "stories/ana.md" in done.written
        assert "stories/bo.md" in done.written
        assert [line.split(": error")[0] for line in lines(done)] == ["a.jsonl:2"]

    def test_values_of_any_kind_become_text_or_nothing(self, tmp_path: Path) -> None:
        record = {
            **RECORD,
            "author": " Ana\u200b\x07 Silva\ud800 ",
            "firm": float("nan"),
            "title": 1.50,
            "summary": True,
            "tags": [["closing"], [[None, "MONTH END"]]],
            "body": {"html": "x"},
            "extra": "9" * 5_000,
        }
        done = take(tmp_path, {"a.json": json.dumps(record)}, "json", ignore=["extra"])
        assert draft(tmp_path, "advocates/ana-silva.md")[0] == {
            "name": "Ana Silva",
            "consent": {"status": "requested"},
        }
        meta, body = draft(tmp_path, "stories/1-5.md")
        assert (meta["title"], meta["summary"], body) == ("1.5", "true", "")
        assert meta["topics"] == ["month-end"]
        assert "body is a group of fields; name one of them: html" in str(done.problems)

    @pytest.mark.parametrize(
        ("form", "data"),
        {
            "brackets": ("yaml", b"[" * 200_000),
            "braces of JSON": ("json", b'{"a":' * 100_000),
            "a list of itself": ("yaml", b"a: &a [*a]\n"),
            "a billion laughs": (
                "yaml",
                b"a0: &a0 x\n"
                + b"".join(
                    b"a%d: &a%d [%s]\n" % (n, n, b",".join([b"*a%d" % (n - 1)] * 9))
                    for n in range(1, 12)
                ),
            ),
            "half a character": ("json", b"\xff\xfe\x00"),
            "a picture": ("csv", bytes(range(256)) * 8),
            "nothing": ("json", b""),
            "null": ("yaml", b"~"),
            "a number": ("json", b"1"),
            "a list of numbers": ("yaml", b"[1, 2]"),
            "only a header": ("csv", HEAD.encode()),
            "no text": ("markdown", b""),
        }.values(),
    )
    def test_no_file_ends_the_import(self, tmp_path: Path, form: str, data: bytes) -> None:
        done = take(tmp_path, {"a": data, "b": {"csv": HEAD + ROW}.get(form, "author: Bo")}, form)
        assert done.problems
        assert all(each.path.partition("#")[0] in ("a", "b") for each in done.problems)
        assert all(each.message for each in done.problems)

    def test_a_path_that_leads_nowhere_says_what_there_is(self, tmp_path: Path) -> None:
        data = json.dumps({"meta": 1, "people": {"a": RECORD, "b": {**RECORD, "author": "Bo"}}})
        done = take(tmp_path, {"a.json": data}, "json", records="data.items")
        assert lines(done) == [
            "a.json:1: error file-unreadable: holds nothing at data.items; it holds meta, people"
        ]
        done = take(tmp_path, {}, "json", records="people.*")
        assert {"advocates/jose-nunez.md", "advocates/bo.md"} <= set(done.written)

    def test_a_folder_without_such_files_is_an_error(self, tmp_path: Path) -> None:
        done = take(tmp_path, {"a.txt": "x"}, "json", files="*.json")
        assert "holds no file to import" in str(done.problems)
