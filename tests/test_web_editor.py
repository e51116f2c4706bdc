"""The web editor: what it offers, what it may load, and what it saves, in a real browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, expect

from rooftop.audit import find_leaks
from rooftop.cache import Cache
from rooftop.settings import Community, Settings, WebEditor, parse
from rooftop.site.headers import render_headers
from rooftop.web_editor import policy, program, render_web_editor
from rooftop.web_editor.configuration import LOCAL_SERVER, render_configuration
from rooftop.web_editor.fields import NOT_OFFERED
from rooftop.web_editor.program import PROGRAMS, ProgramError, program_files
from tests import programs
from tests.browsing import visit
from tests.project import CONSENT, Project, story
from tests.servers import free_port, host
from tests.web import serve

GITHUB = {
    "backend": "github",
    "repository": "https://github.com/harbourlight/voices",
    "sign_in": "https://sign-in.harbourlight.example",
}
LOCAL = "http://127.0.0.1:8000/"
#: The day on which stories are written here. Forms begin with the day of the browser.
DAY = "2026-11-20"
DIGEST = f"sha256:{'a' * 64}"
STAMPED = story(
    consent=f"{CONSENT}approved: {DIGEST}\n",
    published="2026-05-06T09:30:07Z",
    permalink="stories/month-end/",
)


def write_files(site: Path, files: Mapping[str, bytes]) -> None:
    """Write ``files``, by their address below ``site``."""
    for address, data in files.items():
        file = site / address
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def community(
    url: str = "https://voices.example/", language: str = "en", **editor: Any
) -> Community:
    settings = Settings(
        company="Harbourlight", topics={"month-end": "Month-end"}, web_editor=GITHUB | editor
    )
    return Community(
        name="Voices", description="Voices", url=url, language=language, settings=settings
    )


def configuration(chosen: Community) -> Any:
    assert chosen.settings.web_editor
    text = render_configuration(chosen, chosen.settings.web_editor)
    return yaml.load(text, yaml.CSafeLoader)


def fields(chosen: Community, collection: str) -> dict[str, Any]:
    (entry,) = (e for e in configuration(chosen)["collections"] if e["name"] == collection)
    return {field["name"]: field for field in entry["fields"]}


def every_field(value: Any) -> Iterator[dict[str, Any]]:
    """Every field in a configuration, however deep."""
    if isinstance(value, list):
        for each in value:
            yield from every_field(each)
    elif isinstance(value, dict):
        yield from [value] if "widget" in value and "name" in value else []
        yield from every_field(list(value.values()))


def switch_on(project: Project) -> Project:
    settings = (project.root / "mkdocs.yml").read_text()
    lines = "    web_editor: " + str(GITHUB).replace("'", "") + "\n    demo: true\n"
    project.write("mkdocs.yml", settings.replace("    demo: true\n", lines))
    return project


# ------ what it offers


def test_people_and_products_are_picked_from_lists_and_words_from_those_of_the_settings() -> None:
    offered = fields(community(), "stories")
    assert offered["advocates"]["widget"] == offered["products"]["widget"] == "relation"
    assert offered["advocates"]["collection"] == "advocates"
    assert offered["advocates"]["multiple"]
    assert offered["topics"]["options"] == [{"value": "month-end", "label": "Month-end"}]
    assert {"value": "case-study", "label": "Case study"} in offered["kind"]["options"]
    assert offered["date"]["format"] == "YYYY-MM-DD"
    assert offered["title"]["required"]
    assert not offered["quote"]["required"]
    assert fields(community(), "advocates")["photo"]["widget"] == "image"


def test_what_only_commands_write_is_never_offered() -> None:
    names = {field["name"] for field in every_field(configuration(community()))}
    assert {"title", "photo", "covers", "tagline", "starts", "body"} <= names
    assert not names & NOT_OFFERED
    assert {"published", "permalink", "approved", "signature"} <= NOT_OFFERED


@pytest.mark.parametrize(("language", "label"), [("en", "Who tells it"), ("de", "Wer erzählt")])
def test_labels_are_in_the_language_of_the_community(language: str, label: str) -> None:
    chosen = community(language=language)
    offered = fields(chosen, "stories")
    assert offered["advocates"]["label"] == label
    assert offered["language"]["default"] == language


@pytest.mark.parametrize(
    ("editor", "backend", "mode", "api"),
    [
        (
            {"open_authoring": True},
            {"name": "github", "open_authoring": True},
            True,
            "api.github.com",
        ),
        (
            {"backend": "gitlab", "repository": "https://gitlab.com/a/b/c", "app_id": "x"},
            {"name": "gitlab", "repo": "a/b/c", "auth_type": "pkce", "app_id": "x"},
            True,
            "gitlab.com",
        ),
        (
            {"backend": "forgejo", "repository": "https://code.example/a/b.git", "app_id": "x"},
            {"name": "forgejo", "repo": "a/b", "api_root": "https://code.example/api/v1"},
            True,
            "code.example",
        ),
        (
            {"backend": "gitea", "repository": "https://code.example/a/b", "app_id": "x"},
            {"name": "gitea", "base_url": "https://code.example"},
            False,
            "code.example",
        ),
    ],
    ids=["github", "gitlab", "forgejo", "gitea"],
)
def test_each_code_host_is_reached_at_its_api_and_nothing_else_is(
    editor: dict[str, Any], backend: dict[str, Any], mode: bool, api: str
) -> None:
    chosen = community(**editor)
    made = configuration(chosen)
    assert backend.items() <= made["backend"].items()
    assert made["publish_mode"] == ("editorial_workflow" if mode else "simple")
    assert "local_backend" not in made
    assert chosen.settings.web_editor
    rules = dict(
        rule.split(" ", 1) for rule in policy(chosen, chosen.settings.web_editor).split("; ")
    )
    assert rules["connect-src"] == f"'self' blob: data: https://{api}"
    assert rules["default-src"] == "'self'"
    assert "unsafe-inline" not in rules["script-src"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sign_in": None}, "sign_in is missing"),
        ({"backend": "gitlab"}, "app_id is missing"),
        ({"repository": "https://github.com/"}, "must be the address of a repository"),
        ({"backend": "gitea", "app_id": "x", "open_authoring": True}, "open_authoring needs"),
        ({"reposit": "x"}, "did you mean .repository."),
    ],
)
def test_a_setting_that_cannot_work_is_refused(
    changes: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    file = tmp_path / "mkdocs.yml"
    file.write_text("")
    raw = {"company": "Harbourlight", "web_editor": GITHUB | changes}
    settings, problems = parse(raw, file)
    assert settings is None
    said = " ".join(f"{each.message} {each.hint}" for each in problems)
    assert re.search(reason, said, re.IGNORECASE)


# ------ what it is on a site


def test_without_the_setting_a_site_has_no_file_of_it(demo: Project) -> None:
    assert not (demo.site / "admin").exists()
    assert demo.holds("/admin/") == []


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A community with the editor, in a git repository, served on this machine."""
    project = switch_on(Project.small(tmp_path_factory.mktemp("edited") / "community"))
    project.write("content/stories/month-end.md", STAMPED)
    project.write(".gitignore", "site/\nbuild/\n.cache/\n")
    for command in (
        ["init", "-q", "-b", "main"],
        ["config", "user.name", "Mira"],
        ["config", "user.email", "mira@harbourlight.example"],
        ["add", "-A"],
        ["commit", "-qm", "Begin"],
    ):
        git(project, *command)
    project.build("--base-url", LOCAL)
    return project


