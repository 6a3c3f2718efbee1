"""The YAML files of `data/` become records; what is missing or misspelt has its line."""

from decimal import Decimal

import pytest

from site_builder.checks.data.integrity import check_integrity, unknown_names
from site_builder.model import Confidence
from site_builder.read import records
from site_builder.read.answers import parse_answers
from site_builder.read.benefits import parse_benefits
from site_builder.read.syntax.columns import AREAS
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.table import parse_table
from site_builder.read.unknown import parse_unknown
from tests.builders import (
    LANGUAGES,
    build_tiny,
    codes,
    edited,
    fields_of,
    make_data,
    make_figures,
    make_project,
)


@pytest.fixture
def reader() -> Reader:
    return Reader("a.yaml", LANGUAGES)


BENEFIT = """\
schema_version: 1
benefits:
  - id: grant
    programme: rawat
    name: {id: Santunan, en: Grant}
    amount: 1000
    unit: rupiah
    sources: [P1]
    confidence: press
"""


def benefits(text: str, reader: Reader):
    return parse_benefits(fields_of(text, reader), ("rawat",))


def test_a_benefit_is_read_with_its_defaults(reader):
    benefit = benefits(BENEFIT, reader)["grant"]
    assert not reader.finish()
    assert benefit.figure_name == "benefit.grant"
    assert (benefit.amount, benefit.formula, benefit.is_ceiling) == (Decimal(1000), "", False)
    assert (benefit.conditions, benefit.legal, benefit.valid_to) == ((), (), "")
    assert benefit.location.line == 6


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("    amount: 1000\n", "", id="none"),
        pytest.param("amount: 1000", "amount: 1000\n    formula: 2 * grant", id="two"),
        pytest.param("amount: 1000", "amount: ''", id="an empty one"),
    ],
)
def test_a_benefit_has_an_amount_or_a_formula_or_a_text(old, new, reader):
    benefits(BENEFIT.replace(old, new), reader)
    assert [(d.code, d.params["key"]) for d in reader.finish()] == [
        ("CFG005", "amount | formula | amount_text")
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("id: grant", "id: Grant", "DAT009"),
        ("id: grant", "id: a-b", "DAT009"),
        ("programme: rawat", "programme: lain", "CFG007"),
        ("amount: 1000", "amount: Rp1.000", "CFG006"),
        ("amount: 1000", "amount: 1.000.000", "CFG006"),
        ("amount: 1000", "amount: -1000", "CFG006"),
        ("unit: rupiah", "unit: rupee", "CFG007"),
        ("confidence: press", "confidence: sure", "CFG007"),
        ("sources: [P1]", "source: [P1]", "CFG005"),
        ("confidence: press", "confidence: press\n    valid_to: 2030-02-30", "CFG006"),
        ("{id: Santunan, en: Grant}", "{id: Santunan}", "LNG006"),
        ("{id: Santunan, en: Grant}", "Santunan", "CFG006"),
    ],
)
def test_a_wrong_field_of_a_benefit_is_reported(old, new, code, reader):
    benefits(BENEFIT.replace(old, new), reader)
    assert code in codes(reader.finish())


def test_a_condition_with_a_number_names_its_unit(reader):
    text = BENEFIT + "    conditions: [{id: wait, months: 3, text: {id: a, en: b}}]\n"
    (condition,) = benefits(text, reader)["grant"].conditions
    assert (condition.id, condition.unit, condition.value) == ("wait", "months", Decimal(3))
    assert not reader.finish()


def test_a_condition_has_one_number_at_most(reader):
    text = BENEFIT + "    conditions: [{id: wait, months: 3, years: 1, text: {id: a, en: b}}]\n"
    benefits(text, reader)
    assert [(d.code, d.params["key"]) for d in reader.finish()] == [("CFG004", "years")]


def test_two_benefits_of_one_id_are_reported(reader):
    twice = BENEFIT + BENEFIT.split("benefits:\n")[1]
    benefits(twice, reader)
    assert codes(reader.finish()) == ["DAT008"]


def test_a_source_is_read(reader):
    text = """\
    schema_version: 1
    sources:
      - id: P-1
        title: {id: Laporan, en: Report}
        publisher: Kantor
        date: 2030-02
        kind: press
        read: {id: utuh, en: whole}
        url:
    """
    source = records.parse_sources(fields_of(text, reader))["P-1"]
    assert (source.kind, source.date, source.url) == (Confidence.PRESS, "2030-02", "")
    assert not reader.finish()


def test_a_source_is_no_calculation(reader):
    text = "schema_version: 1\nsources: [{id: P1, publisher: a, kind: computed}]"
    records.parse_sources(fields_of(text, reader))
    assert "CFG007" in codes(reader.finish())


