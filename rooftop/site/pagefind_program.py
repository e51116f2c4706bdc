"""The program of Pagefind (pagefind.app), which takes pages and returns the files of an index.

It runs as the service that Pagefind's packages for Node and Python use, because writing and reading
files of pages and fragments would cost more than indexing. Requests and answers are JSON in Base64,
each followed by a comma.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from threading import Timer
from typing import Any

from pagefind_bin_extended import get_executable

from rooftop.site.pagefind import Files, SearchError, unknown_format

_MAX_SECONDS = 900
#: Pagefind's own interface and its worker, which pages do without.
_UNUSED = re.compile(r"pagefind-.*\.(?:js|css)")
#: Bytes of an answer that are read in one go.
_AT_ONCE = 1 << 20


def make_indexes(indexes: Iterable[Iterable[tuple[str, str]]]) -> Iterator[Files]:
    """The files of one index after another, each made from the addresses and the HTML of its pages,
    which are numbered in their order. Raises `SearchError`.
    """
    with _Service() as service:
        for pages in indexes:
            number = service.ask("NewIndex", config={})["index_id"]
            for address, document in pages:
                file = {"file_path": f"{address}index.html", "file_contents": document}
                service.ask("AddFile", index_id=number, **file)
            files = service.ask("GetFiles", index_id=number)["files"]
            service.ask("DeleteIndex", index_id=number)
            yield {
                file["path"]: base64.b64decode(file["content"])
                for file in files
                if not _UNUSED.fullmatch(file["path"])
            }


class _Service:
    """The running program, which answers one request at a time.

    It is the extended program, because only that one finds words in Chinese, Japanese and Thai,
    which are written without spaces.
    """

    def __enter__(self) -> _Service:
        self._errors = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                [get_executable(), "--service"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._errors,
            )
        except OSError as error:
            self._errors.close()
            raise _failure(str(error)) from None
        self._timer = Timer(_MAX_SECONDS, self._process.kill)
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        self._process.kill()  # all it made was in its answers
        with contextlib.suppress(OSError):
            self._process.communicate()
        self._errors.close()

    def ask(self, kind: str, **values: object) -> dict[str, Any]:
        """The answer to a request of ``kind`` with ``values``. Raises `SearchError`."""
        request = json.dumps({"message_id": 1, "payload": {"type": kind, **values}})
        try:
            answer = json.loads(self._exchange(base64.b64encode(request.encode())))["payload"]
            is_error = answer["type"] == "Error"
        except OSError as error:
            self._errors.seek(0)
            raise _failure(self._errors.read().decode(errors="replace") or str(error)) from None
        except (ValueError, KeyError, TypeError):
            raise unknown_format() from None
        if is_error:
            raise _failure(str(answer["message"]))
        return dict(answer)

    def _exchange(self, request: bytes) -> bytes:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(request + b",")
        self._process.stdin.flush()
        answer = b""
        while not answer.endswith(b","):
            read = os.read(self._process.stdout.fileno(), _AT_ONCE)
            if not read:
                raise BrokenPipeError("Pagefind ended before it answered.")
            answer += read
        return base64.b64decode(answer[:-1])


def _failure(reason: str) -> SearchError:
    short = " ".join(reason.split())[:500]
    return SearchError(f"The search index could not be made: {short}")
