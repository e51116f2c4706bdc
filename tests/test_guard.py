"""Who may change what: every change is judged in a real repository, by what its base branch says."""

from __future__ import annotations

import json
import subprocess
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handbook.reference import DOCS
from rooftop.guard.paths import Names, Place, check_place, folded
from tests.commands import Done, run_here
from tests.examples import examples
from tests.project import CONSENT, PRODUCT, Project, advocate, indent, story

pytestmark = pytest.mark.needs("git")

DIGEST = f"sha256:{'a' * 64}/2"
STAMPS = {"published": "2026-05-06T09:30:07Z", "permalink": "stories/month-end/"}
BOTH = "[ana-ribeiro, ben-okafor]"
FILE, PROGRAM, LINK, SUBMODULE = "100644", "100755", "120000", "160000"

SETTINGS = """\
site_name: Voices
site_url: !ENV [SITE_URL, "https://voices.example/"]
extra:
  generator: !!python/name:os.system
  rooftop:
    company: Harbourlight
    maintainers: [Mira-Holt, "upgrades[bot]"]
    max_changed_files: 4
"""


def profile(name: str, **fields: str) -> str:
    return advocate(name=name, **fields)


def told_by_both(consent: str = CONSENT, **fields: str) -> str:
    """A story of Ana and Ben; ``consent`` is Ben's."""
    text = story(advocates=BOTH, **fields)
    return text.replace("\n---\n\n", f"\n  ben-okafor:\n{indent(consent, 4)}---\n\n", 1)


BASE: dict[str, str] = {
    "mkdocs.yml": SETTINGS,
    "README.md": "Voices\n",
    "scripts/build": "#!/bin/sh\n",
    "content/about.md": "---\ntitle: About\n---\n\nUs.\n",
    "content/products/ledger.md": PRODUCT,
    "content/events/lunch.md": "---\ntitle: Lunch\nadvocates: [dora-lind]\n---\n\nCome.\n",
    "content/advocates/ana-ribeiro.md": profile(
        "Ana Ribeiro", github="Ana-R", photo="ana.webp", photo_alt="Ana", aliases="[ana]"
    ),
    "content/advocates/ben-okafor.md": profile("Ben Okafor", github="ben", photo="ben.webp"),
    "content/advocates/cleo-marsh.md": profile("Cleo Marsh"),
    "content/stories/month-end.md": story(**STAMPS, aliases="[closing]"),
    "content/stories/audit.md": story(title="The audit"),
    "content/stories/harvest.md": story(
        title="Harvest", advocates="[ben-okafor]", aliases="[old-harvest]"
    ).replace("  ana-ribeiro:", "  ben-okafor:"),
    "content/stories/ferry.md": story(advocates="[erik-holm]"),
    "content/stories/bound.md": told_by_both(f"{CONSENT}approved: {DIGEST}\n"),
    "content/stories/loose.md": told_by_both(),
    "content/media/ana.webp": "ana",
    "content/media/ben.webp": "ben",
    "content/media/nobody.webp": "nobody",
}  # fmt: skip
ANA, AUDIT, MONTH_END = (
    f"content/{name}.md" for name in ("advocates/ana-ribeiro", "stories/audit", "stories/month-end")
)
NEW = "content/stories/budget.md"

#: What a file becomes: text, text with a mode, or nothing where it is removed.
Files = Mapping[str, str | bytes | tuple[str, str] | None]


