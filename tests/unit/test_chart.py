"""A chart says the same in its sentence, its picture and its table."""

import re
from dataclasses import replace

import pytest
from markupsafe import Markup

from site_builder.views.charts.chart import chart_points, chart_view
from site_builder.views.charts.chart_table import chart_table
from site_builder.views.charts.drawing import Frame, draw_line
from site_builder.views.context import PageContext
from site_builder.views.figures_shown import figures_in
from site_builder.views.model import TableView
from tests.builders import make_context, make_observations, make_project

LETTER = 0.6
"""Width of a letter in `em`, at most."""


def context_of(*rows: str, lang: str = "en") -> PageContext:
    changes = {"observations": make_observations(*rows)} if rows else {}
    return make_context(lang, "data", **changes)


def view(name: str, *rows: str, lang: str = "en"):
    return chart_view(context_of(*rows, lang=lang), make_project().charts[name])


def numbers(markup: str) -> list[str]:
    return re.findall(r'data value="(\d+)"', markup)


def test_a_bar_chart_names_each_part_with_its_number():
    assert view("funding").sentence.striptags() == (
        "As of 28 February 2030: Sample tax 2,222 and Sample gift 1,111."
    )


def test_its_sentence_and_its_table_show_the_same_numbers():
    chart = view("funding")
    cells = [str(text) for text in chart.table.columns[1].texts]
    assert numbers(str(chart.sentence)) == numbers("".join(cells)) == ["2222", "1111"]
    assert all(written in str(chart.svg) for written in ("2,222", "1,111"))


def test_bars_are_as_long_as_their_numbers():
    widths = re.findall(
        r'ps-chart__bar" x="0%" y="[^"]*" width="([\d.]+)%"', str(view("funding").svg)
    )
    longer, shorter = map(float, widths)
    assert shorter == pytest.approx(longer / 2, abs=0.1)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        pytest.param(
            ["2030-01-31 - 1111", "2030-02-28 - 2222"],
            "Up from 1,111 (31 January 2030) to 2,222 (28 February 2030).",
            id="rise",
        ),
        pytest.param(
            ["2030-01-31 - 2222", "2030-02-28 - 1111"],
            "Down from 2,222 (31 January 2030) to 1,111 (28 February 2030).",
            id="fall",
        ),
        pytest.param(
            ["2030-01-31 - 1111", "2030-02-28 - 1111"],
            "The same, 1,111, on 31 January 2030 and 28 February 2030.",
            id="same",
        ),
        pytest.param(["2030-01-31 - 1111"], "Only 1,111, as of 31 January 2030.", id="one"),
        pytest.param(["2030-01-31 - - not_published"], "Not published yet.", id="none"),
        pytest.param(
            ["2030-01-31 - 1111", "2030-02-20 - 3333 disputed"],
            "Only 1,111, as of 31 January 2030. "
            "Another number, 3,333 on 20 February 2030, differs.",
            id="dispute",
        ),
    ],
)
def test_a_line_chart_says_how_the_number_moved(rows, sentence):
    assert view("over_time", *rows).sentence.striptags() == sentence


def test_a_disputed_value_stands_off_the_line():
    chart = view(
        "over_time", "2030-01-31 - 1111", "2030-02-20 - 3333 disputed", "2030-02-28 - 2222"
    )
    assert str(chart.svg).count("ps-chart__dot--disputed") == 1
    assert str(chart.svg).count('class="ps-chart__line"') == 1


def test_no_number_lies_on_the_line():
    context = context_of("2030-01-31 - 1111", "2030-02-10 - 4444", "2030-02-28 - 5555")
    frame = Frame(em=10)
    points = chart_points(context, context.site.project.charts["over_time"])
    drawing = draw_line(points, frame)
    first = next(label for label in drawing.labels if label.kind == "value")
    end = float(first.x) + len(first.lines[0]) * LETTER * frame.em
    rise = next(stroke for stroke in drawing.strokes if stroke.kind == "line")
    x1, x2, y1, y2 = map(float, (rise.x1, rise.x2, rise.y1, rise.y2))
    assert float(first.y) < y1 + (min(end, x2) - x1) / (x2 - x1) * (y2 - y1) < y1


@pytest.mark.parametrize(
    "rows", [["2030-01-31 - 1111"], ["2030-01-31 - - suppressed"], ["2030-01-31 tax 1111"]]
)
def test_one_value_needs_no_picture(rows):
    assert view("over_time", *rows).svg == ""


@pytest.mark.parametrize("name", ["funding", "over_time"])
@pytest.mark.parametrize(
    "rows",
    [
        ["2030-01-31 - 0", "2030-01-31 tax 0", "2030-01-31 gift 0", "2030-02-28 - 0"],
        [f"{year}-01-31 {fund} {year}" for year in range(2000, 2040) for fund in ("tax", "gift")],
        ["2030-01-31 - 999999999999999", "2030-01-31 tax 999999999999999", "2030-01-30 - 1"],
    ],
    ids=["nobody", "many dates", "very many people"],
)
def test_any_counts_can_be_drawn(name, rows):
    chart = view(name, *rows)
    assert "nan" not in str(chart.svg)
    assert chart.sentence.striptags()


