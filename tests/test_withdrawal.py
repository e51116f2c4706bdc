"""After a withdrawal: what goes with it, what caches must let go of, what is gone, and what is left
to do.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import pytest
from PIL import Image

from rooftop.withdrawal import Manifest, read_checklist
from rooftop.withdrawal.gone import render_rules
from rooftop.withdrawal.purge import render_purges
from tests import programs
from tests.project import CONSENT, REPOSITORY, Project, advocate, story
from tests.servers import HOSTS, answer, host

GIVEN = CONSENT.replace("[site, feeds]", "[site, feeds, social, embeds, press]")
STAMP = {"published": "2026-05-06T09:30:07Z", "permalink": "stories/close/"}
ROOT = "https://voices.harbourlight.example/"


def enrich(project: Project) -> None:
    """Give the small project everything that has an address: pictures, an alias, another permalink,
    posts, a frame, an event, a story like it, and so many stories that lists have further pages.
    """
    media = project.root / "content" / "media"
    media.mkdir(exist_ok=True)
    Image.new("RGB", (700, 500), "teal").save(media / "ana.png")
    Image.new("RGB", (900, 500), "navy").save(media / "desk-two.png")
    project.write(
        "content/advocates/ana-ribeiro.md", advocate(GIVEN, photo="ana.png", photo_alt="Ana")
    )
    project.write("content/advocates/li-wei.md", advocate(GIVEN, name="Li Wei"))
    project.write(
        "content/stories/month-end.md",
        story(
            GIVEN,
            **STAMP,
            aliases="[the-close]",
            social="[{text: Three days., networks: [mastodon], image: desk-two.png}]",
            media="[{kind: image, src: desk-two.png, alt: A desk}]",
        ),
    )
    others = GIVEN.replace("ana-ribeiro", "li-wei")
    for number in range(30):
        text = story(others, title=f"Story {number}").replace("ana-ribeiro", "li-wei")
        project.write(f"content/stories/other-{number}.md", text)
    project.write(
        "content/events/meetup.md",
        "---\ntitle: Meetup\nkind: meetup\nstarts: 2027-01-03T17:00\ntimezone: Europe/Lisbon\n"
        "place: Porto\nadvocates: [ana-ribeiro, li-wei]\n---\n\nCome.\n",
    )


def notes(project: Project, name: str) -> str:
    return (project.root / "build" / "withdrawn" / name).read_text(encoding="utf-8")


def purged(project: Project) -> set[str]:
    """The addresses to purge, below the root."""
    lines = notes(project, "purge.txt").splitlines()
    assert all(line.startswith(ROOT) for line in lines)
    return {unquote(line.removeprefix(ROOT)) for line in lines}


@pytest.fixture(scope="module")
def withdrawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, dict[str, bytes]]:
    """A project out of which Ana withdrew everything; and the site from before that."""
    project = Project.small(tmp_path_factory.mktemp("withdrawn") / "community")
    enrich(project)
    project.build()
    before = project.contents()
    assert project.run("rooftop", "consent", "withdraw", "ana-ribeiro").returncode == 0
    project.build()
    return project, before


def speaks_of_ana(path: str, data: bytes) -> bool:
    told = (b"Ana Ribeiro", b"ana-ribeiro", b"stories/month-end")
    return any(words in data or words.decode() in path for words in told)


def test_everything_that_held_it_is_purged(withdrawn: tuple[Project, dict[str, bytes]]) -> None:
    project, before = withdrawn
    held = {path for path, data in before.items() if speaks_of_ana(path, data)}
    now = project.contents()
    held |= {path for path in before if path not in now}  # pictures, and pieces of the index
    assert {"stories/index.html", "feed.xml", "stories/other-1/index.html"} <= held
    assert {"stories/month-end/share/index.html", "stories/month-end/desk-two.jpg"} <= held
    assert {"pictures/ana.png/face-96.webp", "media/desk-two.png"} <= held
    assert {"embed/month-end/oembed.json", "embed/badges/ana-ribeiro.svg"} <= held
    assert held - purged(project) == set()


def test_without_the_manifest_all_is_purged_but_what_only_it_knows(
    withdrawn: tuple[Project, dict[str, bytes]], tmp_path: Path
) -> None:
    project, before = withdrawn
    copy = Project(tmp_path / "community")
    shutil.copytree(project.root, copy.root)
    shutil.rmtree(copy.root / "build")
    copy.build()
    held = {path for path, data in before.items() if speaks_of_ana(path, data)}
    held = {path for path in held if not path.startswith("search/")}
    assert held - purged(copy) == set()
    assert "pictures/ana.png/face-96.webp" in purged(copy)
    assert notes(copy, "410.nginx.conf") == notes(project, "410.nginx.conf")


def test_every_name_a_story_had_is_purged_and_gone_where_no_notice_stands(
    withdrawn: tuple[Project, dict[str, bytes]],
) -> None:
    project, _ = withdrawn
    assert {"stories/close/", "stories/the-close/", "stories/month-end/"} <= purged(project)
    rules = notes(project, "410.nginx.conf")
    assert (project.site / "stories/close/index.html").is_file()  # its permalink
    assert '"/stories/close/"' not in rules
    assert '^~ "/stories/month-end/"' in rules
    assert '^~ "/stories/the-close/"' in rules
    assert '^~ "/advocates/ana-ribeiro/"' in rules
    assert '^~ "/pictures/ana.png/"' in rules
    assert '= "/media/desk-two.png"' in rules
    for path in re.findall(r'"/(.*)"', rules):
        assert not (project.site / path).exists(), path


def test_what_others_show_too_stays(withdrawn: tuple[Project, dict[str, bytes]]) -> None:
    project, _ = withdrawn
    rules = notes(project, "410.nginx.conf")
    assert "li-wei" not in rules
    assert "/products/" not in rules
    assert '"/stories/"' not in rules


def test_the_list_to_tick_names_every_address(
    withdrawn: tuple[Project, dict[str, bytes]],
) -> None:
    project, _ = withdrawn
    todo = notes(project, "todo.md")
    assert read_checklist() in todo
    assert "## stories/month-end\n" in todo
    assert f"- <{ROOT}stories/the-close/>" in todo
    assert f"- <{ROOT}advocates/ana-ribeiro/>" in todo
    for name in re.findall(r"`((?:purge|410)\.[\w.]+)`", todo):
        assert notes(project, name)


def test_the_page_of_the_handbook_holds_the_same_list() -> None:
    page = (REPOSITORY / "docs" / "withdrawal.md").read_text(encoding="utf-8")
    assert read_checklist() in page


def test_nothing_of_it_stands_in_the_site(withdrawn: tuple[Project, dict[str, bytes]]) -> None:
    project, _ = withdrawn
    assert not [
        path
        for path in project.contents()
        if re.search(r"purge|410|todo\.md|published\.json", path)
    ]


def test_the_same_records_give_the_same_files(
    withdrawn: tuple[Project, dict[str, bytes]],
) -> None:
    project, _ = withdrawn
    before = project.contents(project.root / "build")
    project.build()
    assert project.contents(project.root / "build") == before


def test_nothing_withdrawn_leaves_no_files_and_a_site_in_build_is_left_alone(
    project: Project,
) -> None:
    project.write("build/withdrawn/purge.txt", "of an earlier build")
    project.write("build/published.json", "{no manifest")
    project.build()
    assert not (project.root / "build" / "withdrawn").exists()
    assert Manifest.parse((project.root / "build" / "published.json").read_text()).files
    project.build("--site-dir", "build")
    assert (project.root / "build-notes" / "published.json").is_file()
    assert not (project.root / "build" / "published.json").exists()


def test_a_deleted_story_is_gone_and_a_withheld_one_may_come_back(project: Project) -> None:
    project.write("content/stories/other.md", story(title="Another", published=STAMP["published"]))
    project.build()
    (project.root / "content/stories/month-end.md").unlink()
    unapproved = story(title="Another", published=STAMP["published"], language="de")
    project.write("content/stories/other.md", unapproved.replace("given: 2026", "given: 2027"))
    project.build()
    assert {"stories/month-end/", "stories/other/"} <= purged(project)
    assert '"/stories/month-end/"' in notes(project, "410.nginx.conf")
    assert "other" not in notes(project, "410.nginx.conf")


def test_an_expired_consent_is_gone_too(project: Project) -> None:
    project.write("content/stories/month-end.md", story(CONSENT + "expires: 2026-06-01\n"))
    project.build()
    assert '"/stories/month-end/"' in notes(project, "410.nginx.conf")


def git(project: Project, *arguments: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@b.example", "-c", "commit.gpgsign=false")
    command = ["git", *who, *arguments]
    return subprocess.run(
        command, cwd=project.root, check=True, capture_output=True, text=True
    ).stdout


def commit(project: Project, message: str) -> None:
    git(project, "add", "-A", "content")
    git(project, "commit", "-q", "-m", message)


@pytest.mark.needs("git")
def test_earlier_names_and_pictures_come_from_git(project: Project) -> None:
    git(project, "init", "-q", "-b", "main")
    commit(project, "As it was")
    old, new = (project.root / "content/stories" / name for name in ("month-end.md", "named.md"))
    old.rename(new)
    medium = "[{kind: image, src: erased.png, alt: A desk}]"
    project.write("content/stories/named.md", story(media=medium, topics="[audit]"))
    commit(project, "Renamed, with a picture")
    project.write("content/stories/named.md", story(CONSENT.replace("given", "withdrawn", 1)))
    commit(project, "Withdrawn, without the picture")
    project.build()
    expected = {"stories/month-end/", "media/erased.png", "topics/audit/", "stories/named/"}
    assert expected <= purged(project)
    assert '"/stories/month-end/"' in notes(project, "410.nginx.conf")


def translated(project: Project) -> None:
    consent = CONSENT + "languages: [en, de]\n"
    project.write("content/stories/month-end.md", story(consent))
    for slug, language in (("monatsende", "de"), ("fin-de-mois", "fr")):
        text = story(consent, language=language, translation_of="month-end")
        project.write(f"content/stories/{slug}.md", text)


def statuses(project: Project) -> dict[str, str]:
    files = sorted((project.root / "content/stories").glob("*.md"))
    return {
        file.stem: "withdrawn" if "withdrawn" in file.read_text() else "given" for file in files
    }


def test_a_story_is_withdrawn_with_its_translations_and_that_is_said(project: Project) -> None:
    translated(project)
    done = project.run("rooftop", "consent", "withdraw", "month-end")
    assert done.returncode == 0, done.stderr
    assert set(statuses(project).values()) == {"withdrawn"}
    for slug in ("month-end", "monatsende", "fin-de-mois"):
        assert f"stories/{slug}: withdrawn for ana-ribeiro." in done.stdout
    assert "build/withdrawn/purge.txt" in done.stdout.splitlines()[-1]
    assert "Publish now" in done.stdout.splitlines()[-2]


def test_only_this_leaves_the_translations_and_says_so(project: Project) -> None:
    translated(project)
    done = project.run("rooftop", "consent", "withdraw", "month-end", "--only-this")
    assert statuses(project) == {
        "month-end": "withdrawn",
        "monatsende": "given",
        "fin-de-mois": "given",
    }
    assert "stories/monatsende, a translation, is not withdrawn." in done.stdout
    assert "stories/fin-de-mois, a translation, is not withdrawn." in done.stdout


def test_a_translation_is_withdrawn_alone_and_the_original_is_named(project: Project) -> None:
    translated(project)
    done = project.run("rooftop", "consent", "withdraw", "monatsende")
    assert statuses(project) == {
        "month-end": "given",
        "monatsende": "withdrawn",
        "fin-de-mois": "given",
    }
    assert "stories/month-end, the original, is not withdrawn." in done.stdout


def test_one_person_withdraws_from_the_translations_they_tell(project: Project) -> None:
    translated(project)
    project.write("content/advocates/li-wei.md", advocate(name="Li Wei"))
    both = "[ana-ribeiro, li-wei]"
    for slug in ("month-end", "monatsende"):
        file = project.root / f"content/stories/{slug}.md"
        consent = "consent:\n  li-wei: {status: given, given: 2026-05-02, covers: [name, words], channels: [site]}\n"
        text = file.read_text().replace("[ana-ribeiro]", both).replace("consent:\n", consent, 1)
        file.write_text(text)
    done = project.run("rooftop", "consent", "withdraw", "month-end", "--person", "li-wei")
    assert done.returncode == 0, done.stderr
    for slug in ("month-end", "monatsende"):
        assert f"stories/{slug}: withdrawn for li-wei." in done.stdout
        text = (project.root / f"content/stories/{slug}.md").read_text()
        assert text.count("withdrawn:") == 1
    assert statuses(project)["fin-de-mois"] == "given"
    assert "stories/fin-de-mois, a translation, is not withdrawn." in done.stdout


def test_caches_get_the_same_addresses_in_requests_of_their_size() -> None:
    addresses = [f"stories/{number:03}-{'long' * 30}/" for number in range(300)]
    addresses += ["media/ü b.png", ""]
    files = dict(render_purges("https://v.example/voices/", addresses))
    urls = files["purge.txt"].splitlines()
    assert "https://v.example/voices/media/%C3%BC%20b.png" in urls
    assert {"https://v.example/voices/", "https://v.example/voices/index.html"} <= set(urls)
    bodies = [json.loads(line)["files"] for line in files["purge.cloudflare.jsonl"].splitlines()]
    assert max(map(len, bodies)) == 30
    assert [url for body in bodies for url in body] == urls
    lines = files["purge.akamai.jsonl"].splitlines()
    assert len(lines) > 1
    assert max(len(line.encode()) for line in lines) < 50_000
    assert [url for line in lines for url in json.loads(line)["objects"]] == urls
    paths = json.loads(files["purge.cloudfront.json"])["Paths"]
    assert paths["Quantity"] == len(urls) == len(paths["Items"])
    assert paths["Items"] == [urlsplit(url).path for url in urls]
    fastly = files["purge.fastly.txt"].splitlines()
    assert [f"https://{line}" for line in fastly] == urls


GONE = ['media/a b"c$1 (2)+.webp', "media/ünï%20.webp", "stories/x/wide.png"]
FOLDERS = ["advocates/ana/", "pictures/a b (1).webp/"]
BELOW = ["advocates/ana/index.html", "advocates/ana/p.vcf", "pictures/a b (1).webp/96.jpg"]
STAY = [
    "stories/x/index.html",
    "advocates/anabel/index.html",
    "stories/xXwide.png",
    'media/a b"c$1 (22)+.webp',
    "advocates/ana.html",
]


@pytest.mark.parametrize("prefix", ["/", "/voices/"])
@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.needs(name)) for name in HOSTS]
)
def test_hosts_answer_410_for_what_is_gone_and_for_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, name: str, prefix: str
) -> None:
    folder = Path(subprocess.check_output(["mktemp", "-d"], text=True).strip())
    try:
        for rules, text in render_rules(prefix, GONE, FOLDERS):
            (folder / rules).write_text(text)
        for path in (*GONE, *BELOW, *STAY):
            file = folder / "site" / prefix.strip("/") / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("what stood there")
        subprocess.run(["chmod", "-R", "a+rX", str(folder)], check=True)
        with host(name, folder) as address:
            answers = {
                path: answer(f"{address}{prefix}{quote(path.removesuffix('index.html'))}")
                for path in (*GONE, *BELOW, *STAY)
            }
        expected = dict.fromkeys((*GONE, *BELOW), 410) | dict.fromkeys(STAY, 200)
        assert answers == expected, (folder / "output").read_text()
    finally:
        shutil.rmtree(folder)


@pytest.mark.needs("node")
def test_the_function_for_cloudflare_answers_410_for_what_is_gone(tmp_path: Path) -> None:
    function = dict(render_rules("/voices/", GONE, FOLDERS))["410.cloudflare.js"]
    asked = [f"https://v.example/voices/{quote(path)}" for path in (*GONE, *BELOW, *STAY)]
    (tmp_path / "function.mjs").write_text(
        f"{function}\nfor (const url of {json.dumps(asked)})"
        " console.log((await onRequest({ request: { url }, next: () => ({ status: 200 }) })).status)"
    )
    command = [programs.find("node"), "function.mjs"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    expected = ["410"] * len((*GONE, *BELOW)) + ["200"] * len(STAY)
    assert done.stdout.split() == expected


def test_netlify_gets_a_line_for_each_address_and_folder() -> None:
    lines = dict(render_rules("/voices/", GONE, FOLDERS))["410.netlify.txt"].splitlines()[1:]
    assert lines[-1] == "/voices/pictures/a%20b%20%281%29.webp/* /voices/404.html 410!"
    assert all(len(line.split(" ")) == 3 for line in lines)
    assert len(lines) == len(GONE) + len(FOLDERS)


@pytest.fixture
def pushed(project: Project) -> Project:
    """A project in git that was pushed to another repository."""
    git(project, "init", "-q", "-b", "main")
    (project.root / "content/media").mkdir()
    Image.new("RGB", (64, 64), "teal").save(project.root / "content/media/own.png")
    Image.new("RGB", (64, 64), "navy").save(project.root / "content/media/both.png")
    commit(project, "Before")
    images = "[{kind: image, src: own.png, alt: A}, {kind: image, src: both.png, alt: B}]"
    project.write("content/stories/first.md", story(media=images))
    commit(project, "First name")
    git(project, "mv", "content/stories/first.md", "content/stories/secret.md")
    commit(project, "Second name")
    project.write("content/stories/other.md", story(media=images.replace("own", "both")))
    commit(project, "Another story")
    remote = project.root.parent / "remote.git"
    subprocess.run(["git", "init", "-q", "--bare", str(remote)], check=True)
    git(project, "remote", "add", "origin", str(remote))
    git(project, "push", "-q", "origin", "main")
    git(project, "tag", "v1")
    return project


@pytest.mark.needs("git", "git-filter-repo")
def test_erase_shows_commands_that_work_and_runs_none(pushed: Project, tmp_path: Path) -> None:
    before, head = pushed.contents(pushed.root / ".git" / "refs"), git(pushed, "rev-parse", "HEAD")
    done = pushed.run("rooftop", "consent", "erase", "secret")
    assert done.returncode == 0, done.stderr
    assert pushed.contents(pushed.root / ".git" / "refs") == before
    assert git(pushed, "rev-parse", "HEAD") == head
    assert "for 4 of all 4 commits" in done.stdout
    assert "Branches that change: main" in done.stdout
    assert "Tags that change: v1." in done.stdout
    assert "content/media/both.png" in done.stdout.partition("These files stay")[2]
    commands = "".join(
        line[2:] + "\n"
        for line in done.stdout.splitlines()
        if re.match(r"  (git|cd|  --path)", line)
    )
    work = tmp_path / "work"
    work.mkdir()
    subprocess.run(["bash", "-e"], input=commands, text=True, cwd=work, check=True)
    fresh = tmp_path / "fresh"
    remote = str(pushed.root.parent / "remote.git")
    subprocess.run(["git", "clone", "-q", remote, str(fresh)], check=True)
    names = subprocess.check_output(
        ["git", "log", "--all", "--name-only", "--format="], cwd=fresh, text=True
    ).split()
    assert "content/media/both.png" in names
    assert "content/stories/other.md" in names
    assert not {
        "content/stories/first.md",
        "content/stories/secret.md",
        "content/media/own.png",
    } & set(names)


@pytest.mark.needs("git")
def test_erase_quotes_what_a_shell_would_read(project: Project) -> None:
    git(project, "init", "-q", "-b", "main")
    picture = "a b; touch it.png"
    project.write(f"content/media/{picture}", b"x")
    project.write(
        "content/stories/month-end.md", story(media=f"[{{kind: image, src: {picture!r}, alt: A}}]")
    )
    commit(project, "One")
    shown = project.run("rooftop", "consent", "erase", "month-end").stdout
    assert f"--path {shlex.quote(f'content/media/{picture}')}" in shown


def test_erase_outside_of_git_says_that_there_is_nothing_to_do(project: Project) -> None:
    done = project.run("rooftop", "consent", "erase", "month-end", GIT_CEILING_DIRECTORIES="/")
    assert done.returncode == 0
    assert done.stdout.startswith("No commit here holds these files")
    assert done.stderr == ""
