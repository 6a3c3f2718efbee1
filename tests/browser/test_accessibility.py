"""Every page passes axe-core: on a phone and a desktop, in light and in dark."""

from pathlib import Path

import pytest

from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.test_pages import address_of
from tests.site.built_site import BuiltSite

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = """async rules => {
  const { violations } = await axe.run(document, {
    runOnly: { type: 'tag', values: rules }, resultTypes: ['violations'],
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(
    node => `${id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`));
}"""


@pytest.fixture(scope="module")
def axe(project_root: Path) -> str:
    path = project_root / "node_modules" / "axe-core" / "axe.min.js"
    assert path.is_file(), "axe-core is missing; `make test` installs it"
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_no_page_breaks_a_rule_of_accessibility(
    built_site: BuiltSite,
    site_address: str,
    open_page: OpenPage,
    axe: str,
    viewport: dict[str, int],
    colours: str,
):
    browser_page = open_page(viewport=viewport, color_scheme=colours, reduced_motion="reduce")
    found = []
    for page in built_site.pages:
        browser_page.goto(address_of(site_address, page))
        browser_page.evaluate(axe)
        found += [f"{page}: {violation}" for violation in browser_page.evaluate(RUN_AXE, RULES)]
    assert not found, "\n".join(found)


def test_the_checker_finds_a_mistake(open_page: OpenPage, axe: str):
    browser_page = open_page()
    browser_page.set_content('<main><img src="data:,"><p style="color:#ccc">pale</p></main>')
    browser_page.evaluate(axe)
    broken = {line.partition(":")[0] for line in browser_page.evaluate(RUN_AXE, RULES)}
    assert {"image-alt", "color-contrast", "html-has-lang"} <= broken
