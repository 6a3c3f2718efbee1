"""Whatever somebody saves, the program answers with values and problems, never with a crash."""

import re
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from site_builder.diagnostics import Location
from site_builder.model import Text
from site_builder.read.catalogs import parse_catalog
from site_builder.read.content import parse_document
from site_builder.read.coverage import parse_indicators, parse_observations
from site_builder.read.settings import parse_settings
from site_builder.read.syntax import columns
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.table import parse_table
from site_builder.read.syntax.text import parse_text
from site_builder.read.syntax.yaml_nodes import parse_yaml
from site_builder.text.inserts import find_inserts, insert_problems, places_of, replace_spans
from site_builder.views.inserts.inline import markup_of, plain_of
from site_builder.views.prose.markdown import render_inline, render_prose
from tests.builders import LANGUAGES, PLACE, make_context, tiny_files
from tests.property.strategies import ENCODED, MIXTURES, TEXTS, mutated

SITE = tiny_files()["site.yaml"].decode()
CATALOG = tiny_files()["content/i18n/en.yaml"].decode()
COVERAGE = tiny_files()["data/coverage.csv"].decode()
INDICATORS = tiny_files()["data/indicators.csv"].decode()
START = Location(path="a.md", line=1)


@given(content=ENCODED)
def test_any_bytes_are_a_text_or_a_problem(content: bytes):
    reader = Reader("a.md")
    text = parse_text(content, reader)
    found = reader.finish()
    if text is None:
        assert [d.code for d in found] == ["TXT001"]
        assert found[0].location.line >= 1
    else:
        assert "\r" not in text
        text.encode()


@given(text=TEXTS)
@example(text="[")
def test_any_text_is_yaml_or_a_problem_with_its_line(text: str):
    reader = Reader("a.yaml")
    assert parse_yaml(text, reader) is not None or reader.problems
    lines = len(re.split("\r\n|[\n\r\x85\u2028\u2029]", text))
    assert all(1 <= d.location.line <= lines for d in reader.problems)


@given(text=st.one_of(TEXTS, mutated(COVERAGE)))
def test_any_text_is_a_table_or_a_problem(text: str):
    reader = Reader("data/coverage.csv", LANGUAGES)
    observations = parse_observations(parse_table(text, reader, columns.COVERAGE), reader)
    assert all(isinstance(row.as_of, date) and row.sources for row in observations)
    assert all(d.location.line for d in reader.finish())


@given(text=mutated(INDICATORS))
def test_any_indicators_are_read_or_refused(text: str):
    reader = Reader("data/indicators.csv", LANGUAGES)
    parse_indicators(parse_table(text, reader, columns.INDICATORS), reader)
    assert all(d.location.line for d in reader.finish())


@given(text=TEXTS, fence=st.sampled_from(["---\n", ""]), is_closed=st.booleans(), body=TEXTS)
def test_any_text_is_a_document_or_a_problem(text: str, fence: str, is_closed: bool, body: str):
    written = f"{fence}{text}\n{'---' if is_closed else ''}\n{body}"
    reader = Reader("content/a.id.md", LANGUAGES)
    document = parse_document(written, reader)
    assert document is not None or reader.finish()
    if document is not None:
        assert document.sections[0].id == "lead"
        shown = sum(section.body.value.count("\n") for section in document.sections)
        assert shown <= written.count("\n")


@given(text=mutated(SITE))
def test_any_settings_are_read_or_refused_with_a_reason(text: str):
    reader = Reader("site.yaml")
    settings = parse_settings(text, reader)
    assert settings is not None or any(d.is_error for d in reader.finish())
    if settings is not None:
        assert settings.base_url.endswith("/")
        assert settings.languages


@given(text=mutated(CATALOG))
def test_any_catalog_is_read_or_refused(text: str):
    reader = Reader("content/i18n/en.yaml")
    catalog = parse_catalog(text, "en", reader)
    assert catalog is not None or reader.finish()
    if catalog is not None:
        assert all("other" in word.forms for word in catalog.words.values())


@given(text=TEXTS)
def test_inserts_are_found_in_any_text_at_their_lines(text: str):
    inserts = find_inserts(text)
    found = [*insert_problems(text, places_of(Text(value=text, location=START)))]
    ends = [0]
    for insert in inserts:
        assert ends[-1] <= insert.start < insert.end <= len(text)
        assert text[insert.start : insert.start + 2] == "{{"
        ends.append(insert.end)
    lines = text.split("\n")
    for diagnostic in found:
        line = lines[diagnostic.location.line - 1]
        assert line[diagnostic.location.column - 1 :].startswith(("{{", "{%", "{#"))
    assert len(replace_spans(text, [(i.start, i.end, "") for i in inserts])) <= len(text)


@given(text=st.one_of(MIXTURES, st.text(max_size=60)), lang=st.sampled_from(LANGUAGES))
def test_any_markdown_becomes_html_that_holds_nothing_dangerous(text: str, lang: str):
    context = make_context(lang, "inserts")  # what is made of a page has a bound
    html = str(render_prose(context, Text(value=text, location=START), "s")).lower()
    for danger in ("<script", '="javascript', "onclick=", "<iframe", "\ue000", "\ue001"):
        assert danger not in html
    assert all(d.location.line for d in context.found)


@given(text=MIXTURES, lang=st.sampled_from(LANGUAGES))
def test_any_title_becomes_text_and_html(text: str, lang: str):
    context = make_context(lang, "inserts")
    written = Text(value=text, location=PLACE)
    assert "<script" not in markup_of(context, written)
    plain_of(context, written)
    render_inline(context, written)
