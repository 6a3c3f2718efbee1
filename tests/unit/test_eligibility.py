"""The question tree is proved: each way to break it is refused with its code, file and line."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

import pytest

from site_builder.build import BuildOptions, BuildResult, build_site, read_project
from site_builder.checks.data import check_data
from site_builder.checks.data.eligibility import check_eligibility
from site_builder.messages.wording import load_messages
from site_builder.pages.plan import plan_site
from site_builder.preview.desk import render_desk
from site_builder.read.project import load_files
from site_builder.upkeep.question_trees import draw_trees, tree_lines
from site_builder.views.kinds import KINDS
from tests.builders import LANGUAGES, MEMORY, codes, make_data, real_templates

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests" / "problems" / "base"
TREE_PATH = "data/eligibility.yaml"
TODAY = date(2026, 11, 23)

WORK = """\
  work:
    slug: {id: pekerjaan, en: work}
    text: {id: Apakah Anda bekerja?, en: Do you work?}
    help: {id: Pilih satu., en: Choose one.}
    why:
      rule: {id: Hanya contoh., en: Only a sample.}
      source: [S1]
      certainty: press
    answers:
      - text: {id: "Ya", en: "Yes"}
        to: place
      - text: {id: Tidak, en: "No"}
        to: other
"""
PLACE = """\
  place:
    slug: {id: tempat, en: place}
    text: {id: Di kota ini?, en: In this city?}
    why:
      rule: {id: Hanya contoh., en: Only a sample.}
      source: [S1]
      certainty: press
    answers:
      - text: {id: Di sini, en: Here}
        to: maybe
      - text: {id: Di luar, en: Elsewhere}
        to: other
"""
MAYBE = """\
  maybe:
    slug: {id: mungkin, en: maybe}
    kind: likely
    title: {id: Mungkin, en: Perhaps}
    body: {id: Tanyakan ke kantor., en: Ask the office.}
    bring:
      - {id: Kartu, en: Card}
    next: [home]
    contacts: [office]
    source: [S1]
    certainty: press
"""
OTHER = """\
  other:
    slug: {id: lain, en: other}
    kind: outside
    title: {id: Bukan program ini, en: Not this programme}
    body: {id: Bukan untuk Anda., en: Not for you.}
    next: [glossary]
    contacts: [office]
    source: [S1]
    certainty: computed
