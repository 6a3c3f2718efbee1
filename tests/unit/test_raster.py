"""Drawings become pictures, the same everywhere."""

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from site_builder.adapters.images import with_palette
from site_builder.adapters.png import DrawingError, rasterise
from site_builder.views.assets.fonts import parse_fonts

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


FLAT = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="80">'
    '<rect width="300" height="80" fill="#0f1b2d"/>'
    '<g font-family="Plus Jakarta Sans" font-size="30">'
    '<text x="10" y="30" fill="#fffaf0">Contoh</text>'
    '<text x="10" y="70" fill="#fffaf0" fill-opacity="0.8">contoh</text>'
    '<text x="150" y="50" fill="#f5b02e" font-weight="700">Rp1.111</text></g></svg>'
)


def test_a_palette_gives_the_same_picture_in_half_the_bytes():
    full = rasterise(FLAT, fonts=fonts())
    flat = with_palette(full)
    assert picture(flat).mode == "P"
    difference = ImageChops.difference(picture(full).convert("RGB"), picture(flat).convert("RGB"))
    assert difference.getbbox() is None
    assert len(flat) < 0.6 * len(full)


@pytest.mark.parametrize("name", ["regular", "bold"])
@pytest.mark.parametrize(
    "text",
    [
        "Seluruh uang tunai bila meninggal karena kecelakaan kerja",
        "The national discount does not apply to members paid for by the city",
        "Rp111.111.111 per bulan",
        "WAVE “AVATAR” – To, Ty; fjord 1/2",
    ],
)
def test_no_line_is_drawn_wider_than_it_was_measured(text: str, name: str):
    measured = parse_fonts(
        {f"assets/fonts/{path.name}": path.read_bytes() for path in FONTS.glob("*.ttf")}
    )[0].width(text, 40, name)
    weight = {"regular": 400, "bold": 700}[name]
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="2000" height="60" '
        f'font-family="Plus Jakarta Sans"><text x="10" y="45" font-size="40" '
        f'font-weight="{weight}">{text}</text></svg>'
    )
    drawn = picture(rasterise(svg, fonts=fonts())).getchannel("A").getbbox()
    assert drawn is not None
    assert 0.9 * measured < drawn[2] - 10 <= measured


SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}>{}</svg>'
BOX = 'viewBox="0 0 9 9"'


@pytest.mark.parametrize(
    ("svg", "reason"),
    [
        (SVG.format(BOX, "<g>" * 1_000 + "</g>" * 1_000), "deep"),
        (SVG.format(BOX, "<g>" * 1_000), "mismatched tag: line 1, column 3060"),
        (
            SVG.format(
                BOX, "".join(f'<g id="a{n}"><use href="#a{n - 1}"/></g>' for n in range(99))
            ),
            "deep",
        ),
        (SVG.format(BOX, "<path d='M0 0h9'/>" * 60_000), "long"),
        (SVG.format('viewBox="0 0 1 1000"', ""), "large"),
        (SVG.format('width="1" height="2000in"', ""), "large"),
        (SVG.format("", "<path d='M0 0h999999v999999z'/>"), "large"),
    ],
)
def test_a_drawing_with_too_much_is_refused_before_it_is_drawn(svg: str, reason: str):
    with pytest.raises(DrawingError) as raised:
        rasterise(svg, "mark.svg", width=512)
    assert (raised.value.path, raised.value.reason) == ("mark.svg", reason)
