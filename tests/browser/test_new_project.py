"""The colours that a new project begins with stand out as those of the real site do."""

from pathlib import Path

import pytest

from tests.browser.conftest import PHONE, READING, OpenPage, serve
from tests.browser.measures import weak_lines
from tests.conftest import run_here

PAGES = ("/", "/statistics/", "/when-somebody-has-died/", "/am-i-covered/", "/contacts/")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory):
    project = tmp_path_factory.mktemp("new") / "project"
    assert run_here("init", project, "--languages", "en", "--yes").returncode == 0
    assert run_here("--project", project, "build").returncode == 0
    with serve(Path(project) / "output") as served:
        yield served


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_all_text_of_a_new_project_stands_out(address: str, open_page: OpenPage, colours: str):
    page = open_page(viewport=PHONE, color_scheme=colours)
    for path in PAGES:
        page.goto(address + path)
        page.evaluate(READING)
        assert weak_lines(page) == [], path