def git(project: Project, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=project.root, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.mark.needs("npm packages")
def test_search_sitemap_and_feeds_do_not_know_the_editor(edited: Project) -> None:
    page = (edited.site / "admin/index.html").read_text()
    assert '<meta name="robots" content="noindex">' in page
    assert {path for path in edited.holds("/admin/") if not path.startswith("admin/decap/")} == {
        "_headers",
        "nginx-headers.conf",
    }
    own = "".join(
        (edited.site / "admin" / name).read_text() for name in ("config.yml", "editor.js")
    )
    assert "Ana" not in own + page
    assert "ledger" not in (own + page).replace("harbourlight", "")


@pytest.mark.needs("npm packages")
def test_the_audit_reads_what_is_generated_for_the_editor(edited: Project, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    shutil.copytree(edited.site / "admin", site / "admin")
    plan = edited.plan()
    assert [leak for leak in find_leaks(site, plan) if leak.path.startswith("admin/")] == []
    with (site / "admin/config.yml").open("a") as file:
        file.write("# ana@norte-cargo.example\n")
    assert [leak.path for leak in find_leaks(site, plan)] == ["admin/config.yml"]


def test_hosts_send_the_editor_a_policy_of_its_own(project: Project) -> None:
    chosen = community("https://voices.example/voices/")
    files = dict(render_headers(replace(project.plan().published, community=chosen)))
    netlify = files["_headers"].decode()
    everywhere, there = netlify.split("/voices/admin/*\n")
    assert "unsafe" not in everywhere.replace("wasm-unsafe-eval", "")
    assert there.startswith("  ! Content-Security-Policy\n  Content-Security-Policy: default-src")
    assert "frame-ancestors 'none'" in there
    assert "  X-Robots-Tag: noindex\n" in there


@pytest.mark.needs("nginx")
def test_nginx_sends_each_page_the_policy_that_is_meant_for_it(
    project: Project, tmp_path: Path
) -> None:
    chosen = community(LOCAL)
    published = replace(project.plan().published, community=chosen)
    pages = {"index.html": b"a", "admin/index.html": b"b", "assets/a.txt": b"c"}
    write_files(tmp_path / "site", pages | dict(render_headers(published)))
    rules = f"include {tmp_path}/site/nginx-headers.conf;\n"
    (tmp_path / "410.nginx.conf").write_text(f"{rules}location /assets/ {{ {rules} }}\n")
    above = [each for each in tmp_path.parents if each.name.startswith(("pytest-", "popen-"))]
    for path in (tmp_path, *above, *tmp_path.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    with host("nginx", tmp_path) as address:
        sent = {path: headers(f"{address}/{path}") for path in ("", "admin/", "assets/a.txt")}
    assert chosen.settings.web_editor
    own = policy(chosen, chosen.settings.web_editor)
    assert sent["admin/"]["Content-Security-Policy"] == f"{own}; frame-ancestors 'none'"
    assert sent["admin/"]["X-Robots-Tag"] == "noindex"
    for path in ("", "assets/a.txt"):
        assert "unsafe-inline" not in sent[path]["Content-Security-Policy"]
        assert "X-Robots-Tag" not in sent[path]


def headers(url: str) -> Any:
    import urllib.request  # noqa: PLC0415

    with urllib.request.urlopen(url, timeout=20) as response:
        return response.headers


# ------ where it comes from


@pytest.mark.needs("npm packages")
def test_a_package_that_is_not_the_pinned_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    decap = PROGRAMS["decap"]
    (package,) = decap.packages
    other = type(package)(package.name, "3.16.2", package.integrity, package.files)
    monkeypatch.setitem(PROGRAMS, "decap", type(decap)((other,), decap.start))
    with pytest.raises(ProgramError, match="is not what Rooftop knows"):
        program_files(WebEditor.model_validate(GITHUB), Cache())


def test_without_npm_the_site_is_built_without_the_editor_and_says_so(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "find_npm", lambda: None)
    said = switch_on(project).build()
    assert "error web-editor-missing: the site is built without the web editor" in said
    assert "npm is not on this machine" in said
    assert not (project.site / "admin").exists()
    assert (project.site / "stories/month-end/index.html").exists()


# ------ in a browser


@contextmanager
def local_server(project: Project) -> Iterator[int]:
    """Decap's server for a repository on this machine; gives its port."""
    port = free_port()
    server = programs.READERS / "node_modules/decap-server/dist/index.js"
    variables = {"MODE": "git", "GIT_REPO_DIRECTORY": str(project.root), "PORT": str(port)}
    process = subprocess.Popen(
        [str(programs.find("node")), str(server)],
        env={**os.environ, **variables, "BIND_HOST": "127.0.0.1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout
        assert "listening" in process.stdout.readline()
        yield port
    finally:
        process.terminate()
        process.wait(20)


def choose(page: Page, label: str, option: str) -> None:
    """Pick ``option`` in the list below ``label``."""
    place = (
        f'//label[starts-with(normalize-space(.), "{label}")]/following::input[@role="combobox"]'
    )
    page.locator(f"xpath=({place})[1]").click()
    page.get_by_role("option", name=option, exact=True).click()


def save(page: Page) -> None:
    page.get_by_role("button", name="Save").click(timeout=3000)
    expect(page.get_by_text("Entry saved")).to_be_visible(timeout=3000)


@pytest.mark.browser
@pytest.mark.needs("node", "npm packages", "git")
def test_a_story_that_somebody_writes_in_decap_becomes_a_branch_that_passes(
    edited: Project, browser: Browser
) -> None:
    with (
        local_server(edited) as port,
        serve(edited.site) as address,
        visit(browser, address, "404.html", locale="en-US") as (page, _),
    ):
        asked: set[str] = set()
        page.on("request", lambda request: asked.add(request.url))
        refused: list[str] = []
        page.on(
            "console", lambda each: refused.append(each.text) if "Policy" in each.text else None
        )
        to = lambda route: route.continue_(url=route.request.url.replace("8081", str(port)))  # noqa: E731
        page.route(f"{LOCAL_SERVER}/**", to)
        page.goto(f"{address}admin/")
        page.get_by_role("button", name="Login").click()
        page.get_by_role("link", name="Create entry of type Story").click()
        page.get_by_label("Title").first.fill("Our first audit")
        page.get_by_label("Date", exact=True).fill(DAY)
        page.get_by_label("Given on").first.fill(DAY)
        choose(page, "Who tells it", "Ana Ribeiro (ana-ribeiro)")
        choose(page, "Products", "Ledger")
        page.get_by_label("Summary").first.fill("They came on Monday.")
        for field, option in (
            ("What may be shown", "your name"),
            ("What may be shown", "your words"),
            ("Where it may be shown", "On this site"),
        ):
            choose(page, field, option)
        page.locator("[contenteditable=true]").first.click()
        page.keyboard.type("They used to stay a week.")
        preview = page.frame_locator("iframe")
        expect(preview.locator("h1")).to_have_text("Our first audit")
        expect(preview.get_by_text("They used to stay a week.")).to_be_visible()
        family = preview.locator("h1").evaluate("each => getComputedStyle(each).fontFamily")
        assert "Source Serif" in family
        save(page)
        page.reload()
        page.goto(f"{address}admin/#/collections/stories")
        page.get_by_role("link", name="The month-end").click()
        expect(page.get_by_label("Title").first).to_have_value("The month-end")
        page.get_by_label("Summary").first.fill("Nine days became two.")
        save(page)
    own = (address, LOCAL_SERVER, "blob:", "data:")
    assert [url for url in asked if not url.startswith(own)] == []
    assert refused == []
    changed = git(edited, "show", "cms/stories/month-end:content/stories/month-end.md")
    for kept in ("published: 2026-05-06T09:30:07Z", "permalink: stories/month-end/", DIGEST):
        assert kept in changed
    assert git(edited, "diff", "--name-only", "main...cms/stories/our-first-audit").split() == [
        "content/stories/our-first-audit.md"
    ]
    written = git(edited, "show", "cms/stories/our-first-audit:content/stories/our-first-audit.md")
    accepted(edited, written)


def accepted(project: Project, text: str) -> None:
    """Whether `rooftop check` accepts a new story, and knows who tells it of what."""
    project.write("content/stories/month-end.md", story())
    project.write("content/stories/our-first-audit.md", text)
    done = project.check()
    assert "our-first-audit" not in done.stderr, text
    meta = yaml.safe_load(text.split("---\n")[1])
    assert (meta["advocates"], meta["products"]) == (["ana-ribeiro"], ["ledger"])
    assert set(meta["consent"]["ana-ribeiro"]["covers"]) == {"name", "words"}
    assert "They used to stay a week." in text
    (project.root / "content/stories/our-first-audit.md").unlink()
    project.write("content/stories/month-end.md", STAMPED)


#: A folder of the browser's own in place of the one that somebody picks, which no program can.
PICKED = """window.showDirectoryPicker = async () => {
  const folder = await navigator.storage.getDirectory()
  folder.queryPermission = folder.requestPermission = async () => "granted"
  return folder
}"""
FILL = """async files => {
  const root = await navigator.storage.getDirectory()
  await root.getDirectoryHandle(".git", {create: true})
  for (const [path, text] of Object.entries(files)) {
    const parts = path.split("/")
    let folder = root
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part, {create: true})
    const file = await (await folder.getFileHandle(parts.at(-1), {create: true})).createWritable()
    await file.write(text)
    await file.close()
  }
}"""
READ = """async path => {
  const parts = path.split("/")
  let folder = await navigator.storage.getDirectory()
  try {
    for (const part of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(part)
    return await (await (await folder.getFileHandle(parts.at(-1))).getFile()).text()
  } catch {
    return ""
  }
}"""


@pytest.mark.browser
@pytest.mark.needs("npm packages", "git")
def test_a_story_that_somebody_writes_in_sveltia_passes(
    edited: Project, browser: Browser, tmp_path: Path
) -> None:
    chosen = community(LOCAL, program="sveltia", sign_in=None)
    editor = chosen.settings.web_editor
    assert editor
    shutil.copytree(edited.site, tmp_path / "site", ignore=shutil.ignore_patterns("admin"))
    files = program_files(editor, Cache())
    styles = [f"../assets/rooftop/{name}.css" for name in ("theme", "tokens", "site")]
    write_files(tmp_path / "site", render_web_editor(chosen, editor, files, styles))
    records = {
        file.relative_to(edited.root).as_posix(): file.read_text()
        for file in (edited.root / "content").rglob("*.md")
    }
    path = "content/stories/our-first-audit.md"
    with (
        serve(tmp_path / "site", policy=False) as address,
        visit(browser, address, "404.html", locale="en-US") as (page, _),
    ):
        answered: set[str] = set()
        page.on("response", lambda response: answered.add(response.url))
        page.add_init_script(PICKED)
        page.evaluate(FILL, records)
        page.goto(f"{address}admin/")
        page.get_by_role("button", name="Work with Local Repository").click()
        expect(page.get_by_text("The month-end")).to_be_visible()
        page.goto(f"{address}admin/#/collections/stories/new")
        at = partial(field_of, page)
        at("title").locator("input").fill("Our first audit")
        at("date").locator("input").fill(DAY)
        at("advocates").get_by_role("checkbox", name="Ana Ribeiro").click()
        at("products").get_by_role("checkbox", name="Ledger").click()
        at("summary").locator("textarea").fill("They came on Monday.")
        at("consent_given").get_by_role("checkbox").first.click()
        for option in ("your name", "your words"):
            pick(page, at("consent_given.covers"), option)
        at("consent_given.given").locator("input").fill(DAY)
        pick(page, at("consent_given.channels"), "On this site")
        at("body").locator("[contenteditable=true]").click()
        page.keyboard.type("They used to stay a week.")
        expect(page.frame_locator("iframe").locator("h1")).to_have_text("Our first audit")
        page.get_by_role("button", name="Save").first.click()
        page.wait_for_url(f"{address}admin/#/collections/stories")  # it goes there once it saved
        page.wait_for_function(f"async path => (await ({READ})(path) ?? '').trim()", arg=path)
        written = page.evaluate(READ, path)
        page.goto(f"{address}admin/#/collections/stories/entries/month-end")
        expect(at("title").locator("input")).to_have_value("The month-end")
        at("summary").locator("textarea").fill("Nine days became two.")
        page.get_by_role("button", name="Save").first.click()
        old = "content/stories/month-end.md"
        page.wait_for_function(
            f"async path => (await ({READ})(path)).includes('became two')", arg=old
        )
        changed = page.evaluate(READ, old)
    assert [url for url in answered if not url.startswith((address, "blob:", "data:"))] == []
    for kept in ("published: 2026-05-06T09:30:07Z", "permalink: stories/month-end/", DIGEST):
        assert kept in changed
    accepted(edited, written)


def field_of(page: Page, name: str) -> Locator:
    """The field ``name`` in Sveltia CMS, which draws what it holds once it is in sight."""
    field = page.locator(f'[data-key-path="{name}"]')
    field.evaluate("each => each.scrollIntoView()")
    return field


def pick(page: Page, field: Locator, option: str) -> None:
    field.get_by_role("combobox").first.click()
    page.get_by_role("option", name=option, exact=True).click()
