"""Markdown becomes clean HTML; what Markdown would swallow in silence is reported."""

import re
from textwrap import dedent

import pytest

from site_builder.checks.content.markdown_source import markdown_problems
from site_builder.diagnostics import Diagnostic, Location
from site_builder.model import Text
from site_builder.read.templates import load_templates, parse_templates
from site_builder.text.inserts import places_of
from site_builder.views.prose.markdown import render_inline, render_prose
from site_builder.views.render import Renderer
from tests.builders import MEMORY, codes, make_context
from tests.languages.sample import ROOT

TEMPLATES, _ = parse_templates(load_templates(ROOT))


def render(text: str, lang: str = "en") -> tuple[str, list[Diagnostic]]:
    """Convert a text, and check it, with the site's own components."""
    made = make_context(lang, "inserts")
    context = Renderer(made.site, TEMPLATES, MEMORY.templates).context(made.page)
    html = render_prose(context, written(dedent(text), 10), "s")
    return re.sub(r">(?:\s*\n\s*| {2,})<", "><", html), [*context.found, *check(dedent(text), 10)]


def check(text: str, first_line: int = 1) -> list[Diagnostic]:
    site = make_context("en", "inserts").site
    place = places_of(written(text, first_line))
    return list(markdown_problems(site, site.blocks(text), place))


def written(text: str, line: int) -> Text:
    return Text(value=text, location=Location(path="content/a.en.md", line=line))


def html(text: str) -> str:
    shown, found = render(text)
    assert not found
    return shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a **b** *c*", "<p>a <strong>b</strong> <em>c</em></p>"),
        ("a  \nb", "<p>a<br>\nb</p>"),
        ("`a {b}`", "<p><code>a {b}</code></p>"),
        ("---", "<hr>"),
        ("5 < 6 & 7", "<p>5 &lt; 6 &amp; 7</p>"),
        ("### Dalam {#deep}", '<h3 id="deep">Dalam</h3>'),
        ("### **Tebal** {#bold}", '<h3 id="bold"><strong>Tebal</strong></h3>'),
        ("### Tanpa", "<h3>Tanpa</h3>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        (r"\{{ a }}", "<p>{{ a }}</p>"),
    ],
)
def test_ordinary_markdown_is_converted(text, expected):
    assert html(text) == expected


# --- inserts --------------------------------------------------------------------------------------


def test_an_insert_is_put_back_after_cleaning():
    assert html("a {{ coverage.total }} b") == (
        '<p>a <data value="3333" data-figure="coverage.total">3,333</data> b</p>'
    )


def test_a_pipe_of_an_insert_splits_no_cell():
    shown = html("| a | b |\n|---|---|\n| c | {{ coverage.total | as_of }} |\n\n: Judul\n")
    assert "<td>28 February 2030</td>" in shown


def test_an_insert_may_be_the_target_of_a_link():
    assert html("[a]({{ page.markup }}#table)") == '<p><a href="../#table">a</a></p>'


def test_an_insert_without_address_as_a_target_is_reported():
    shown, found = render("[a]({{ contact.letterbox }})")
    assert shown == '<p><a href="#">a</a></p>'
    assert codes(found) == ["FIG004"]


def test_an_unknown_insert_shows_its_name_and_is_reported_at_its_line():
    shown, found = render("a\nb {{ coverage.totl }}")
    assert shown == "<p>a\nb coverage.totl</p>"
    assert [(d.code, d.location.line, d.location.column) for d in found] == [("FIG003", 11, 3)]


@pytest.mark.parametrize("name", ["chart.funding", "table.coverage_rows"])
def test_a_block_alone_stands_in_no_paragraph(name):
    assert html(f"{{{{ {name} }}}}").startswith(("<div", "<figure"))


def test_typed_token_characters_cannot_stand_for_an_insert():
    shown, found = render("\ue0000\ue001 {{ coverage.total }}")
    assert shown.startswith("<p>0 <data ")
    assert not found


# --- boxes and quotations -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "label"), [("note", "Note"), ("warning", "Beware"), ("important", "Important")]
)
def test_a_box_has_its_label_in_the_pages_language(kind, label):
    assert html(f"> [!{kind}] Isi\n> lagi") == (
        f'<aside class="ps-callout ps-callout--{kind}" role="note">'
        f'<p class="ps-callout__label">{label}</p><p>Isi\nlagi</p></aside>'
    )


