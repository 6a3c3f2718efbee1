"""Pictures in content: read without their metadata, shown with their size, the same in a pair."""

import io
import zlib

import pytest
from PIL import Image as Pillow
from PIL import ImageChops, ImageFile, ImageStat
from PIL.PngImagePlugin import PngInfo

from site_builder.build import BuildOptions, BuildResult, build_site
from site_builder.diagnostics import Diagnostic
from site_builder.model import Image
from site_builder.read.images import is_image, parse_image
from site_builder.read.syntax.reader import Reader
from tests.builders import MEMORY, codes, real_templates
from tests.languages.sample import (
    EN,
    ID,
    TODAY,
    confirmed,
    differences,
    encoded,
    page_text,
    places,
    with_page,
)

LIMIT = 61_440
SIZE = (37, 23)
SECRET = b"Contoh-rahasia"


def picture(kind: str, *, orientation: int = 0, mode: str = "RGB", **options: object) -> bytes:
    """A small picture that tells a secret in its metadata."""
    image = Pillow.effect_noise(SIZE, 50).convert(mode)
    exif = Pillow.Exif()
    exif[0x010E] = SECRET.decode()
    if orientation:
        exif[0x0112] = orientation
    words = PngInfo()
    words.add_text("Comment", SECRET.decode())
    extra = {"pnginfo": words} if kind == "PNG" else {"xmp": SECRET}
    saved = io.BytesIO()
    image.save(saved, kind, exif=exif, **extra, **options)
    assert SECRET in saved.getvalue()
    return saved.getvalue()


def read(
    content: bytes, path: str = "content/a.png", limit: int = LIMIT
) -> tuple[Image | None, tuple[Diagnostic, ...]]:
    reader = Reader(path)
    return parse_image(content, limit, reader), reader.finish()


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("content/a.png", picture("PNG")),
        ("content/a.PNG", picture("PNG", mode="L")),
        ("content/b/a.jpg", picture("JPEG", quality=80)),
        ("content/a.jpeg", picture("JPEG", orientation=1, progressive=True)),
        ("content/a.webp", picture("WEBP", quality=50)),
        ("content/a.webp", picture("WEBP", lossless=True)),
        ("content/a.webp", picture("WEBP", mode="RGBA")),
    ],
)
def test_a_picture_keeps_its_look_and_loses_its_metadata(path: str, content: bytes):
    image, found = read(content, path)
    assert not found
    assert image is not None
    assert (image.width, image.height) == SIZE
    assert SECRET not in image.content
    with Pillow.open(io.BytesIO(image.content)) as ours, Pillow.open(io.BytesIO(content)) as given:
        assert not ours.getexif()
        assert ours.size == SIZE
        difference = ImageChops.difference(ours.convert("RGB"), given.convert("RGB"))
        assert max(ImageStat.Stat(difference).mean) < 3


def test_a_plain_webp_has_its_size_too():
    saved = io.BytesIO()
    Pillow.new("RGB", SIZE).save(saved, "WEBP")
    image, _ = read(saved.getvalue(), "content/a.webp")
    assert image is not None
    assert (image.width, image.height) == SIZE


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_photo_that_lies_on_its_side_is_turned_upright(orientation: int):
    image, found = read(picture("JPEG", orientation=orientation), "content/a.jpg")
    assert not found
    assert image is not None
    assert (image.width, image.height) == (SIZE if orientation == 3 else SIZE[::-1])
    assert SECRET not in image.content


def test_what_hides_in_a_picture_is_left_out():
    """A chunk that no viewer knows, and a second block of Exif data behind the first."""
    png, jpeg = picture("PNG"), picture("JPEG")
    body = b"orNT" + SECRET
    chunk = len(SECRET).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    end = png.index(b"IEND") - 4
    block = b"Exif\0\0" + SECRET
    segment = b"\xff\xe1" + (len(block) + 2).to_bytes(2, "big") + block
    for content, path in (
        (png[:end] + chunk + png[end:], "content/a.png"),
        (jpeg[:2] + jpeg[2:20] + segment + jpeg[20:], "content/a.jpg"),
    ):
        image, _ = read(content, path)
        assert image is not None
        assert SECRET not in image.content