"""
SAMPLE = f"schema_version: 1\nstart: work\nquestions:\n{WORK}{PLACE}outcomes:\n{MAYBE}{OTHER}"
LONELY = MAYBE.replace("maybe", "lonely").replace("mungkin", "sendiri")

BROKEN = [
    # What is broken, the text replaced and by what, the code, and what the named line holds. A
    # question or an outcome is named at its first line, the one with its address.
    ("start is an outcome", "start: work", "start: maybe", "ELG001", "start: maybe"),
    ("question without answers", PLACE.partition("    answers:\n")[2], "", "ELG002", "{id: tempat"),
    ("question leads back", "to: maybe", "to: work", "ELG003", "to: work"),
    ("outcome without a path", MAYBE, MAYBE + LONELY, "ELG004", "{id: sendiri"),
    ("question without a path", "to: place", "to: maybe", "ELG004", "{id: tempat"),
    ("outcome without source", "    source: [S1]\n    certainty: computed",
     "    certainty: computed", "ELG005", "{id: lain"),
    ("outcome with no source in its list", "    source: [S1]\n    certainty: computed",
     "    source: []\n    certainty: computed", "ELG005", "{id: lain"),
    ("outcome without next step", "    next: [glossary]\n", "", "ELG005", "{id: lain"),
    ("unknown source of an outcome", "source: [S1]\n    certainty: computed",
     "source: [S9]\n    certainty: computed", "DAT007", "{id: lain"),
    ("unknown source of a question", PLACE, PLACE.replace("S1", "S9"), "DAT007", "{id: tempat"),
    ("unknown contact", MAYBE, MAYBE.replace("[office]", "[ofice]"), "DAT007", "{id: mungkin"),
    ("unknown page", "[glossary]", "[glosary]", "OUT004", "{id: lain"),
    ("question without a language", ", en: In this city?", "", "LNG006", "Di kota ini?"),
    ("answer without a language", ", en: Elsewhere", "", "LNG006", "Di luar"),
    ("reason without a language", PLACE, PLACE.replace(", en: Only a sample.", ""), "LNG006",
     "rule:|2"),
    ("outcome without a language", ", en: Not for you.", "", "LNG006", "Bukan untuk Anda."),
    ("thing to bring without a language", ", en: Card", "", "LNG006", "Kartu"),
    ("address without a language", ", en: place", "", "LNG006", "id: tempat"),
    ("two pages with one address", "id: tempat,", "id: mungkin,", "OUT001", "id: mungkin|2"),
    ("address that is none", "id: tempat,", "id: Di Kota,", "CFG006", "Di Kota"),
    ("unknown kind of outcome", "kind: outside", "kind: never", "CFG007", "kind: never"),
    ("unknown certainty", "certainty: computed", "certainty: sure", "CFG007", "certainty: sure"),
    ("misspelt key", "    help:", "    hepl:", "CFG004", "hepl:"),
    ("answer for the days of no amount", "to: maybe", "to: maybe\n        period: benefit.cure",
     "DAT007", "period: benefit.cure"),
    ("tree on no page", "start: work\n", "trees: {a: {start: work, page: glosary}}\n", "OUT004",
     "glosary"),
    ("tree from no question", "start: work\n", "trees: {a: {start: job, page: glossary}}\n",
     "ELG001", "start: job"),
    ("second tree from no question", "start: work\n",
     "start: work\ntrees: {a: {start: job, page: glossary}}\n", "ELG001", "start: job"),
    ("two trees on one page", "start: work\n",
     "trees:\n  a: {start: work, page: home}\n  b: {start: place, page: home}\n", "ELG007",
     "  b: {start"),
    ("no tree at all", "start: work\n", "", "CFG005", "schema_version"),
    ("unknown card", "    kind: outside\n", "    kind: outside\n    answer: none\n", "DAT007",
     "{id: lain"),
    ("outcome without a body or a card", MAYBE,
     MAYBE.replace("    body: {id: Tanyakan ke kantor., en: Ask the office.}\n", ""), "CFG005",
     "{id: mungkin"),
]  # fmt: skip


@cache
def base_files() -> dict[str, bytes]:
    words = {f"content/i18n/{p.name}": p.read_bytes() for p in (ROOT / "content/i18n").glob("*")}
    return {**words, **load_files(BASE)}


def build(tree: str, cards: str = "") -> BuildResult:
    files = {**base_files(), TREE_PATH: tree.encode()}
    if cards:
        files["data/answers.yaml"] = cards.encode()
    return build_site(files, real_templates(), BuildOptions(today=TODAY), memory=MEMORY)


def parse(tree: str):
    project, found = read_project({**base_files(), TREE_PATH: tree.encode()}, MEMORY)
    assert project is not None
    return project, found


def line_of(tree: str, marker: str) -> int:
    """Give the line of a text; `text|2` means its second place."""
    text, _, count = marker.partition("|")
    lines = [number for number, line in enumerate(tree.splitlines(), 1) if text in line]
    return lines[int(count or 1) - 1]


def test_the_sample_is_sound():
    assert [found for found in build(SAMPLE).diagnostics if found.is_error] == []


@pytest.mark.parametrize(
    ("old", "new", "code", "marker"),
    [case[1:] for case in BROKEN],
    ids=[case[0].replace(" ", "-") for case in BROKEN],
)
def test_a_broken_tree_is_refused_at_its_line(old: str, new: str, code: str, marker: str):
    assert SAMPLE.count(old) == 1, f"{old!r} must stand once in the sample"
    tree = SAMPLE.replace(old, new)
    project, found = parse(tree)
    proved = check_data(make_data(project))
    errors = [problem for problem in (*found, *proved) if problem.is_error]
    places = [(e.code, e.location.path, e.location.line) for e in errors]
    assert (code, TREE_PATH, line_of(tree, marker)) in places, places


def test_a_site_with_a_broken_tree_is_not_built():
    assert build(SAMPLE.replace("to: maybe", "to: work")).files == ()


def test_one_path_may_lead_to_a_question_that_another_path_has_asked():
    tree = SAMPLE.replace("to: other", "to: place", 1)
    assert "ELG003" not in codes(build(tree).diagnostics)


@pytest.mark.parametrize(
    ("days_of_one", "days_of_other", "silent"),
    [
        ("until: 2026-12-31", "from: 2027-01-01", ""),
        ("until: 2026-12-31", "from: 2027-01-03", "2027-01-01"),
        ("until: 2026-12-31", "until: 2027-06", "2027-07-01"),
        ("until: 2025", "until: 2025", "2026-11-23"),
        ("until: 2025", "from: 2026-02", ""),
    ],
)
def test_a_question_has_an_answer_on_every_day_from_today(
    days_of_one: str, days_of_other: str, silent: str
):
    dated = PLACE.replace("to: maybe", f"to: maybe\n        {days_of_one}")
    dated = dated.replace("to: other", f"to: other\n        {days_of_other}")
    project, _ = parse(SAMPLE.replace(PLACE, dated))
    found = list(check_eligibility(make_data(project, today=TODAY)))
    assert [(problem.code, problem.params["date"]) for problem in found] == (
        [("ELG006", silent)] if silent else []
    )


def test_questions_that_only_lead_to_one_another_are_not_reached():
    island = PLACE.replace("place", "island").replace("tempat", "pulau")
    island = island.replace("to: maybe", "to: island")
    project, _ = parse(SAMPLE.replace("outcomes:", f"{island}outcomes:"))
    assert codes(tuple(check_eligibility(make_data(project)))) == ["ELG004"]


def test_every_break_is_listed_at_once():
    tree = SAMPLE.replace("to: maybe", "to: work").replace("    next: [glossary]\n", "")
    project, _ = parse(tree)
    assert codes(tuple(check_eligibility(make_data(project)))) == ["ELG003", "ELG004", "ELG005"]


def test_a_project_without_a_tree_has_nothing_to_prove():
    project, _ = parse(SAMPLE)
    empty = replace(project.eligibility, questions={}, outcomes={})
    assert not list(check_eligibility(make_data(replace(project, eligibility=empty))))


def test_each_question_and_outcome_becomes_a_page_in_each_language():
    project, _ = parse(SAMPLE)
    plan, _ = plan_site(project, KINDS, project.settings.base_url)
    for node in ("work", "place", "maybe", "other"):
        for lang in LANGUAGES:
            page = plan.find(f"checker/{node}", lang)
            assert page is not None
            parent = plan.find("checker", lang)
            assert parent is not None
            assert page.url.startswith(parent.url)
            assert page.url != parent.url


SECOND = "start: work\ntrees: {case: {start: place, page: glossary}}\n"
CARD = """\
schema_version: 1
answers:
  - id: help
    situation: {id: Bila terjadi sesuatu, en: If something happens}
    calls: [{contact: office, when: {id: Kapan saja, en: At any time}}]
    sources: [S1]
    confidence: press
