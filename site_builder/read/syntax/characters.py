"""Characters that no text can have, and those that nobody sees although they change a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5

# All before the space but for the tab and the line end; what stands for inserts and the like while
# pages are made; what shows words in another order than they are read in; what has no shape, or is
# a tag, a filler of Korean or an empty pattern of Braille, with which words can be hidden or faked;
# what ends a line or a paragraph for some programs only; and what is no character.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u115f\u1160\u17b4\u17b5\u2028\u2029\u202d\u202e"
    "\u2061-\u206f\u2800\u3164\ue000-\ue01f\ufdd0-\ufdef\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
_SHOWN_FROM = "\x7f"
_REFERENCE = re.compile(
    "&(?:#[xX]0*(?P<hexadecimal>[0-9a-fA-F]{1,6})|#0*(?P<decimal>[0-9]{1,7})"
    "|(?P<name>[A-Za-z]{2,40}));"
)
_LAST = 0x10FFFF
# Those that turn the direction of letters, and spaces and joints without width. What
# Arabic, Persian and pictures of several people need is left alone where it is needed.
_UNSEEN = re.compile(
    "[\u034f\u180e\u200b\u202a-\u202c\u2060\ufeff]"
    "|[\u200e\u200f\u061c](?![\u0590-\u08ff\ufb1d-\ufefc])(?<![\u0590-\u08ff\ufb1d-\ufefc].)"
    "|(?<=[0-9A-Za-z\u00aa-\u058f])[\u200c\u200d]"
)


def find_forbidden(text: str, *, has_references: bool = False) -> tuple[int, str] | None:
    """Return the place and the name of the first character that no text can have.

    The name is empty for one that only programs write. Markdown also gives characters by number
    or by name.
    """
    found = _FORBIDDEN.search(text)
    if found is not None:
        return found.start(), _name(found[0]) if found[0] >= _SHOWN_FROM else ""
    references = _referenced(text) if has_references else ()
    return next(
        ((start, _name(char)) for start, char in references if _FORBIDDEN.match(char)), None
    )


def find_unseen(text: str, *, has_references: bool = False) -> tuple[int, str] | None:
    """Return the place and the name of the first character that nobody sees."""
    found = None if text.isascii() else _UNSEEN.search(text)
    if found is not None:
        return found.start(), _name(found[0])
    references = _referenced(text) if has_references else ()
    return next(((start, _name(char)) for start, char in references if _UNSEEN.match(char)), None)


def _referenced(text: str) -> Iterator[tuple[int, str]]:
    """Yield the characters that stand in a text by their numbers or names, with their places."""
    for reference in _REFERENCE.finditer(text) if "&" in text else ():
        if reference["name"]:
            yield from (
                (reference.start(), char) for char in html5.get(f"{reference['name']};", "")
            )
            continue
        digits = reference["hexadecimal"]
        number = int(digits, 16) if digits else int(reference["decimal"])
        yield reference.start(), chr(number) if 0 < number <= _LAST else "\0"


def _name(character: str) -> str:
    """Return a character's number, as lists of characters write it."""
    return f"U+{ord(character):04X}"
