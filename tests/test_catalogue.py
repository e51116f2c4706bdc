"""The catalogue: what each file of the content folder becomes, and what is said of those that
become nothing.
"""

from __future__ import annotations

import pytest

from rooftop.addresses import RESERVED
from tests.project import PRODUCT, Project, advocate, story

EVENT = "---\ntitle: x\nkind: talk\nstarts: 2026-09-03T17:00\ntimezone: Europe/Lisbon\nplace: Porto\n---\n"
FILES = {"stories": story(), "advocates": advocate(), "products": PRODUCT, "events": EVENT}


def said_of(project: Project, path: str) -> list[tuple[str, str]]:
    """Code and message of every problem of the file ``path``."""
    return [(each.code, each.message) for each in project.plan().problems if each.path == path]


@pytest.mark.parametrize("folder", FILES)
def test_names_that_the_site_uses_itself_are_refused(project: Project, folder: str) -> None:
    for name in RESERVED[folder]:
        project.write(f"content/{folder}/{name}.md", FILES[folder])
    for name in RESERVED[folder]:
        path = f"content/{folder}/{name}.md"
        assert said_of(project, path) == [("file-name", f"the site uses the name {name!r} itself")]


@pytest.mark.parametrize("folder", FILES)
@pytest.mark.parametrize("name", ["page", "share", "feed", "index"])
def test_no_old_name_is_one_that_the_site_uses_itself(
    project: Project, folder: str, name: str
) -> None:
    text = FILES[folder].replace("---\n", f"---\naliases: [{name}]\n", 1)
    project.write(f"content/{folder}/x.md", text)
    expected = ("slug-taken", f"{name!r} is a name of the site itself already")
    assert expected in said_of(project, f"content/{folder}/x.md")


def test_no_address_for_all_time_is_one_that_the_site_uses_itself(project: Project) -> None:
    project.write("content/stories/month-end.md", story(permalink="stories/page/"))
    (found,) = said_of(project, "content/stories/month-end.md")
    assert found == ("value-invalid", "permalink names 'page', which the site uses itself")


def test_no_page_takes_a_folder_of_the_site(project: Project) -> None:
    for name in RESERVED[""]:
        project.write(f"content/{name}.md", "---\ntitle: x\n---\n\nText.\n")
        assert said_of(project, f"content/{name}.md"), name
    assert not said_of(project, "content/index.md")