def test_a_chart_of_nothing_says_so():
    chart = view("by_area", "2030-01-31 - 1111")
    assert chart.sentence.striptags() == "Not published yet."
    assert (chart.svg, chart.table.columns[0].texts) == ("", ())


def test_targets_are_those_of_the_newest_year():
    assert view("targets").sentence.striptags() == "Target 2031: Sample tax 5,555."


def table(context: PageContext, name: str) -> TableView:
    chart = context.site.project.charts[name]
    return chart_table(context, chart, chart_points(context, chart))


def columns(context: PageContext, name: str) -> list[str]:
    return [str(each.name) for each in table(context, name).columns]


def column(context: PageContext, name: str, header: str) -> list[str]:
    place = columns(context, name).index(header)
    return [Markup(text).striptags() for text in table(context, name).columns[place].texts]


def test_a_table_has_the_columns_of_its_kind():
    by_date = ["As of", "Participants", "Status", "Source"]
    assert columns(context_of(), "over_time") == by_date
    assert columns(context_of("2030-01-31 - 1111"), "funding") == [
        "Funding",
        "Participants",
        "As of",
        "Status",
        "Source",
    ]


def test_shares_and_changes_have_a_column_once_one_is_known():
    context = context_of(
        "2030-01-31 tax 1111", "2030-02-28 tax 2222", "2030-02-28 gift 1111", "2030-02-28 - 3333"
    )
    change = "Change since 31 January 2030"
    assert columns(context, "funding")[2:4] == ["Share", change]
    assert column(context, "funding", "Share") == ["66.67%", "33.33%"]
    assert column(context, "funding", change) == ["+1,111", "not published"]


def test_changes_since_several_days_say_each():
    context = context_of(
        *("2030-01-10 tax 1111", "2030-01-31 gift 1111"),
        *("2030-02-28 tax 2222", "2030-02-28 gift 2222"),
    )
    assert column(context, "funding", "Change") == [
        "+1,111 since 10 January 2030",
        "+1,111 since 31 January 2030",
    ]


def test_what_all_rows_share_is_said_once():
    context = context_of("2030-02-28 tax 2222", "2030-02-28 gift 1111", "2030-02-28 - 3333")
    shown = table(context, "funding")
    assert columns(context, "funding") == ["Funding", "Participants", "Share"]
    note = Markup(shown.note).striptags()
    assert note.startswith("As of: 28 February 2030. Status: published. Source: ")


def test_what_one_row_says_alone_stays_in_its_row():
    context = context_of("2030-02-28 tax 2222", "2030-01-31 gift 1111")
    assert "As of" in columns(context, "funding")
    assert "As of" not in table(context, "funding").note


def test_who_printed_most_rows_is_said_once_and_the_others_in_their_rows():
    *most, last = make_observations(*(f"203{year}-01-31 - 1111" for year in range(5)))
    rows = (*most, replace(last, sources=("P2",)))
    context = make_context("en", "data", observations=rows)
    *alike, other = column(context, "over_time", "Source")
    assert not any(alike) and "P2" in other
    assert re.fullmatch(
        r"Source, else: [^.]*\.", Markup(table(context, "over_time").note).striptags()
    )


def test_a_share_of_another_day_says_so():
    context = context_of("2030-01-31 tax 1111", "2030-01-31 gift 1111", "2030-02-28 tax 1112")
    assert column(context, "funding", "Share")[0] == "50% (31 January 2030)"


def test_a_target_has_its_progress_with_the_day_of_the_count():
    assert "Progress" not in columns(context_of("2030-01-31 tax 1111"), "targets")
    context = context_of("2031-01-31 tax 1111")
    progress = column(context, "targets", "Progress (31 January 2031)")
    assert progress[0].endswith("%")


def test_a_chart_in_another_language_is_in_its_words():
    chart = view("funding", lang="id")
    assert chart.table.caption == "Menurut dana"
    assert chart.sentence.striptags().startswith("Per 28 Februari 2030: Pajak contoh 2.222")


def test_names_are_escaped():
    project = make_project()
    chart = project.charts["funding"]
    fund = project.funding["tax"]
    name = replace(fund.name.texts["en"], value="<b>Tax & co")
    texts = {**fund.name.texts, "en": name}
    changed = replace(fund, name=replace(fund.name, texts=texts))
    context = make_context("en", "inserts", funding={**project.funding, "tax": changed})
    shown = chart_view(context, chart)
    assert "<b>" not in str(shown.svg) + str(shown.sentence)


def test_files_to_download_are_those_of_the_dataset():
    hrefs = [link.href for link in view("targets").downloads]
    assert hrefs == ["../../data/targets.csv", "../../data/targets.xlsx",
                     "../../data/targets.json"]  # fmt: skip


def test_every_number_that_a_chart_shows_is_known():
    context = context_of()
    shown = chart_view(context, context.site.project.charts["funding"])
    counts = {"coverage.tax", "coverage.gift"}
    computed = {"coverage.share_tax", "coverage.share_gift", "coverage.change_tax"}
    assert {use.name for use in figures_in(context.site, shown)} >= counts | computed
