"""Widths are those of the font, and what a font cannot draw is known."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.adapters.memory import Memory
from site_builder.views.assets.fonts import (
    BOLD,
    REGULAR,
    Fitted,
    Font,
    FontError,
    Fonts,
    parse_font,
)

FOLDER = Path(__file__).parents[2] / "templates" / "assets" / "fonts"
PAIR = Fonts(
    fonts={
        REGULAR: Font(advances={ord("a"): 0.5, ord(" "): 0.25}),
        BOLD: Font(advances={ord("a"): 0.6, ord("b"): 0.75}),
    }
)


@pytest.mark.parametrize(("name", "one"), [(REGULAR, 0.371), (BOLD, 0.403)])
def test_a_real_font_knows_how_wide_its_characters_are(name: str, one: float):
    advances = parse_font((FOLDER / f"{name}.ttf").read_bytes(), Memory()).advances
    assert advances[ord("1")] == one
    assert 0 < advances[ord("i")] < advances[ord("m")] < 1
    assert 0x07 not in advances


@pytest.mark.parametrize("position", [4, 60, 200, 400])
def test_a_damaged_font_is_refused_or_read_and_nothing_else(position: int):
    content = bytearray((FOLDER / "bold.ttf").read_bytes())
    content[position : position + 8] = b"\xff" * 8
    try:
        parse_font(bytes(content), Memory())
    except FontError as error:
        assert error.__cause__ is not None


def test_a_line_is_as_wide_as_its_characters():
    assert PAIR.width("a a", 20, REGULAR) == 20 * 1.25
    assert PAIR.width("aa", 20, BOLD) == 24


def test_what_one_font_lacks_is_measured_in_another():
    assert PAIR.width("ab", 100, REGULAR) == 125


def test_characters_that_no_font_has_are_named_once():
    assert PAIR.missing("ab\u202fxyx") == "xy"


@pytest.mark.parametrize("content", [b"", b"wOF2" + bytes(200), b"\x00\x01\x00\x00", bytes(64)])
def test_what_is_no_font_is_refused(content: bytes):
    with pytest.raises(FontError):
        parse_font(content, Memory())


def test_a_text_that_fits_keeps_its_size():
    assert PAIR.fit("aa aa", size=20, width=100, lines=1) == Fitted(size=20, lines=("aa aa",))


def test_a_longer_text_is_broken_between_words():
    assert PAIR.fit("aa aa aa", size=20, width=50, lines=2).lines == ("aa aa", "aa")


def test_letters_shrink_until_the_whole_text_fits():
    fitted = PAIR.fit("aa aa aa", size=20, width=20, lines=2)
    assert fitted == Fitted(size=8, lines=("aa aa", "aa"))


def test_a_word_wider_than_the_line_shrinks_too():
    fitted = PAIR.fit("aaaaaaaa", size=40, width=40, lines=3)
    assert fitted == Fitted(size=10, lines=("aaaaaaaa",))


@given(
    text=st.text(alphabet="a b", min_size=1, max_size=80),
    width=st.integers(100, 1200),
    lines=st.integers(1, 3),
)
def test_no_text_ever_leaves_its_place_or_loses_a_letter(text: str, width: int, lines: int):
    fitted = PAIR.fit(text, size=60, width=width, lines=lines, name=BOLD)
    assert len(fitted.lines) <= lines
    assert all(PAIR.width(line, fitted.size, BOLD) <= width for line in fitted.lines)
    assert " ".join(fitted.lines).split() == text.split()


def test_the_smallest_letters_are_broken_into_lines_of_their_own():
    assert PAIR.fit(f"{'a' * 35} bbbbb", size=60, width=100, lines=1, name=BOLD).size == 2
    assert len(PAIR.fit(f"{'a' * 35} bbbbb", size=60, width=100, lines=1, name=BOLD).lines) == 1


def test_spaces_around_a_text_take_no_line_of_their_own():
    assert PAIR.fit(" aaaaaaaaaa ", size=20, width=60, lines=1).lines == ("aaaaaaaaaa",)


def test_spaces_that_few_fonts_have_are_drawn_as_ordinary_ones():
    assert PAIR.fit("a\u202fa", size=10, width=100, lines=1).lines == ("a\u00a0a",)
