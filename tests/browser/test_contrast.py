"""Edges, drawings and the open menu stand out; running text: `test_every_page.py`."""

from __future__ import annotations

import pytest

from tests.browser.conftest import PHONE, READING, OpenPage
from tests.browser.measures import NON_TEXT, channels, contrast, luminance, weak_lines
from tests.site.built_site import BuiltPage, BuiltSite
from tests.site.walk import node_page, tree_of

EDGES = {
    "home": [(".ps-menu__button", "border-top-color", "header")],
    "checker": [(".ps-answer", "border-top-color", "main")],
    "question": [(".ps-answer", "border-top-color", "main")],
    "contacts": [(".ps-channel--link", "border-top-color", ".ps-contact-card")],
    "statistics": [
        (".ps-chart__bar", "stroke", ".ps-chart__picture"),
        (".ps-chart__line", "stroke", ".ps-chart__picture"),
        (".ps-chart__dot", "stroke", ".ps-chart__picture"),
        (".ps-chart__axis", "stroke", ".ps-chart__picture"),
    ],
}
"""What must be seen although it is no text: on which page, what, which of its colours, on what."""
COLOUR = "(element, property) => getComputedStyle(element).getPropertyValue(property)"


def page_with(site: BuiltSite, name: str) -> BuiltPage:
    if name == "question":
        return node_page(site, tree_of(site)["start"], site.languages[0])
    return site.page(site.key(name))


@pytest.mark.parametrize("forced", ["none", "active"])
@pytest.mark.parametrize("colours", ["light", "dark"])
def test_edges_and_drawings_stand_out(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, colours: str, forced: str
):
    page = open_page(viewport=PHONE, color_scheme=colours, forced_colors=forced)
    for name, edges in EDGES.items():
        page.goto(site_address + page_with(built_site, name).url)
        page.evaluate(READING)
        for selector, property_, surface in edges:
            ink = channels(page.locator(selector).first.evaluate(COLOUR, property_))
            ground = channels(page.locator(surface).first.evaluate("one => reading.surface(one)"))
            ratio = contrast(float(luminance(ink)), float(luminance(ground)))
            assert ratio >= NON_TEXT, f"{selector} on {surface}: {ratio:.2f}:1"
        page.keyboard.press("Tab")
        assert page.evaluate("reading.stop()")["faults"] == [], name


def test_text_stands_out_in_the_open_menu(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    for colours in ("light", "dark"):
        page = open_page(viewport=PHONE, color_scheme=colours)
        page.goto(site_address + built_site.page("home").url)
        page.evaluate(READING)
        page.locator(".ps-menu summary").click()
        assert [line for line in weak_lines(page) if "ps-menu" in line] == []


def test_the_measure_finds_pale_text_on_a_gradient(open_page: OpenPage):
    page = open_page(viewport=PHONE)
    page.set_content(
        """<p style="color: #fff; background: linear-gradient(90deg, #ccc, #000)">Light on light</p>
        <p style="color: #fff; background: #000">Light on dark</p>"""
    )
    page.evaluate(READING)
    assert [line.partition(":")[0] for line in weak_lines(page)] == ['p "Light on light"']