@dataclass(frozen=True)
class Repository:
    """A bare repository: nothing is ever checked out."""

    root: Path

    def git(self, *arguments: str, given: bytes = b"") -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, input=given, capture_output=True, check=True
        )
        return done.stdout.decode().strip()

    def commit(self, files: Files, parent: str = "", merged: str = "") -> str:
        """A commit that changes ``files`` of its ``parent``. It says of ``merged`` that it holds
        what that holds, whether it does or not.
        """
        stream = b"commit refs/heads/new\ncommitter A <a@b.example> 0 +0000\ndata 0\n"
        stream += f"from {parent}\n".encode() if parent else b""
        stream += f"merge {merged}\n".encode() if merged else b""
        for path, content in files.items():
            mode, text = content if isinstance(content, tuple) else (FILE, content)
            name = b'"' + b"".join(f"\\{byte:03o}".encode() for byte in _bytes(path)) + b'"'
            if text is None:
                stream += b"D " + name + b"\n"
            elif mode == SUBMODULE:
                stream += f"M {mode} {text} ".encode() + name + b"\n"
            else:
                data = _bytes(text)
                stream += f"M {mode} inline ".encode() + name
                stream += b"\ndata %d\n" % len(data) + data + b"\n"
        self.git("fast-import", "--quiet", "--force", given=stream)
        return self.git("rev-parse", "new")

    def guard(self, base: str, head: str, *options: str, author: str = "ana-r") -> Done:
        command = ("rooftop", "guard", "--base", base, "--head", head, "--author", author)
        return run_here([*command, *options], self.root, Project(self.root).environment())

    def problems(self, files: Files, author: str = "ana-r", base: Files | None = None) -> set[str]:
        """What guard finds when ``author`` changes ``files``: the code and the path of each."""
        parent = self.commit(base, "base") if base else "base"
        done = self.guard(parent, self.commit(files, parent), "--format", "json", author=author)
        found = json.loads(done.stdout)["problems"]
        assert done.returncode == (1 if found else 0), done.stderr
        assert all(each["message"] and each["hint"] for each in found)
        return {f"{each['code']} {each['path']}" for each in found}


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("repository"))
    made.git("init", "--quiet", "--bare")
    made.commit(BASE)
    made.git("branch", "base", "new")
    return made


ALLOWED: dict[str, Files] = {
    "their profile": {ANA: BASE[ANA].replace("Head of Finance", "Director")},
    "their story": {AUDIT: story(title="The audit", body="Two weeks became two days.")},
    "their published story": {MONTH_END: BASE[MONTH_END].replace("Nine days", "Ten days")},
    "their consent": {MONTH_END: BASE[MONTH_END].replace("status: given\n", "status: withdrawn\n", 1)},
    "their new story": {NEW: story(title="Budget")},
    "a new picture of theirs": {"content/media/desk.webp": "desk", AUDIT: story(body="![](media/desk.webp)")},
    "a picture before its story": {"content/media/people/desk-2.webp": "desk"},
    "their portrait": {"content/media/ana.webp": "newer"},
    "no picture any more": {"content/media/ana.webp": None, ANA: profile("Ana Ribeiro", github="Ana-R")},
    "their story that nobody read": {AUDIT: None},
    "an alias that nobody has": {AUDIT: story(title="The audit", aliases="[the-audit]")},
    "a translation of their story": {NEW: story(title="Auditoria", translation_of="audit", language="pt")},
    "a story of two, bound to its words": {"content/stories/bound.md": BASE["content/stories/bound.md"].replace("Nine", "Ten")},
    "their consent to a story of two": {"content/stories/loose.md": BASE["content/stories/loose.md"].replace("expires", "x").replace("channels: [site, feeds]", "channels: [site]", 1)},
    "a new story of two, before the other agreed": {NEW: story(advocates=BOTH)},
    "the account written otherwise": {ANA: BASE[ANA].replace("Ana-R", "ANA-R")},
    "nothing": {},
}  # fmt: skip


@pytest.mark.parametrize("files", ALLOWED.values(), ids=ALLOWED)
def test_a_person_changes_what_is_theirs(repository: Repository, files: Files) -> None:
    assert repository.problems(files) == set()


def test_a_new_person_brings_a_profile_a_story_and_a_portrait(repository: Repository) -> None:
    files = {
        "content/advocates/fay-ngo.md": profile("Fay Ngo", github="fay_acme", photo="fay.webp"),
        "content/media/fay.webp": "fay",
        NEW: story(advocates="[fay-ngo]").replace("  ana-ribeiro:", "  fay-ngo:"),
    }
    assert repository.problems(files, "fay_acme") == set()
    assert repository.problems(files, "Fay_Acme") == set()
    assert repository.problems(files, "somebody") == {
        "guard-owner content/advocates/fay-ngo.md",
        f"guard-owner {NEW}",
    }


def _added(path: str, content: str | tuple[str, str] = "x") -> Files:
    return {path: content}


