"""Texts that a spreadsheet would run, of whoever opens a download of the data there."""

from __future__ import annotations

import re

_MARKS = "=@+-\uff1d\uff20\uff0b\uff0d"
"""The wide ones too, which programs of East Asia read alike."""
_QUOTES = "\"'`\u2018\u2019\u201c\u201d\u201e"
_FIRST = frozenset(_MARKS + _QUOTES)
_BEGIN = re.compile(rf"[\s{_QUOTES}]*(?P<mark>[{re.escape(_MARKS)}])(?P<rest>.*)", re.DOTALL)
_NUMBER = re.compile(r"[\d\s().,/+\-]*%?\s*")
"""What follows the sign of a number, or of a telephone number from abroad."""
_COMMAND = re.compile(r"\|\s*'[^'\n]*'\s*!")
"""Of another program, which a spreadsheet would start."""
_SIGNS = "+-"


def formula_mark(text: str) -> str:
    """Return the mark by which a spreadsheet takes a text for a formula; empty for any other."""
    text = text.lstrip()
    if text[:1] in _FIRST and (begin := _BEGIN.match(text)):
        mark = begin["mark"]
        if mark not in _SIGNS or not _NUMBER.fullmatch(begin["rest"]):
            return mark
    return "|" if "|" in text and _COMMAND.search(text) else ""
