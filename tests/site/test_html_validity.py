"""Every page is valid HTML and its styles valid CSS, by the checker of the standards."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.site.built_site import BuiltSite

# Standard, in every browser's engine for years, and not yet known to the checker of styles.
NOT_YET_KNOWN = (
    "CSS: Unrecognized at-rule “@container”",
    "CSS: “container”: Property “container” doesn't exist.",
    "CSS: “paint-order”: Property “paint-order” doesn't exist.",
)
# A file on a disk has no origin, so that “self” is nobody, and JSON-LD is no script: browsers know
# both, and they are asked.
OF_NO_ORIGIN = re.compile(
    r"Resource violates Content Security Policy \(meta tag\): external script “[^”]*assets/"
    r"|Inline script violates Content Security Policy \(meta tag\): blocked by “script-src”"
)


@pytest.fixture(scope="module")
def checker(project_root: Path) -> tuple[str, ...]:
    java = shutil.which("java")
    jar = project_root / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    assert java, "java is missing; `make test` installs it or says how"
    assert jar.is_file(), "vnu-jar is missing; `make test` installs it"
    return (java, "-Xss4m", "-jar", str(jar), "--format", "json", "--exit-zero-always")


def messages_of(checker: tuple[str, ...], *arguments: object) -> list[dict]:
    result = subprocess.run(
        [*checker, *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        timeout=300,
    )
    messages = json.loads(result.stderr)["messages"]
    return [
        message
        for message in messages
        if message["message"] not in NOT_YET_KNOWN and not OF_NO_ORIGIN.match(message["message"])
    ]


MISTAKEN_PAGE = (
    '<!DOCTYPE html><html lang="en"><title>x</title>'
    "<style>.a { colour: red; display: blok }</style>"
    '<p><div id="a"></div><i id="a"></i></p>'
)


def test_every_page_and_its_styles_are_valid_without_a_warning_and_a_mistake_is_found(
    real_site: BuiltSite, checker: tuple[str, ...], tmp_path: Path, is_full_run: bool
):
    """In `make test` of pages made from data only those that show something of their own."""
    mistaken = tmp_path / "index.html"
    mistaken.write_text(MISTAKEN_PAGE, encoding="utf-8")
    written = [page for page in real_site.pages if page.record["source"]]
    some = {page.file for page in (*real_site.varied_pages, *written)}
    asked = [real_site.root] if is_full_run else sorted(some)
    messages = messages_of(checker, "--skip-non-html", *asked, mistaken)
    others, found = parted(messages, real_site.root)
    errors = [message["message"] for message in others if message["type"] == "error"]
    assert sum("Duplicate ID" in error for error in errors) == 1
    assert sum("CSS: " in error for error in errors) == 2
    assert not found, "\n".join(found)


def parted(messages: list[dict], root: Path) -> tuple[list[dict], list[str]]:
    """Part what is said of the mistaken file from what is said of the site."""
    of_site = [message for message in messages if root.as_posix() in message.get("url", "")]
    others = [message for message in messages if message not in of_site]
    return others, sorted({_line(message, root) for message in of_site})


def _line(message: dict, root: Path) -> str:
    path = message.get("url", "").partition(root.as_posix())[2]
    kind = message.get("subType", message["type"])
    extract = message.get("extract", "").strip()
    return f"{path}:{message.get('lastLine', 0)}: {kind}: {message['message']} [{extract}]"
