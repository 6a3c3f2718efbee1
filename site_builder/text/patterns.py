"""Text in one plain form, character for character, and words of a catalog as patterns over it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

GAP = r"(?:[ \t]+(?:\n[ \t]*)?|\n[ \t]*)"
"""Between two words of one paragraph: spaces, and one line end at most."""
DASH = "[-\u2013\u2014]"
NOTHING = r"(?!)"


def fold(text: str) -> str:
    """Return text of the same length in small letters, with plain digits, spaces and hyphens."""
    if text.isascii():
        return text.lower()
    return text.translate(_FOLDED)


def phrase(text: str) -> str:
    """Return the pattern of a word or of several, not inside a longer word; digits may touch."""
    words = fold(text).split()
    pattern = GAP.join(re.escape(word) for word in words)
    start = r"(?<![^\W\d])" if words and _is_word(words[0][0]) else ""
    end = r"(?![^\W\d])" if words and _is_word(words[-1][-1]) else ""
    return f"{start}{pattern}{end}"


def any_of(texts: Iterable[str]) -> str:
    """Return the pattern of any of several words, the longest first; NOTHING for none."""
    ordered = sorted({text for text in texts if text.strip()}, key=lambda text: (-len(text), text))
    return f"(?:{'|'.join(map(phrase, ordered))})" if ordered else NOTHING


def _fold_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    if unicodedata.category(character) != "No":  # a raised 2 is no digit of a number
        plain = unicodedata.normalize("NFKC", character)
        character = plain if len(plain) == 1 else character
    if character in "\u2010\u2011\u2212":
        return "-"
    small = character.lower()
    return small if len(small) == 1 else character


class _Folded(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = _fold_character(chr(code))
        return self[code]


_FOLDED = _Folded()


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"
