"""What the checker's pages show, made from the sample tree."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from site_builder.build import read_project
from site_builder.read.project import load_files
from site_builder.views.kinds.kind import kind_of
from tests.builders import MEMORY, make_site, page_context

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests" / "problems" / "base"
TREE_PATH = "data/eligibility.yaml"
TODAY = date(2026, 11, 23)


@cache
def view(node: str, lang: str = "en", old: str = "", new: str = "") -> Any:
    """Give the view of a page of the sample's checker, one text of its tree replaced."""
    words = {f"content/i18n/{p.name}": p.read_bytes() for p in (ROOT / "content/i18n").glob("*")}
    files = {**words, **load_files(BASE)}
    text = files[TREE_PATH].decode()
    assert old in text
    changed = {**files, TREE_PATH: text.replace(old, new, 1).encode()}
    project, found = read_project(changed, MEMORY)
    assert project is not None
    assert not [problem for problem in found if problem.is_error]
    site = make_site(project, today=TODAY)
    page = site.plan.find("/".join(filter(None, ("checker", node))), lang)
    assert page is not None
    return kind_of(page).view(page_context(site, page))


def test_the_start_page_leads_to_the_first_question():
    start = view("").start
    assert start is not None
    assert start.href == "work/"


@pytest.mark.parametrize(("lang", "answers"), [("en", ["Yes", "No"]), ("id", ["Ya", "Tidak"])])
def test_a_question_gives_its_answers_in_order_as_links(lang: str, answers: list[str]):
    question = view("work", lang)
    assert [link.text for link in question.answers] == answers
    assert all(link.href.startswith("../") for link in question.answers)


def test_an_answer_is_offered_on_its_days_only():
    past, to_come = "        until: 2025-12-31\n", "        from: 2999\n"
    old = "        to: other\n"
    for days in (past, to_come):
        assert [link.text for link in view("work", "en", old, old + days).answers] == ["Yes"]
        assert len(view("other", "en", old, old + days).back) == 2


def test_a_question_says_why_and_at_its_end_from_where_and_how_sure():
    question = view("work")
    assert question.why == "Only a sample."
    (basis,) = question.bases
    assert basis.sources[0].href.endswith("#S1")
    assert basis.certainty == "press report"


def test_help_is_shown_only_where_there_is_any():
    question = view("work")
    assert question.help == ""
    helped = view("work", "en", "    why:\n", "    help: {id: Pilih., en: Choose.}\n    why:\n")
    assert helped.help == "Choose."


def test_an_outcome_has_its_kind_contacts_and_a_way_to_begin_again():
    outcome = view("maybe")
    assert [contact.id for contact in outcome.contacts] == ["office"]
    assert outcome.back[-1].href == "../"
    assert outcome.paragraphs == ("Ask the office.",)


def test_each_paragraph_of_an_outcome_is_one():
    body = '    body: {id: "Satu.\\n\\nDua.", en: "One.\\n\\nTwo <b>."}'
    old = "    body: {id: Tanyakan ke kantor., en: Ask the office.}"
    outcome = view("maybe", "en", old, body)
    assert outcome.paragraphs == ("One.", "Two &lt;b&gt;.")


@pytest.mark.parametrize(
    ("certainty", "said"),
    [
        ("official_primary", "official source, first hand"),
        ("computed", "our inference"),
        ("not_found", "not found"),
    ],
)
def test_a_result_says_how_sure_it_is_and_an_inference_is_called_one(certainty: str, said: str):
    old = "    next: [home]\n    contacts: [office]\n    source: [S1]\n    certainty: press\n"
    outcome = view("maybe", "en", old, old.replace("press", certainty))
    assert outcome.bases[0].certainty == said


def test_no_kind_of_result_is_a_promise():
    for lang, promises in (("en", ("eligible", "qualify")), ("id", ("pasti berhak", "dijamin"))):
        outcome = view("maybe", lang)
        assert not any(promise in outcome.kind.lower() for promise in promises)


def test_each_question_leads_back_to_the_ones_before_and_the_first_to_the_start():
    question, outcome = view("work"), view("maybe")
    assert [(link.text, link.href) for link in question.back] == [("Back to: Check", "../")]
    assert [(link.text, link.href) for link in outcome.back[:-1]] == [
        ("Back to: Do you work?", "../work/")
    ]


def test_a_page_that_two_questions_lead_to_leads_back_to_both():
    old = "outcomes:\n"
    second = """  more:
    slug: {id: lagi, en: more}
    text: {id: Lagi?, en: More?}
    why: {rule: {id: Contoh., en: Sample.}, source: [S1], certainty: press}
    answers:
      - text: {id: Ya, en: "Yes"}
        to: maybe
      - text: {id: Tidak, en: "No"}
        to: other
outcomes:
"""
    text = "        to: other\n" + old
    outcome = view("maybe", "en", text, "        to: more\n" + second)
    assert [link.text for link in outcome.back[:-1]] == [
        "Back to: Do you work?",
        "Back to: More?",
    ]
