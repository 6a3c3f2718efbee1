"""What the text of an office file is: a package of XML, to be searched and not understood.

Sheets are read for their counts by the importer; here only their words matter.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from site_builder.read.syntax.text import searchable_text

DOCUMENTS = (".doc", ".docx", ".odp", ".odt", ".ppt", ".pptx")
_ENDINGS = (*DOCUMENTS, ".ods", ".xls", ".xlsb", ".xlsm", ".xlsx")
_MOST_BYTES = 20_000_000
"""Unpacked; a package can claim far more than it weighs."""
_PARTS = re.compile(
    r"xl/(?:sharedStrings|worksheets/[^/]*)\.xml"
    r"|word/(?:document|comments|footnotes|endnotes|header\d*|footer\d*)\.xml|content\.xml"
    r"|ppt/(?:slides|notesSlides)/[^/]*\.xml",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"xl/(?:comments[^/]*|(?:comments|threadedComments|drawings|charts)/[^/]*)\.(?:xml|vml)"
    r"|xl/workbook\.xml|docProps/[^/]*\.xml|meta\.xml",
    re.IGNORECASE,
)
"""Comments, text beside cells, the names of sheets, and who wrote the file."""
_NAME = re.compile(
    r"<(?:\w+:)?(?:sheet|table|definedName|named-range)\s(?:[^<>]*?\s)?(?:table:)?name=\"([^\"]*)\""
)
"""Of a sheet, or of a part of one."""
_INLINE = re.compile(r"</?(?:\w+:)?(?:r|t|rPr|span|a|hyperlink|ins)(?:\s[^<>]*)?>|<[^<>]*/>")
"""Tags inside a cell or a paragraph, which may part a number."""
_SPACE = re.compile(r"<(?:\w+:)?(?:br|cr|line-break|s|tab)(?:\s[^<>]*)?/>")
_TAGS = re.compile(r"(?:\s*<[^<>]*>)+\s*")
_NOBODYS = re.compile(r"-?(?:\d{1,7}|\d+\.\d+(?:E[+-]?\d+)?)")
"""A count, or a number that was worked out: most of what sheets hold."""
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError),
    *(OSError, RuntimeError, ValueError),
)


def is_office_file(path: str) -> bool:
    return path.lower().endswith(_ENDINGS)


def office_text(content: bytes) -> str | None:
    """Return what cells or paragraphs say, each once and on a line; None if it cannot be read.

    So it is with a file that a password locks, that is damaged, or that an old program wrote.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            parts = [each for each in package.infolist() if _PARTS.fullmatch(each.filename)]
            aside = [each for each in package.infolist() if _ASIDE.fullmatch(each.filename)]
            if not parts or sum(part.file_size for part in (*parts, *aside)) > _MOST_BYTES:
                return None
            texts = (searchable_text(package.read(part)) for part in (*parts, *aside))
            lines = (line for text in texts for line in (*_NAME.findall(text), *_lines(text)))
            return "\n".join(dict.fromkeys(lines))
    except _DAMAGE:
        return None


def _lines(markup: str) -> Iterator[str]:
    on_one_line = _SPACE.sub(" ", markup.replace("\n", " "))
    lines = _TAGS.split(_INLINE.sub("", on_one_line))
    return (line for line in lines if not _NOBODYS.fullmatch(line))
