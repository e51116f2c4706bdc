"""The audit finds what must not be there, and says nothing of a clean site."""

from __future__ import annotations

import gzip
import html
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from pptx import Presentation

from rooftop.withheld_text import TextFinder, WithheldText
from tests.project import CONSENT, Project, advocate

NAME, COMPANY, REFERENCE = "Oliver Stern", "Brackwater Ferries", "CR-2025-0067"
SENTENCE = "I came for six months and stayed for two winters"


def audit(demo: Project, site: Path) -> tuple[int, str]:
    done = demo.run("rooftop", "audit", str(site))
    return done.returncode, done.stdout + done.stderr


def test_a_clean_site_is_clean(demo: Project) -> None:
    code, said = audit(demo, demo.site)
    assert code == 0
    assert said.startswith("0 leaks found; looked for ")


def picture(site: Path) -> None:
    information = PngInfo()
    information.add_text("Author", NAME)
    Image.new("RGB", (4, 4)).save(site / "media" / "x.png", pnginfo=information)


def slides(site: Path) -> None:
    deck = Presentation()
    deck.slides.add_slide(deck.slide_layouts[5]).shapes.title.text = f"Says {NAME}"
    deck.save(str(site / "deck.pptx"))


def damaged_archive(site: Path) -> None:
    (site / "broken.zip").write_bytes(b"PK\x03\x04" + NAME.encode())