STORY = story(title="Budget")
#: What Ana sends, and what guard says of it.
FORBIDDEN: dict[str, tuple[Files, set[str]]] = {
    # outside of content and media
    "the software": (_added("rooftop/cli.py"), {"guard-outside rooftop/cli.py"}),
    "README": ({"README.md": "Mine\n"}, {"guard-outside README.md"}),
    "removed settings": ({"mkdocs.yml": None}, {"guard-outside mkdocs.yml"}),
    "settings": ({"mkdocs.yml": SETTINGS.replace("Mira-Holt", "ana-r")}, {"guard-outside mkdocs.yml"}),
    "signers": (_added("allowed_signers"), {"guard-outside allowed_signers"}),
    "a workflow": (_added(".github/workflows/a.yml"), {"guard-outside .github/workflows/a.yml"}),
    "a pipeline": (_added(".gitlab-ci.yml"), {"guard-outside .gitlab-ci.yml"}),
    "drafts": (_added("drafts/stories/a.md"), {"guard-outside drafts/stories/a.md"}),
    "a page": ({"content/about.md": "---\ntitle: A\n---\n"}, {"guard-outside content/about.md"}),
    "a product": ({"content/products/ledger.md": PRODUCT + "More.\n"}, {"guard-outside content/products/ledger.md"}),
    "an event": (_added("content/events/dinner.md"), {"guard-outside content/events/dinner.md"}),
    "a company": (_added("content/companies/norte.md"), {"guard-outside content/companies/norte.md"}),
    "no record": (_added("content/stories/a.txt"), {"guard-outside content/stories/a.txt"}),
    "a folder of stories": (_added("content/stories/mine/a.md", STORY), {"guard-outside content/stories/mine/a.md"}),
    "a folder beside content": (_added("content2/stories/a.md", STORY), {"guard-outside content2/stories/a.md"}),
    # hidden files and nested configuration
    "attributes of git": (_added("content/media/.gitattributes"), {"guard-outside content/media/.gitattributes"}),
    "modules of git": (_added(".gitmodules"), {"guard-outside .gitmodules"}),
    "what macOS takes for .gitattributes": (_added("content/media/.git\u200cattributes"), {r"guard-outside content/media/.git\u200cattributes"}),
    "a hidden folder": (_added("content/stories/.mine/a.md", STORY), {"guard-outside content/stories/.mine/a.md"}),
    "a hidden story": (_added("content/stories/.a.md", STORY), {"guard-outside content/stories/.a.md"}),
    "nested settings": (_added("content/mkdocs.yml"), {"guard-outside content/mkdocs.yml"}),
    "nested settings, otherwise": (_added("content/media/MKDOCS.yml"), {"guard-outside content/media/MKDOCS.yml"}),
    "a hook": (_added("content/media/hooks/post-checkout"), {"guard-outside content/media/hooks/post-checkout"}),
    # kinds of files
    "a link": (_added(NEW, (LINK, "../../mkdocs.yml")), {f"guard-kind {NEW}"}),
    "a link in place of a file": (_added(AUDIT, (LINK, "month-end.md")), {f"guard-kind {AUDIT}"}),
    "a submodule": (_added("content/media/sub", (SUBMODULE, "1" * 40)), {"guard-kind content/media/sub"}),
    "a program": (_added(NEW, (PROGRAM, STORY)), {f"guard-kind {NEW}"}),
    "a mode": (_added(AUDIT, (PROGRAM, BASE[AUDIT])), {f"guard-kind {AUDIT}"}),
    "a file in place of a folder": ({**dict.fromkeys(p for p in BASE if p.startswith("content/stories/")), "content/stories": "x"}, {"guard-size content", "guard-outside content/stories"}),
    # names
    "another case": (_added("content/stories/Audit.md", STORY), {"guard-name content/stories/Audit.md"}),
    "another case of a picture": (_added("content/media/Ana.webp"), {"guard-name content/media/Ana.webp"}),
    "another case in its place": ({"content/media/ana.webp": None, "content/media/Ana.webp": "ana"}, {"guard-name content/media/Ana.webp"}),
    "another case of a folder": (_added("content/Media/new.webp"), {"guard-outside content/Media/new.webp"}),
    "full width": (_added("content/media/\uff41na.webp"), {"guard-name content/media/\uff41na.webp"}),
    "an invisible letter": (_added("content/media/a\u200dna.webp"), {r"guard-name content/media/a\u200dna.webp"}),
    "a device": (_added("content/stories/con.md", STORY), {"guard-name content/stories/con.md"}),
    "a device with an ending": (_added("content/media/aux.tar.webp"), {"guard-name content/media/aux.tar.webp"}),
    "a device with a raised digit": (_added("content/media/com\u00b9.webp"), {"guard-name content/media/com\u00b9.webp"}),
    "a blank at the end": (_added("content/media/ana.webp "), {"guard-name content/media/ana.webp "}),
    "a stream of Windows": (_added("content/media/a.webp::$DATA"), {"guard-name content/media/a.webp::$DATA"}),
    "no UTF-8": (_added("content/media/\udcff.webp"), {"guard-name content/media/\\udcff.webp"}),
    "no address": (_added("content/stories/my_story.md", STORY), {"guard-name content/stories/my_story.md"}),
    "a page of the site": (_added("content/stories/feed.md", STORY), {"guard-name content/stories/feed.md"}),
    "no media": (_added("content/media/run.html"), {"guard-name content/media/run.html"}),
    "a former name of another's story": (_added("content/stories/old-harvest.md", STORY), {"guard-name content/stories/old-harvest.md"}),
    # whose it is
    "another's profile": ({"content/advocates/ben-okafor.md": profile("Ben", github="ana-r")}, {"guard-owner content/advocates/ben-okafor.md"}),
    "another's removed profile": ({"content/advocates/ben-okafor.md": None}, {"guard-owner content/advocates/ben-okafor.md"}),
    "a profile without an account": ({"content/advocates/cleo-marsh.md": profile("Cleo", github="ana-r")}, {"guard-owner content/advocates/cleo-marsh.md"}),
    "another's story": ({"content/stories/harvest.md": STORY}, {"guard-owner content/stories/harvest.md"}),
    "another's removed story": ({"content/stories/harvest.md": None}, {"guard-owner content/stories/harvest.md"}),
    "a story of nobody here": ({"content/stories/ferry.md": STORY}, {"guard-owner content/stories/ferry.md"}),
    "a new story as another": (_added(NEW, story(advocates="[ben-okafor]")), {f"guard-owner {NEW}"}),
    "a second profile": (_added("content/advocates/ana-two.md", profile("Ana Two", github="ana-r")), {"guard-owner content/advocates/ana-two.md"}),
    "a profile for another": (_added("content/advocates/gus.md", profile("Gus", github="gus")), {"guard-owner content/advocates/gus.md"}),
    "another's consent, new": (_added(NEW, told_by_both()), {f"guard-owner {NEW}"}),
    "another's consent, changed": ({"content/stories/bound.md": told_by_both()}, {"guard-owner content/stories/bound.md"}),
    "another's consent, removed": ({"content/stories/bound.md": story(advocates=BOTH)}, {"guard-owner content/stories/bound.md"}),
    "words another did not approve": ({"content/stories/loose.md": told_by_both(title="Other")}, {"guard-owner content/stories/loose.md"}),
    "another's portrait": ({"content/media/ben.webp": "ana"}, {"guard-owner content/media/ben.webp"}),
    "another's removed portrait": ({"content/media/ben.webp": None}, {"guard-owner content/media/ben.webp"}),
    "a picture of nobody's": ({"content/media/nobody.webp": "x"}, {"guard-owner content/media/nobody.webp"}),
    "front matter that cannot be read": ({AUDIT: "---\ntitle: [\n---\n"}, {f"guard-owner {AUDIT}"}),
    "a file that is too large": ({AUDIT: BASE[AUDIT] + "x" * 200_000}, {f"guard-owner {AUDIT}"}),
    # fields
    "the moment": ({MONTH_END: BASE[MONTH_END].replace("09:30:07", "09:30:08")}, {f"guard-field {MONTH_END}"}),
    "the address": ({MONTH_END: BASE[MONTH_END].replace("stories/month-end/", "stories/harvest/")}, {f"guard-field {MONTH_END}"}),
    "no stamp any more": ({MONTH_END: story(aliases="[closing]")}, {f"guard-field {MONTH_END}"}),
    "a stamp of one's own": ({AUDIT: story(published="2020-01-01T00:00:00Z")}, {f"guard-field {AUDIT}"}),
    "an answer of the company": ({AUDIT: story(reply="{by: Kai, role: Head, on: 2026-11-01, text: No.}")}, {f"guard-field {AUDIT}"}),
    "a stamp on a new story": (_added(NEW, story(permalink="stories/budget/")), {f"guard-field {NEW}"}),
    "another's address": ({AUDIT: story(aliases="[harvest]")}, {f"guard-field {AUDIT}"}),
    "another's former address": (_added(NEW, story(aliases="[old-harvest]")), {f"guard-field {NEW}"}),
    "another's name": ({ANA: profile("Ana", github="Ana-R", aliases="[ana, ben-okafor]")}, {f"guard-field {ANA}"}),
    "a name that a story says": ({ANA: profile("Ana", github="Ana-R", aliases="[ana, erik-holm]")}, {f"guard-field {ANA}"}),
    "the account": ({ANA: profile("Ana", github="mallory", aliases="[ana]")}, {f"guard-field {ANA}"}),
    "who tells it": ({AUDIT: story(title="The audit", advocates=BOTH)}, {f"guard-field {AUDIT}"}),
    "a translation of another's": (_added(NEW, story(translation_of="harvest")), {f"guard-field {NEW}"}),
    # renamed and removed
    "a renamed story": ({AUDIT: None, NEW: BASE[AUDIT]}, {f"guard-rename {NEW}"}),
    "another's renamed story": ({"content/stories/harvest.md": None, NEW: BASE["content/stories/harvest.md"]}, {f"guard-rename {NEW}", "guard-owner content/stories/harvest.md"}),
    "a removed story that was out": ({MONTH_END: None}, {f"guard-rename {MONTH_END}"}),
    "a removed story of two": ({"content/stories/bound.md": None}, {"guard-rename content/stories/bound.md"}),
    "a removed profile that stories name": ({ANA: None}, {f"guard-rename {ANA}"}),
    # how much
    "five files": ({f"content/media/{n}.webp": "x" for n in range(5)}, {"guard-size content"}),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), FORBIDDEN.values(), ids=FORBIDDEN)