@pytest.mark.parametrize("kind", ["png", "jpg", "webp"])
@pytest.mark.parametrize("content", [b"", b"<svg onload='x()'/>", b"\xff\xd8\xff", b"RIFF"])
def test_what_is_no_picture_is_refused(kind: str, content: bytes):
    image, found = read(content, f"content/a.{kind}")
    assert image is None
    assert [(d.code, d.params["reason"]) for d in found] == [("TXT017", "damaged")]


@pytest.mark.parametrize("side", [8_000, 30_000])
def test_a_picture_that_claims_to_be_huge_is_refused_as_such(side: int):
    png = picture("PNG")
    header = b"IHDR" + side.to_bytes(4, "big") * 2 + png[24:29]
    huge = png[:12] + header + zlib.crc32(header).to_bytes(4, "big") + png[33:]
    image, found = read(huge, "content/a.png")
    assert image is None
    assert [(d.code, d.params["reason"]) for d in found] == [("TXT017", "huge")]


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_no_cut_makes_a_picture_fail_otherwise(kind: str):
    content = picture(kind)
    ending = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}[kind]
    for length in range(0, len(content) - 1, 7):
        image, found = read(content[:length], f"content/a.{ending}")
        # A cut behind the last pixel loses nothing.
        is_whole = image is not None and length > 0.9 * len(content)
        assert is_whole or (image is None and codes(found) == ["TXT017"])


