"""Other generators publish nobody, and plugins of others work as they do with ``mkdocs build``."""

from __future__ import annotations

import hashlib
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rooftop.site import events
from tests.project import BIN, CONSENT, REPOSITORY, Project, advocate, story

FOOTER = "{% extends 'rooftop/base.html' %}{% block footer %}From the template{% endblock %}"
WITHOUT_HOOKS = re.compile(r"^hooks:\n(?:  .*\n)+", re.MULTILINE)
RECORDER = """\
from pathlib import Path
import logging
log = Path(__file__).with_name("events.txt")
def note(event):
    with log.open("a") as file:
        file.write(event + "\\n")
def on_startup(command, dirty): note(f"startup {command} {dirty}")
def on_shutdown(): note("shutdown")
def on_config(config): note("config")
def on_build_error(error): note(f"error {type(error).__name__}")
def on_post_build(config):
    logging.getLogger("somebody.else").warning("noise from elsewhere")
"""


@pytest.fixture
def hookless(demo: Project, tmp_path: Path) -> Project:
    """The demo community, to be built by something that knows no Rooftop."""
    return Project.demo(tmp_path)


@pytest.fixture(scope="module")
def everybody(demo: Project) -> list[str]:
    """Names, titles and addresses of everybody and everything in the demo community."""
    words = [each for each in people_and_stories(demo) if len(each) > 4]
    assert len(words) > 90
    return words


def with_plugins(project: Project, plugins: str) -> Project:
    """``project`` with plugins in its configuration."""
    text = (project.root / "mkdocs.yml").read_text()
    assert "plugins: []\n" in text
    project.write("mkdocs.yml", text.replace("plugins: []\n", f"plugins:\n{plugins}"))
    return project


def with_hook(project: Project, code: str) -> Project:
    """``project`` with a hook of its owner's, ``own.py``."""
    project.write("own.py", code)
    text = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", text.replace("hooks:\n", "hooks:\n  - own.py\n"))
    return project


def people_and_stories(project: Project) -> Iterator[str]:
    """Of everybody and everything in a community."""
    catalogue = project.plan().catalogue
    for slug, person in catalogue.advocates.items():
        yield from (slug, person.called)
    for slug, each in catalogue.stories.items():
        yield from (slug, each.title)


def assert_nobody_is_published(project: Project, words: Sequence[str]) -> None:
    """No built file holds one of ``words``, nor is a file that anybody sent."""
    contents = project.contents()
    for text in words:
        raw = text.encode()
        assert [path for path, data in contents.items() if raw in data or text in path] == [], text
    sent = {hashlib.sha256(file.read_bytes()).digest() for file in (project.root / "content").rglob("*.*")}  # fmt: skip
    for path, data in contents.items():
        assert hashlib.sha256(data).digest() not in sent, path


@pytest.mark.parametrize("generator", ["zensical", "mkdocs", "properdocs"])
@pytest.mark.parametrize(
    ("theme", "words"),
    [
        ("rooftop", "This site was built without Rooftop"),
        ("material", "This site is not built yet"),
    ],
)
def test_a_generator_that_runs_no_hooks_publishes_nobody(
    hookless: Project, everybody: Sequence[str], generator: str, theme: str, words: str
) -> None:
    text = (hookless.root / "mkdocs.yml").read_text()
    if generator != "zensical":  # which reads `hooks:`, and runs none
        text = WITHOUT_HOOKS.sub("", text)
        assert "hooks" not in text
    if theme == "material":
        text = text.replace("  custom_dir: overrides\n", "").replace(
            "name: rooftop", f"name: {theme}"
        )
    hookless.write("mkdocs.yml", text)
    done = hookless.run(generator, "build", process=True)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert words in (hookless.site / "index.html").read_text()
    assert_nobody_is_published(hookless, everybody)


def test_the_placeholder_is_what_the_repository_has_and_holds_no_record() -> None:
    assert [file.name for file in (REPOSITORY / "placeholder").iterdir()] == ["index.md"]