"""


def with_card(outcome: str) -> str:
    """Leave to a card what it says."""
    cut = outcome.index("    body:"), outcome.index("    next:")
    brief = outcome[: cut[0]] + "    answer: help\n" + outcome[cut[1] :]
    return brief.partition("    contacts:")[0]


def main_of(result: BuildResult, key: str, lang: str) -> tuple[str, set[str]]:
    """The text of a page's `main`, and the addresses that it links to."""
    assert result.site is not None
    page = result.site.plan.find(key, lang)
    assert page is not None, key
    html = next(file.content.decode() for file in result.files if file.path == page.path)
    main = html[html.index("<main>") : html.index("</main>")]
    return main, {urljoin(page.url, link) for link in re.findall(r'href="([^"]*)"', main)}


def url_of(result: BuildResult, key: str, lang: str) -> str:
    assert result.site is not None
    page = result.site.plan.find(key, lang)
    assert page is not None, key
    return page.url


@pytest.mark.parametrize(("lang", "asked"), [("id", "Di kota ini?"), ("en", "In this city?")])
def test_a_second_tree_stands_below_a_page_that_asks_its_first_question(lang: str, asked: str):
    result = several()
    assert [found for found in result.diagnostics if found.is_error] == []
    assert result.site is not None
    below = {page.key for page in result.site.plan.children("glossary", lang)}
    assert below == {"glossary/place", "glossary/maybe", "glossary/other"}
    html, links = main_of(result, "glossary", lang)
    assert f"<h2>{asked}</h2>" in html
    assert {url_of(result, f"glossary/{name}", lang) for name in ("maybe", "other")} <= links
    _, back = main_of(result, "glossary/place", lang)
    assert url_of(result, "glossary", lang) in back