def test_boxes_that_an_empty_line_divides_stay_apart():
    shown = html("> [!note] Satu\n\n> [!warning] Dua\n\n> Tiga")
    assert shown.count("<aside") == 2
    assert shown.count("<blockquote>") == 1
    assert "[!" not in shown


def test_a_box_may_have_two_paragraphs():
    shown = html("> [!note] Satu\n>\n> Dua")
    assert shown.count("<aside") == 1
    assert "<p>Satu</p><p>Dua</p>" in shown


def test_a_quotation_in_code_is_code():
    assert html("```\n> a\n\n> b\n```") == "<pre><code>&gt; a\n\n&gt; b\n</code></pre>"


def test_a_quotation_names_its_source():
    shown = html("> [!quote P1] Kata mereka.")
    assert shown.startswith('<figure class="ps-quote">')
    assert '<figcaption><a href="#sources">Kantor Contoh</a></figcaption>' in shown


@pytest.mark.parametrize("source", ["", " P9"])
def test_a_quotation_without_a_known_source_is_reported(source):
    _, found = render(f"> [!quote{source}] Kata mereka.")
    assert codes(found) == ["DAT007"]


# --- tables ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("columns", "kind"),
    [
        (2, "ps-table"),
        (3, "ps-table ps-table--few"),
        (4, "ps-table ps-table--few"),
        (5, "ps-table ps-table--wide"),
    ],
)
def test_a_table_of_more_than_two_columns_can_become_records(columns: int, kind: str):
    names = [f"n{number}" for number in range(columns)]
    rows = (names, ["---"] * columns, ["x"] * columns)
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows) + "\n: Judul tabel\n"
    shown = html(table)
    assert f'class="{kind}"' in shown
    labels = re.findall(r'<td data-label="([^"]*)"', shown)
    assert labels == (names[1:] if columns > 2 else [])


def test_the_name_of_a_column_is_text_also_where_it_is_an_insert():
    shown = html("| a | {{ coverage.total }} | c |\n|---|---|---|\n| d | e | f |\n\n: Judul\n")
    assert 'data-label="3,333"' in shown


TABLE = "| a | b |\n|---|---:|\n| c | 1 |\n"


def test_a_table_has_its_caption_and_scopes_and_may_scroll():
    assert html(TABLE + "\n: Judul tabel\n") == (
        '<div class="ps-table" role="region" tabindex="0" aria-labelledby="table-s-1"><table>'
        '<caption id="table-s-1">Judul tabel</caption>'
        '<thead><tr><th scope="col">a</th><th scope="col" class="ps-numeric">b</th></tr></thead>'
        '<tbody><tr><th scope="row">c</th><td class="ps-numeric">1</td></tr></tbody>'
        "</table></div>"
    )


@pytest.mark.parametrize("after", ["", "\nBukan judul\n", "\n:Judul\n"])
def test_a_table_without_a_caption_is_reported(after):
    _, found = render(TABLE + after)
    assert "TXT011" in codes(found)


def test_two_tables_of_a_section_have_ids_of_their_own():
    shown = html(f"{TABLE}\n: Satu\n\n{TABLE}\n: Dua\n")
    assert 'id="table-s-1"' in shown
    assert 'id="table-s-2"' in shown


# --- what is refused ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "<b>a</b>",
        "a <br> b",
        "a <br/> b",
        "<!-- a -->",
        "<script>alert(1)</script>",
        "a </p> b",
        "a <img src=x> b",
    ],
)
def test_raw_html_is_reported(text):
    _, found = render(text)
    assert codes(found) == ["TXT006"]
    assert found[0].location.line == 10


@pytest.mark.parametrize("text", ["5 < 6", "a<b", "`<b>`", "```\n<b>\n```", "x <- y", "<3"])
def test_what_is_no_html_is_not_reported(text):
    assert not render(text)[1]


@pytest.mark.parametrize(
    ("text", "scheme"),
    [
        ("[a](javascript:alert)", "javascript"),
        ("[a](data:text/html,b)", "data"),
        ("[a](FTP://b.example)", "ftp"),
        ("[a](file:///b)", "file"),
    ],
)
def test_a_link_with_another_scheme_is_reported_and_dropped(text, scheme):
    shown, found = render(text)
    assert [(d.code, d.params["scheme"]) for d in found] == [("TXT012", scheme)]
    assert f"{scheme}:" not in shown


