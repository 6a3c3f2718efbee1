"""Leaflets and posters as PDF files: on their paper, with the figures of their page, and tagged."""

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

from tests.site.built_site import BuiltPage, BuiltSite
from tests.site.sheets import MOST_SHEETS, check_paper, sheets

PDF_LINK = "//main//a[@type='application/pdf']/@href"


def drawn_sheets(site: BuiltSite) -> Iterator[tuple[str, BuiltPage, PdfReader]]:
    """Yield each sheet with its PDF file; in `make test` the first of a kind and a language."""
    seen = set()
    for kind, sheet in sheets(site):
        (link,) = sheet.tree.xpath(PDF_LINK)
        path = site.resolve(sheet, link)
        assert path is not None
        content = site.file_of(path).read_bytes()
        if content:
            seen.add((kind, sheet.lang))
            yield kind, sheet, PdfReader(io.BytesIO(content))
    assert len(seen) == len(MOST_SHEETS) * len(site.languages)


def elements(node: Any) -> Iterator[Any]:
    """Walk the tree of tags in its order."""
    node = node.get_object()
    if isinstance(node, list):
        for kid in node:
            yield from elements(kid)
    elif isinstance(node, dict):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_every_sheet_has_a_pdf_on_its_paper_with_the_text_of_its_page(addressed_site: BuiltSite):
    for kind, sheet, pdf in drawn_sheets(addressed_site):
        check_paper(pdf, kind, sheet)
        text = letters("".join(page.extract_text() for page in pdf.pages))
        (title,) = sheet.tree.xpath("//h1/text()[last()]")
        figures = sheet.tree.xpath('//*[contains(@class, "ps-sheet")]//data[@data-figure]')
        for words in (title, *(figure.text_content() for figure in figures)):
            assert letters(words) in text, (sheet, words)
        (code,) = sheet.tree.xpath('//*[contains(@class, "ps-sheet__code")]/following::a[1]')
        assert letters(code.text_content()) in text, sheet


def test_a_screen_reader_finds_language_title_headings_and_words_for_drawings(
    addressed_site: BuiltSite,
):
    for _, sheet, pdf in drawn_sheets(addressed_site):
        root: Any = pdf.root_object
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == sheet.lang
        assert root["/ViewerPreferences"]["/DisplayDocTitle"]
        assert pdf.metadata is not None
        assert pdf.metadata.title == sheet.tree.findtext(".//title")
        tags = list(elements(root["/StructTreeRoot"]["/K"]))
        headings = [tag["/S"] for tag in tags if re.fullmatch(r"/H\d", tag["/S"])]
        assert headings[0] == "/H1", sheet
        assert headings.count("/H1") == 1, sheet
        drawings = [tag for tag in tags if tag["/S"] == "/Figure"]
        assert drawings, sheet
        assert all(tag.get("/Alt") for tag in drawings), sheet


def test_every_font_is_one_of_the_site_and_in_the_file(addressed_site: BuiltSite):
    """The machine that builds has no say in how a sheet looks."""
    fonts: set[str] = set()
    for _, _, pdf in drawn_sheets(addressed_site):
        for page in pdf.pages:
            resources: Any = page["/Resources"]
            for font in resources["/Font"].values():
                (inner,) = font.get_object()["/DescendantFonts"]
                described = inner.get_object()["/FontDescriptor"].get_object()
                assert "/FontFile2" in described or "/FontFile3" in described
                fonts.add(described["/FontName"].partition("+")[2])
    assert fonts == {"Paper", "Paper-Bold"}


def test_a_build_without_the_option_offers_none(built_site: BuiltSite):
    assert not list(built_site.root.rglob("*.pdf"))
    for _, sheet in sheets(built_site):
        assert not sheet.tree.xpath(PDF_LINK)


@pytest.mark.parametrize("kind", MOST_SHEETS)
def test_its_name_tells_what_it_is(addressed_site: BuiltSite, kind: str):
    names = [
        sheet.tree.xpath(PDF_LINK)[0] for found, sheet in sheets(addressed_site) if found == kind
    ]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+\.pdf", name) for name in names)
