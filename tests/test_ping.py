"""``rooftop ping``: a hub on this machine hears of what changed, and of nothing else."""

from __future__ import annotations

import http.server
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.project import CONSENT, Project, story

ROOT = "https://voices.harbourlight.example/"


class Hub(http.server.ThreadingHTTPServer):
    """Remembers what it was told; refuses the addresses in ``refused``."""

    told: list[str]
    refused: set[str]


class _Answer(http.server.BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        form = dict(urllib.parse.parse_qsl(body))
        assert form["hub.mode"] == "publish"
        self.server.told.append(form["hub.url"])
        self.send_response(400 if form["hub.url"] in self.server.refused else 204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub(("127.0.0.1", 0), _Answer) as server:
        server.told, server.refused = [], set()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def ping(project: Project, hub: Hub, *more: str) -> tuple[int, str]:
    done = project.run(
        "rooftop", "ping", "site/build.json", "--hub", f"http://127.0.0.1:{hub.server_port}/", *more
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def keep(project: Project) -> Path:
    return (project.site / "build.json").rename(project.root / "previous.json")


def test_a_hub_hears_of_the_feeds_that_changed_and_of_no_others(project: Project, hub: Hub) -> None:
    project.build()
    code, said = ping(project, hub)
    assert code == 0
    assert f"{ROOT}feed.xml" in hub.told
    assert f"{ROOT}topics/month-end/atom.xml" in hub.told
    assert not [url for url in hub.told if "archive" in url or "social" in url]
    hub.told.clear()
    keep(project)
    project.write(
        "content/stories/other.md",
        story(CONSENT, title="Another", topics="[audit]", date="2026-06-01"),
    )
    project.build()
    code, said = ping(project, hub, "--previous", "previous.json")
    folders = {url.removeprefix(ROOT).rpartition("/")[0] for url in hub.told}
    assert folders == {
        "",
        "advocates/ana-ribeiro",
        "products/ledger",
        "topics/audit",
        "industries/logistics",
        "languages/en",
    }
    assert len(hub.told) == 18
    assert said.startswith("18 feeds changed; the hub accepted 18.")


def test_nothing_is_told_when_nothing_changed(project: Project, hub: Hub) -> None:
    project.build()
    keep(project)
    project.build()
    assert ping(project, hub, "--previous", "previous.json") == (
        0,
        "0 feeds changed; the hub accepted 0.\n",
    )
    assert hub.told == []


def test_a_hub_that_refuses_or_is_away_is_said(project: Project, hub: Hub) -> None:
    project.build()
    hub.refused = {f"{ROOT}feed.xml"}
    code, said = ping(project, hub)
    assert code == 1
    assert "feed.xml: the hub answered 400" in said
    done = project.run("rooftop", "ping", "site/build.json", "--hub", "http://127.0.0.1:9/")
    assert done.returncode == 1
    assert "the hub cannot be reached" in done.stderr


def test_without_a_hub_there_is_nobody_to_tell(project: Project) -> None:
    project.build()
    done = project.run("rooftop", "ping", "site/build.json")
    assert done.returncode == 0
    assert done.stdout.startswith("No hub is set")


def test_a_file_that_is_no_build_json_is_said(project: Project, hub: Hub) -> None:
    project.build()
    project.write("previous.json", "{")
    code, said = ping(project, hub, "--previous", "previous.json")
    assert code == 1
    assert "previous.json cannot be read" in said