def test_half_a_picture_is_refused_after_a_pdf_was_drawn(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", True)  # as WeasyPrint does
    image, found = read(picture("PNG")[:-40], "content/a.png")
    assert image is None
    assert codes(found) == ["TXT017"]


@pytest.mark.parametrize("ending", ["svg", "gif", "heic", "avif"])
def test_other_kinds_are_refused_by_name(ending: str):
    _, found = read(b"<svg/>", f"content/a.{ending}")
    assert [(d.code, d.params["kind"]) for d in found] == [("TXT017", f".{ending}")]


def test_a_picture_over_the_limit_is_an_error():
    image, found = read(picture("PNG"), limit=100)
    assert codes(found) == ["TXT018"]
    assert image is not None


def photo(kind: str, *, orientation: int = 0) -> bytes:
    """Twelve million pixels as a telephone saves them, with what it tells of itself."""
    image = Pillow.effect_noise((120, 90), 90).resize((4000, 3000)).convert("RGB")
    exif = Pillow.Exif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = orientation or 1
    saved = io.BytesIO()
    image.save(saved, kind, exif=exif, xmp=SECRET, quality=85)
    assert SECRET in saved.getvalue()
    return saved.getvalue()


@pytest.mark.parametrize(("kind", "path"), [("JPEG", "content/a.jpg"), ("WEBP", "content/a.webp")])
def test_a_photo_from_a_telephone_is_made_light(kind: str, path: str):
    content = photo(kind, orientation=6)
    assert len(content) > 4 * LIMIT
    image, found = read(content, path)
    assert not found
    assert image is not None
    assert 480 <= image.width <= 800
    assert image.height == round(image.width * 4 / 3)
    assert len(image.content) <= LIMIT
    assert SECRET not in image.content
    with Pillow.open(io.BytesIO(image.content)) as ours:
        assert ours.format == kind
        assert ours.size == (image.width, image.height)
    assert read(content, path) == (image, ())


@pytest.mark.parametrize("limit", [LIMIT, 500])
def test_of_two_pictures_in_one_file_the_first_is_shown(limit: int):
    """So do telephones save a photo with its depth, or with what a bright screen shows."""
    first, second = Pillow.new("RGB", SIZE, "red"), Pillow.new("RGB", SIZE, "blue")
    saved = io.BytesIO()
    first.save(saved, "MPO", save_all=True, append_images=[second])
    image, found = read(saved.getvalue(), "content/a.jpg", limit)
    assert image is not None
    assert codes(found) == ([] if limit == LIMIT else ["TXT018"])
    assert b"MPF" not in image.content
    with Pillow.open(io.BytesIO(image.content)) as ours:
        assert (ours.format, ours.size) == ("JPEG", SIZE)
        assert ours.getpixel((0, 0))[0] > 250


def test_a_picture_within_the_limit_keeps_its_size():
    saved = io.BytesIO()
    Pillow.new("P", (2000, 100)).save(saved, "PNG")
    image, found = read(saved.getvalue())
    assert not found
    assert image is not None
    assert image.width == 2000


@pytest.mark.parametrize("mode", ["1", "P", "LA", "RGB", "I;16"])
def test_every_kind_of_pixels_is_made_smaller(mode: str):
    saved = io.BytesIO()
    image = Pillow.new(mode if mode != "P" else "L", (1700, 900))
    given = {"transparency": 0} if mode == "P" else {}
    (image.quantize(4) if mode == "P" else image).save(saved, "PNG", **given)
    image_, found = read(saved.getvalue(), limit=10)
    assert codes(found) == ["TXT018"]
    assert image_ is not None
    assert (image_.width, image_.height) == (480, 254)


def test_other_files_and_folders_are_left_alone():
    assert [is_image(path) for path in ("content/a.md", "data/a.png")] == [False, False]
    assert is_image("content/a.PNG")
    assert is_image("content/a.svg")


# --- on pages -----------------------------------------------------------------------------------

SAMPLES = (("id", "Awal.", "Satu"), ("en", "Lead.", "One"), ("ar", "مثال.", "مثال"))


def built(images: dict[str, bytes], **pages: str) -> BuildResult:
    files = {**encoded(confirmed(with_page(**pages))), **images}
    return build_site(files, real_templates(), BuildOptions(today=TODAY), memory=MEMORY)


def shown(text: str, *, lead: str = "") -> tuple[BuildResult, str]:
    pages = {
        lang: f"{lead or opening}\n\n## {title} {{#part}}\n\n{text}"
        for lang, opening, title in SAMPLES
    }
    pages["en"] += "\n\nEnd."
    pages["ar"] += "\n\nمثال."
    result = built({"content/Denah Kota.png": picture("PNG")}, **pages)
    return result, page_text(result, "en/samples/index.html")


def test_a_picture_is_published_by_its_content_with_size_and_words():
    result, html = shown("![A plan, {{ coverage.total }} people.](Denah Kota.png)")
    (file,) = [file for file in result.files if file.path.startswith("assets/denah-kota.")]
    assert f'src="../../{file.path}"' in html
    for part in ('width="37"', 'height="23"', 'loading="lazy"', 'alt="A plan, '):
        assert part in html
    assert SECRET not in file.content
    assert "<data" not in html.split('alt="')[1].split('"')[0]


def test_what_a_telephone_saved_is_never_published():
    pages = {
        lang: f"{opening}\n\n## {title} {{#part}}\n\n![{title}.](a.jpg)"
        for lang, opening, title in SAMPLES
    }
    content = photo("JPEG")
    result = built({"content/a.jpg": content}, **pages)
    assert not codes(d for d in result.diagnostics if d.is_error)
    (file,) = [file for file in result.files if file.path.endswith(".jpg")]
    assert len(file.content) <= LIMIT
    assert f'src="../../{file.path}"' in page_text(result, "en/samples/index.html")
    assert not [file.path for file in result.files if SECRET in file.content]


def test_a_picture_that_opens_a_page_is_waited_for():
    _, html = shown("Teks.", lead="![A plan.](Denah Kota.png)")
    assert "loading=" not in html


def with_photo(text: str) -> BuildResult:
    pages = {
        lang: text.format(opening=opening, title=title) + f"\n\n## {title} {{#end}}\n\n{opening}"
        for lang, opening, title in SAMPLES
    }
    return built({"content/a.jpg": photo("JPEG")}, **pages)


def test_a_picture_that_opens_a_page_and_is_too_heavy_for_it_is_named_once_for_all_languages():
    """As many as are too much; below a heading, where the hint says, it is none too many."""
    diagnostics = with_photo("{opening}\n\n![{title}.](a.jpg)").diagnostics
    (found,) = (each for each in diagnostics if each.is_error)
    assert found.code == "OUT024"
    assert found.location.path == ID
    assert {place.path for place in found.related} == {EN, ID.replace(".id.", ".ar.")}
    assert found.params["picture"] == "a.jpg"
    weight, size, room, budget = (
        int(found.params[name]) for name in ("weight", "size", "room", "budget")
    )
    assert weight > budget >= weight - size
    assert abs(weight - size + room - budget) < 500
    moved = with_photo("{opening}\n\n## {title} {{#part}}\n\n![{title}.](a.jpg)")
    assert not codes(each for each in moved.diagnostics if each.is_error)


def test_a_picture_from_elsewhere_is_refused():
    pages = dict.fromkeys(("id", "en", "ar"), "![a](https://a.example/a.png)")
    found = built({}, **pages).diagnostics
    assert {d.code for d in found if d.location.path == ID} == {"TXT016"}


def test_words_of_a_picture_are_looked_at_for_typed_numbers_and_personal_data():
    for text, code in (("Rp42 juta", "NUM001"), ("0812-3456-7890", "PRV003")):
        files = with_page(id=f"Awal.\n\n## Satu {{#part}}\n\n![Ini {text}.](a.png)")
        result = build_site(
            {**encoded(files), "content/a.png": picture("PNG")},
            real_templates(),
            BuildOptions(today=TODAY),
            memory=MEMORY,
        )
        assert code in {d.code for d in result.diagnostics if d.location.path == ID}, text


# --- in a pair ----------------------------------------------------------------------------------


def pair(original: str, translation: str) -> dict[str, str]:
    return with_page(
        id=f"Awal.\n\n## Satu {{#part}}\n\n{original}",
        en=f"Lead.\n\n## One {{#part}}\n\n{translation}",
    )


def english(files: dict[str, str]) -> list[tuple[str, str, int | None, str, int | None]]:
    return [place for place in places(differences(files)) if place[1] == EN]


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("![Satu.](a.png)", "![One.](a.png)"),
        ("![Satu.](a.id.png)", "![One.](a.en.png)"),
        ("![Satu.](a.png) ![Dua.](b.png)", "![One.](a.png)\n\n![Two.](b.png)"),
        ("[![Satu.](a.png)]({{ page.home }})", "[![One.](a.png)]({{ page.home }})"),
    ],
)
def test_the_same_pictures_with_their_own_words_are_no_difference(original, translation):
    assert english(pair(original, translation)) == []


@pytest.mark.parametrize(
    ("original", "translation", "count"),
    [
        ("![Satu.](a.png)", "![One.](b.png)", 1),
        ("![Satu.](a.png)", "One.", 1),
        ("Satu.", "![One.](a.png)", 1),
        ("![Satu.](a.png) ![Dua.](b.png)", "![Two.](b.png) ![One.](a.png)", 2),
    ],
)
def test_other_pictures_or_another_order_are_a_difference(original, translation, count):
    assert [place[0] for place in english(pair(original, translation))] == ["LNG027"] * count


def test_a_difference_has_the_line_of_both():
    files = pair("Satu.\n\n![Satu.](a.png)", "![One.](b.png)")
    here = files[EN].split("\n").index("![One.](b.png)") + 1
    there = files[ID].split("\n").index("![Satu.](a.png)") + 1
    assert english(files) == [("LNG027", EN, here, ID, there)]


def test_a_picture_that_a_stale_section_lacks_is_a_warning():
    before = confirmed(pair("Satu.", "One."))
    after = pair("Satu.\n\n![Satu.](a.png)", "One.")
    assert [place[0] for place in english({**before, ID: after[ID]})] == ["LNG022"]
