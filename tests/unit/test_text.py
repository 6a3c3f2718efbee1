"""Bytes of any editor become text, or a problem with its line."""

import codecs

import pytest

from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.text import parse_text
from tests.builders import codes


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("satu\ndua é\n".encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + "satu\ndua é\n".encode(), id="UTF-8 with mark"),
        pytest.param("satu\ndua é\n".encode("utf-16"), id="UTF-16"),
        pytest.param(codecs.BOM_UTF16_BE + "satu\ndua é\n".encode("utf-16-be"), id="big-endian"),
        pytest.param("satu\r\ndua é\r\n".encode(), id="Windows line ends"),
        pytest.param("satu\rdua é\r".encode(), id="old Mac line ends"),
    ],
)
def test_unicode_in_any_wrapping_is_the_same_text(content):
    reader = Reader("a.md")
    assert parse_text(content, reader) == "satu\ndua é\n"
    assert not reader.problems


def test_an_old_windows_file_is_read_and_its_line_is_named():
    reader = Reader("a.md")
    assert parse_text("satu\ndua é “x”\n".encode("cp1252"), reader) == "satu\ndua é “x”\n"
    assert codes(reader.problems) == ["TXT002"]
    assert reader.problems[0].location.line == 2
    assert reader.problems[0].params["text"] == "dua é “x”"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param(b"satu\n\x00dua", 2, id="a NUL"),
        pytest.param(b"satu\n\ndua\x1b[0m", 3, id="an escape"),
        pytest.param(b"PK\x03\x04", 1, id="a zip file"),
        pytest.param(b"satu\n\xe9\x81", 2, id="bytes that no encoding has"),
        pytest.param(codecs.BOM_UTF16_LE + b"a", 1, id="half a UTF-16 character"),
        pytest.param(codecs.BOM_UTF16_LE + b"\x00\xd8", 1, id="a lone surrogate"),
        pytest.param(codecs.BOM_UTF8 + b"a\n\xff", 2, id="UTF-8 that breaks off"),
    ],
)
def test_bytes_that_are_no_text_are_refused_at_their_line(content, line):
    reader = Reader("a.md")
    assert parse_text(content, reader) is None
    assert codes(reader.problems) == ["TXT001"]
    assert reader.problems[0].location.line == line


def test_an_empty_file_is_an_empty_text():
    reader = Reader("a.md")
    assert parse_text(b"", reader) == ""
    assert not reader.problems


def test_tabs_are_text():
    assert parse_text(b"a\tb", Reader("a.md")) == "a\tb"
