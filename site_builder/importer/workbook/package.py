"""Office files are zip packages of XML: opening one safely, and why a file cannot be read."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from io import BytesIO
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from site_builder.importer.workbook.cells import Cell, Sheet, Span

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_CELLS = 2_000_000
"""A year of a large city's data has a hundredth of this; more is a mistake or an attack."""
MOST_COLUMNS = 16_384
MOST_BYTES = 150_000_000
"""Unpacked; a zip file can claim far more than it weighs."""
# What zipfile and the parser raise on files that other programs wrote wrongly, and we on counts.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, KeyError, IndexError, ParseError, DefusedXmlException, EOFError,
    ValueError, ArithmeticError, NotImplementedError, RuntimeError,
)  # fmt: skip


class Fault(StrEnum):
    """What keeps a file from being read, as `messages/` names it."""

    OLD = "old"
    LOCKED = "locked"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"
    LARGE = "large"
    QUOTES = "quotes"
    """A quotation mark without its partner, which would swallow the rows below it."""


class UnreadableError(Exception):
    """A file that no reader can make sense of; it never leaves the importer."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault


class SheetBuilder:
    """A sheet while its parts go by; empty rows wait for one that holds something."""

    def __init__(self) -> None:
        self.merged: list[Span] = []
        self.hidden_rows: list[range] = []
        self.hidden_columns: list[range] = []
        self.comments: dict[tuple[int, int], str] = {}
        self._rows: list[tuple[Cell, ...]] = []
        self._size = 0

    def add_rows(self, number: int, cells: tuple[Cell, ...], count: int = 1) -> None:
        """Add `count` equal rows, the first of them with this number."""
        if not cells:
            return
        gap = number - len(self._rows)
        if gap < 0:
            raise ValueError(number)
        self._size += gap + count * len(cells)
        if self._size > MOST_CELLS:
            raise UnreadableError(Fault.LARGE)
        self._rows += [()] * gap + [cells] * count

    def sheet(self, path: str, name: str, *, is_hidden: bool) -> Sheet:
        return Sheet(
            path=path,
            name=name,
            rows=tuple(self._rows),
            # Nothing stands below the last row, and a span may be said to end a million rows there.
            merged=tuple(
                replace(span, bottom=min(span.bottom, len(self._rows) - 1))
                for span in self.merged
                if span.top < len(self._rows)
            ),
            hidden_rows=_below(len(self._rows), self.hidden_rows),
            hidden_columns=_below(max(map(len, self._rows), default=0), self.hidden_columns),
            is_hidden=is_hidden,
            comments=self.comments,
        )


def _below(end: int, ranges: Iterable[range]) -> frozenset[int]:
    """Return the numbers below an end in some ranges, however far these claim to go."""
    return frozenset(n for each in ranges for n in range(each.start, min(each.stop, end)))


def open_package(content: bytes) -> zipfile.ZipFile:
    """Open a zip file, unless it would unpack to more than any workbook needs."""
    archive = zipfile.ZipFile(BytesIO(content))
    if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
        raise UnreadableError(Fault.LARGE)
    return archive


def walk_xml(archive: zipfile.ZipFile, name: str, tags: Collection[str]) -> Iterator[Element]:
    """Yield each finished element whose local name is wanted; its content is dropped afterwards.

    Names count without their namespaces, which Strict and Transitional Open XML write differently.
    """
    with archive.open(name) as source:
        for _, element in iterparse(source, forbid_dtd=True):
            if local(element.tag) in tags:
                yield element
                element.clear()


def local(name: str) -> str:
    """Return the name of an element or attribute without its namespace."""
    return name.rpartition("}")[2]
