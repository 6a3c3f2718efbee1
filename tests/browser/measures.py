"""How far text stands out from what is behind it, measured in pixels.

axe-core cannot tell where a gradient or a drawn surface lies behind text, and most of this site's
titles stand on one. So the page is painted without its text, and every line of text is compared
with the worst of the pixels behind it. WCAG 2.2, AAA: 7:1.
"""

from __future__ import annotations

import io
import re

import numpy as np
from PIL import Image
from playwright.sync_api import Page

ENHANCED, ENHANCED_LARGE, NON_TEXT = 7.0, 4.5, 3.0
EDGE = 2
"""Pixels around a line of text that belong to lines and edges, not to what is behind it."""

UNPAINTED = """
  *, *::before, *::after { color: transparent !important; text-shadow: none !important;
    text-decoration-color: transparent !important; }
  svg { visibility: hidden !important; }
"""
# An element with styles is not for a page with a policy, nor is its event without scripts.
ADD_SHEET = """text => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}"""
REMOVE_SHEET = "() => { document.adoptedStyleSheets = []; }"
WEIGHTS = np.array([0.2126, 0.7152, 0.0722])


def linear(channels: np.ndarray) -> np.ndarray:
    """Give the light of channels from 0 to 255 (WCAG 2)."""
    parts = channels / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


LIGHT = linear(np.arange(256))


def luminance(colours: np.ndarray) -> np.ndarray:
    """Give the relative luminance of colours."""
    return linear(colours) @ WEIGHTS


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
    page.evaluate(REMOVE_SHEET)
    painted = LIGHT[np.asarray(picture)] @ WEIGHTS
    found = []
    for line in lines:
        left, top, right, bottom = (round(side) for side in line["box"])
        behind = painted[top + EDGE : bottom - EDGE, left + EDGE : right - EDGE]
        if not behind.size:
            continue
        text = float(luminance(channels(line["colour"])))
        worst = min(contrast(text, float(behind.min())), contrast(text, float(behind.max())))
        if worst < (ENHANCED_LARGE if line["isLarge"] else ENHANCED):
            found.append(f"{line['name']}: {worst:.2f}:1")
    return found
