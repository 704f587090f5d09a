"""What the README and the pages under docs/ show works as shown."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ecosim.declarations.mechanisms import MECHANISMS
from ecosim.engine.kernels.month import Stage
from ecosim.reporting.terms import TERMS

CHECKOUT = Path(__file__).resolve().parents[2]
OWN_TESTS = {"own-mechanism.md"}  # its examples need the edits it tells of
PAGES = [
    "README.md",
    *(
        str(page.relative_to(CHECKOUT))
        for pattern in ("*.md", "scenarios/*.md", "start/*.md", "tutorials/*.md")
        for page in sorted((CHECKOUT / "docs").glob(pattern))
        if page.name not in OWN_TESTS
    ),
]
LONG = {"court", "decisions-under-uncertainty", "sensitivity", "sweeps"}
EVERY_DOCUMENT = sorted(
    str(page.relative_to(CHECKOUT))
    for pattern in ("*.md", "docs/**/*.md")
    for page in CHECKOUT.glob(pattern)
)
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"`([\w.-]+)`:\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
OPENING = re.compile(r"^( *)```(\S+)$", re.MULTILINE)
RUN, READ = {"python", "sh", "console"}, {"toml", "text"}
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Command:
    """One line for the shell, and the message it is shown to end with, if any."""

    line: str
    error: str | None = None


def blocks(page: str) -> list[tuple[str, str]]:
    """Return language and text of every fenced block of a page."""
    return BLOCK.findall((CHECKOUT / page).read_text("utf-8"))


def typed(language: str, text: str) -> Iterator[Command]:
    """Yield the commands of a shell block; in one with a prompt the rest is output."""
    text = text.replace("\\\n", " ")
    if language == "sh":
        yield from (Command(line) for line in text.splitlines() if line.startswith("ecosim "))
    elif language == "console":
        for entry in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
            line, *output = entry.splitlines()
            error = next((words for words in output if words.startswith("Error: ")), None)
            if line.startswith("ecosim "):
                yield Command(line, error)


def run_typed(command: Command) -> None:
    """Run a command with the installed program and see that it ends as shown."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    surroundings = {**os.environ, "PATH": path}
    ended = subprocess.run(
        command.line, check=False, shell=True, capture_output=True, text=True, env=surroundings
    )
    if command.error is None:
        assert ended.returncode == 0, f"{command.line}\n{ended.stderr}"
    else:
        assert (ended.returncode, ended.stderr.strip()) == (2, command.error), command.line


def anchors(page: Path) -> set[str]:
    """Return the names under which the headings of a page can be reached."""
    headings = HEADING.findall(page.read_text("utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def is_long(page: str) -> bool:
    """Tell whether the examples of a page take many seconds, alone or with their like."""
    return "scenarios/" in page or Path(page).stem in LONG


@pytest.mark.slow
@pytest.mark.filterwarnings("default")
@pytest.mark.parametrize(
    "page",
    [pytest.param(page, marks=[pytest.mark.long] * is_long(page)) for page in PAGES],
)
def test_examples_run_in_the_order_of_the_page(
    page: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if tables := [text for language, text in blocks(page) if language == "toml"]:
        Path("mine.toml").write_text("\n".join(tables), "utf-8")
    for name, text in FILE.findall((CHECKOUT / page).read_text("utf-8")):
        Path(name).write_text(text, "utf-8")
    names: dict[str, object] = {"__name__": "example"}
    for language, text in blocks(page):
        if language == "python":
            exec(compile(text, page, "exec"), names)
        for command in typed(language, text):
            run_typed(command)


@pytest.mark.parametrize("page", PAGES)
def test_every_block_of_a_page_is_run_or_is_a_file_that_is_read(page: str) -> None:
    for indent, language in OPENING.findall((CHECKOUT / page).read_text("utf-8")):
        assert not indent, f"{page}: an indented block of {language} would not be run"
        assert language in RUN | READ | {"r"} or language.startswith("{"), f"{page}: {language}"


@pytest.mark.parametrize("document", EVERY_DOCUMENT)
def test_links_lead_somewhere(document: str) -> None:
    page = CHECKOUT / document
    for link in LINK.findall(page.read_text("utf-8")):
        if link.startswith(("https://", "http://")):
            continue
        target, _, anchor = link.partition("#")
        found = (page.parent / target).resolve() if target else page

        assert found.exists(), f"{document} links to {link}"
        assert found.is_relative_to(CHECKOUT), f"{document} links to {link}"
        assert not anchor or anchor in anchors(found), f"{document} links to {link}"


def test_pictures_load_fast() -> None:
    pictures = list((CHECKOUT / "docs/images").iterdir())

    assert pictures
    assert all(picture.stat().st_size < 300_000 for picture in pictures)


def test_the_model_page_tells_the_stages_of_a_month_in_their_order() -> None:
    text = (CHECKOUT / "docs/model.md").read_text("utf-8")
    told = re.findall(r"^\| (\d+) \| (\w+) \|", text, re.MULTILINE)

    assert [(int(number), name) for number, name in told] == [(s.value, s.name) for s in Stage]


def test_the_model_page_links_every_rule_file_and_names_every_mechanism() -> None:
    text = (CHECKOUT / "docs/model.md").read_text("utf-8")
    rules = {file.name for file in (CHECKOUT / "ecosim/rules").glob("*.py")}

    assert rules - {"__init__.py", "register.py"} == set(re.findall(r"rules/(\w+\.py)\)", text))
    assert all(f"`{name}`" in text for name in MECHANISMS.names)


def test_the_glossary_is_the_list_that_reports_explain_words_from() -> None:
    text = (CHECKOUT / "docs/glossary.md").read_text("utf-8")
    rows = re.findall(r"^\| \*\*(.+?)\*\*(.*?) \| (.+?) \|(.*)\|$", text, re.MULTILINE)
    shown = [(a + b, meaning, tuple(re.findall("`([^`]+)`", c))) for a, b, meaning, c in rows]

    assert shown == [(one.term, one.meaning, tuple(filter(None, one.columns))) for one in TERMS]


def test_decision_records_are_short_and_answer_the_four_questions() -> None:
    for record in (CHECKOUT / "docs/decisions").glob("*.md"):
        text = record.read_text("utf-8")
        asked = ["**Question.**", "**Choice.**", "**Why.**", "**What would change our mind.**"]

        assert text.startswith(f"# {int(record.name[:4])}. "), record.name
        assert [text.count(word) for word in asked] == [1, 1, 1, 1], record.name
        assert len(text.splitlines()) <= 30, record.name
