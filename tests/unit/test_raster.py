"""Drawings become pictures, the same everywhere."""

import io
from pathlib import Path

import pytest
from PIL import Image

from site_builder.raster import DrawingError, rasterise

FONTS = Path(__file__).parents[2] / "templates" / "assets" / "fonts"
HALVES = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2" width="4" height="2">'
    '<rect width="2" height="2" fill="#f00"/><rect x="2" width="2" height="2" fill="#00f"/></svg>'
)
TEXT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">'
    '<text x="5" y="30" font-size="30" font-family="{family}" font-weight="{weight}">Contoh</text>'
    "</svg>"
)


def fonts() -> list[bytes]:
    return [path.read_bytes() for path in sorted(FONTS.glob("*.ttf"))]


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def ink(content: bytes) -> int:
    """Give how much of a picture is drawn on, in full pixels."""
    return sum(picture(content).convert("RGBA").getchannel("A").tobytes()) // 255


def test_a_drawing_keeps_its_size_and_colours():
    image = picture(rasterise(HALVES))
    assert (image.format, image.size) == ("PNG", (4, 2))
    assert [image.getpixel((x, 1)) for x in (0, 3)] == [(255, 0, 0, 255), (0, 0, 255, 255)]


def test_a_drawing_grows_to_the_width_asked_for():
    image = picture(rasterise(HALVES, width=400))
    assert image.size == (400, 200)
    assert image.getpixel((399, 199)) == (0, 0, 255, 255)


def test_text_is_drawn_with_the_fonts_given_bold_heavier_than_regular():
    regular, bold = (
        ink(rasterise(TEXT.format(family="Plus Jakarta Sans", weight=weight), fonts=fonts()))
        for weight in (400, 700)
    )
    assert 0 < regular < bold


@pytest.mark.parametrize("family", ["DejaVu Sans", "sans-serif"])
def test_no_font_of_the_machine_is_used(family: str):
    assert ink(rasterise(TEXT.format(family=family, weight=400), fonts=fonts())) == 0


def test_a_drawing_gives_the_same_bytes_each_time():
    svg = TEXT.format(family="Plus Jakarta Sans", weight=700)
    assert rasterise(svg, fonts=fonts()) == rasterise(svg, fonts=fonts())


@pytest.mark.parametrize("text", ["", "<svg", "<p>no drawing</p>"])
def test_what_is_no_drawing_is_refused(text: str):
    with pytest.raises(DrawingError):
        rasterise(text)
