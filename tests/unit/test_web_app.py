"""What a phone needs to put the site on its home screen."""

import io
import json
import struct
from dataclasses import replace

import pytest
from PIL import Image

from site_builder.adapters.png import DrawingError
from site_builder.outputs.web_manifest import web_app_files
from site_builder.views.assets.assets import build_assets
from site_builder.views.context import SiteContext
from tests.unit.outputs_site import by_path, make_site

SQUARE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4">
<path d="M0 0h4v4H0z" fill="red"/></svg>"""
TOKENS = """:root { --colour-page: #fdfaf3; --colour-night: #0f1b2d; }
@media (prefers-color-scheme: dark) { :root { --colour-page: #000000; } }"""


def site_with_mark(mark: str = SQUARE, *, is_portable: bool = False) -> SiteContext:
    assets = build_assets({"assets/images/mark.svg": mark, "assets/css/tokens.css": TOKENS})
    site = make_site(is_portable=is_portable)
    return replace(site, assets=assets)


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    return struct.unpack(">II", png[16:24])


def test_each_language_starts_in_its_own_folder_and_may_go_through_the_whole_site():
    files = by_path(web_app_files(site_with_mark(), ()))
    own, other = json.loads(files["site.webmanifest"]), json.loads(files["en/site.webmanifest"])
    assert (own["lang"], other["lang"]) == ("id", "en")
    assert (own["name"], own["description"]) == ("Lampu Desa", "Terang bagi semua")
    assert (other["name"], other["description"]) == ("Village Lamp", "Light for all")
    assert (own["start_url"], own["scope"]) == ("./", "./")
    assert (other["start_url"], other["scope"]) == ("./", "../")
    assert {icon["src"] for icon in other["icons"]} == {
        f"../{icon['src']}" for icon in own["icons"]
    }


def test_colours_are_those_of_light_in_the_style_sheet():
    manifest = json.loads(by_path(web_app_files(site_with_mark(), ()))["site.webmanifest"])
    assert (manifest["theme_color"], manifest["background_color"]) == ("#0f1b2d", "#fdfaf3")


def test_icons_have_the_sizes_that_the_manifest_tells():
    site = site_with_mark()
    files = by_path(web_app_files(site, ()))
    manifest = json.loads(files["site.webmanifest"])
    told = {icon["src"]: icon["sizes"] for icon in manifest["icons"]}
    assert told.pop(site.assets.mark_url.lstrip("/")) == "any"
    assert told == {
        "icons/192.png": "192x192",
        "icons/512.png": "512x512",
        "icons/maskable-512.png": "512x512",
    }
    for path, sizes in told.items():
        assert "{}x{}".format(*size_of(files[path])) == sizes
    assert size_of(files["icons/touch.png"]) == (180, 180)
    with Image.open(io.BytesIO(files["favicon.ico"]), formats=["ICO"]) as favicon:
        assert favicon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_the_same_mark_gives_the_same_bytes():
    assert web_app_files(site_with_mark(), ()) == web_app_files(site_with_mark(), ())


def test_a_site_without_a_mark_or_in_a_folder_that_opens_from_disk_has_none():
    assert not web_app_files(make_site(), ())
    assert not web_app_files(site_with_mark(is_portable=True), ())


def test_a_mark_that_cannot_be_drawn_is_named():
    with pytest.raises(DrawingError) as caught:
        web_app_files(site_with_mark("<svg"), ())
    assert caught.value.path == "assets/images/mark.svg"
