"""A page into a PDF: the files at hand and nothing else, the same bytes, words when it cannot."""

import io
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from site_builder.adapters.pdf import PaperUnavailableError, draw_pdf, require_paper
from tests.conftest import PROJECT_ROOT

FONTS = {
    name: (PROJECT_ROOT / f"templates/assets/fonts/{name}.ttf").read_bytes()
    for name in ("regular", "bold")
}
PAGE = b"""<!DOCTYPE html><html lang="en"><head><title>Sample</title>
<link rel="stylesheet" href="../assets/site.css"></head>
<body><h1>Sample sheet</h1><p class="screen">Only on screens</p><p>On paper</p></body></html>"""
STYLES = b"@media print { @page { size: A5 } .screen { display: none } }"


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)


def test_the_page_is_drawn_as_it_prints():
    pdf = draw_pdf(PAGE, "sheet/index.html", {"assets/site.css": STYLES}, FONTS)
    box = PdfReader(io.BytesIO(pdf)).pages[0].mediabox
    assert [round(float(side) * 25.4 / 72) for side in (box.width, box.height)] == [148, 210]
    assert "On paper" in text_of(pdf)
    assert "Only on screens" not in text_of(pdf)


def test_the_same_page_is_the_same_bytes():
    first, second = (draw_pdf(PAGE, "sheet/index.html", {}, FONTS) for _ in "12")
    assert first == second


def test_no_other_file_is_read(tmp_path: Path):
    """Neither from the disk nor from the network: a page brings all that it shows."""
    secret = tmp_path / "secret.css"
    secret.write_text("@page { size: A3 }")
    for address in (secret.as_uri(), "http://127.0.0.1:9/site.css", "../elsewhere.css"):
        page = PAGE.replace(b"../assets/site.css", address.encode())
        pdf = draw_pdf(page, "sheet/index.html", {"assets/site.css": STYLES}, FONTS)
        assert round(float(PdfReader(io.BytesIO(pdf)).pages[0].mediabox.width) * 25.4 / 72) == 210


def test_where_the_library_is_missing_it_is_said(monkeypatch: pytest.MonkeyPatch):
    require_paper()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(PaperUnavailableError, match="weasyprint"):
        require_paper()
