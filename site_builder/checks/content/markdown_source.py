"""What Markdown would drop, misread or publish as typed, without a word to anybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from html import unescape
from itertools import islice, pairwise

from site_builder.checks.content.passages import markdown_texts
from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import Source
from site_builder.model.urls import host_of, scheme_of
from site_builder.pages.page import Page
from site_builder.pages.site_plan import insert_name
from site_builder.text.blocks import (
    Block,
    BlockKind,
    Quote,
    begins_table,
    is_overloaded,
    parts_of,
    row_blocks,
)
from site_builder.text.inserts import places_of
from site_builder.text.spans import Line, PartKind
from site_builder.views.context import SiteContext
from site_builder.views.prose.converter import LINK_SCHEMES
from site_builder.views.prose.markdown import CALLOUTS

_NESTING = 4
"""Spaces that Python-Markdown needs below a list item."""
_SUBHEADINGS = (3, 4)
_GLUED_ITEM = re.compile(r"(?:[-*+]|\d+\.)[ \t]+\S")
_TIGHT_ITEM = re.compile(r"[-+][^\W\d]")
# Bullets as people type them and as office programs paste them, some as letters of symbol fonts.
_OF_THE_WEB = {"http", "https"}
_FOREIGN_MARK = re.compile(
    r"\A(?P<mark>(?:[•◦▪‣·\uf0a7\uf0b7\uf0d8\uf0fc]|\d+\))[ \t]*|(?:[oØü§]|[a-zA-Z][.)])\t\s*)\w"
    r"|\[\^[^\]\s]+\]"
)
_FENCE = re.compile(r"[ \t]*+(?:`{3,}[^`]*|~{3,}.*)\Z")
_STRONG = re.compile(r"\*\*")
_SHOWN = 30

Place = Callable[[int], Location]


def check_markdown(site: SiteContext, page: Page) -> Iterator[Diagnostic]:
    """Report mistakes in the Markdown of a page, each at its own place."""
    for text in markdown_texts(page):
        yield from markdown_problems(site, site.blocks(text.value), places_of(text))


def markdown_problems(
    site: SiteContext, blocks: tuple[Block, ...], place: Place
) -> Iterator[Diagnostic]:
    """Report the mistakes of one text."""
    for block in filter(is_overloaded, blocks):
        yield problem("TXT021", place(block.start))
    blocks = tuple(block for block in blocks if not is_overloaded(block))
    yield from _raw_html(blocks, place)
    yield from _links(site, blocks, place)
    yield from _headings(blocks, place)
    yield from _lists(blocks, place)
    yield from _tables(blocks, place)
    yield from _rows(blocks, place)
    yield from _lookalikes(blocks, place)
    yield from _unclosed(blocks, place)
    for quote in dict.fromkeys(block.quote for block in blocks if block.quote is not None):
        yield from _quote(quote, place, site.project.sources)


def _raw_html(blocks: tuple[Block, ...], place: Place) -> Iterator[Diagnostic]:
    """Report the first tag of each line (TXT006)."""
    seen: set[int] = set()
    for part in parts_of(blocks, PartKind.HTML):
        found = place(part.start)
        if found.line not in seen:
            seen.add(found.line)
            yield problem("TXT006", found, written=part.text[:_SHOWN])


def _links(site: SiteContext, blocks: tuple[Block, ...], place: Place) -> Iterator[Diagnostic]:
    """Report links that are no web address (TXT012), and typed addresses of pages (TXT024)."""
    for part in parts_of(blocks, PartKind.LINK):
        if insert := _insert_for(site, part.target):
            yield problem("TXT024", place(part.start), target=part.target, insert=insert)
    for kind in (PartKind.LINK, PartKind.IMAGE):
        for part in parts_of(blocks, kind):
            scheme = "" if "{{" in part.target else scheme_of(_as_opened(part.target))
            if scheme in _OF_THE_WEB and not host_of(_as_opened(part.target)):
                scheme = None  # a browser opens the first part of it as a host all the same
            if scheme not in LINK_SCHEMES or part.target.startswith("//"):
                target = part.target[:40]
                yield problem("TXT012", place(part.start), scheme=scheme or "", target=target)


def _as_opened(target: str) -> str:
    """Return an address as a browser takes it: characters by their names, no spaces in it."""
    return re.sub(r"[\x00-\x20\\]", "", unescape(target))


def _insert_for(site: SiteContext, target: str) -> str:
    """Return the insert for the address of a page of this site; empty for any other address."""
    address, mark, anchor = target.partition("#")
    path = f"/{address.removeprefix(site.base_url)}" if site.base_url in address else address
    if not path.startswith("/"):
        return ""
    named = (page.key for page in site.plan.pages if page.url == f"{path.rstrip('/')}/")
    key = next(named, "")
    return f"{{{{ page.{insert_name(key)} }}}}{mark}{anchor}" if key else ""


def _headings(blocks: tuple[Block, ...], place: Place) -> Iterator[Diagnostic]:
    """Report headings that make no section (TXT007), and those below none of theirs (TXT030)."""
    above = _SUBHEADINGS[0] - 1
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            heading = block.lines[0].text
            if block.level not in _SUBHEADINGS:
                yield problem("TXT007", place(block.start), heading=heading, id="")
            elif block.level > above + 1:
                mark, meant = "#" * block.level, "#" * (above + 1)
                yield problem("TXT030", place(block.start), heading=heading, mark=mark, meant=meant)
            above = block.level


def _lists(blocks: tuple[Block, ...], place: Place) -> Iterator[Diagnostic]:
    """Report items that would be no items (TXT009), and items that would nest in none (TXT010)."""
    for block in blocks:
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.CAPTION}:
            glued = [line for line in block.lines[1:] if _GLUED_ITEM.match(line.text)]
            tight = [line for line in block.lines if _TIGHT_ITEM.match(line.text)]
            if tight and len([*glued, *tight]) > 1:
                written, mark = tight[0].text.strip()[:_SHOWN], tight[0].text[0]
                yield problem(
                    "TXT020", place(tight[0].start), written=written, mark=mark, meant=mark
                )
            elif glued:
                yield problem("TXT009", place(glued[0].start))
    for before, block in pairwise(blocks):
        indent = block.level - before.level
        is_next = block.kind is before.kind is BlockKind.ITEM and before.chunk == block.chunk
        if is_next and 0 < indent < _NESTING:
            yield problem("TXT010", place(block.start), indent=block.level, owed=_NESTING)


def _tables(blocks: tuple[Block, ...], place: Place) -> Iterator[Diagnostic]:
    """Report tables that no caption follows (TXT011)."""
    headers: list[Block] = []
    for block, after in pairwise((*blocks, None)):
        if block is None or block.kind is not BlockKind.CELL:
            continue
        if not block.row:
            headers = [*headers, block] if headers and headers[0].group == block.group else [block]
        is_last = after is None or after.kind is not BlockKind.CELL or after.group != block.group
        if is_last and (after is None or after.kind is not BlockKind.CAPTION):
            header = " | ".join(cell.lines[0].text for cell in headers)
            yield problem("TXT011", place(headers[0].start), header=header[:60])


def _rows(blocks: tuple[Block, ...], place: Place) -> Iterator[Diagnostic]:
    """Report rows of a table with cells too few or too many (TXT031)."""
    expected = 0
    for row in row_blocks(blocks):
        if row[0].kind is BlockKind.CELL:
            expected = expected if row[0].row else len(row)
            if len(row) != expected:
                yield problem("TXT031", place(row[0].start), count=len(row), expected=expected)


def _lookalikes(blocks: tuple[Block, ...], place: Place) -> Iterator[Diagnostic]:
    """Report what another dialect of Markdown would make a list, a table or a footnote (TXT020)."""
    for block in blocks:
        if block.kind is BlockKind.CODE:
            yield from _indented(block, place)
            continue
        lines = [*pairwise(block.lines)]
        tables = (above for above, below in lines if begins_table(above, below))
        if all(line.text.startswith("|") for line in block.lines[:2]) and lines:
            rule = "| --- " * (block.lines[0].text.strip().strip("|").count("|") + 1) + "|"
            written = block.lines[0].text.strip()[:_SHOWN]
            yield problem("TXT020", place(block.start), written=written, rule=rule)
            continue
        marked = (line for line in block.lines if _FOREIGN_MARK.search(line.text))
        for line in (*islice(tables, 1), *islice(marked, 1)):
            written = line.text.strip()[:_SHOWN]
            mark, meant = _item_mark(written)
            # Right below a sentence, an item is none even with the mark that is meant.
            above = next((up.text.strip()[:_SHOWN] for up, it in lines if mark and it is line), "")
            found = place(line.start)
            yield problem("TXT020", found, written=written, mark=mark, meant=meant, above=above)


def _indented(block: Block, place: Place) -> Iterator[Diagnostic]:
    """Report a paragraph that is code only because its line is indented (TXT033)."""
    line = block.lines[0]
    indent = len(line.text) - len(line.text.lstrip())
    if indent:
        tab = "tab" if "\t" in line.text[:indent] else ""
        yield problem("TXT033", place(line.start), tab=tab, indent=indent)


def _item_mark(written: str) -> tuple[str, str]:
    """Return the mark of an item and the one that Markdown has for it; empty for no item."""
    found = _FOREIGN_MARK.search(written)
    mark = (found["mark"] or "").strip() if found else ""
    is_number = mark[-1:] in {")", "."}
    return mark, ("1." if is_number else "-") if mark else ""


def _unclosed(blocks: tuple[Block, ...], place: Place) -> Iterator[Diagnostic]:
    """Report `**` without its pair, which readers would see (TXT025)."""
    for block in blocks:
        if block.kind is BlockKind.CODE:
            continue
        yield from _open_fence(block, place)
        shown = [(part.start, part.end) for part in block.parts]
        opened: Line | None = None
        for line in block.lines:
            for found in _STRONG.finditer(line.text):
                start = line.start + found.start()
                if not any(begin <= start < end for begin, end in shown):
                    text = line.text[found.start() :]
                    opened = None if opened else Line(start=start, text=text)
        if opened:
            written = opened.text[:_SHOWN]
            yield problem("TXT025", place(opened.start), written=written)


def _open_fence(block: Block, place: Place) -> Iterator[Diagnostic]:
    """Report the first line that is to begin or end code and does not (TXT029)."""
    fence = next((line for line in block.lines if _FENCE.match(line.text)), None)
    if fence is not None:
        written = fence.text.strip()[:_SHOWN]
        yield problem("TXT029", place(fence.start), written=written)


def _quote(quote: Quote, place: Place, sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """Report unknown kinds of box (TXT013), and quotations without a known source (DAT007)."""
    found, known = place(quote.start), (*CALLOUTS, "quote")
    if quote.kind == "quote":
        if quote.source not in sources:
            guess = nearest(quote.source, sources)
            file = "data/sources.yaml"
            yield problem("DAT007", found, value=quote.source, file=file, nearest=guess, known="")
    elif quote.kind and quote.kind not in CALLOUTS:
        guess = nearest(quote.kind, known)
        yield problem("TXT013", found, kind=quote.kind, nearest=guess, known=", ".join(known))
