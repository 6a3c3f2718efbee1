"""Every page is valid HTML and every style sheet valid CSS, by the checker of the standards."""

import json
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
    return [message for message in messages if message["message"] not in NOT_YET_KNOWN]


def test_every_page_is_valid_html_without_a_warning(real_site: BuiltSite, checker: tuple[str, ...]):
    messages = messages_of(checker, "--skip-non-html", real_site.root)
    found = sorted({_line(message, real_site.root) for message in messages})
    assert not found, "\n".join(found)


def test_every_style_sheet_is_valid_css(real_site: BuiltSite, checker: tuple[str, ...]):
    """Those in the pages are checked with the pages."""
    sheets = sorted((real_site.root / "assets").glob("*.css"))
    assert sheets
    messages = messages_of(checker, "--css", *sheets)
    found = sorted({_line(message, real_site.root) for message in messages})
    assert not found, "\n".join(found)


def test_the_checker_finds_a_mistake_in_a_style_sheet(tmp_path: Path, checker: tuple[str, ...]):
    sheet = tmp_path / "site.css"
    sheet.write_text(".a { colour: red; display: blok }", encoding="utf-8")
    assert len(messages_of(checker, "--css", sheet)) == 2


def test_the_checker_finds_a_mistake(tmp_path: Path, checker: tuple[str, ...]):
    page = tmp_path / "index.html"
    page.write_text(
        '<!DOCTYPE html><html lang="en"><title>x</title><p><div id="a"></div><i id="a"></i></p>',
        encoding="utf-8",
    )
    assert any(message["type"] == "error" for message in messages_of(checker, page))


def _line(message: dict, root: Path) -> str:
    path = message.get("url", "").partition(root.as_posix())[2]
    kind = message.get("subType", message["type"])
    extract = message.get("extract", "").strip()
    return f"{path}:{message.get('lastLine', 0)}: {kind}: {message['message']} [{extract}]"
