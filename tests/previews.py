"""A preview as people run it, in a process of its own."""

from __future__ import annotations

import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from tests.project import BIN, Project
from tests.servers import free_port


@contextmanager
def previewed(project: Project, *options: str) -> Iterator[str]:
    """`rooftop serve` in ``project``, with ``options``; gives the address of its root, with a final
    slash.
    """
    place = f"127.0.0.1:{free_port()}"
    with (
        (project.root.parent / "said.txt").open("w") as said,
        subprocess.Popen(
            [str(BIN / "rooftop"), "serve", "--dev-addr", place, *options],
            cwd=project.root, env=project.environment(), stdout=said, stderr=said,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 — ignored in the background
        ) as server,
    ):  # fmt: skip
        try:
            wait_for(f"http://{place}/", "</html>")
            yield f"http://{place}/"
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)


def answer(address: str) -> tuple[int, str]:
    """The status and the text of what is at ``address`` now."""
    try:
        with urllib.request.urlopen(address, timeout=240) as response:
            return response.status, response.read().decode(errors="replace")
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except OSError:
        return 0, ""


def wait_for(address: str, words: str, status: int = 200) -> str:
    """The text at ``address`` once it has ``words`` and the ``status``."""
    found = (0, "")
    for _ in range(480):
        found = answer(address)
        if found[0] == status and words in found[1]:
            return found[1]
        time.sleep(0.25)
    raise AssertionError(f"{words!r} never appeared at {address}: {found[0]} {found[1][:200]}")