def test_a_contact_keeps_its_channels_in_order(reader):
    contacts = make_project().contacts
    assert [channel.kind for channel in contacts["office"].channels] == ["phone", "web", "address"]
    assert contacts["office"].unknown[0]["en"].startswith("Opening hours")
    assert contacts["letterbox"].channels == ()


def test_a_channel_of_an_unknown_kind_is_reported(reader):
    changes = edited("data/contacts.yaml", "kind: phone", "kind: telegraph")
    text = changes["data/contacts.yaml"]
    records.parse_contacts(fields_of(text, reader))
    assert codes(reader.finish()) == ["CFG007"]


def test_a_term_keeps_its_synonyms_by_language():
    term = make_project().terms["abbreviated"]
    assert term.synonyms == {"id": ("singkatan",), "en": ("short form",)}
    assert term.abbreviation is not None


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (",north,Utara,district,", "DAT006"),
        ("1,,Utara,district,", "DAT006"),
        ("1,north,,district,", "DAT006"),
        ("1,north,Utara,province,", "DAT009"),
        ("1,north,Utara,district,\n1,south,Selatan,district,", "DAT008"),
        ("1,north,Utara,district,\n2,north,Selatan,district,", "DAT008"),
    ],
)
def test_an_area_has_code_slug_name_and_level(row, code, reader):
    text = f"code,slug,name,level,parent\n{row}\n"
    rows = parse_table(text, reader, AREAS)
    records.parse_areas(rows, reader)
    assert code in codes(reader.finish())


@pytest.mark.parametrize("name", ["sources", "contacts", "terms", "charts", "funding"])
def test_a_file_without_its_list_is_reported(name, reader):
    parse = {
        "sources": records.parse_sources,
        "contacts": records.parse_contacts,
        "terms": records.parse_terms,
        "charts": records.parse_charts,
        "funding": records.parse_funding,
    }[name]
    parse(fields_of("schema_version: 1\n", reader))
    assert [(d.code, d.params["key"]) for d in reader.finish()] == [("CFG005", name)]


@pytest.mark.parametrize("parse", [parse_answers, parse_unknown])
def test_a_record_that_stands_twice_is_reported_beside_the_first(parse, reader):
    name = "answers" if parse is parse_answers else "unknown"
    parse(fields_of(f"schema_version: 1\n{name}:\n  - id: a\n  - id: a\n", reader))
    (twice,) = (found for found in reader.finish() if found.code == "DAT008")
    assert (twice.location.line, [place.line for place in twice.related]) == (4, [3])


@pytest.mark.parametrize(
    ("path", "old", "new", "nearest"),
    [
        pytest.param("data/coverage.csv", "disputed,N1", "disputed,N9", "N1", id="source"),
        pytest.param("data/coverage.csv", "28,gift", "28,gft", "gift", id="funding"),
        pytest.param("data/coverage.csv", ",,north,", ",,nort,", "north", id="area"),
        pytest.param("data/coverage.csv", "weaver", "waver", "weaver", id="occupation"),
        pytest.param("data/indicators.csv", "rain_elsewhere,\n", "rain_elswhere,\n",
                     "rain_elsewhere", id="conflicting indicator"),
        pytest.param("site.yaml", "report_contact: office", "report_contact: ofice", "office",
                     id="contact"),
        pytest.param("site.yaml", "denominators: [residents]", "denominators: [resident]",
                     "residents", id="denominator"),
        pytest.param("data/glossary.yaml", "see: [abbreviated]", "see: [abreviated]",
                     "abbreviated", id="term"),
        pytest.param("content/markup.id.md", "[P1, P2, N1]", "[P1, P2, N11]", "N1", id="page"),
    ],
)  # fmt: skip
def test_a_name_that_leads_nowhere_is_reported_with_the_nearest(path, old, new, nearest):
    problems = unknown_names(make_project(edited(path, old, new)))
    assert {(d.location.path, d.params["nearest"]) for d in problems if d.code == "DAT007"} == {
        (path, nearest)
    }


def test_a_row_that_counts_something_unknown_is_left_out():
    project = make_project(edited("data/coverage.csv", ",,north,", ",,nort,"))
    assert "coverage.area_north" in make_figures(make_project())
    figures = make_figures(project)
    assert "coverage.area_north" not in figures
    assert not any("nort" in figure.row for figure in figures.values())


def test_the_tiny_project_has_no_name_that_leads_nowhere():
    assert not list(check_integrity(make_data(make_project())))


def test_an_indicator_of_a_day_that_has_not_come_is_refused_at_its_date():
    found = build_tiny(edited("data/indicators.csv", "rain,2030-02", "rain,2031-02")).diagnostics
    assert [(d.code, d.location.cell) for d in found if d.is_error] == [("DAT012", "B3")]
