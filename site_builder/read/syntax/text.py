r"""Bytes into text with `\n` line ends, by the encodings that office programs write."""

from __future__ import annotations

import codecs
import re

from site_builder.read.syntax.bounds import is_bounded
from site_builder.read.syntax.characters import find_forbidden, find_unseen
from site_builder.read.syntax.reader import Reader

# What Windows programs write when they do not write Unicode; declared, never detected.
FALLBACK_ENCODING = "cp1252"

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_MERGE = re.compile(r"^(?:<{7}|>{7})(?: .*)?$", re.MULTILINE)
"""What Git writes around two versions that it could not put together."""


def parse_text(content: bytes, reader: Reader) -> str | None:
    """Decode a file; report TXT001 for bytes that are no text, TXT002 for an old encoding.

    TXT023 is a file with two versions, of which nobody has chosen one.

    A byte-order mark decides first, then UTF-8, then Windows-1252. None when nothing fits.
    """
    mark, encoding = byte_order_mark(content)
    if mark:
        return _decode(content[len(mark) :], encoding, reader)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fallback = _decode(content, FALLBACK_ENCODING, reader)
        if fallback is not None:
            row = fallback.splitlines()[line - 1] if fallback.splitlines() else ""
            reader.report("TXT002", reader.place(line), text=row.strip()[:60])
        return fallback
    return _checked(text, reader)


def byte_order_mark(content: bytes) -> tuple[bytes, str]:
    """Return the mark with which a file begins, and its encoding: UTF-8 where there is none."""
    known = (pair for pair in BYTE_ORDER_MARKS if content.startswith(pair[0]))
    return next(known, (b"", "utf-8"))


def searchable_text(content: bytes) -> str:
    """Decode whatever may be text, so that all that stands in it is found."""
    mark, encoding = byte_order_mark(content)
    if not mark and b"\0" in content:  # every other byte of UTF-16 is 0 in Latin letters
        first, second = content[::2].count(0), content[1::2].count(0)
        if max(first, second) * 4 > len(content):
            encoding = "utf-16-be" if first > second else "utf-16-le"
    is_known = bool(mark) or encoding != "utf-8"
    try:
        text = content.decode(encoding, "replace" if is_known else "strict")
    except UnicodeDecodeError:
        text = content.decode(FALLBACK_ENCODING, "replace")
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decode(content: bytes, encoding: str, reader: Reader) -> str | None:
    try:
        return _checked(content.decode(encoding), reader)
    except UnicodeDecodeError as error:
        reader.report("TXT001", reader.place(content.count(b"\n", 0, error.start) + 1))
        return None


def _checked(text: str, reader: Reader) -> str | None:
    """Refuse what no editor types and no reader is to see; unify the line ends."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    is_markdown = reader.path.endswith(".md")
    forbidden = find_forbidden(text, has_references=is_markdown)
    if forbidden is not None:
        start, character = forbidden
        place = reader.place(text.count("\n", 0, start) + 1)
        reader.report("TXT001", place, character=character)
        return None
    merge = _MERGE.search(text)
    if merge is not None:
        place = reader.place(text.count("\n", 0, merge.start()) + 1)
        reader.report("TXT023", place, written=merge[0])
        return None
    if not is_bounded(text, reader):
        return None
    unseen = find_unseen(text, has_references=is_markdown)
    if unseen is not None:  # the first one, since the others came with it
        start, character = unseen
        line = text.count("\n", 0, start) + 1
        reader.report("TXT028", reader.place(line), character=character)
    return text
