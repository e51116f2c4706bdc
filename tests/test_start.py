"""The page that starts a community of one's own: every command on it, in its order."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from tests.commands import run_here
from tests.project import REPOSITORY, Project, warm_cache
from tests.test_init import IDENTITY

PAGE = (REPOSITORY / "docs" / "start.md").read_text()
#: What a person answers who is asked; without a terminal, options say it.
OPTIONS = {
    "init": "--company Acme --email voices@acme.com --yes --commit",
    "product": "--name Kettle --yes",
    "advocate": "--name 'Maria Silva' --role Owner --yes",
    "story": "--title 'No more counting' --advocate maria-silva --product kettle --summary 'We "
    "counted by hand.' --text 'On Friday I left at five, and nobody called.' --yes",
    "approve": "--covers all --channels site,feeds --yes",
}
#: What waits for a reader, or asks another machine.
NOT_HERE = re.compile(r"scripts/serve|pipx|uvx|git remote|git push")


class Reader:
    """Somebody who types what the page says."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "rooftop"
        self.folder.mkdir()
        self.outputs: dict[str, str] = {}

    def type(self, line: str) -> None:
        words = shlex.split(line, comments=True)
        if words[0] == "cd":
            self.folder = (self.folder / words[1]).resolve()
            Project(self.folder).take_cache(warm_cache())
        elif words[0] == "scripts/rooftop":
            options = next((OPTIONS[word] for word in words if word in OPTIONS), "")
            self._rooftop(line, *words[1:], *shlex.split(options))
        elif words[0] == "scripts/test":
            for command in (["check"], ["build"], ["audit", "site"], ["links", "site"]):
                assert f"rooftop {' '.join(command)}" in (self.folder / line).read_text()
                self._rooftop(line, *command)
        elif not NOT_HERE.match(line):
            subprocess.run(["bash", "-c", line], cwd=self.folder, env=self._variables, check=True)

    def _rooftop(self, line: str, *command: str) -> None:
        done = run_here(["rooftop", *command], self.folder, self._variables)
        assert done.returncode == 0, (line, done.stdout, done.stderr)
        self.outputs[" ".join(command)] = done.stdout

    @property
    def _variables(self) -> dict[str, str]:
        return {**os.environ, **IDENTITY}


@pytest.mark.needs("git")
def test_the_page_leads_from_nothing_to_a_published_story(tmp_path: Path) -> None:
    reader = Reader(tmp_path)
    lines = "".join(re.findall(r"```bash\n(.*?)```", PAGE, re.DOTALL)).splitlines()
    assert len(lines) > 12
    for line in lines:
        reader.type(line)
    community = Project(reader.folder)
    story = community.page("stories/no-more-counting")
    assert "On Friday I left at five, and nobody called." in story.text_content()
    assert "Maria Silva" in story.text_content()
    assert "no-more-counting" in (community.site / "feed.xml").read_text()
    assert reader.outputs["links site"].endswith(", 0 broken.\n")
    for name in ("maria-silva", "no-more-counting.maria-silva"):
        assert (community.root / "drafts" / "requests" / f"{name}.eml").is_file()
    files = subprocess.run(
        ["git", "ls-files"], cwd=reader.folder, capture_output=True, text=True, check=True
    ).stdout
    assert "content/stories/no-more-counting.md" in files
    assert not re.search(r"example-|^drafts/.*\.(md|eml)$", files, re.MULTILINE)
