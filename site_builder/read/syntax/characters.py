"""Characters that no text can have, and those that nobody sees although they change a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

# All before the space but for the tab and the line end; what stands for inserts and the like while
# pages are made; what shows words in another order than they are read in; and what is no character.
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202d\u202e\ue000-\ue01f\ufffe\uffff]")
_SHOWN_FROM = "\x7f"
_REFERENCE = re.compile("&#(?:[xX]0*(?P<hexadecimal>[0-9a-fA-F]{1,6})|0*(?P<decimal>[0-9]{1,7}));")
_LAST = 0x10FFFF
# Those that turn the direction of letters, tags, and spaces without width. What Arabic, Persian
# and pictures of several people need is left alone where it is needed.
_UNSEEN = re.compile(
    "[\u180e\u200b\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
    "|[\u200e\u200f\u061c](?![\u0590-\u08ff\ufb1d-\ufefc])(?<![\u0590-\u08ff\ufb1d-\ufefc].)"
    "|(?<=[0-9A-Za-z\u00aa-\u058f])[\u200c\u200d]"
)


def find_forbidden(text: str, *, has_references: bool = False) -> tuple[int, str] | None:
    """Return the place and the name of the first character that no text can have.

    The name is empty for one that only programs write. Markdown also names characters by number.
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
    """Yield the characters that stand in a text by their numbers, with their places."""
    for reference in _REFERENCE.finditer(text) if "&#" in text else ():
        digits = reference["hexadecimal"]
        number = int(digits, 16) if digits else int(reference["decimal"])
        yield reference.start(), chr(number) if 0 < number <= _LAST else "\0"


def _name(character: str) -> str:
    """Return a character's number, as lists of characters write it."""
    return f"U+{ord(character):04X}"