def test_what_is_not_theirs_is_refused_with_its_path(
    repository: Repository, files: Files, expected: set[str]
) -> None:
    assert repository.problems(files) == expected


@pytest.mark.parametrize("slug", ["erik-holm", "dora-lind", "ana", "ben-okafor"])
def test_a_new_profile_takes_no_name_that_files_use(repository: Repository, slug: str) -> None:
    """Whoever has that profile could change the stories that name it."""
    path = f"content/advocates/{slug}.md"
    found = repository.problems({path: profile("Erik", github="mallory")}, "mallory")
    assert found in ({f"guard-name {path}"}, {f"guard-owner {path}"})


def test_no_account_reaches_what_has_none(repository: Repository) -> None:
    path = "content/advocates/cleo-marsh.md"
    for author in ("", " ", "none", "None", "null", "mira\u2010holt", "\u212aai"):
        done = repository.guard("base", repository.commit({path: None}, "base"), author=author)
        assert done.returncode == (1 if author.strip() else 2), author
    files = {"content/advocates/kai.md": profile("Kai", github="kai")}
    assert repository.problems(files, "\u212aai") == {"guard-owner content/advocates/kai.md"}


@pytest.mark.parametrize("author", ["mira-holt", "Mira-Holt", "upgrades[bot]"])
def test_a_maintainer_changes_everything(repository: Repository, author: str) -> None:
    files: dict[str, str | tuple[str, str] | None] = {"mkdocs.yml": None, NEW: (LINK, "x")}
    files |= {f"content/media/{n}.webp": "x" for n in range(9)}
    done = repository.guard("base", repository.commit(files, "base"), author=author)
    assert (done.returncode, done.stdout) == (
        0,
        f"11 changed files. {author} is a maintainer, and may change everything.\n",
    )


