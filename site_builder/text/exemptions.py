"""`[[38]]{reason="…"}`: one typed number that may stay, and why.

Takes Markdown; gives the marks in it with their places, and the text as readers see it. Whether
the number needs its mark is for the check on typed numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MARK = re.compile(
    r"\[\[(?P<number>[^\[\]\n]*)\]\](?!\()"
    r"(?:\{\s*reason\s*=\s*[\"“”'](?P<reason>[^\"“”'\n]*)[\"“”']\s*\})?"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExemptionMark:
    """One mark, with its place in the text."""

    number: str
    reason: str
    """Empty when none is given, which the check refuses."""
    start: int
    end: int


def find_exemption_marks(text: str) -> Iterator[ExemptionMark]:
    """Find every number in double square brackets that is not the text of a link."""
    for match in _MARK.finditer(text):
        yield ExemptionMark(
            number=match["number"].strip(),
            reason=(match["reason"] or "").strip(),
            start=match.start(),
            end=match.end(),
        )


def without_exemption_marks(text: str) -> str:
    """Give the text with the numbers alone in the place of their marks."""
    return _MARK.sub(lambda match: match["number"], text)
