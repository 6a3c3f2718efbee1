"""The drawing on the page: seconds against pages, a panel for each kind of build."""

from collections.abc import Iterator
from math import log10

from benchmarks.results import Results
from benchmarks.subjects import ELEVENTY, HUGO, OURS
from benchmarks.targets import NAMES

PANELS = (("bare", "Cold, bare"), ("unchanged", "Unchanged"), ("edit", "One edit"))
"""Of the others, which know no bare build, the first shows the cold one."""
SIZES = (50, 1_000, 10_000)
COLOURS = {OURS: "#0b5d8a", HUGO: "#c2410c", ELEVENTY: "#4d7c0f"}
DASHES = {OURS: "none", HUGO: "8 4", ELEVENTY: "2 3"}
PANEL, HEIGHT, LEFT, TOP = 250, 250, 50, 40
LEAST, MOST = 0.01, 1000.0
"""Seconds."""


def draw_chart(results: Results) -> str:
    """Return an SVG with a line for each generator; what was not measured is not drawn."""
    width, height = len(PANELS) * (PANEL + LEFT) + 20, TOP + HEIGHT + 70
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img"'
        ' font-family="sans-serif" font-size="12">',
        "<title>Seconds of a build against the number of pages</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for number, (step, title) in enumerate(PANELS):
        left = LEFT + number * (PANEL + LEFT)
        parts.append(f'<text x="{left}" y="{TOP - 16}" font-weight="bold">{title}</text>')
        parts += [*_grid(left), *_lines(results, step, left)]
    for number, (name, colour) in enumerate(COLOURS.items()):
        x, y = LEFT + number * 120, height - 18
        look = f'stroke="{colour}" stroke-width="2" stroke-dasharray="{DASHES[name]}"'
        parts.append(f'<path d="M{x} {y - 4}h30" {look}/>')
        parts.append(f'<text x="{x + 36}" y="{y}">{NAMES[name]}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def _grid(left: int) -> Iterator[str]:
    for power in range(round(log10(LEAST)), round(log10(MOST)) + 1):
        y = _y(10.0**power)
        yield f'<path d="M{left} {y:.1f}h{PANEL}" stroke="#ddd"/>'
        yield f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{10.0**power:g} s</text>'
    for size in SIZES:
        y = TOP + HEIGHT + 18
        yield f'<text x="{_x(left, size):.1f}" y="{y}" text-anchor="middle">{size:,}</text>'


def _lines(results: Results, step: str, left: int) -> Iterator[str]:
    for name, colour in COLOURS.items():
        own_step = "cold" if step == "bare" and name != OURS else step
        seconds = [(size, results.get(size, own_step, name)) for size in SIZES]
        points = [(_x(left, size), _y(value)) for size, value in seconds if value]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        look = f'stroke="{colour}" stroke-width="2" stroke-dasharray="{DASHES[name]}"'
        yield f'<polyline points="{path}" fill="none" {look}/>'
        for x, y in points:
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>'


def _x(left: int, size: int) -> float:
    first, last = log10(SIZES[0]), log10(SIZES[-1])
    return left + 20 + (PANEL - 40) * (log10(size) - first) / (last - first)


def _y(seconds: float) -> float:
    least, most = log10(LEAST), log10(MOST)
    return TOP + HEIGHT * (most - log10(max(seconds, LEAST))) / (most - least)
