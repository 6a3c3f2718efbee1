"""Any file that an office program saves into a workbook: what it is, its bytes tell.

Takes the bytes and the name of a file; gives its sheets, or raises `UnreadableError` with the
reason. The name counts only for text, which has no mark of its own.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import PurePath

from site_builder.diagnostics import Diagnostic
from site_builder.importer.workbook.cells import Sheet, Workbook
from site_builder.importer.workbook.csv_file import read_delimited
from site_builder.importer.workbook.ods import read_opendocument
from site_builder.importer.workbook.unreadable import MOST_BYTES, Fault, UnreadableError
from site_builder.importer.workbook.xlsx import read_excel

_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""Excel 97 and, as it happens, every workbook that a password locks."""
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_TEXT_SUFFIXES = {".csv", ".tsv", ".txt"}


def read_workbook(
    content: bytes, path: str, fitness: Callable[[Sheet], int], found: list[Diagnostic]
) -> Workbook:
    """Read a file; `fitness` tells which separator makes the most of a text file."""
    if content.startswith(_OLD_OFFICE):
        raise UnreadableError(Fault.LOCKED if _LOCKED in content else Fault.OLD)
    if content.startswith(_ZIP):
        names = _names_inside(content)
        if "xl/workbook.xml" in names:
            return Workbook(path=path, sheets=read_excel(content, path), is_excel=True)
        if {"content.xml", "META-INF/manifest.xml"} <= names:
            return Workbook(path=path, sheets=read_opendocument(content, path))
        raise UnreadableError(Fault.UNKNOWN)
    if PurePath(path).suffix.lower() not in _TEXT_SUFFIXES:
        raise UnreadableError(Fault.UNKNOWN)
    return Workbook(path=path, sheets=(read_delimited(content, path, fitness, found),))


def _names_inside(content: bytes) -> frozenset[str]:
    """List a zip file, unless it would unpack to more than any workbook needs."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise UnreadableError(Fault.LARGE)
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, EOFError) as error:
        raise UnreadableError(Fault.DAMAGED) from error
