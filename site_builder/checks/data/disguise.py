"""A text as whoever reads it gets it: without what stands between digits and is not seen.

Digits may be written by their numbers, apart in a list, or with tags, comments and characters of
no width between them. Whatever is found in the plain text has its place in the written one.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect
from dataclasses import dataclass, field

_DISGUISE = re.compile(
    # One look at the character first: most of a long table is passed over by it.
    r"""(?=[&\\%<{"'\]\n\x80-\U0010ffff]|,["' \t\n]|[ \t]{1,9}\n)(?:"""
    r"&(?:\#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7})|[A-Za-z]{2,8});"
    # As YAML, scripts, addresses and styles name a character by its number.
    r"|\\(?:x(?P<byte>[0-9a-fA-F]{2})|u\{?(?P<short>[0-9a-fA-F]{4})\}?|U(?P<long>[0-9a-fA-F]{8}))"
    r"|%(?P<percent>[2-7][0-9a-fA-F])"
    r"|\\0{0,4}(?P<style>3[0-9])\ ?"
    # What a page does not show, between digits.
    r"|(?P<unshown>(?:<(?<=\d<)|\{(?<=\d\{)(?=\#))(?:(?!\d{6}).){1,300}?[>}](?=[\d&\\]))"
    # Where a link leads, between its words and what follows.
    r"|(?P<link>\](?<=\d\])(?:\((?:(?!\d{6})[^()\n]){0,300}\)|\[(?:(?!\d{6})[^\[\]\n]){0,99}\])"
    r"(?=[ \[]{0,2}[\d&\\]))"
    # From one item of a list to the next.
    r"""|(?P<item>(?:["'][ \t]{0,9},|,(?=["' \t\n])|["']?[ \t]{0,9}\n[ \t]{0,40}-[ \t])"""
    r"""[ \t\n]{0,40}["']?(?=\d))"""
    r"|(?P<other>[^\x00-\x7f]))",
    re.VERBOSE | re.DOTALL,
)
_LAST = 0x10FFFF
_FILLERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks that nobody sees."""
_UNSEEN = {"Cf", "Mn", "Me"}
"""Characters without a width of their own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Plain:
    """A text without disguise, whose places are known in the text as it is written."""

    text: str
    _starts: tuple[int, ...] = field(default=(0,), repr=False)
    _written: tuple[int, ...] = field(default=(0,), repr=False)

    def written(self, position: int) -> int:
        """Return where a place of the plain text stands in the written one."""
        nearest = bisect(self._starts, position) - 1
        return self._written[nearest] + position - self._starts[nearest]


def undisguised(text: str) -> Plain:
    """Write every digit, space and dash in its plain form, and leave out what nobody sees."""
    parts: list[str] = []
    starts, written, length, last = [0], [0], 0, 0
    for match in _DISGUISE.finditer(text):
        plain = _plain(match)
        parts += (text[last : match.start()], plain)
        length += match.start() - last + len(plain)
        if len(plain) != match.end() - match.start():
            starts.append(length)
            written.append(match.end())
        last = match.end()
    if not parts:
        return Plain(text=text)
    parts.append(text[last:])
    return Plain(text="".join(parts), _starts=tuple(starts), _written=tuple(written))


def _plain(match: re.Match[str]) -> str:
    found = match.lastgroup
    if found in {"unshown", "link"}:
        return ""
    if found == "item":
        return ","
    if found == "other":
        return plain_character(match[0])
    if found is None:
        return "".join(map(plain_character, html.unescape(match[0])))
    number = int(match[found], 16)
    return plain_character(chr(number)) if number <= _LAST else match[0]


def plain_character(char: str) -> str:
    """Return the plain form of a character; nothing of one that is not seen."""
    if char.isascii():
        return char
    if char.isdigit():
        return str(unicodedata.digit(char))
    category = unicodedata.category(char)
    if category in _UNSEEN or char in _FILLERS:
        return ""
    same = unicodedata.normalize("NFKC", char)
    return {"Zs": " ", "Pd": "-"}.get(category, same if len(same) == 1 else char)
