"""Any file that an office program saves into a workbook: what it is, its bytes tell."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from site_builder.importer.workbook.cells import Cell, Sheet, Workbook, text_cell
from site_builder.importer.workbook.ods import read_opendocument
from site_builder.importer.workbook.package import (
    DAMAGE,
    MOST_CELLS,
    Fault,
    UnreadableError,
    open_package,
)
from site_builder.importer.workbook.xlsx import read_excel
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.text import parse_text, searchable_text

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""Excel 97 and, as it happens, every workbook that a password locks."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_DESCRIPTIONS = {"docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml"}
"""Parts of a package that tell of the file: who wrote it, for which office."""
_TAG = re.compile(r"<[^<>]*>")
_TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}
_SEPARATORS = (";", ",", "\t")
_DECLARED = {f"sep={mark}": mark for mark in _SEPARATORS}
"""The first line with which Excel names the separator."""


def read_workbook(content: bytes, path: str, fitness: Callable[[Sheet], int]) -> Workbook:
    """Read a file, or raise `UnreadableError`; its name counts only for text.

    `fitness` measures how much a sheet says, to find the separator of a text file.
    """
    if content.startswith(_OLD_OFFICE):
        raise UnreadableError(Fault.LOCKED if _LOCKED in content else Fault.OLD)
    if content.startswith(_ZIP):
        try:
            return _read_package(content, path)
        except DAMAGE as error:
            raise UnreadableError(Fault.DAMAGED) from error
    if PurePath(path).suffix.lower() not in _TEXT_SUFFIXES:
        raise UnreadableError(Fault.UNKNOWN)
    return _read_text(content, path, fitness)


def _read_package(content: bytes, path: str) -> Workbook:
    with open_package(content) as archive:
        names = set(archive.namelist())
        said = {
            name: _TAG.sub("\n", searchable_text(archive.read(name)))
            for name in sorted(names & _DESCRIPTIONS)
        }
        if any(name.startswith("xl/") for name in names):
            sheets = read_excel(archive, path)
            return Workbook(path=path, sheets=sheets, is_excel=True, descriptions=said)
        if {"content.xml", "META-INF/manifest.xml"} <= names:
            sheets = read_opendocument(archive, path)
            return Workbook(path=path, sheets=sheets, descriptions=said)
    raise UnreadableError(Fault.UNKNOWN)


def _read_text(content: bytes, path: str, fitness: Callable[[Sheet], int]) -> Workbook:
    """Read the one sheet of a text file with the separator that fits best."""
    reader = Reader(path)
    text = parse_text(content, reader)
    if text is None:
        raise UnreadableError(Fault.UNKNOWN)
    first_line, _, rest = text.partition("\n")
    separator = _DECLARED.get(first_line.strip().strip('"').lower())
    if separator:
        sheet = _split(f"\n{rest}", path, separator, strict=True)
    else:
        # Of equals the first wins: a sheet that fits none is shown with semicolons. Only of the
        # right separator can it be said that every quotation mark needs its partner.
        best = max(_SEPARATORS, key=lambda mark: fitness(_split(text, path, mark)))
        sheet = _split(text, path, best, strict=True)
    # The line that an old encoding was noticed on may hold anything, so it is not repeated; what
    # cannot be seen is named by its column, and not read.
    problems = tuple(
        replace(found, params={}) for found in reader.finish() if "character" not in found.params
    )
    return Workbook(path=path, sheets=(sheet,), problems=problems)


def _split(text: str, path: str, separator: str, *, strict: bool = False) -> Sheet:
    """Split text into rows, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)
    rows: list[tuple[Cell, ...]] = []
    lines = [1]
    size = 0
    try:
        for values in reader:
            cells = [text_cell(value) for value in values]
            while cells and cells[-1].is_empty:
                cells.pop()
            rows.append(tuple(cells))
            lines.append(reader.line_num + 1)
            size += len(cells) + 1
            if size > MOST_CELLS:
                raise UnreadableError(Fault.LARGE)
    except csv.Error as error:
        raise UnreadableError(Fault.QUOTES if strict else Fault.DAMAGED) from error
    return Sheet(path=path, name="", rows=tuple(rows), lines=tuple(lines[:-1]))