@pytest.mark.parametrize("command", ["build", "serve"])
def test_rooftop_builds_nothing_without_its_hooks(project: Project, command: str) -> None:
    text = (project.root / "mkdocs.yml").read_text()
    project.write("mkdocs.yml", WITHOUT_HOOKS.sub("", text))
    for each in (command, "check"):
        done = project.run("rooftop", each)
        assert done.returncode == 1
        assert "error setting-invalid: hooks: hooks/publish.py is missing" in done.stderr
    assert not project.site.exists()


@pytest.mark.parametrize("event", events.__all__)
def test_rooftop_builds_nothing_without_one_of_its_events(project: Project, event: str) -> None:
    project.write("hooks/publish.py", f"from rooftop.site.events import *\ndel {event}\n")
    done = project.run("rooftop", "build")
    assert done.returncode == 1
    assert f"hooks: {event} of rooftop.site.events is missing" in done.stderr
    assert not project.site.exists()


def test_mkdocs_builds_nothing_with_a_part_of_the_hooks(project: Project) -> None:
    project.write("hooks/publish.py", "from rooftop.site.events import *\ndel on_pre_build\n")
    done = project.run("mkdocs", "build")
    assert done.returncode == 1
    assert "on_pre_build of rooftop.site.events did not run" in done.stderr


class TestPlugins:
    """What works is what ``docs/plugins.md`` says works."""

    @pytest.mark.parametrize(
        ("plugins", "address"),
        [
            ("  - search\n", "search/search_index.json"),
            ("  - material/search\n", "search/search_index.json"),
            ("  - material/tags\n  - material/meta\n  - material/typeset\n", "tags.json"),
            ("  - material/privacy:\n      assets: false\n", "index.html"),
            ("  - material/group:\n      enabled: true\n      plugins: [search]\n", "search/search_index.json"),
            ("  - redirects:\n      redirect_maps: {old.md: about/index.md}\n", "old/index.html"),
        ],
    )  # fmt: skip
    def test_rooftop_builds_what_mkdocs_builds(
        self, project: Project, plugins: str, address: str
    ) -> None:
        with_plugins(project, plugins)
        project.build()
        ours = project.contents()
        assert address in ours
        assert project.run("mkdocs", "build", "--quiet").returncode == 0
        assert project.contents() == ours

    def test_no_file_of_material_is_published(self, project: Project) -> None:
        project.build()
        folders = ("assets/javascripts/", "assets/stylesheets/", "assets/images/", ".icons/")
        assert not [path for path in project.contents() if path.startswith(folders)]

    def test_the_list_of_the_handbook_is_the_tested_one(self) -> None:
        page = (REPOSITORY / "docs" / "plugins.md").read_text()
        material = ("search", "tags", "meta", "typeset", "privacy", "group", "blog")
        for name in ("search", "redirects", *(f"material/{each}" for each in material)):
            assert f"`{name}`" in page, name

    @pytest.mark.parametrize("generator", ["rooftop", "mkdocs"])
    @pytest.mark.parametrize("broken", [False, True])
    def test_plugins_begin_and_end_with_a_build(
        self, project: Project, generator: str, broken: bool
    ) -> None:
        with_hook(project, RECORDER)
        if broken:
            project.write("content/stories/broken.md", "no front matter\n")
            text = (project.root / "mkdocs.yml").read_text()
            project.write("mkdocs.yml", f"strict: true\n{text}")
        done = project.run(generator, "build")
        assert (done.returncode != 0) == broken
        events = (project.root / "events.txt").read_text().splitlines()
        failure = ["error PluginError"] if broken else []
        assert events == ["startup build False", "config", *failure, "shutdown"]

    @pytest.mark.parametrize(
        ("event", "arguments"),
        [
            ("startup", "command, dirty"),
            ("config", "config"),
            ("page_content", "html, page, config, files"),
            ("post_page", "output, page, config"),
            ("post_build", "config"),
            ("shutdown", ""),
        ],
    )
    @pytest.mark.parametrize("error", ["KeyError('key')", "OSError(5, 'it is broken')"])
    def test_a_plugin_that_fails_is_named_and_nobody_is_blamed(
        self, project: Project, event: str, arguments: str, error: str
    ) -> None:
        project.build()
        before = project.contents()
        with_hook(project, f"def on_{event}({arguments}):\n    raise {error}\n")
        done = project.run("rooftop", "build")
        assert done.returncode == 1
        assert f"The plugin own.py failed: {error.partition('(')[0]}: " in done.stderr
        assert "content/" not in done.stderr
        assert "Traceback" not in done.stderr
        assert project.contents() == before

    @pytest.mark.parametrize(
        "plugins", ["  - material/blog\n", "  - material/blog:\n      blog_dir: news\n"]
    )
    def test_pages_of_other_plugins_are_refused(self, project: Project, plugins: str) -> None:
        project.build()
        before = project.contents()
        done = with_plugins(project, plugins).run("rooftop", "build")
        assert done.returncode == 1
        assert "A plugin added pages: " in done.stderr
        assert "remove the plugin" in done.stderr
        assert project.contents() == before

    def test_what_a_plugin_writes_is_audited(self, project: Project) -> None:
        withdrawn = CONSENT.replace("given\n", "withdrawn\nwithdrawn: 2026-05-03\n", 1)
        project.write("content/advocates/bo-lund.md", advocate(withdrawn).replace("Ana Ribeiro", "Bo Lund"))  # fmt: skip
        code = "def on_post_build(config):\n    open(config.site_dir + '/made.txt', 'w').write('Bo Lund')\n"
        done = with_hook(project, code).run("rooftop", "build")
        assert done.returncode == 1
        assert "made.txt" in done.stderr
        assert not project.site.exists()

    def test_a_template_that_is_wrong_is_named(self, project: Project) -> None:
        top = "{% extends 'rooftop/page.html' %}\n{% block content %}\n"
        for wrong in ("{% if %}", "{{ nobody.name }}"):
            project.write("overrides/page.html", f"{top}{wrong}\n{{% endblock %}}\n")
            done = project.run("rooftop", "build")
            assert done.returncode == 1
            assert "overrides/page.html:3: " in done.stderr
            assert "Traceback" not in done.stderr


