"""Markdown as blocks that know their places: one reader for the conversion and for all checks.

It divides a text as Python-Markdown does, which makes the HTML, and takes time in proportion to
the text's length whatever stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from itertools import pairwise

from site_builder.model.content import find_fences
from site_builder.text.spans import Line, Part, PartKind, read_parts

_DEEPEST = 20
"""Quotations and items inside others; Python-Markdown gives up somewhat later."""
_MOST_MARKS = 300
_MARK = re.compile(r"[\[\]{*_`\\<>&!]")
_INDENT = 4
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[-*+]|\d+\.)[ \t]+(?=\S)")
_HEADING = re.compile(r"(?P<level>#{1,6})[ \t]*")
_HEADING_END = re.compile(r"[ \t]*#*[ \t]*(?:\{#(?P<id>[^{}\s]*)\})?[ \t]*\Z")
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*")
_RULE = re.compile(r"[ ]{0,3}([-*_])(?:[ ]{0,2}\1){2,}[ ]*")
_QUOTE = re.compile(r"[ ]{0,3}>[ ]?")
_LABEL = re.compile(r"\[!(?P<kind>[a-z]+)(?:\s+(?P<source>[A-Za-z0-9_-]+))?\][ \t]*")
_DIVIDER = re.compile(r"\\.|\{\{[^{}]*\}\}|`+[^`]*`+|(?P<pipe>\|)")
_CAPTION = re.compile(r":[ ]")


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"
    CAPTION = "caption"
    CODE = "code"


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A box that begins with `>`: a callout, a quotation with its source, or neither."""

    start: int
    kind: str = ""
    """What stands in `[!kind source]`."""
    source: str = ""
    label: str = ""
    """`> [!kind source]`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """One block, with where it stands in the source."""

    kind: BlockKind
    lines: tuple[Line, ...] = ()
    parts: tuple[Part, ...] = ()
    chunk: int = 0
    """Blocks that no empty line divides share a number."""
    quote: Quote | None = None
    level: int = 0
    """Of a heading, from 1; of an item, how far it is indented."""
    id: str = ""
    """Of a heading; may be empty."""
    mark: str = ""
    """Of an item: `-` or `1`."""
    group: int = 0
    """Of an item or a cell: which list or table of the text it belongs to, from 1."""
    row: int = 0
    """Of a cell: 0 for the names of the columns."""

    @property
    def start(self) -> int:
        return self.lines[0].start

    @property
    def is_quoted(self) -> bool:
        """Return whether it holds somebody else's words."""
        return self.quote is not None and self.quote.kind == "quote"


def read_blocks(source: str) -> tuple[Block, ...]:
    """Read a text, such as a section's body or its heading."""
    reader = _Reader()
    reader.read([*_lines(source)], None, 0)
    return tuple(reader.blocks)


BlockReader = Callable[[str], tuple[Block, ...]]


def make_reader() -> BlockReader:
    """Return a reader for one run, which reads each text once however many ask for it."""
    return cache(read_blocks)


def parts_of(blocks: Iterable[Block], kind: PartKind) -> Iterator[Part]:
    """Yield the parts of a kind in their order."""
    return (part for block in blocks for part in block.parts if part.kind is kind)


def is_overloaded(block: Block) -> bool:
    """Return whether Python-Markdown would take minutes for a block, or give up on it."""
    if block.kind is BlockKind.CODE:
        return False
    marks = sum(_weight(line.text) for line in block.lines)
    is_too_deep = _QUOTE.match(block.lines[0].text) or block.level > _DEEPEST * _INDENT
    return marks > _MOST_MARKS or bool(is_too_deep)


def _weight(text: str) -> int:
    """Count marks; a few of them take the square of their number."""
    return len(_MARK.findall(text)) + text.count("[") + 9 * text.count("<")


def begins_table(header: Line, rule: Line) -> bool:
    """Return whether two lines begin a table, if they stand at the top of their paragraph."""
    return "|" in header.text and {"|", "-"} <= set(rule.text) and not rule.text.strip("|:- \t")


def row_blocks(blocks: Iterable[Block]) -> Iterator[tuple[Block, ...]]:
    """Yield paragraphs, items, headings and whole rows of tables, one after another."""
    row: list[Block] = []
    for block in blocks:
        if row and not (block.kind is row[0].kind is BlockKind.CELL and block.row == row[0].row):
            yield tuple(row)
            row = []
        row.append(block)
    if row:
        yield tuple(row)


def _lines(source: str) -> Iterator[Line]:
    start = 0
    for text in source.split("\n"):
        yield Line(start=start, text=text)
        start += len(text) + 1


