"""Tables made from data: captions, headers, and cells that know their figures."""

from dataclasses import replace
from decimal import Decimal

import pytest
from markupsafe import Markup

from site_builder.model import Conflict
from site_builder.views.charts.tables import amount_markup, named_table, table_names
from site_builder.views.inserts.figure import FigureValue
from site_builder.views.model import TableView
from tests.builders import both, make_benefit, make_context, make_observations
from tests.every import every


def table(name: str, **changes: object) -> TableView:
    found = named_table(make_context("en", "inserts", **changes), name)
    assert found is not None
    return found


def column(found: TableView, position: int) -> list[str]:
    return [str(text) for text in found.columns[position].texts]


def test_every_table_that_is_named_has_columns_of_one_length_and_names_its_rows():
    context = make_context("en", "inserts")
    for name in every(table_names(context)):
        found = named_table(context, name)
        assert found is not None, name
        assert len({len(each.texts) for each in found.columns}) == 1, name
        first, *others = (each.names_rows for each in found.columns)
        assert first, name
        assert not any(others), name


@pytest.mark.parametrize("name", ["", "nothing", "benefits_", "benefits_nothing", "coverage.rows"])
def test_an_unknown_table_is_none(name):
    assert named_table(make_context("en", "inserts"), name) is None


@pytest.mark.parametrize(
    ("name", "caption", "first"),
    [
        ("benefits_rawat", "Benefits of Care", ["Sample grant", "Two sample grants"]),
        ("benefits_both", "Benefits of All", ["Sample visit"]),
        ("contributions", "Contributions", ["Sample fee", "Sample rebate"]),
    ],
)
def test_benefits_are_listed_by_programme(name, caption, first):
    found = table(name)
    assert found.caption == caption
    assert column(found, 0) == first


def test_every_count_of_everybody_stands_in_its_row_corrected_ones_too():
    found = table("coverage_rows")
    assert column(found, 1) == ["Sample tax", "Sample tax", "Sample gift", "All", "All",
                                "Sample tax", "Sample gift"]  # fmt: skip
    assert column(found, 2)[0] == "1,101"
    assert column(found, 2)[4] == (
        '<data value="3333" data-figure="coverage.total" data-as-of="2030-02-28">3,333</data>'
    )


def test_counts_by_area_and_occupation_stand_elsewhere():
    assert not {"Utara", "Weavers"} & set(column(table("coverage_rows"), 1))


def test_a_disputed_indicator_says_so_in_its_cell():
    told = column(table("indicators"), 1)[1]
    assert 'href="#proof"' in told
    assert told.endswith("sources differ</a>")


@pytest.mark.parametrize(
    ("changes", "shown"),
    [
        pytest.param({}, "X$1,000", id="plain"),
        pytest.param({"is_ceiling": True}, "up to X$1,000", id="ceiling"),
        pytest.param({"unit": "rupiah_per_month"}, "X$1,000 a month", id="each month"),
        pytest.param(
            {"is_ceiling": True, "unit": "rupiah_per_month"}, "up to X$1,000 a month", id="both"
        ),
        pytest.param({"unit": "months", "amount": Decimal(1)}, "1 month", id="one of a unit"),
        pytest.param({"unit": "months", "amount": Decimal(3)}, "3 months", id="more of a unit"),
        pytest.param({"unit": "percent", "amount": Decimal("12.5")}, "12.5%", id="percent"),
        pytest.param({"amount": None, "amount_text": both("Sesuai", "As <needed>")},
                     "As <needed>", id="in words"),
        pytest.param({"amount": None, "formula": "2 * 500"}, "X$1,000 calculated", id="formula"),
    ],
)  # fmt: skip
def test_an_amount_says_its_period_and_its_limit(changes, shown):
    benefit = make_benefit(**changes)
    context = make_context("en", "inserts", benefits={"grant": benefit})
    assert amount_markup(context, benefit).striptags().replace("&lt;", "<") == shown


def test_an_unknown_source_shows_its_id_and_crashes_nothing():
    benefit = make_benefit(sources=("P1", "P9"))
    context = make_context("en", "data", benefits={"grant": benefit})
    found = named_table(context, "benefits_both")
    assert found is not None
    assert column(found, 4)[0].endswith(", P9")


def test_a_row_of_an_area_that_is_gone_crashes_nothing():
    context = make_context("en", "inserts")
    project = replace(context.site.project, areas={}, occupations={}, funding={})
    context = replace(context, site=replace(context.site, project=project))
    assert named_table(context, "coverage_rows") is not None


def test_what_a_row_rests_on_has_columns_only_on_pages_about_sources():
    conflict = Conflict(text=both("Berita lain.", "Other press."), sources=("N1",))
    benefit = make_benefit(conflict=conflict, note=both("Catatan.", "A note."))
    headers, cells = {}, {}
    for key in ("inserts", "data"):
        found = named_table(make_context("en", key, benefits={"grant": benefit}), "benefits_both")
        assert found is not None
        headers[key] = [str(each.name) for each in found.columns]
        cells[key] = column(found, 2)[0]
    assert headers["data"] == [*headers["inserts"], "Legal basis", "Source"]
    assert cells["inserts"] == ""
    assert "Other press." in cells["data"]
    assert "A note." in cells["data"]


def test_a_disputed_total_is_compared_with_each_of_its_values():
    found = table("denominators")
    (share,) = column(found, 3)
    assert Markup(share).striptags() == "15% or 13.64%"
    assert found.note
    assert Markup(found.note).striptags() == "Participants: 3,333 or 3,030 (28 February 2030)."


def test_what_other_sources_say_stands_behind_a_number_and_vanishes_with_the_dispute():
    def shown(*rows: str) -> str:
        context = make_context("en", observations=make_observations(*rows))
        figure = context.site.registry.figures["coverage.total"]
        return FigureValue(context=context, figure=figure).filtered("rivals").text()

    assert (
        shown("2030-01-31 - 2", "2030-02-01 - 3 disputed")
        == " (other sources: 3 on 1 February 2030)"
    )
    assert shown("2030-01-31 - 2") == ""