def test_rights_come_from_the_base_branch_alone(repository: Repository) -> None:
    """A contribution that names its author a maintainer, or an owner, gains nothing by it."""
    files = {
        "mkdocs.yml": SETTINGS.replace("[Mira-Holt,", "[Mira-Holt, mallory,"),
        "content/advocates/ben-okafor.md": profile("Ben Okafor", github="mallory"),
        "content/stories/harvest.md": story(advocates="[ben-okafor]"),
    }
    assert repository.problems(files, "mallory") == {
        "guard-outside mkdocs.yml",
        "guard-owner content/advocates/ben-okafor.md",
        "guard-owner content/stories/harvest.md",
    }


def test_rights_are_those_of_the_tip_of_the_base_branch(repository: Repository) -> None:
    """Somebody whose account was taken out of a profile cannot use an older state of it."""
    head = repository.commit({ANA: profile("Ana", github="Ana-R")}, "base")
    newer = repository.commit({MONTH_END: BASE[MONTH_END] + "More.\n"}, "base")
    assert repository.guard(newer, head).returncode == 0
    locked = profile("Ana Ribeiro", github="new-ana", photo="ana.webp", aliases="[ana]")
    done = repository.guard(repository.commit({ANA: locked}, "base"), head)
    assert done.returncode == 1
    assert f"{ANA}: error guard-conflict: " in done.stderr


