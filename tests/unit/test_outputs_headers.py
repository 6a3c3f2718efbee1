"""What hosts are told to send: the same protection for each, and styles by their hashes."""

import pytest

from site_builder.model import OutputFile
from site_builder.outputs.headers import header_files
from site_builder.views.assets.policy import style_hashes
from tests.unit.outputs_site import by_path, make_site

BESIDE_PAGES = ["_headers", ".htaccess"]
FOR_ADMINISTRATORS = [".server/nginx.conf", ".server/caddy.conf"]
EACH = [*BESIDE_PAGES, *FOR_ADMINISTRATORS]
PAGE = b"<style>a{b:c}</style>"
DRAWING = b'<svg><style type="text/css">d{e:f}</style></svg>'
FILES = (
    OutputFile(path="index.html", content=PAGE),
    OutputFile(path="charts/a.svg", content=DRAWING),
    OutputFile(path="data/a.csv", content=b"<style>no style</style>"),
)


def told(base_url: str = "https://lampu.desa.id/", *, is_portable: bool = False) -> dict[str, str]:
    site = make_site(base_url=base_url, is_portable=is_portable)
    return {path: text.decode() for path, text in by_path(header_files(site, (), FILES)).items()}


def policies(text: str) -> set[str]:
    return {
        line.partition("Content-Security-Policy")[2].strip(':" ;').partition('"')[0]
        for line in text.splitlines()
        if "Content-Security-Policy" in line
    }


@pytest.mark.parametrize("path", EACH)
def test_every_host_sends_the_same_protection(path: str):
    text = told()[path]
    (policy,) = policies(text)
    assert "default-src 'none';script-src 'self';" in policy
    assert policy.endswith(";frame-ancestors 'none'")
    for name, value in (
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "camera=()"),
        ("Strict-Transport-Security", "max-age="),
        ("Cache-Control", "public, max-age=31536000, immutable"),
    ):
        assert any(name in line and value in line for line in text.splitlines()), name


@pytest.mark.parametrize("path", BESIDE_PAGES)
def test_what_goes_out_with_the_pages_names_each_style_of_pages_and_drawings(path: str):
    (policy,) = policies(told()[path])
    styles = next(part for part in policy.split(";") if part.startswith("style-src "))
    assert set(styles.split()[1:]) == style_hashes(PAGE + DRAWING)


@pytest.mark.parametrize("path", FOR_ADMINISTRATORS)
def test_what_is_set_up_once_does_not_change_with_the_styles(path: str):
    site = make_site()
    assert by_path(header_files(site, (), FILES))[path] == by_path(header_files(site, (), ()))[path]


@pytest.mark.parametrize("path", EACH)
def test_only_an_address_with_a_certificate_is_bound_to_it(path: str):
    assert "Strict-Transport-Security" not in told("http://lampu.desa.id/")[path]


@pytest.mark.parametrize("path", [".htaccess", *FOR_ADMINISTRATORS])
@pytest.mark.parametrize(
    ("base_url", "base"), [("https://a.desa.id/", ""), ("https://a.desa.id/lampu/", "/lampu")]
)
def test_who_is_lost_is_met_in_the_language_of_the_folder(path: str, base_url: str, base: str):
    text = told(base_url)[path]
    assert f" {base}/404.html" in text
    assert f" {base}/en/404.html" in text
    assert f"{base}/assets/" in text


def test_a_folder_that_is_opened_from_disk_has_no_host():
    assert told(is_portable=True) == {}