@pytest.mark.parametrize(
    "target", ["https://a.example/", "tel:112", "mailto:a@b.example", "sms:1", "../a/", "#b"]
)
def test_a_link_may_lead_to_people_and_pages(target):
    assert f'href="{target}"' in html(f"[a]({target})")


@pytest.mark.parametrize("target", ["http://[x", "https://[::1", "//[", "http://[::g]/"])
def test_a_target_that_is_no_address_is_a_problem_and_no_crash(target):
    _, found = render(f"[a]({target})")
    assert codes(found) == ["TXT012"]


def test_a_link_out_of_the_site_is_marked():
    assert html("[a](https://a.example/)") == (
        '<p><a class="ps-external" href="https://a.example/">a'
        '<span class="ps-hidden"> (elsewhere)</span></a></p>'
    )


@pytest.mark.parametrize("text", ["# Judul", "##### Lima", "Judul\n====", "Judul\n----"])
def test_a_heading_of_another_level_is_reported(text):
    assert "TXT007" in codes(render(text)[1])


def test_markup_that_somebody_smuggles_in_is_cleaned():
    shown, _ = render('<p onclick="x">a</p>\n\n<script>b</script>\n\n[c](javascript:d)')
    assert "onclick" not in shown
    assert "<script" not in shown
    assert "javascript" not in shown


# --- what markdown would misread --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        pytest.param("Teks\n- a", "TXT009", 2, id="list glued to a paragraph"),
        pytest.param("Teks\n1. a", "TXT009", 2, id="numbered list glued"),
        pytest.param("- a\n  - b", "TXT010", 2, id="too little indentation"),
    ],
)
def test_a_list_that_would_not_show_is_reported(text, code, line):
    assert [(d.code, d.location.line) for d in check(text)] == [(code, line)]


@pytest.mark.parametrize(
    "text", ["Teks\n\n- a", "- a\n- b", "- a\n    - b", "```\nTeks\n- a\n```", "Teks - a"]
)
def test_a_list_that_shows_is_not_reported(text):
    assert not check(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("• a\n• b", 1),
        ("1) a\n2) b", 1),
        ("Teks:\n| A | B |\n|---|---|\n| c | d |", 2),
        ("Teks[^1].", 1),
        ("- a [^b] c", 1),
    ],
)
def test_marks_of_other_dialects_are_reported_where_they_show_as_typed(text: str, line: int):
    assert [(d.code, d.location.line) for d in check(text)] == [("TXT020", line)]


def test_an_item_behind_an_indented_paragraph_is_glued_to_it():
    assert [(d.code, d.location.line) for d in check("- a\n\n    b\n- c")] == [("TXT009", 4)]


def test_what_the_converter_cannot_bear_is_shown_as_typed_and_reported():
    shown, found = render("[a " * 5000)
    assert "[a [a" in shown
    assert codes(found) == ["TXT021"]


def test_a_heading_is_converted_without_its_paragraph():
    context = make_context("en", "inserts")
    shown = render_inline(context, written("Satu *dua* {{ coverage.total }}", 1))
    assert shown == (
        'Satu <em>dua</em> <data value="3333" data-figure="coverage.total">3,333</data>'
    )


@pytest.mark.parametrize(
    ("mistake", "code"),
    [
        ("<b>a</b>", "TXT006"),
        ("# Judul", "TXT007"),
        ("Teks\n- a", "TXT009"),
        (TABLE, "TXT011"),
        ("[a](ftp://b.example)", "TXT012"),
        ("<ftp:berkas>", "TXT012"),
        ("[a][b]\n\n[b]: ftp://b.example", "TXT012"),
        ("> [!warnin] Isi", "TXT013"),
        ("> [!quote P9] Isi", "DAT007"),
        ("a \\` <b>c</b>", "TXT006"),
        ("<img\nsrc=x>", "TXT006"),
        ("<?a?>", "TXT006"),
    ],
)
def test_of_two_equal_mistakes_each_is_reported_at_its_own_place(mistake: str, code: str):
    once = [(d.code, d.location.line) for d in check(mistake)]
    assert [found for found, _ in once] == [code]
    lines = mistake.count("\n") + 2
    twice = [(d.code, d.location.line) for d in check(f"{mistake}\n\n{mistake}")]
    assert twice == [once[0], (code, once[0][1] + lines)]
