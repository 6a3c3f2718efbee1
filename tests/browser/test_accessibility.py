"""Every page passes axe-core with every rule that it has: on phone and desktop, light and dark.

All its rules are on, also best practice, AAA and experimental ones. In the ordinary run every page
is seen once, in one of the four ways in turn; in `make test-full` every page in every way.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.browser.conftest import DESKTOP, PHONE, OpenPage
from tests.browser.test_pages import address_of
from tests.site.built_site import BuiltPage, BuiltSite

# Folds are opened, so that what is in them is looked at too; the menu would lie over the page.
RUN_AXE = """async () => {
  document.querySelectorAll('main details').forEach(fold => { fold.open = true; });
  const rules = Object.fromEntries(axe.getRules().map(rule => [rule.ruleId, { enabled: true }]));
  const { violations } = await axe.run(document, { rules, resultTypes: ['violations'] });
  return violations.flatMap(({ id, nodes }) => nodes.map(
    node => `${id}: ${node.target.join(' ')}: ${node.failureSummary.replace(/\\s+/g, ' ')}`));
}"""
WAYS = {
    "phone, light": (PHONE, "light"),
    "desktop, dark": (DESKTOP, "dark"),
    "phone, dark": (PHONE, "dark"),
    "desktop, light": (DESKTOP, "light"),
}


@pytest.fixture(scope="module")
def axe(project_root: Path) -> str:
    path = project_root / "node_modules" / "axe-core" / "axe.min.js"
    assert path.is_file(), "axe-core is missing; `make test` installs it"
    return path.read_text(encoding="utf-8")


def violations(
    open_page: OpenPage, site_address: str, axe: str, pages: Sequence[BuiltPage], way: str
) -> list[str]:
    viewport, colours = WAYS[way]
    browser_page = open_page(viewport=viewport, color_scheme=colours, reduced_motion="reduce")
    found = []
    for page in pages:
        browser_page.goto(address_of(site_address, page))
        browser_page.evaluate(axe)
        found += [f"{page}: {violation}" for violation in browser_page.evaluate(RUN_AXE)]
    return found


@pytest.mark.parametrize("way", WAYS)
def test_no_page_breaks_a_rule_of_accessibility(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, axe: str, way: str
):
    # By address, so that every language gets its share of every way.
    pages = sorted(built_site.pages, key=str)[list(WAYS).index(way) :: len(WAYS)]
    found = violations(open_page, site_address, axe, pages, way)
    assert not found, "\n".join(found)


@pytest.mark.full
@pytest.mark.parametrize("way", WAYS)
def test_no_page_breaks_a_rule_in_any_way(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, axe: str, way: str
):
    found = violations(open_page, site_address, axe, built_site.pages, way)
    assert not found, "\n".join(found)


def test_the_open_menu_breaks_no_rule_either(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, axe: str
):
    for colours in ("light", "dark"):
        browser_page = open_page(viewport=PHONE, color_scheme=colours)
        for page in built_site.pages:
            if page.key in {"home", "manfaat/jkm"}:
                browser_page.goto(site_address + page.url)
                browser_page.locator(".ps-menu summary").click()
                browser_page.evaluate(axe)
                assert browser_page.evaluate(RUN_AXE) == [], page.url


def test_the_checker_finds_mistakes_of_every_sort(open_page: OpenPage, axe: str):
    browser_page = open_page()
    browser_page.set_content(
        """<main><img src="data:,"><p style="color:#ccc">pale</p><p style="color:#666">not 7:1</p>
        <button aria-label="Other words">Words to press</button></main>"""
    )
    browser_page.evaluate(axe)
    broken = {line.partition(":")[0] for line in browser_page.evaluate(RUN_AXE)}
    sorts = {"image-alt", "color-contrast", "color-contrast-enhanced", "html-has-lang"}
    assert sorts | {"label-content-name-mismatch", "page-has-heading-one"} <= broken
