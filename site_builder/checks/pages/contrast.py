"""Colours of words that stand out too little from what is behind them.

They are named by their jobs in one style sheet: first those of light, then what other schemes and
surfaces change. Colours that are see-through or computed are left to the eye.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from site_builder.diagnostics import Diagnostic, problem
from site_builder.read.templates import as_written
from site_builder.text.inserts import places_of
from site_builder.views.assets.assets import TOKENS
from site_builder.views.context import SiteContext

_LEAST = 4.5
"""Success criterion 1.4.3 of WCAG 2.2, for words of any size."""
_WORDS = ("text", "quiet", "link")
_ON_PAGES = (
    *((word, ground) for word in _WORDS for ground in ("page", "surface")),
    ("on-lamp", "lamp"),
    *(("window-text", ground) for ground in ("window-top", "window-foot")),
)
_ON_NIGHT = tuple((word, "night") for word in _WORDS)
_BLOCK = re.compile(r"(?P<selector>[^{};]*)\{(?P<body>[^{}]*)\}")
_COLOUR = re.compile(r"--colour-(?P<name>[a-z-]+):\s*(?P<value>#(?:[0-9a-fA-F]{3}){1,2})\b")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SCHEME = ":root"

Colours = Mapping[str, re.Match[str]]
"""By the name of their job, each where it stands."""


def check_contrast(_: SiteContext, templates: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Report words whose colour is too near that of their ground (TPL009), each once."""
    sheet = templates.get(TOKENS, "")
    place = places_of(as_written(TOKENS, sheet))
    said: set[int] = set()
    for word, ground in _pairs(_COMMENT.sub(lambda found: " " * len(found[0]), sheet)):
        ratio = _contrast(word["value"], ground["value"])
        # What is written last is what somebody has changed for this scheme.
        start = max(word.start(), ground.start())
        if ratio < _LEAST and start not in said:
            said.add(start)
            yield problem(
                "TPL009",
                place(start),
                word=f"--colour-{word['name']}",
                ground=f"--colour-{ground['name']}",
                ratio=f"{ratio:.1f}",
                least=_LEAST,
            )


def _pairs(sheet: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    """Yield each colour of words with each ground on which they stand."""
    schemes: list[Colours] = []
    surfaces: list[Colours] = []
    for block in _BLOCK.finditer(sheet):
        found = _COLOUR.finditer(sheet, block.start("body"), block.end("body"))
        colours = {each["name"]: each for each in found}
        if block["selector"].strip() == _SCHEME:
            schemes.append({**schemes[0], **colours} if schemes else colours)
        elif colours:
            surfaces.append(colours)
    for scheme in schemes:
        yield from _named(scheme, _ON_PAGES)
        for surface in surfaces if _has_night(scheme) else ():
            yield from _named({**scheme, **surface}, _ON_NIGHT)


def _has_night(scheme: Colours) -> bool:
    """Return whether there are dark surfaces, as on a screen; paper has none."""
    values = [scheme[name]["value"] for name in ("night", "page") if name in scheme]
    return len(set(values)) > 1


def _named(
    colours: Colours, pairs: Iterable[tuple[str, str]]
) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    for word, ground in pairs:
        if word in colours and ground in colours:
            yield colours[word], colours[ground]


def _contrast(one: str, other: str) -> float:
    """Return how much two colours differ, from 1 for none to 21 for black and white."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.removeprefix("#")
    width = len(digits) // 3
    parts = (digits[start : start + width] * (3 - width) for start in range(0, 3 * width, width))
    red, green, blue = (_linear(int(part, 16) / 255) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    is_dark = part <= 0.04045  # noqa: PLR2004 - as sRGB defines it
    return part / 12.92 if is_dark else float(((part + 0.055) / 1.055) ** 2.4)
