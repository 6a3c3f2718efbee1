"""Text stands out from what is behind it, 7:1 (AAA), measured in pixels.

axe-core cannot tell where a gradient or a drawn surface lies behind text, and most of this site's
titles stand on one. So the page is painted without its text, and every line of text is compared
with the worst of the pixels behind it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page

from tests.browser.conftest import DESKTOP, PHONE, READING, OpenPage
from tests.browser.test_pages import address_of
from tests.site.built_site import BuiltPage, BuiltSite
from tests.site.walk import page_of

ENHANCED, ENHANCED_LARGE, NON_TEXT = 7.0, 4.5, 3.0
EDGE = 2
"""Pixels around a line of text that belong to lines and edges, not to what is behind it."""

UNPAINTED = """
  *, *::before, *::after { color: transparent !important; text-shadow: none !important;
    text-decoration-color: transparent !important; }
  svg { visibility: hidden !important; }
"""
# Playwright's own way waits for an event, which does not come where scripts are off.
ADD_SHEET = """text => {
  document.head.append(Object.assign(document.createElement('style'), { textContent: text }));
}"""
WEIGHTS = np.array([0.2126, 0.7152, 0.0722])

EDGES = (
    ("kelayakan/city", ".ps-answer", "border-top-color", "main"),
    ("kelayakan", ".ps-answer", "border-top-color", "main"),
    ("kontak", ".ps-channel--link", "border-top-color", ".ps-contact-card"),
    ("home", ".ps-menu__button", "border-top-color", "header"),
    ("statistik", ".ps-chart__bar", "stroke", ".ps-chart__picture"),
    ("statistik", ".ps-chart__line", "stroke", ".ps-chart__picture"),
    ("statistik", ".ps-chart__dot", "stroke", ".ps-chart__picture"),
    ("statistik", ".ps-chart__axis", "stroke", ".ps-chart__picture"),
)
"""What must be seen although it is no text: key, what, which of its colours, on which surface."""

COLOUR = "(element, property) => getComputedStyle(element).getPropertyValue(property)"
MOVING = """() => document.getAnimations().length + [...document.querySelectorAll('*')]
  .flatMap(element => [null, '::before', '::after'].map(part => getComputedStyle(element, part)))
  .filter(({ transitionDuration, animationName, animationDuration, scrollBehavior }) =>
    /[1-9]/.test(transitionDuration) || scrollBehavior === 'smooth'
    || (animationName !== 'none' && /[1-9]/.test(animationDuration))).length"""


def luminance(colours: np.ndarray) -> np.ndarray:
    """Give the relative luminance of colours with channels from 0 to 255 (WCAG 2)."""
    parts = colours / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return linear @ WEIGHTS


def contrast(one: float, other: float) -> float:
    return (max(one, other) + 0.05) / (min(one, other) + 0.05)


def channels(colour: str) -> np.ndarray:
    numbers = [float(number) for number in re.findall(r"[\d.]+", colour)]
    assert colour.startswith("rgb"), colour
    assert len(numbers) == 3 or numbers[3] == 1, f"{colour} is see-through"
    return np.array(numbers[:3])


def weak_lines(page: Page) -> list[str]:
    """Tell which lines of text stand out too little from the worst pixel behind them."""
    lines = page.evaluate("reading.textColours()")
    assert lines, page.url
    page.evaluate(ADD_SHEET, UNPAINTED)
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    pixels = np.asarray(picture)
    found = []
    for line in lines:
        left, top, right, bottom = (round(side) for side in line["box"])
        patch = pixels[top + EDGE : bottom - EDGE, left + EDGE : right - EDGE]
        if not patch.size:
            continue
        behind = luminance(np.unique(patch.reshape(-1, 3), axis=0))
        text = float(luminance(channels(line["colour"])))
        worst = min(contrast(text, float(behind.min())), contrast(text, float(behind.max())))
        if worst < (ENHANCED_LARGE if line["isLarge"] else ENHANCED):
            found.append(f"{line['name']}: {worst:.2f}:1")
    return found


def weak_pages(page: Page, site_address: str, pages: Iterable[BuiltPage]) -> list[str]:
    found = []
    for one in pages:
        page.goto(address_of(site_address, one))
        page.evaluate("document.querySelectorAll('main details').forEach(f => { f.open = true; })")
        page.evaluate(READING)
        found += [f"{one}: {line}" for line in weak_lines(page)]
    return found


@pytest.mark.parametrize("colours", ["light", pytest.param("dark", marks=pytest.mark.full)])
def test_text_stands_out_on_a_page_of_each_kind(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, colours: str
):
    # Without scripts, so that nothing moves between the measure and the picture.
    page = open_page(viewport=PHONE, color_scheme=colours, java_script_enabled=False)
    found = weak_pages(page, site_address, built_site.varied_pages)
    assert not found, "\n".join(found)


@pytest.mark.full
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_text_stands_out_on_every_page(
    built_site: BuiltSite,
    site_address: str,
    open_page: OpenPage,
    viewport: dict[str, int],
    colours: str,
):
    # Without scripts, so that nothing moves between the measure and the picture.
    page = open_page(viewport=viewport, color_scheme=colours, java_script_enabled=False)
    found = weak_pages(page, site_address, built_site.pages)
    assert not found, "\n".join(found)


def test_text_stands_out_in_the_open_menu(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    for colours in ("light", "dark"):
        page = open_page(viewport=PHONE, color_scheme=colours)
        page.goto(site_address + page_of(built_site, "home", built_site.languages[0]).url)
        page.evaluate(READING)
        page.locator(".ps-menu summary").click()
        assert [line for line in weak_lines(page) if "ps-menu" in line] == []


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize(("key", "selector", "property_", "surface"), EDGES)
def test_edges_and_drawings_stand_out(
    built_site: BuiltSite,
    site_address: str,
    open_page: OpenPage,
    colours: str,
    key: str,
    selector: str,
    property_: str,
    surface: str,
):
    page = open_page(viewport=PHONE, color_scheme=colours)
    page.goto(site_address + page_of(built_site, key, built_site.languages[0]).url)
    page.evaluate(READING)
    ink = channels(page.locator(selector).first.evaluate(COLOUR, property_))
    ground = channels(page.locator(surface).first.evaluate("one => reading.surface(one)"))
    ratio = contrast(float(luminance(ink)), float(luminance(ground)))
    assert ratio >= NON_TEXT, f"{selector} on {surface}: {ratio:.2f}:1"


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_forced_colours_keep_text_edges_and_rings(
    built_site: BuiltSite, site_address: str, open_page: OpenPage, colours: str
):
    page = open_page(viewport=PHONE, color_scheme=colours, forced_colors="active")
    for one in built_site.varied_pages:
        page.goto(address_of(site_address, one))
        page.evaluate(READING)
        for line in page.evaluate("reading.textSurfaces()"):
            text, ground = (float(luminance(channels(line[part]))) for part in ("text", "ground"))
            assert contrast(text, ground) >= ENHANCED_LARGE, f"{one}: {line}"
    for key, selector, property_, surface in EDGES:
        page.goto(site_address + page_of(built_site, key, built_site.languages[0]).url)
        page.evaluate(READING)
        ink = channels(page.locator(selector).first.evaluate(COLOUR, property_))
        ground = channels(page.locator(surface).first.evaluate("one => reading.surface(one)"))
        assert contrast(float(luminance(ink)), float(luminance(ground))) >= NON_TEXT, selector
        page.keyboard.press("Tab")
        assert page.evaluate("reading.stop()")["faults"] == [], key


def test_nothing_moves_for_who_asked_for_stillness(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    page = open_page(viewport=PHONE, reduced_motion="reduce")
    for one in built_site.varied_pages:
        page.goto(address_of(site_address, one))
        assert page.evaluate(MOVING) == 0, one.url


def test_what_is_not_published_or_disputed_says_so_in_words(
    built_site: BuiltSite, site_address: str, open_page: OpenPage
):
    """Without colour, as on a bad print, a word is left wherever a status has a colour."""
    page = open_page(viewport=PHONE)
    signs = 0
    for one in built_site.varied_pages:
        page.goto(address_of(site_address, one))
        signs_here = page.locator(".ps-status, .ps-figure--absent, .ps-callout__label")
        texts = signs_here.all_text_contents()
        signs += len(texts)
        assert all(text.strip() for text in texts), one.url
    assert signs


def test_the_measure_finds_pale_text_on_a_gradient(open_page: OpenPage):
    page = open_page(viewport=PHONE)
    page.set_content(
        """<p style="color: #fff; background: linear-gradient(90deg, #ccc, #000)">Light on light</p>
        <p style="color: #fff; background: #000">Light on dark</p>"""
    )
    page.evaluate(READING)
    assert [line.partition(":")[0] for line in weak_lines(page)] == ['p "Light on light"']
