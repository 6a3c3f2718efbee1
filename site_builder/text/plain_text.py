"""What a person wrote, as running text: markup, code, inserts and quotations taken out.

Markdown, a template or a plain line becomes one string that knows where each of its words stands
in the source.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import pairwise

from site_builder.text.blocks import Block, BlockKind
from site_builder.text.spans import ENTITY, INSERT, INVISIBLE, Part, PartKind

ASIDE = "\ufffc"
"""Stands for what was taken out, so that its neighbours do not run together."""
BREAK = "\ue010"
"""Stands between two blocks that no empty line divides; private use, so that no text holds it."""
PARAGRAPH_END = "\n\n"

_EXEMPT_MARK = len("[[")
_LINE = re.compile(
    rf"(?P<aside>(?<!\\){INSERT}|\{{[a-z_]+\}}|</?[a-zA-Z][^>\n]*>)|(?P<nothing>{INVISIBLE})"
)
_INLINE_TAGS = "a|abbr|b|bdi|data|em|i|mark|s|small|span|strong|sub|sup|time|u|var"
_ASIDE_TAGS = "script|style|code|pre|kbd|samp"
_JINJA = r"\{\{(?s:.*?)\}\}|\{%(?s:.*?)%\}|\{#(?s:.*?)#\}"
_TEMPLATE = re.compile(
    rf"(?P<aside><(?P<tag>{_ASIDE_TAGS})\b(?s:.*?)</(?P=tag)\s*>|<!--(?s:.*?)-->|{_JINJA})"
    rf"|(?P<nothing></?(?:{_INLINE_TAGS})\b(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|{INVISIBLE})"
    r"|(?P<block><[^<>\"']*(?:(?:\"[^\"]*\"|'[^']*')[^<>\"']*)*>"
    # The other end of a tag, where a condition ends it in two ways.
    rf"|(?<={ASIDE})[\w-]+=\"[^\"<>]*\">)"
    rf"|(?P<entity>{ENTITY})"
)
_READ_ATTRIBUTE = re.compile(
    r"(?<![\w-])(?:alt|title|label|placeholder|content|aria-\w*(?:label|description|valuetext))"
    r"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')"
)
_TAG = re.compile(r"<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningText:
    """Words as they are read, with their places in the source."""

    text: str
    _starts: tuple[int, ...]
    """Where in `text` each piece begins, and where in the source it was taken from."""
    _sources: tuple[int, ...]

    def source_position(self, position: int) -> int:
        """Return the place in the source of a place in the text."""
        if not self._starts:
            return position
        piece = bisect_right(self._starts, position) - 1
        return self._sources[piece] + position - self._starts[piece]


def markdown_text(blocks: Iterable[Block], *, shows_exempt: bool = False) -> RunningText:
    """Return the words of Markdown; code, quotations and exempted numbers are left out."""
    read = [block for block in blocks if block.kind is not BlockKind.CODE and not block.is_quoted]
    pieces = []
    for before, block in pairwise([None, *read]):
        assert block is not None
        if before is not None:
            end = BREAK if before.chunk == block.chunk else PARAGRAPH_END
            pieces.append((end, block.start - len(end)))
        pieces.extend(_shown(part, shows_exempt) for part in block.parts)
    return _joined(pieces)


def line_text(source: str) -> RunningText:
    """Return the words of a title, an interface word or a text of a data file."""
    return _without(source, _LINE)


def template_text(source: str) -> RunningText:
    """Return what a template shows by itself: its text outside tags and expressions."""
    return _without(_masked(source), _TEMPLATE)


def template_attributes(source: str) -> Iterator[tuple[int, str]]:
    """Yield the attributes of a template that are read out or shown, with their places."""
    if "=" not in source:
        return
    for tag in _TAG.finditer(_masked(source)):
        for match in _READ_ATTRIBUTE.finditer(tag.group()):
            group = 1 if match[1] is not None else 2
            yield tag.start() + match.start(group), match[group]


def _shown(part: Part, shows_exempt: bool) -> tuple[str, int]:
    match part.kind:
        case PartKind.TEXT:
            return part.text, part.start
        case PartKind.EXEMPT if shows_exempt:
            return part.text, part.start + _EXEMPT_MARK
        case PartKind.IMAGE:
            return "", part.start
        case PartKind.LINK if not part.text:
            return "", part.start
    return ASIDE, part.start


def _masked(source: str) -> str:
    """Put fillers of the same length over expressions, which may stand inside tags."""
    return re.sub(_JINJA, lambda match: ASIDE * len(match.group()), source)


def _without(source: str, pattern: re.Pattern[str]) -> RunningText:
    """Take out what a pattern finds."""
    pieces, position = [], 0
    for match in pattern.finditer(source):
        pieces.append((source[position : match.start()], position))
        shown = ASIDE
        if match["nothing"]:
            shown = ""
        elif match.groupdict().get("entity"):
            character = unescape(match[0])
            shown = character if len(character) == 1 else ASIDE
        pieces.append((shown, match.start()))
        position = match.end()
    return _joined([*pieces, (source[position:], position)])


def _joined(pieces: Iterable[tuple[str, int]]) -> RunningText:
    """Join texts, each with its place in the source."""
    filled = [piece for piece in pieces if piece[0]]
    starts, length = [], 0
    for text, _ in filled:
        starts.append(length)
        length += len(text)
    return RunningText(
        text="".join(text for text, _ in filled),
        _starts=tuple(starts),
        _sources=tuple(source for _, source in filled),
    )
