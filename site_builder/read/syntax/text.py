r"""Bytes into text.

Takes the bytes of a file that a person saved with any program; gives text with `\n` line ends, or
a diagnostic that names the line. It does not guess beyond the encodings that office programs
write, and does not touch the disk.
"""

from __future__ import annotations

import codecs

from site_builder.diagnostics import Diagnostic, Location, problem

# What Windows programs write when they do not write Unicode; declared, never detected.
FALLBACK_ENCODING = "cp1252"

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def parse_text(content: bytes, path: str, found: list[Diagnostic]) -> str | None:
    """Decode a file; report TXT001 for bytes that are no text, TXT002 for an old encoding.

    A byte-order mark decides first, then UTF-8, then Windows-1252. None when nothing fits.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _decode(content[len(mark) :], encoding, path, found)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fallback = _decode(content, FALLBACK_ENCODING, path, found)
        if fallback is not None:
            row = fallback.splitlines()[line - 1] if fallback.splitlines() else ""
            found.append(problem("TXT002", Location(path=path, line=line), text=row.strip()[:60]))
        return fallback
    return _checked(text, path, found)


def _decode(content: bytes, encoding: str, path: str, found: list[Diagnostic]) -> str | None:
    try:
        return _checked(content.decode(encoding), path, found)
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        found.append(problem("TXT001", Location(path=path, line=line)))
        return None


def _checked(text: str, path: str, found: list[Diagnostic]) -> str | None:
    """Refuse control characters, which no editor types; unify the line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line in enumerate(text.split("\n"), 1):
        if any(char < " " and char != "\t" for char in line):
            found.append(problem("TXT001", Location(path=path, line=number)))
            return None
    return text