def test_what_two_trees_lead_to_goes_back_to_the_questions_of_its_own():
    result = several()
    for tree, others in (("glossary", "checker"), ("checker", "glossary")):
        _, links = main_of(result, f"{tree}/other", "en")
        assert url_of(result, f"{tree}/place", "en") in links
        assert url_of(result, f"{others}/place", "en") not in links


@cache
def several() -> BuildResult:
    return build(SAMPLE.replace("start: work\n", SECOND))


def test_an_outcome_leaves_to_its_card_what_the_card_says():
    tree = SAMPLE.replace(MAYBE, with_card(MAYBE))
    result = build(tree, CARD)
    assert [found for found in result.diagnostics if found.is_error] == []
    html, _ = main_of(result, "checker/maybe", "en")
    assert 'data-answer="help"' in html
    assert "If something happens" in html
    poor = build(
        tree, CARD.replace("    calls: [{", "    where: {id: Di sini, en: Here}\n    x: [{")
    )
    assert "ELG005" not in codes(poor.diagnostics)
    assert "ELG005" in codes(build(tree, CARD.replace("    calls:", "    x:")).diagnostics)


def test_the_tree_is_drawn_for_staff():
    project, _ = parse(SAMPLE)
    several, _ = parse(SAMPLE.replace("start: work\n", SECOND))
    assert list(tree_lines(several.eligibility, "en"))[-6:-4] == ["glossary:", "? In this city?"]
    assert list(tree_lines(project.eligibility, "en")) == [
        "? Do you work?",
        "  - Yes",
        "    ? In this city?",
        "      - Here",
        "        = Perhaps [likely]",
        "      - Elsewhere",
        "        = Not this programme [outside]",
        "  - No",
        "    = Not this programme [outside]",
    ]


def test_the_tree_of_the_desk_nests_as_the_questions_do():
    project, _ = parse(SAMPLE)
    trees = [("", start) for _, start in draw_trees(project.eligibility, "en")]
    page = render_desk("questions", load_messages("en"), trees=trees, kind_word=str.upper).decode()
    drawn = page.partition("<main>")[2].partition("</main>")[0]
    assert [
        text.strip() for text in re.sub("<[^>]*>", "\n", drawn).split("\n") if text.strip()
    ] == [
        *("Tree of questions", "Do you work?", "Yes", "In this city?", "Here", "Perhaps", "LIKELY"),
        *("Elsewhere", "Not this programme", "OUTSIDE", "No", "Not this programme", "OUTSIDE"),
    ]
    assert drawn.count("<ul") == 2


@pytest.mark.parametrize("broken", ["to: nothing", "to: work"])
def test_a_broken_tree_is_drawn_as_far_as_it_goes(broken: str):
    project, _ = parse(SAMPLE.replace("to: maybe", broken))
    drawn = list(tree_lines(project.eligibility, "id"))
    assert drawn[0] == "? Apakah Anda bekerja?"
    assert "= Mungkin [likely]" not in "\n".join(drawn)