def test_what_merging_would_change_counts_not_what_the_branch_holds(
    repository: Repository,
) -> None:
    """A branch that is behind changes nothing of what it does not know; one that takes another's
    change back does, even where its own tip looks like an older base.
    """
    harvest = "content/stories/harvest.md"
    newer = repository.commit({harvest: BASE[harvest].replace("given\n", "withdrawn\n")}, "base")
    behind = repository.commit({AUDIT: story(title="The audit", body="New.")}, "base")
    assert repository.guard(newer, behind).returncode == 0
    undone = repository.commit({harvest: BASE[harvest]}, newer)
    done = repository.guard(newer, undone)
    assert done.returncode == 1
    assert f"{harvest}: error guard-owner: this is a story of ben-okafor\n" in done.stderr


def test_a_merge_that_drops_what_it_merged_changes_it(repository: Repository) -> None:
    """The branch says that it holds the withdrawal, and holds the state before. The base branch has
    merged an earlier state of the branch, so that there are two common ancestors.
    """
    harvest = "content/stories/harvest.md"
    withdrawn = {harvest: BASE[harvest].replace("given\n", "withdrawn\n")}
    newer = repository.commit(withdrawn, "base")
    mine = {AUDIT: story(title="The audit", body="New.")}
    earlier = repository.commit(mine, "base")
    base = repository.commit(mine, newer, earlier)
    head = repository.commit({AUDIT: story(title="The audit", body="Newer.")}, earlier, newer)
    done = repository.guard(base, head)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{harvest}: error guard-owner: ")
    assert done.stdout.startswith("2 changed files by ana-r: 1 error, ")


def test_everything_is_told_at_once_with_line_and_what_to_do(repository: Repository) -> None:
    changed = BASE[MONTH_END].replace("09:30:07", "09:30:08")
    head = repository.commit({MONTH_END: changed, "README.md": "Mine\n"}, "base")
    done = repository.guard("base", head)
    line = changed.splitlines().index("published: 2026-05-06T09:30:08Z") + 1
    assert done.returncode == 1
    assert done.stderr == (
        "README.md: error guard-outside: this is outside content/, where only maintainers change "
        "files\n    Leave it out, or ask a maintainer to make this change.\n"
        f"{MONTH_END}:{line}:1: error guard-field: only `rooftop stamp` writes `published`, on the "
        "base branch\n    Leave it as it was.\n"
    )
    assert done.stdout == "2 changed files by ana-r: 2 errors, 0 notes.\n"
    shown = repository.guard("base", head, "--format", "github").stdout
    assert shown.splitlines()[1].startswith(f"::error file={MONTH_END},line={line},col=1,title=gua")


