"""The steps of the claim guides: read from data, and shown with what has content."""

from types import MappingProxyType

import pytest

from site_builder.model import ClaimGuide, Claims, Confidence
from site_builder.read.claims import parse_claims
from site_builder.views.model import FactView
from site_builder.views.prose.sections import step_facts
from tests.builders import PLACE, codes, fields_of, make_context

GUIDE = "inserts"
STEP = """
    schema_version: 1
    step_ids: step-
    guides:
      inserts:
        step-one:
          who: {id: Siapa saja, en: Anyone}
          bring:
          - {id: Kartu, en: Card}
          - {id: "{{ benefit.grant }}", en: "{{ benefit.grant }}"}
          deadline: {id: "{{ benefit.grant.membership }} bulan", en: "{{ benefit.grant.membership }} months"}
          contacts: [office]
          legal:
          - {rule: Rule 1, article: "2"}
          - {rule: Rule 3}
          sources: [P1]
          confidence: press
"""  # noqa: E501


def parse(text: str = STEP) -> tuple[Claims, list[str]]:
    root = fields_of(text)
    return parse_claims(root), codes(root.reader.finish())


def facts(text: str = STEP, lang: str = "en") -> dict[str, FactView]:
    claims, found = parse(text)
    assert not found
    shown = step_facts(make_context(lang, GUIDE, claims=claims), "step-one")
    return {fact.kind: fact for fact in shown}


def test_a_step_is_read_whole():
    claims, found = parse()
    assert not found
    assert claims.step_ids == "step-"
    step = claims.guides[GUIDE].steps["step-one"]
    assert step.who is not None
    assert step.who["en"] == "Anyone"
    assert step.bring is not None
    assert [thing["id"] for thing in step.bring] == ["Kartu", "{{ benefit.grant }}"]
    assert [(law.rule, law.article) for law in step.legal] == [("Rule 1", "2"), ("Rule 3", "")]
    assert (step.contacts, step.sources) == (("office",), ("P1",))
    assert step.confidence is Confidence.PRESS
    assert step.location.line == 6


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("          who: {id: Siapa saja, en: Anyone}\n", "", "CFG005"),
        (STEP[STEP.index("bring:") : STEP.index(" deadline:")], "bring: []\n         ", "CFG005"),
        (STEP[STEP.index(" deadline:") : STEP.index(" contacts:")], "", "CFG005"),
        ("contacts: [office]", "contacts: []", "CFG005"),
        ("sources: [P1]", "sources: []", "CFG005"),
        ("{id: Siapa saja, en: Anyone}", "{id: Siapa saja}", "LNG006"),
        ("confidence: press", "confidence: sure", "CFG007"),
        ("confidence: press", "confidence: press\n          certainty: {whom: {}}", "CFG004"),
        ("confidence: press", "confidence: press\n          certainty: {who: {}}", "CFG005"),
        ("    step_ids: step-\n", "", "CFG005"),
        ("schema_version: 1", "schema_version: 9", "CFG008"),
    ],
)
def test_what_is_missing_or_misspelt_is_refused(old: str, new: str, code: str):
    assert old in STEP
    assert parse(STEP.replace(old, new))[1] == [code]


def test_the_facts_come_in_the_order_in_which_they_are_needed():
    assert list(facts()) == ["who", "bring", "deadline", "contacts"]


def test_inserts_in_facts_become_figures_in_the_pages_language():
    assert facts()["bring"].items[1] == (
        '<data value="2000000" data-figure="benefit.grant">X$2,000,000</data>'
    )
    assert "bulan" in facts(lang="id")["deadline"].items[0]
    assert facts(lang="id")["deadline"].label == "step.deadline"


def test_a_contact_can_be_called():
    assert 'href="tel:+000111"' in facts()["contacts"].items[0]


def test_what_no_source_gives_has_no_row():
    shown = facts(STEP.replace("{id: Siapa saja, en: Anyone}", "not_found"))
    assert list(shown) == ["bring", "deadline", "contacts"]


def test_a_section_that_is_no_step_has_no_facts():
    claims, _ = parse()
    assert step_facts(make_context("en", GUIDE, claims=claims), "other") == ()
    assert step_facts(make_context("en", "home", claims=claims), "step-one") == ()
    empty = ClaimGuide(steps=MappingProxyType({}), location=PLACE)
    nothing = Claims(step_ids="step-", documents={}, guides=MappingProxyType({GUIDE: empty}))
    assert step_facts(make_context("en", GUIDE, claims=nothing), "step-one") == ()
