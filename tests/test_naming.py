"""How commands are told which records they are about, and what shells offer for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands import BIN, run_process
from tests.project import Project, advocate, story


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A community with one name for a story and an advocate, a former name, a draft, and a file
    that cannot be read.
    """
    made = Project.small(tmp_path_factory.mktemp("named") / "community")
    made.write("content/stories/ana-ribeiro.md", story(title="Herself", aliases="[old-name]"))
    made.write("drafts/advocates/bo-lund.md", advocate("status: requested\n", name="Bo Lund"))
    made.write("content/stories/broken.md", "no front matter")
    return made


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("month-end", "content/stories/month-end.md"),
        ("month-end.md", "content/stories/month-end.md"),
        ("stories/month-end", "content/stories/month-end.md"),
        ("content/stories/month-end.md", "content/stories/month-end.md"),
        ("./content/stories/../stories/month-end.md", "content/stories/month-end.md"),
        ("advocates/ana-ribeiro", "content/advocates/ana-ribeiro.md"),
        ("old-name", "content/stories/ana-ribeiro.md"),
        ("bo-lund", "drafts/advocates/bo-lund.md"),
        ("drafts/advocates/bo-lund.md", "drafts/advocates/bo-lund.md"),
    ],
)
def test_a_record_is_named_by_its_slug_or_its_path(named: Project, name: str, path: str) -> None:
    done = named.run("rooftop", "consent", "status", name)
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()[1:]
    assert line.startswith(path)


def test_a_path_is_taken_from_the_folder_one_is_in(named: Project) -> None:
    done = named.run(
        "rooftop", "consent", "status", str(named.root / "content/stories/month-end.md")
    )
    assert done.returncode == 0
    inner = Project(named.root / "content" / "stories")
    options = ("-f", "../../mkdocs.yml", "month-end.md")
    assert inner.run("rooftop", "consent", "status", *options).returncode == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "ana-ribeiro",
            "ana-ribeiro is a story and an advocate. Use stories/ana-ribeiro or "
            "advocates/ana-ribeiro.",
        ),
        ("month-ende", "or story called month-ende. Did you mean 'month-end'?"),
        ("storys/month-end", "Did you mean 'stories/month-end'?"),
        ("broken", "content/stories/broken.md cannot be read. `rooftop check` tells"),
    ],
)
@pytest.mark.parametrize("command", ["approve", "withdraw", "diff", "erase", "ledger", "forecast"])
def test_a_name_that_is_no_ones_or_two_says_what_to_do(
    named: Project, command: str, name: str, said: str
) -> None:
    options = {"approve": ["--yes"], "forecast": ["--until", "2027-01-01"]}.get(command, [])
    done = named.run("rooftop", "consent", command, name, *options)
    assert done.returncode == 2
    assert said in " ".join(done.stderr.split())


def test_a_person_is_named_by_slug_or_path_too(named: Project) -> None:
    command = ("rooftop", "consent", "receipt", "month-end", "--person")
    assert named.run(*command, "content/advocates/ana-ribeiro.md").returncode == 0
    wrong = named.run(*command, "ana-ribero")
    assert wrong.returncode == 2
    assert "does not tell stories/month-end. Did you mean 'ana-ribeiro'?" in wrong.stderr


def test_a_report_is_of_the_records_that_are_named(named: Project) -> None:
    said = named.run("rooftop", "consent", "ledger", "month-end").stdout.splitlines()
    assert len(said) > 1
    assert all("content/stories/month-end.md" in line for line in said[1:])
    until = ("--until", "2030-01-01")
    said = named.run("rooftop", "consent", "forecast", "month-end", *until).stdout.splitlines()
    assert said[-1] == "2 changes until 2030-01-01."
    assert all("stories/month-end" in line for line in said[:-1])


def offers(project: Project, *words: str, asked_by: str = "zsh") -> list[str]:
    """What the shell ``asked_by`` is offered for the last of ``words``, as its script asks for it."""
    variables = {
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": words[-1] if asked_by == "fish" else str(len(words) - 1),
        "_ROOFTOP_COMPLETE": f"{asked_by}_complete",
    }
    return project.run("rooftop", **variables).stdout.splitlines()


def test_shells_complete_names_people_fields_and_channels(named: Project) -> None:
    approve = ("rooftop", "consent", "approve")
    assert offers(named, *approve, "m")[1] == "month-end"
    ambiguous = offers(named, *approve, "advocates/a")
    assert ambiguous[1] == "advocates/ana-ribeiro"
    assert offers(named, *approve, "--person", "b")[1] == "bo-lund"
    assert offers(named, *approve, "--covers", "name,ph")[1] == "name,photo"
    assert offers(named, *approve, "--channels", "so")[1] == "social"
    assert "plain,bo-lund" in offers(named, *approve, "bo", asked_by="fish")
    assert offers(named, "rooftop", "consent", "withdraw", "drafts/adv")[0] == "file"


def test_an_ambiguous_slug_is_offered_with_its_folder(named: Project) -> None:
    names = offers(named, "rooftop", "consent", "withdraw", "")[1::3]
    assert names == [
        "advocates/ana-ribeiro",
        "bo-lund",
        "broken",
        "month-end",
        "stories/ana-ribeiro",
    ]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_a_script(named: Project, shell: str) -> None:
    done = named.run("rooftop", "completion", shell)
    assert done.returncode == 0
    assert f"_ROOFTOP_COMPLETE={shell}_complete" in done.stdout


def test_bash_itself_completes(named: Project, tmp_path: Path) -> None:
    script = tmp_path / "completion.bash"
    script.write_text(named.run("rooftop", "completion", "bash").stdout)
    lines = f"""\
source {script}
COMP_WORDS=(rooftop consent approve month-end --covers words,nu)
COMP_CWORD=5
$(complete -p rooftop | sed -n 's/.*-F \\([^ ]*\\) rooftop/\\1/p') rooftop
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    environment = named.environment()
    environment["PATH"] = f"{BIN}:{environment['PATH']}"
    done = run_process(["/bin/bash", "-c", lines], named.root, environment)
    assert done.stdout == "words,numbers\n", done.stderr