class TestServe:
    """A preview follows what the site is made from, and says what is Rooftop's to say."""

    def test_every_source_is_watched_and_nobody_else_is_heard(self, project: Project) -> None:
        with_hook(project, RECORDER)
        said = project.root.parent / "said.txt"
        command = [str(BIN / "rooftop"), "serve", "--dev-addr", "127.0.0.1:8767"]
        with (
            said.open("w") as stream,
            subprocess.Popen(
                command, cwd=project.root, env=project.environment(), stdout=stream, stderr=stream
            ) as server,
        ):
            try:
                address = "http://127.0.0.1:8767/"
                wait_for(f"{address}stories/month-end/", "The month-end")
                project.write("overrides/base.html", FOOTER)
                wait_for(address, "From the template")
                project.write("content/stories/month-end.md", story(title="Another title"))
                wait_for(f"{address}stories/month-end/", "Another title")
                project.write("programme.yml", "goals: [{name: a, needs: {products: [ledger]}, target: 9}]\n")  # fmt: skip
                wait_for(f"{address}wanted/", "Ledger")
                text = (project.root / "mkdocs.yml").read_text()
                project.write("mkdocs.yml", text.replace("Harbourlight Voices", "Other voices"))
                wait_for(address, "Other voices")
            finally:
                server.terminate()
        output = said.read_text()
        assert "Serving on http://127.0.0.1:8767/" in output
        assert "noise from elsewhere" not in output
        assert "Traceback" not in output

    def test_a_port_that_is_taken_is_said_plainly(self, project: Project) -> None:
        with socket.socket() as other:
            other.bind(("127.0.0.1", 0))
            other.listen()
            place = f"127.0.0.1:{other.getsockname()[1]}"
            done = project.run("rooftop", "serve", "--dev-addr", place)
        assert done.returncode == 1
        assert "Choose another one with --dev-addr" in done.stderr
        assert "Traceback" not in done.stderr


def wait_for(address: str, words: str) -> None:
    """Wait until the page at ``address`` holds ``words``."""
    page = ""
    for _ in range(240):
        try:
            page = urllib.request.urlopen(address, timeout=60).read().decode()
        except OSError:
            page = ""
        if words in page:
            return
        time.sleep(0.25)
    raise AssertionError(f"{words!r} never appeared at {address}: {page[:200]}")
