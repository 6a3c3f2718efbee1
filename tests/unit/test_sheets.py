"""A leaflet says what its page says; the code on it leads to what has changed since."""

import io
from collections.abc import Mapping

import pytest
import zxingcpp
from markupsafe import Markup
from PIL import Image

from site_builder.adapters.png import rasterise
from site_builder.adapters.qr import qr_drawing
from tests.builders import build_tiny, codes, page_of, tiny_files

SHEET = (
    "{% set s = view.data %}<h1>{{ view.title }}</h1>{{ view.answer }}"
    "<a href='{{ s.changes.href }}'>{{ s.address }}</a>{{ s.code }}<i>{{ s.date }}</i>"
    "{{ 'roomy' if s.is_roomy }}"
)
CARD = """schema_version: 1
answers:
  - id: help
    situation: {id: Perlu bantuan, en: Help is needed}
    amounts:
      - figure: coverage.total
        condition: {id: jika terdaftar, en: if registered}
    where: {id: Kantor Contoh, en: Sample Office}
    sources: [P1]
    confidence: press
"""
COMPONENT = (
    "{% macro answer_card(answer) %}<section data-answer='{{ answer.id }}'>"
    "{% for each in answer.amounts %}{{ each.value }}{% endfor %}</section>{% endmacro %}"
)
CHANGES = (
    "{% for c in view.data.changes %}<p>{{ c.date_iso }}|{{ c.label }}|{{ c.text }}</p>\n"
    "{% endfor %}"
)
TEMPLATES = {
    "pages/sheet_leaflet.html": SHEET,
    "pages/sheet_poster.html": SHEET,
    "pages/changes.html": CHANGES,
    "components/answer_card/answer_card.html": COMPONENT,
}
ADDRESS = "https://contoh.desa.id/program/"
HOME = "content/home.id.md"


def with_leaflet(more: str = "") -> Mapping[str, str]:
    text = tiny_files()[HOME].decode()
    marked = text.replace("\n---\n", f"\nleaflet: true\nanswer: help\n{more}---\n", 1)
    return {HOME: marked, "data/answers.yaml": CARD}


def built(more: str = "", **options):
    result = build_tiny(with_leaflet(more), TEMPLATES, **options)
    assert not [d for d in result.diagnostics if d.is_error], codes(result.diagnostics)
    return result


def scanned(drawing: str) -> list[str]:
    svg = str(drawing).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    image = Image.open(io.BytesIO(rasterise(svg, width=400))).convert("RGB")
    return [code.text for code in zxingcpp.read_barcodes(image)]


def test_a_code_says_the_whole_address():
    address = f"{ADDRESS}sebuah-halaman/perubahan/"
    drawing = qr_drawing(address, "Sample code")
    assert isinstance(drawing, Markup)
    assert scanned(drawing) == [address]


def test_a_marked_page_gets_three_pages_below_it_in_every_language():
    paths = {file.path for file in built().files}
    assert {
        "selebaran/index.html",
        "poster/index.html",
        "perubahan/index.html",
        "en/leaflet/index.html",
        "en/poster/index.html",
        "en/changes/index.html",
    } <= paths


def test_a_page_without_the_mark_gets_none():
    paths = {file.path for file in build_tiny(None, TEMPLATES).files}
    assert not [path for path in paths if "selebaran" in path or "perubahan" in path]


def test_a_leaflet_shows_the_figures_of_its_page_and_records_them():
    result = built()
    assert 'data-figure="coverage.total"' in page_of(result, "selebaran/index.html")
    manifest = page_of(result, "build-manifest.json")
    record = manifest[manifest.index('"path": "selebaran/index.html"') :]
    assert '"coverage.total@2030-02-28"' in record[: record.index("]")]


@pytest.mark.parametrize(("count", "is_roomy"), [(99, True), (100, False)])
def test_a_card_of_few_words_is_set_larger(count: int, is_roomy: bool):
    place = " ".join(["Kantor"] * count)
    card = CARD.replace("{id: Kantor Contoh, en: Sample Office}", f"{{id: {place}, en: {place}}}")
    component = COMPONENT.replace("</section>", " {{ answer.where }}</section>")
    templates = {**TEMPLATES, "components/answer_card/answer_card.html": component}
    files = {**with_leaflet(), "data/answers.yaml": card}
    paper = page_of(build_tiny(files, templates), "selebaran/index.html")
    assert paper.rstrip().endswith("roomy") is is_roomy


def test_the_code_on_paper_leads_to_a_page_of_the_site():
    result = built(base_url=ADDRESS)
    paper = page_of(result, "en/leaflet/index.html")
    drawing = paper[paper.index("<svg") : paper.index("</svg>") + len("</svg>")]
    (address,) = scanned(drawing)
    assert address == f"{ADDRESS}en/changes/"
    assert f">{address}<" in paper
    assert page_of(result, address.removeprefix(ADDRESS) + "index.html")


def test_a_reserved_address_is_not_printed():
    paper = page_of(built(), "selebaran/index.html")
    assert "<svg" not in paper
    assert "contoh.example" not in paper.partition("<h1>")[2]


def test_changes_come_newest_first_with_what_was_counted_on_each_day():
    lines = page_of(built(), "en/changes/index.html").split("\n")
    days = [line[3:].partition("|")[0] for line in lines if line.startswith("<p>")]
    assert days == sorted(days, reverse=True)
    assert any(line.startswith("<p>2030-02-28|Members|leaflet.counted <data") for line in lines)


def test_the_date_on_paper_is_never_that_of_the_build():
    first = page_of(built(), "selebaran/index.html")
    assert "2031" not in first.partition("<i>")[2]