@pytest.mark.parametrize(
    ("base", "head"), [("nowhere", "base"), ("base", "--output=x"), ("base", "apart")]
)
def test_revisions_that_cannot_be_compared_are_wrong_usage(
    repository: Repository, base: str, head: str
) -> None:
    repository.git("branch", "--force", "apart", repository.commit({"a": "b"}))
    done = repository.guard(base, head)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_settings_that_cannot_be_read_let_nobody_through(repository: Repository) -> None:
    for broken, says in (
        ("site_name: [\n", "cannot be read: ParserError"),
        ("extra: {rooftop: {maintainers: mira}}\n", "extra.rooftop.maintainers must be a list"),
        (None, "is not in the base branch"),
    ):
        base = repository.commit({"mkdocs.yml": broken}, "base")
        done = repository.guard(base, repository.commit({"README.md": "x"}, base), author="mira")
        assert done.returncode == 1
        assert f"mkdocs.yml: error setting-invalid: {says}" in done.stderr


def test_a_community_that_names_no_maintainers_is_told_so(repository: Repository) -> None:
    base = {
        "mkdocs.yml": SETTINGS.replace('maintainers: [Mira-Holt, "upgrades[bot]"]', "demo: true")
    }
    expected = {"guard-outside README.md", "maintainers-missing mkdocs.yml"}
    assert repository.problems({"README.md": "x"}, "mira-holt", base) == expected
    assert repository.problems({AUDIT: STORY}, base=base) == set()


def test_settings_may_be_inherited_and_lie_in_a_folder(repository: Repository) -> None:
    files = {
        "site/mkdocs.yml": "INHERIT: ../shared/mkdocs.yml\n",
        "shared/mkdocs.yml": "extra: {rooftop: {maintainers: [kai], content: ../words}}\n",
        "words/advocates/ana.md": profile("Ana", github="ana-r"),
    }
    base = repository.commit(files, "base")
    option = ("--config-file", "site/mkdocs.yml")
    for author, path, code in (
        ("kai", "README.md", 0),
        ("ana-r", "words/media/a.webp", 0),
        ("ana-r", "content/media/a.webp", 1),
    ):
        head = repository.commit({path: "x"}, base)
        assert repository.guard(base, head, *option, author=author).returncode == code


_NAMES = st.text("abgksſKÅé\u0301ﬁİıß\u200d.-", min_size=1, max_size=6)
_FORMS = st.sampled_from(("NFC", "NFD", "NFKC", "NFKD"))
_CASES = st.sampled_from((str.lower, str.upper, str.title, str.casefold, str.swapcase))


@given(_NAMES, _FORMS, _CASES, _FORMS)
def test_names_that_are_one_file_somewhere_collide(name, first, case, last) -> None:  # type: ignore[no-untyped-def]
    other = unicodedata.normalize(last, unicodedata.normalize(first, name))
    assert folded(name) == folded(other) == folded(folded(other))
    other = unicodedata.normalize(last, case(unicodedata.normalize(first, name)))
    assert folded(name) == folded(other)
    there = f"content/media/{name}.webp"
    place = Place(f"content/media/{other}.webp", "content")
    problems = [*Names.of([there, place.path]).check(place), *check_place(place)]
    assert problems or place.path == there


@given(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True), st.data())
def test_plain_names_collide_with_themselves_alone(slug: str, data: st.DataObject) -> None:
    other = data.draw(st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True))
    assert (folded(slug) == folded(other)) == (slug == other)


#: The case that each page of a problem shows.
SHOWN = {
    "guard-outside": "settings",
    "guard-kind": "a mode",
    "guard-name": "another case",
    "guard-owner": "another's story",
    "guard-field": "the moment",
    "guard-rename": "a removed story that was out",
    "guard-size": "five files",
}


@pytest.mark.parametrize(("code", "case"), SHOWN.items(), ids=SHOWN)
def test_the_page_of_a_problem_shows_what_guard_says(
    repository: Repository, code: str, case: str
) -> None:
    page = DOCS / "problems" / f"{code}.md"
    (shown,) = (each.text for each in examples(page) if each.language == "text")
    done = repository.guard("base", repository.commit(FORBIDDEN[case][0], "base"))
    assert done.stderr == shown
    assert f" error {code}: " in shown
