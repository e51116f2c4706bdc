"""Links to other sites, asked of a real server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rooftop.outgoing_links import (
    FILE,
    Answer,
    State,
    Verdict,
    Visitor,
    go_round,
    read_verdicts,
    render_verdicts,
)
from tests.project import Project, story

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = NOW.date()


@dataclass
class Host:
    """A server and what it was asked: method, path and user agent, in order."""

    url: str
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    waits: list[float] = field(default_factory=list)

    def visitor(self, **options: object) -> Visitor:
        values = {"may_ask_private": True, "seconds": 0.5} | options
        return Visitor(
            "Rooftop/test (link check of https://voices.example/)", NOW, self.waits.append, **values
        )  # type: ignore[arg-type]

    def visit(self, path: str, **options: object) -> Answer:
        return self.visitor(**options).visit(self.url + path)


@pytest.fixture
def host() -> Iterator[Host]:  # noqa: C901 — a server, whole
    lock = threading.Lock()
    release = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            with lock:
                host.at_once += 1
                host.most_at_once = max(host.most_at_once, host.at_once)
                host.asked.append((self.command, self.path, self.headers["User-Agent"]))
                times = sum(path == self.path for _, path, _ in host.asked)
            status, headers = self.reply(times)
            with lock:
                host.at_once -= 1
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_HEAD = do_GET = answer  # noqa: N815

        def reply(self, times: int) -> tuple[int, dict[str, str]]:
            moves = {
                "/moved": (301, "/fine"), "/moved-for-now": (302, "/fine"), "/there": (301, "/back"),
                "/back": (301, "/there"), "/file": (302, "file:///etc/passwd"), "/gone-there": (308, "/missing"),
            }  # fmt: skip
            if self.path in moves:
                status, where = moves[self.path]
                return status, {"Location": where}
            if self.path.startswith("/on/"):
                return 302, {"Location": f"/on/{int(self.path[4:]) + 1}"}
            if self.path == "/busy" and times == 1:
                return 429, {"Retry-After": "7"}
            if self.path == "/busy-until" and times == 1:
                return 503, {"Retry-After": "Sun, 22 Nov 2026 12:00:09 GMT"}
            if self.path == "/busy-for-ever":
                return 429, {"Retry-After": "86400"}
            if self.path == "/failing-once" and times == 1:
                return 500, {}
            if self.path == "/no-head" and self.command == "HEAD":
                return 405, {}
            if self.path == "/slow":
                release.wait(5)
            plain = {"/missing": 404, "/gone": 410, "/failing": 500, "/private": 403}
            return plain.get(self.path, 200), {}

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host = Host(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield host
    release.set()
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/fine", State.WORKS), ("/no-head", State.WORKS), ("/moved-for-now", State.WORKS),
        ("/moved", State.MOVED), ("/missing", State.DEAD), ("/gone", State.DEAD),
        ("/gone-there", State.DEAD), ("/private", State.REFUSES), ("/failing", State.UNREACHABLE),
        ("/failing-once", State.WORKS),
    ],
)  # fmt: skip
def test_an_answer_says_what_became_of_the_address(host: Host, path: str, state: State) -> None:
    assert host.visit(path).state is state


def test_head_comes_first_and_the_agent_names_the_site(host: Host) -> None:
    host.visit("/fine")
    assert host.asked == [("HEAD", "/fine", "Rooftop/test (link check of https://voices.example/)")]


def test_an_address_that_moved_for_good_is_told_with_the_new_one(host: Host) -> None:
    assert host.visit("/moved").location == f"{host.url}/fine"
    assert host.visit("/moved-for-now").location is None


@pytest.mark.parametrize(
    ("path", "said"),
    [("/there", "in a circle"), ("/on/1", "more than 10 times"), ("/file", "file:///etc/passwd, which is no web address")],
)  # fmt: skip
def test_redirects_that_lead_nowhere_are_dead(host: Host, path: str, said: str) -> None:
    answer = host.visit(path)
    assert answer.state is State.DEAD
    assert said in answer.said


@pytest.mark.parametrize(
    ("path", "seconds"), [("/busy", 7), ("/busy-until", 9), ("/failing-once", 1)]
)
def test_a_busy_host_is_asked_again_when_it_says(host: Host, path: str, seconds: float) -> None:
    assert host.visit(path).state is State.WORKS
    assert host.waits == [seconds]


def test_a_host_that_asks_for_a_day_is_left_alone(host: Host) -> None:
    assert host.visit("/busy-for-ever").state is State.REFUSES
    assert (host.waits, len(host.asked)) == ([], 1)


def test_repeats_back_off_and_end(host: Host) -> None:
    assert host.visit("/failing").state is State.UNREACHABLE
    assert host.waits == [1, 2]


def test_a_host_that_does_not_answer_is_unreachable_and_not_dead(host: Host) -> None:
    answer = host.visit("/slow", seconds=0.1)
    assert answer == Answer(State.UNREACHABLE, "it did not answer in time")
    nowhere = host.visitor().visit("http://127.0.0.1:1/")
    assert nowhere.state is State.UNREACHABLE


@pytest.mark.parametrize(
    "url",
    ["http://127.0.0.1/", "http://[::1]/", "http://169.254.169.254/latest", "http://10.0.0.1/"],
)
def test_private_networks_are_not_asked(host: Host, url: str) -> None:
    answer = host.visitor(may_ask_private=False).visit(url)
    assert answer.state is State.DEAD
    assert "private network" in answer.said
    assert not host.asked


def test_each_host_gets_one_request_at_a_time(host: Host) -> None:
    urls = [f"{host.url}/page-{number}" for number in range(6)]
    pauses: list[float] = []
    done = go_round(urls, {}, host.visitor().visit, pauses.append, TODAY, timedelta(6))
    assert (done.visited, host.most_at_once, pauses) == (6, 1, [1.0] * 5)


def test_what_worked_lately_is_not_asked_again_and_what_is_gone_is_forgotten(host: Host) -> None:
    urls = [f"{host.url}/fine", f"{host.url}/missing"]
    visit, day = host.visitor().visit, timedelta(1)
    first = go_round(urls, {}, visit, host.waits.append, TODAY, timedelta(6)).verdicts
    again = go_round(urls, first, visit, host.waits.append, TODAY, timedelta(6))
    assert again.visited == 0
    later = go_round(urls, first, visit, host.waits.append, TODAY + day, timedelta(6))
    assert later.visited == 1
    assert later.verdicts[urls[1]].since == TODAY
    assert later.verdicts[urls[1]].checked == TODAY + day
    assert [*go_round(urls[:1], first, visit, host.waits.append, TODAY, day).verdicts] == urls[:1]


def test_an_unreachable_host_is_dead_after_two_weeks() -> None:
    verdict = Verdict(
        "https://a.test/", State.UNREACHABLE, "silent", None, TODAY, date(2026, 11, 9)
    )
    assert not verdict.is_dead
    assert Verdict(
        "https://a.test/", State.UNREACHABLE, "silent", None, TODAY, date(2026, 11, 8)
    ).is_dead


def test_what_is_remembered_is_read_back(project: Project) -> None:
    verdict = Verdict(
        "https://a.test/", State.MOVED, "it has moved", "https://b.test/", TODAY, TODAY
    )
    project.write(str(FILE), render_verdicts([verdict]))
    assert read_verdicts(project.root) == {verdict.url: verdict}
    project.write(str(FILE), "no JSON")
    assert not read_verdicts(project.root)


def test_the_command_tells_file_line_and_what_to_do_and_check_repeats_it(
    project: Project, host: Host
) -> None:
    body = f"First.\n\nSee [the report]({host.url}/missing) and [this]({host.url}/moved)."
    project.write("content/stories/month-end.md", story(body=body))
    report = project.root / "links.md"
    done = project.run("rooftop", "links", "--outgoing", "--private", "--report", str(report))
    line = next(
        n
        for n, each in enumerate(
            (project.root / "content/stories/month-end.md").read_text().splitlines(), 1
        )
        if "report" in each
    )
    assert done.returncode == 1
    told = f"content/stories/month-end.md:{line}:18: note link-dead: {host.url}/missing is dead: its host answers 404"
    assert told in done.stderr
    assert "web archive" in done.stderr
    assert "`content/stories/month-end.md" in report.read_text()
    asked = len(host.asked)
    check = project.check()
    assert check.returncode == 0
    assert told in check.stderr
    assert f"has moved to {host.url}/fine" in check.stderr
    assert len(host.asked) == asked
    project.write("content/stories/month-end.md", story())
    assert "link-dead" not in project.check().stderr


def test_a_build_asks_nobody_and_keeps_what_is_known(project: Project, host: Host) -> None:
    project.write("content/stories/month-end.md", story(body=f"See [this]({host.url}/fine)."))
    project.write(str(FILE), render_verdicts([]))
    project.build()
    assert not host.asked
    assert (project.root / FILE).is_file()


def test_a_machine_without_a_network_records_nothing(project: Project) -> None:
    project.write(
        "content/stories/month-end.md",
        story(body="See [a](http://127.0.0.1:1/a) and [b](http://127.0.0.1:1/b)."),
    )
    done = project.run("rooftop", "links", "--outgoing", "--private")
    assert done.returncode == 1
    assert "No host can be reached" in done.stderr
    assert not (project.root / FILE).exists()