def archive(*members: tuple[str, bytes]) -> bytes:
    with zipfile.ZipFile(file := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in members:
            written.writestr(name, data)
    return file.getvalue()


def nested(site: Path) -> None:
    """In more archives than are opened; one that holds itself would have no end."""
    data = b"nothing"
    for _ in range(20):
        data = archive(("x.zip", data))
    (site / "x.zip").write_bytes(data)


def append(path: str, text: str) -> object:
    def seed(site: Path) -> None:
        with (site / path).open("a", encoding="utf-8") as file:
            file.write(text)

    return seed


def facts(written: str) -> str:
    return f'<script type="application/ld+json">{written}</script>'


SEEDS = {
    "a name in slides": slides,
    "a name in an archive that cannot be opened": damaged_archive,
    "a name in a page": append("about/index.html", f"<p>{NAME}</p>"),
    "a name broken by markup": append("about/index.html", "<p>Oliver <b>Stern</b></p>"),
    "a name over two lines": append("about/index.html", "<p>Oliver\n   Stern</p>"),
    "a name as entities": append(
        "about/index.html", "<p>&#79;liver&nbsp;&#83;tern</p>".replace("&nbsp;", " ")
    ),
    "a name as entities nobody closed": append("about/index.html", "<p>&#79liver&nbspStern</p>"),
    "a name in an attribute": append("about/index.html", f"<img alt='{html.escape(NAME)}'>"),
    "a company": append("about/index.html", f"<p>{COMPANY}</p>"),
    "an employer that has not agreed": append("about/index.html", "<p>Seven Ovens</p>"),
    "a slug": append("about/index.html", "<a href='/advocates/oliver-stern/'>x</a>"),
    "a sentence": append("feed.xml", f"<!-- {SENTENCE}, because -->"),
    "an evidence reference": append("stories/boring-fridays/index.html", f"<!-- {REFERENCE} -->"),
    "an e-mail address": append("about/index.html", "<p>somebody@example.com</p>"),
    "a file name": lambda site: (site / "media" / "oliver-stern.webp").write_bytes(b"x"),
    "a folder": lambda site: (
        (site / "advocates" / "grace-mutua").mkdir()
        or (site / "advocates/grace-mutua/index.html").write_text("x")
    ),
    "a search index": lambda site: (site / "search" / "more.json").write_text(
        json.dumps({"t": "by Grace\u0020Mutua"})
    ),
    "facts in a page": append("about/index.html", facts('{"name": "Grace\\nMutua"}')),
    "escaped facts in a page": append("about/index.html", facts('["Gr\\u0061ce Mutua"]')),
    "an address in facts of a page": append(
        "about/index.html", facts('{"@id": "somebody@example.com"}')
    ),
    "escaped JSON": lambda site: (site / "x.json").write_text('{"t": "Savanna W\\u0065lls Trust"}'),
    "other escapes of JSON": lambda site: (site / "x.json").write_text(
        '{"t": "Savanna\\tWells\\/Trust", "u": "Grace\\tMutua"}'
    ),
    "a calendar": lambda site: (site / "x.ics").write_text(f"SUMMARY:{NAME}"),
    "a compressed file": lambda site: (site / "x.xml.gz").write_bytes(
        gzip.compress(f"<a>{NAME}</a>".encode())
    ),
    "a compressed file in an archive": lambda site: (site / "x.zip").write_bytes(
        archive(("x.xml.gz", gzip.compress(f"<a>{NAME}</a>".encode())))
    ),
    "a compressed file that is cut": lambda site: (site / "x.xml.gz").write_bytes(
        gzip.compress(f"<a>{NAME}</a>".encode())[:-8]
    ),
    "a file that only begins like a compressed one": lambda site: (site / "x.gz").write_bytes(
        b"\x1f\x8b" + NAME.encode()
    ),
    "a compressed file that is too large": lambda site: (site / "x.gz").write_bytes(
        gzip.compress(bytes(200_000_001), 1)
    ),
    "an archive that is too large": lambda site: (site / "x.zip").write_bytes(
        archive(("x", bytes(200_000_001)))
    ),
    "an archive in too many others": nested,
    "a picture's metadata": picture,
}


#: A small site for each seed, and one without: what seeds are put into.
PAGES = ("about/index.html", "feed.xml", "stories/boring-fridays/index.html")


@pytest.fixture(scope="module")
def leaks(demo: Project, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What one audit says of each of these sites."""
    folder = tmp_path_factory.mktemp("seeds")
    sites = {name: folder / f"site-{number}" for number, name in enumerate(["", *SEEDS])}
    for name, site in sites.items():
        for page in PAGES:
            (site / page).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(demo.site / page, site / page)
        for empty in ("media", "search", "advocates"):
            (site / empty).mkdir()
        SEEDS.get(name, Path.exists)(site)  # type: ignore[operator]
    code, said = audit(demo, folder)
    assert code == 1
    return {
        name: [line for line in said.splitlines() if line.startswith(f"{site.name}/")]
        for name, site in sites.items()
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_each_seeded_leak_is_found(leaks: dict[str, list[str]], seed: str) -> None:
    assert leaks[""] == []
    assert any("error leak: " in line for line in leaks[seed])


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("https://cy-dunn.example/", {}),
        ("https://dunn.cy.example/", {}),
        ("https://tide.example/voices/", {"links": "{website: 'https://tide.example/'}"}),
        ("https://tide.example/voices/", {"company": "{name: Tide Example, industry: logistics}"}),
        ("https://a.example/", {"company": "{name: Example Advocates, industry: logistics}"}),
        ("https://a.example/", {"links": "{website: 'https://a.example/advocates'}"}),
    ],
)
def test_the_address_of_the_site_is_no_leak(
    project: Project, address: str, fields: dict[str, str]
) -> None:
    """Every page says it, so that what it holds by chance would hold up every build."""
    withdrawn = CONSENT.replace("status: given", "status: withdrawn", 1)
    project.write("content/advocates/cy-dunn.md", advocate(withdrawn, name="Cy Dunn", **fields))
    done = project.run("rooftop", "build", "--base-url", address)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://cy-dunn.example/stories/tide/", False),
        ("//cy-dunn.example, and CY-DUNN.EXAMPLE/stories/", False),
        ("https://x.example/?u=https%3A%2F%2Fcy-dunn.example%2Fstories%2F", False),
        ("https://cy-dunn.example/advocates/cy-dunn/", True),
        ("https://cy-dunn.example/?by=cydunn", True),
        ("https://cy-dunn.example.org/", True),
        ("https://www.cy-dunn.example/", True),
        ("Cy Dunn, https://cy-dunn.example/", True),
    ],
)
def test_a_name_beside_or_below_the_address_of_the_site_is_found(text: str, found: bool) -> None:
    withheld = WithheldText(
        people=frozenset({"Cy Dunn"}), own_addresses=frozenset({"https://cy-dunn.example/"})
    )
    assert bool(list(TextFinder(withheld).find(text))) is found


def test_a_leak_fails_the_build_and_keeps_the_old_site(project: Project) -> None:
    project.build()
    before = project.contents()
    project.write(
        "overrides/feeds.html",
        "{% extends 'rooftop/feeds.html' %}{% block content %}<p>Bo Lund</p>{% endblock %}",
    )
    hidden = (
        (project.root / "content/advocates/ana-ribeiro.md")
        .read_text()
        .replace("Ana Ribeiro", "Bo Lund")
    )
    project.write(
        "content/advocates/bo-lund.md", hidden.replace("status: given", "status: withdrawn", 1)
    )
    done = project.run("rooftop", "build")
    assert done.returncode == 1
    assert "feeds/index.html: the withheld name 'Bo Lund'" in done.stderr
    assert "Traceback" not in done.stderr
    assert project.contents() == before
