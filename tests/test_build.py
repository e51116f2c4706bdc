"""Whole builds: the same bytes whoever builds, nothing withheld anywhere, the old site safe until
the new one is whole.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import jinja2
import pytest

from rooftop.site.publish import in_place_of
from rooftop.site.template_code import TemplateCode
from rooftop.site_links import check_links
from rooftop.theme import TEMPLATES
from tests.project import BIN, CONSENT, REPOSITORY, Project, advocate, story

PHOTO = REPOSITORY / "content" / "media" / "ana-ribeiro.webp"


GENERATORS = {
    "mkdocs": (["mkdocs", "build", "--quiet", "--site-dir"], "Pacific/Kiritimati"),
    "properdocs": (["properdocs", "build", "--quiet", "--site-dir"], "Pacific/Pago_Pago"),
    "rooftop": (["rooftop", "build", "--site-dir"], "America/St_Johns"),
}


@pytest.mark.parametrize("name", GENERATORS)
def test_every_generator_gives_the_same_bytes_in_any_folder_zone_and_process(
    demo: Project, tmp_path: Path, name: str
) -> None:
    """One of them without a fifth of what an earlier build drew and wrote, fonts aside."""
    project = Project(
        Path(
            shutil.copytree(
                demo.root, tmp_path / "elsewhere", ignore=shutil.ignore_patterns("site")
            )
        )
    )
    if name == "rooftop":
        with closing(sqlite3.connect(project.cache / "store.sqlite")) as store, store:
            fifth = "hex(made_from) < '33' AND kind NOT LIKE 'font%'"
            assert store.execute(f"DELETE FROM entry WHERE {fifth}").rowcount > 100  # noqa: S608
    command, zone = GENERATORS[name]
    seed = str(list(GENERATORS).index(name))
    done = project.run(*command, "built", process=True, PYTHONHASHSEED=seed, TZ=zone)
    assert done.returncode == 0, done.stderr
    expected, built = demo.contents(), project.contents(project.root / "built")
    assert sorted(built) == sorted(expected)
    assert [path for path in built if built[path] != expected[path]] == []


def test_no_output_tells_where_or_when_it_was_built(demo: Project) -> None:
    for path, data in demo.contents().items():
        assert str(demo.root).encode() not in data, path
        assert os.uname().nodename.encode() not in data or len(os.uname().nodename) < 4, path


def test_builds_in_one_process_do_not_mix(project: Project, tmp_path: Path) -> None:
    other = Project.small(tmp_path / "other")
    other.write("content/stories/other.md", story(title="Another", body="Words of another."))
    for where, target in ((project, "one"), (other, "other"), (project, "two")):
        done = where.run("mkdocs", "build", "--site-dir", str(tmp_path / "built" / target))
        assert done.returncode == 0, done.stderr
    assert project.contents(tmp_path / "built/one") == project.contents(tmp_path / "built/two")


def test_what_is_withheld_is_nowhere(demo: Project) -> None:
    for words in (
        "Oliver Stern",
        "oliver-stern",
        "Brackwater",
        "Grace Mutua",
        "grace-mutua",
        "Savanna Wells",
        "Seven Ovens",
        "Three versions of the truth",
        "Every litre has a receipt",
        "boat to catch",
        "CR-20",
        "evidence",
    ):
        assert [path for path in demo.holds(words) if not path.startswith("assets/")] == [], words
    assert "2 kinds" not in demo.page("stories/flour-and-patience").text_content()


def test_what_was_public_leaves_a_notice_and_nothing_else(demo: Project) -> None:
    page = demo.page("stories/ferry-forecast")
    assert "no longer shared" in page.text_content().lower()
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    for name in (
        "sitemap.xml",
        "search/words/en.txt",
        "llms.txt",
        "stories/index.html",
        "api/stories.json",
        "feeds/social/x.xml",
    ):
        assert "ferry-forecast" not in (demo.site / name).read_text()


def test_a_story_that_never_was_public_leaves_no_trace(project: Project) -> None:
    project.write(
        "content/stories/untold-tale.md",
        story(CONSENT.replace("status: given", "status: withdrawn"), title="An untold tale"),
    )
    project.build()
    assert not project.holds("untold-tale")
    assert not project.holds("An untold tale")


@pytest.mark.parametrize("field", ["photo", "employer", "numbers", "name"])
def test_a_field_that_is_not_covered_is_absent_everywhere(project: Project, field: str) -> None:
    shutil.copytree(REPOSITORY / "content" / "media", project.root / "content" / "media")
    consent = CONSENT.replace(f"{field}, ", "", 1)
    person = advocate(
        consent, photo="ana-ribeiro.webp", photo_alt="Drawn portrait of somebody in green"
    )
    project.write("content/advocates/ana-ribeiro.md", person)
    project.write("content/stories/month-end.md", story(consent))
    project.build()
    words = {
        "photo": ["ana-ribeiro.webp", "Drawn portrait of somebody"],
        "employer": ["Norte Cargo", "industries/logistics"],
        "numbers": ["Median of the last six"],
        "name": ["Ana Ribeiro", "ana-ribeiro", "ana-ribeiro.webp"],
    }
    for each in words[field]:
        assert not project.holds(each), each
    assert project.holds("Nine days became three")


def test_only_media_that_something_shows_is_copied(project: Project) -> None:
    media = project.root / "content" / "media"
    shutil.copytree(REPOSITORY / "content" / "media", media)
    for name, text in {
        "page.html": "<script>",
        "x.svg": "<svg/>",
        "_redirects": "/ /x",
        "CNAME": "evil.example",
        ".env": "S=1",
    }.items():
        (media / name).write_text(text)
        (project.root / "content" / name).write_text(text)
    (media / "link.webp").symlink_to("/etc/passwd")
    (media / "fake.png").write_bytes(b"<html>")
    project.write(
        "content/stories/month-end.md", story(body="![A checklist](../media/checklist.webp)")
    )
    said = project.build()
    assert [file.name for file in project.files(project.site / "media")] == ["checklist.webp"]
    for name in ("page.html", "x.svg", "_redirects", "CNAME", ".env", "link.webp", "fake.png"):
        assert not list(project.site.rglob(name))
        assert f"content/media/{name}: error file-not-allowed" in said
    assert project.page("stories/month-end").xpath("//article//img/@width") == ["960"]


def test_links_between_pages_all_lead_somewhere(demo: Project) -> None:
    links = check_links(demo.site, "https://voices.harbourlight.example/")
    assert links.broken == ()
    assert links.followed > 5_000


def test_a_link_to_something_withheld_keeps_its_words_only(project: Project) -> None:
    project.write(
        "content/stories/gone.md",
        story(CONSENT.replace("status: given", "status: withdrawn"), title="Gone"),
    )
    project.write(
        "content/stories/month-end.md",
        story(body="Read [what came before](gone.md) and [Ledger](../products/ledger.md)."),
    )
    project.build()
    article = project.page("stories/month-end").xpath("//article")[0]
    assert "what came before" in article.text_content()
    assert not article.xpath(".//a[contains(@href, 'gone')]")
    assert article.xpath(".//a[@href='../../products/ledger/']")


def test_a_broken_link_or_picture_is_an_error(project: Project) -> None:
    body = (
        "[a](nowhere.md) [b](javascript:alert(1)) ![c](../media/no.webp) ![](../media/no.webp) "
        "[d](../../../etc/passwd)"
    )
    project.write("content/stories/month-end.md", story(body=body))
    done = project.check()
    assert done.returncode == 1
    for code in ("link-broken", "link-unsafe", "media-missing"):
        assert re.search(rf"content/stories/month-end\.md:\d+: error {code}", done.stderr), code


def test_a_film_elsewhere_is_linked_only_on_hosts_that_are_allowed(project: Project) -> None:
    film = "[{kind: video, src: 'https://video.example.org/1', alt: A film of the yard}]"
    project.write("content/stories/month-end.md", story(media=film))
    done = project.check()
    assert done.returncode == 1
    assert "error link-unsafe: videos on video.example.org are not allowed here" in done.stderr
    project.build()
    assert not project.holds("video.example.org")

    settings = (project.root / "mkdocs.yml").read_text()
    project.write(
        "mkdocs.yml",
        settings.replace(
            "    drafts: drafts\n", "    drafts: drafts\n    video_hosts: [video.example.org]\n"
        ),
    )
    assert project.check().returncode == 0
    project.build()
    link = project.page("stories/month-end").xpath(
        "//article//a[contains(@href, 'video.example.org')]"
    )[0]
    assert link.text_content() == "Watch it on video.example.org"
    assert link.get("rel") == "nofollow ugc noopener"


def test_stories_are_on_pages_of_a_set_length_newest_first(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rooftop.settings.community._FURTHER", 14)
    for number in range(1, 31):
        project.write(
            f"content/stories/s{number:02}.md",
            story(CONSENT, date=f"2026-06-{number:02}", title=f"Story {number}"),
        )
    project.build()
    pages = [
        project.page(address).xpath("//li[contains(@class, 'rt-card')]//h3/a/@href")
        for address in ("stories", "stories/page/2", "stories/page/3")
    ]
    assert [len(page) for page in pages] == [12, 14, 5]  # few read on: further pages hold more
    assert [address.split("/")[-2] for page in pages for address in page] == [
        f"s{number:02}" for number in range(30, 0, -1)
    ] + ["month-end"]
    assert not (project.site / "stories/page/4").exists()
    assert not project.page("").xpath("//nav//a[contains(@href, 'stories/s')]")


def test_any_day_can_be_built(project: Project) -> None:
    project.build("--as-of", "2028-05-02", as_of="2026-01-01")
    assert project.page("stories/month-end").text_content()
    said = project.build("--as-of", "2028-05-03", as_of="2026-01-01")
    assert "consent has expired" in said
    assert not (project.site / "stories" / "month-end").exists()


def test_another_address_changes_every_absolute_one(project: Project) -> None:
    """Ids in feeds stay, where the settings say what they begin with; everything else moves."""
    settings = (project.root / "mkdocs.yml").read_text().splitlines(keepends=True)
    project.write("mkdocs.yml", "".join(line for line in settings if "feed_ids:" not in line))
    project.build("--base-url", "https://other.example/community")
    assert not project.holds("harbourlight.example/stories")
    assert (
        "https://other.example/community/stories/month-end/"
        in (project.site / "feed.xml").read_text()
    )
    assert (
        "https://other.example/community/stories/month-end/"
        in (project.site / "sitemap.xml").read_text()
    )


def test_the_new_site_takes_the_place_of_the_old_one_at_once(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for words in ("first", "second"):
        with in_place_of(site) as beside:
            (beside / "index.html").write_text(words)
            assert not site.exists() or (site / "index.html").read_text() == "first"
        assert (site / "index.html").read_text() == words
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError, RuntimeError])
def test_whatever_interrupts_it_the_old_site_stands(
    tmp_path: Path, error: type[BaseException]
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")
    with pytest.raises(error), in_place_of(site) as beside:  # noqa: PT012 — what is written before it counts too
        (beside / "index.html").write_text("half")
        raise error
    assert (site / "index.html").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


#: How far a build has come when it is killed: what is there, below the folder it builds in.
STEPS = ("", "stories/month-end/index.html", "feed.xml")


@pytest.fixture(scope="module")
def before_and_after(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[Project, dict[str, bytes], dict[str, bytes]]:
    """A built site, its files, and those of a later day."""
    project = Project.small(tmp_path_factory.mktemp("killed") / "community")
    project.build("--as-of", "2035-01-01")
    after = project.contents()
    project.build()
    before = project.contents()
    assert before != after
    return project, before, after


@pytest.mark.parametrize(
    ("kill", "step"),
    [
        *((signal.SIGKILL, step) for step in STEPS),
        *((signal.SIGINT, step) for step in STEPS[::2]),
        (signal.SIGTERM, STEPS[1]),
    ],
)
def test_a_build_that_is_killed_leaves_the_old_site(
    before_and_after: tuple[Project, dict[str, bytes], dict[str, bytes]],
    kill: signal.Signals,
    step: str,
) -> None:
    project, before, after = before_and_after
    process = subprocess.Popen(
        [str(BIN / "rooftop"), "build", "--as-of", "2035-01-01"],
        cwd=project.root,
        env=project.environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),  # noqa: PLW1509 — ignored in the background
    )
    while process.poll() is None and not list(project.root.glob(f".site.building-*/{step}")):
        time.sleep(0.002)
    if process.poll() is None:
        process.send_signal(kill)
    said = process.communicate(timeout=60)[1].decode()
    assert "Traceback" not in said
    assert project.contents() in (before, after)  # the old one or the new one, each whole
    assert process.returncode != 0 or project.contents() == after
    codes = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}
    assert process.returncode in (0, codes[kill])
    if kill is not signal.SIGKILL:
        assert not list(project.root.glob(".site.building-*"))
    project.build("--as-of", "2035-01-01", "--site-dir", "later")
    project.build()
    assert project.contents() == before
    assert not list(project.root.glob(".site.building-*"))


def test_search_and_sitemap_list_only_what_is_published(demo: Project) -> None:
    sitemap = (demo.site / "sitemap.xml").read_text()
    addresses = re.findall(r"<loc>https://voices\.harbourlight\.example/([^<]*)</loc>", sitemap)
    assert "stories/boring-fridays/" in addresses
    assert len(addresses) == len(set(addresses))
    for address in addresses:
        assert (demo.site / address / "index.html").is_file()
        assert demo.page(address).xpath("//link[@rel='canonical']/@href") == [
            f"https://voices.harbourlight.example/{address}"
        ]


def test_compiled_templates_are_kept_by_all_that_they_are_compiled_from() -> None:
    code = TemplateCode()

    def render(source: str, *, escape: bool) -> str:
        loader = jinja2.DictLoader({"page.html": source})
        environment = jinja2.Environment(
            loader=loader,
            bytecode_cache=code,
            autoescape=lambda _: escape,  # noqa: S701
        )
        return environment.get_template("page.html").render(words="<b>")

    for _ in range(2):
        assert render("{{ words }}", escape=True) == "&lt;b&gt;"
        assert render("{{ words }}", escape=False) == "<b>"
        assert render("{{ words }}!", escape=True) == "&lt;b&gt;!"
    environment = jinja2.Environment(autoescape=True)
    assert code.get_bucket(environment, "page.html", None, "{{ words }}").code is not None
    assert code.get_bucket(environment, "page.html", None, "{{ word }}").code is None


def test_compiled_templates_of_the_theme_are_kept_beside_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where Python keeps compiled modules; what was altered or cut short is compiled again."""
    monkeypatch.setattr(sys, "pycache_prefix", None)
    theme, others = tmp_path / "theme", tmp_path / "others"
    for folder in (theme, others):
        folder.mkdir()
        (folder / "page.html").write_text("{{ words }}")
    environment = jinja2.Environment(autoescape=True)

    def is_known(folder: Path, source: str = "{{ words }}") -> bool:
        """To a process that did not compile anything yet."""
        file = str(folder / "page.html")
        bucket = TemplateCode(theme).get_bucket(environment, "page.html", file, source)
        return bucket.code is not None

    for folder in (theme, others):
        loader = jinja2.FileSystemLoader(folder)
        code = TemplateCode(theme)
        own = environment.overlay(loader=loader, bytecode_cache=code)
        assert own.get_template("page.html").render(words="<b>") == "&lt;b&gt;"
    assert is_known(theme)
    assert not is_known(theme, "{{ word }}")
    assert not is_known(others)
    (file,) = (theme / "__pycache__").iterdir()
    whole = file.read_bytes()
    for damaged in (b"", whole[:40], whole[:-40], b"\0" + whole[1:]):
        file.write_bytes(damaged)
        assert not is_known(theme)


def test_no_template_is_compiled_to_what_a_filter_says_now() -> None:
    """Jinja calls filters of constants while it compiles. What helpers say depends on settings, so
    the compiled template would too.
    """

    calls = []

    def helper(*of: object) -> str:
        calls.append(of)
        return ""

    @jinja2.pass_context
    def url(_: jinja2.runtime.Context, path: str) -> str:  # as MkDocs has it
        raise AssertionError(path)

    class Helpers(dict[str, object]):
        def get(self, name: object, _: object = None) -> object:
            return url if name == "url" else helper

    environment = jinja2.Environment(autoescape=True)
    environment.filters = Helpers()
    for template in sorted(TEMPLATES.rglob("*.html")):
        environment.compile(template.read_text(), template.name)
    assert not calls
    environment.compile("{{ 'words' | typeset }}")
    assert calls
