"""A section with days of its own stands everywhere on them, and nowhere on others."""

from datetime import date

import pytest

from site_builder.diagnostics import has_errors
from site_builder.read.content import split_sections
from site_builder.read.syntax.reader import Reader
from tests.builders import build_tiny, codes, edited, page_of
from tests.unit.test_answers import CARD, built, with_card

DISCOUNT = "## {heading} {{#{marker}}}\n\n{text} {{{{ benefit.grant }}}}.\n\n## {next} {{#table}}\n"
FIRST, LAST = date(2031, 2, 1), date(2031, 3, 31)


def dated(days: str, translated: str = "discount", insert: str = "benefit.grant"):
    """The tiny site with a section on one page that is shown on some days."""
    id_text = DISCOUNT.format(
        heading="Rabatku", marker=f"discount {days}", text="Separuhnya", next="Tabel"
    )
    en_text = DISCOUNT.format(heading="Rebate", marker=translated, text="Half of it", next="Table")
    page = edited("content/markup.id.md", "## Tabel {#table}\n", id_text)
    page = {
        path: text.replace("benefit.grant }}.", f"{insert} }}}}.") for path, text in page.items()
    }
    return {**page, **edited("content/markup.en.md", "## Table {#table}\n", en_text)}


@pytest.mark.parametrize(
    ("today", "is_shown"),
    [(date(2031, 1, 31), False), (FIRST, True), (LAST, True), (date(2031, 4, 1), False)],
)
def test_a_section_stands_in_every_file_on_its_days_and_in_none_on_others(
    today: date, is_shown: bool
):
    result = build_tiny(dated("from=2031-02 until=2031-03-31"), today=today)
    assert [found for found in result.diagnostics if found.is_error] == []
    words = (b"Rabatku", b"Separuhnya", b"Rebate", b"Half of it")
    for word in words:
        assert any(word in file.content for file in result.files) is is_shown, word


@pytest.mark.parametrize(
    ("today", "due"),
    [(date(2031, 1, 31), "2031-02-01"), (FIRST, "2031-04-01"), (LAST, "2031-04-01")],
)
def test_a_build_is_due_when_a_section_begins_or_has_ended(today: date, due: str):
    site = build_tiny(dated("from=2031-02 until=2031-03-31"), today=today).site
    assert site is not None
    assert site.next_build_due == date.fromisoformat(due)


def test_the_translation_may_leave_the_days_out_or_repeat_them_but_not_change_them():
    days = "until=2030"
    for translated in ("discount", f"discount {days}", days):
        result = build_tiny(dated(days, translated))
        assert "LNG028" not in codes(result.diagnostics)
        assert "Half of it" not in page_of(result, "en/markup/index.html")
    assert "LNG028" in codes(build_tiny(dated(days, "discount until=2031")).diagnostics)


def test_a_mistake_in_a_section_is_found_before_its_day():
    result = build_tiny(dated("from=2999", insert="benefit.grand"))
    assert "FIG003" in codes(result.diagnostics)


@pytest.mark.parametrize(("days", "is_told"), [("until=2030", True), ("until=2999", False)])
def test_a_link_to_a_section_that_is_not_of_today_is_told_and_stops_no_build(
    days: str, is_told: bool
):
    link = edited("content/inserts.id.md", "## ", "[Lihat]({{ page.markup }}#discount)\n\n## ")
    found = build_tiny({**link, **dated(days)}).diagnostics
    assert not has_errors(found)
    assert ("OUT014" in codes(found)) is is_told


def test_a_link_on_a_card_to_a_section_that_is_not_of_today_is_told_at_the_card():
    link = '"[x]({{ page.markup }}#discount)"'
    card = CARD.replace("{id: Untuk *bertanya*, en: To *ask*}", f"{{id: {link}, en: {link}}}")
    found = built({**with_card(card), **dated("until=2030")}).diagnostics
    line = next(n for n, text in enumerate(card.split("\n"), 1) if "#discount" in text)
    told = {(d.location.path, d.location.line) for d in found if d.code == "OUT014"}
    assert told == {("data/answers.yaml", line)}


@pytest.mark.parametrize(
    ("marker", "section_id", "found"),
    [
        ("a from=2031 until=2032", "a", []),
        ("from=2031", "", []),
        ("a period=benefit.grant", "a", []),
        ("a from=2031-13", "a", ["TXT022"]),
        ("a from = 2031", "a", ["TXT022", "TXT022", "TXT022"]),
        ("a until=2031 until=2032", "a", ["TXT022"]),
        ("a from=2031 period=benefit.grant", "a", ["TXT022"]),
        ("a b", "a", ["TXT022"]),
    ],
)
def test_days_stand_behind_the_marker(marker: str, section_id: str, found: list[str]):
    reader = Reader("a.en.md", ("id", "en"))
    lead, section = split_sections([f"## A {{#{marker}}}"], 1, reader, is_original=False)
    assert lead.period is None
    assert (section.id, codes(reader.finish())) == (section_id, found)
    assert (section.period is None) is (found != [] and "31 " not in marker)