class _Reader:
    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._chunk = self._group = 0
        self._list = ""
        """Mark of the list that goes on if an item follows."""

    def read(self, lines: list[Line], quote: Quote | None, depth: int) -> None:
        """Read lines that stand by themselves or inside one quotation."""
        fences = find_fences([line.text for line in lines]) if quote is None else {}
        chunk: list[Line] = []
        index = 0
        while index <= len(lines):
            end = fences.get(index)
            if chunk and (end or index == len(lines) or not lines[index].text.strip()):
                self._read_chunk(chunk, quote, depth)
                chunk = []
            if end:
                self._chunk += 1
                self._add(self._block(BlockKind.CODE, quote), lines[index:end])
            elif index < len(lines) and lines[index].text.strip():
                chunk.append(lines[index])
            index = end or index + 1

    def _read_chunk(self, lines: list[Line], quote: Quote | None, depth: int) -> None:
        """Read what stands between two empty lines."""
        self._chunk += 1
        index = 0
        while index < len(lines):
            index = self._read_block(lines, index, quote, depth)

    def _read_block(self, lines: list[Line], index: int, quote: Quote | None, depth: int) -> int:
        """Read the block that begins on a line; return the index of the line after it."""
        line = lines[index]
        end = _end(lines, index + 1)
        is_table = index == 0 and len(lines) > 1 and begins_table(line, lines[1])
        if self._list and (_ITEM.match(line.text) or _indent(line.text) >= _INDENT):
            self._read_list(lines[index:end], quote)
            return end
        self._list = ""
        if _indent(line.text) >= _INDENT:
            start = index
            while index < end and _indent(lines[index].text) >= _INDENT:
                index += 1
            self._add(self._block(BlockKind.CODE, quote), lines[start:index])
            return index
        if is_table:
            self._read_table(lines, quote)
            return len(lines)
        if heading := _HEADING.match(line.text):
            self._read_heading(line, heading.end(), len(heading["level"]), quote)
            return index + 1
        if index + 1 < len(lines) and _UNDERLINE.fullmatch(lines[index + 1].text):
            self._read_heading(line, 0, 2 - lines[index + 1].text.startswith("="), quote)
            return index + 2
        if _RULE.fullmatch(line.text):
            return index + 1
        if _ITEM.match(line.text):
            self._read_list(lines[index:end], quote)
            return end
        if _QUOTE.match(line.text) and depth < _DEEPEST:
            self._read_quote(lines[index:end], depth)
            return end
        self._read_paragraph(lines, index, end, quote)
        return end

    def _read_paragraph(self, lines: list[Line], index: int, end: int, quote: Quote | None) -> None:
        kind, text = BlockKind.PARAGRAPH, lines[index:end]
        is_after_table = bool(self.blocks) and self.blocks[-1].kind is BlockKind.CELL
        if is_after_table and (mark := _CAPTION.match(text[0].text)):
            kind, text[0] = BlockKind.CAPTION, _cut(text[0], mark.end())
        self._add(self._block(kind, quote), text)

    def _read_heading(self, line: Line, start: int, level: int, quote: Quote | None) -> None:
        end = _HEADING_END.search(line.text, start)
        assert end is not None  # it may match nothing at the end
        text = Line(start=line.start + start, text=line.text[start : end.start()])
        block = self._block(BlockKind.HEADING, quote)
        self._add(replace(block, level=level, id=end["id"] or ""), [text])

    def _read_list(self, lines: list[Line], quote: Quote | None) -> None:
        """Read items, each with the lines up to the next one."""
        item: list[Line] = []
        block = self._block(BlockKind.PARAGRAPH, quote)
        for line in lines:
            match = _ITEM.match(line.text)
            # Python-Markdown takes no item behind an indented paragraph of the one before.
            if match is None or (item and block.kind is BlockKind.PARAGRAPH):
                item.append(line)
                continue
            if item:
                self._add(block, item)
            mark = "-" if match["mark"] in "-*+" else "1"
            level = len(match["indent"].expandtabs(_INDENT))
            if not self._list or (mark != self._list and not level):
                self._group, self._list = self._group + 1, mark
            item = [_cut(line, match.end())]
            block = self._block(BlockKind.ITEM, quote)
            block = replace(block, level=level, mark=mark, group=self._group)
        self._add(block, item)

    def _read_table(self, lines: list[Line], quote: Quote | None) -> None:
        self._group += 1
        for row, line in enumerate([lines[0], *lines[2:]]):
            for cell in _cells(line):
                block = self._block(BlockKind.CELL, quote)
                self._add(replace(block, group=self._group, row=row), [cell])

    def _read_quote(self, lines: list[Line], depth: int) -> None:
        inner = []
        for line in lines:
            mark = _QUOTE.match(line.text)
            inner.append(_cut(line, mark.end()) if mark else line)
        quote = Quote(start=lines[0].start)
        if label := _LABEL.match(inner[0].text):
            quote = replace(
                quote,
                kind=label["kind"],
                source=label["source"] or "",
                label=f"> {label[0].strip()}",
            )
            inner[0] = _cut(inner[0], label.end())
        if not any(line.text.strip() for line in inner):
            self._add(self._block(BlockKind.PARAGRAPH, quote), inner[:1])
        self.read(inner, quote, depth + 1)

    def _block(self, kind: BlockKind, quote: Quote | None) -> Block:
        return Block(kind=kind, chunk=self._chunk, quote=quote)

    def _add(self, block: Block, lines: list[Line]) -> None:
        parts = () if block.kind is BlockKind.CODE else read_parts(lines)
        self.blocks.append(replace(block, lines=tuple(lines), parts=parts))


def _end(lines: list[Line], index: int) -> int:
    """Return the index of the line that begins another block although no line is empty."""
    while index < len(lines) and not _begins(lines[index].text):
        index += 1
    return index


def _begins(text: str) -> bool:
    return text.startswith("#") or _RULE.fullmatch(text) is not None


def _cells(line: Line) -> Iterator[Line]:
    """Yield the cells of a row; a bar that is escaped, in code or in an insert divides none."""
    text = line.text
    bars = [match.start() for match in _DIVIDER.finditer(text) if match["pipe"]]
    edges = [-1, *bars, len(text)]
    pairs = [*pairwise(edges)]
    if text.lstrip().startswith("|"):
        pairs = pairs[1:]
    if bars and not text[bars[-1] + 1 :].strip():
        pairs = pairs[:-1]
    for before, after in pairs:
        cell = text[before + 1 : after]
        yield Line(
            start=line.start + before + 1 + len(cell) - len(cell.lstrip()), text=cell.strip()
        )


def _cut(line: Line, length: int) -> Line:
    return Line(start=line.start + length, text=line.text[length:])


def _indent(text: str) -> int:
    expanded = text.expandtabs(_INDENT)
    return len(expanded) - len(expanded.lstrip())
