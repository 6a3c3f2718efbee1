"""Amounts: given or computed, with their limits, and every formula that cannot be."""

from dataclasses import replace
from decimal import Decimal

import pytest

from site_builder.checks.data.amounts import check_amounts
from site_builder.figures.benefits import compute_benefits
from site_builder.model import Benefit, Confidence, Project, Status
from tests.builders import both, codes, edited, make_benefit, make_data, make_project


def compute(*benefits: Benefit):
    project = make_project(benefits={benefit.id: benefit for benefit in benefits})
    return compute_benefits(project.benefits), list(check_amounts(make_data(project)))


def computed(id: str, formula: str, **changes: object) -> Benefit:
    return make_benefit(**{"id": id, "amount": None, "formula": formula, **changes})


def test_a_given_amount_is_published():
    figures, found = compute(make_benefit())
    figure = figures["benefit.grant"]
    assert (figure.value, figure.status) == (Decimal(1000), Status.PUBLISHED)
    assert figure.row == "a:1"
    assert not found


def test_a_computed_amount_says_its_formula_and_that_it_is_computed():
    figures, _ = compute(make_benefit(), computed("twice", "2 * grant"))
    figure = figures["benefit.twice"]
    assert (figure.value, figure.row) == (Decimal(2000), "2 * benefit.grant")
    assert (figure.status, figure.confidence) == (Status.COMPUTED, Confidence.COMPUTED)


def test_a_contribution_has_a_name_of_its_own():
    figures, _ = compute(make_benefit(kind="contribution"))
    assert set(figures) == {"contribution.grant"}


def test_a_formula_may_use_what_stands_below_it():
    figures, found = compute(computed("twice", "2 * grant"), make_benefit())
    assert figures["benefit.twice"].value == Decimal(2000)
    assert not found


@pytest.mark.parametrize(
    ("limits", "value"),
    [
        ({"minimum": Decimal(3000)}, 3000),
        ({"maximum": Decimal(1500)}, 1500),
        ({"minimum": Decimal(1), "maximum": Decimal(9999)}, 2000),
    ],
)
def test_a_computed_amount_stays_within_its_limits(limits, value):
    figures, _ = compute(make_benefit(), computed("twice", "2 * grant", **limits))
    assert figures["benefit.twice"].value == value


@pytest.mark.parametrize(
    ("formula", "part", "nearest"),
    [
        ("2 * grnt", "grnt", "grant"),
        ("loop", "loop", "loop"),
        ("visit", "visit", "visit"),
        ("grant / 0", "grant / 0", "grant"),
        ("2 ** grant", "2 ** grant", "grant"),
    ],
    ids=["unknown name", "circle", "no amount", "by zero", "no operator"],
)
def test_a_formula_that_cannot_be_computed_names_its_part(formula, part, nearest):
    visit = make_benefit(id="visit", amount=None, amount_text=both("Sesuai", "As needed"))
    figures, found = compute(make_benefit(), visit, computed("loop", formula))
    assert figures["benefit.loop"].value is None
    assert [(d.code, d.params["part"]) for d in found] == [("DAT014", part)]
    assert found[0].params["nearest"] == nearest


def test_two_formulas_in_a_circle_are_reported_once_each():
    figures, found = compute(computed("a", "b + 1"), computed("b", "a + 1"))
    assert codes(found) == ["DAT014", "DAT014"]
    assert figures["benefit.a"].value is None


def test_an_amount_that_loses_a_zero_no_longer_fits_its_parts():
    lump, visit = make_benefit(id="lump"), make_benefit(id="visit", amount=Decimal(100))
    parts = ("lump", "visit", "visit")
    for amount, expected in ((1200, []), (120, ["DAT010"])):
        total = make_benefit(amount=Decimal(amount), parts=parts)
        benefits = {benefit.id: benefit for benefit in (lump, visit, total)}
        found = list(check_amounts(make_data(make_project(benefits=benefits))))
        assert codes(found) == expected
    assert found[0].params["parts"] == "1000 lump + 100 visit + 100 visit"


RAISED = """    history:
      - until: 2020-01
        value: 1900000
        why: {id: Naik menurut aturan contoh, en: Raised by a sample rule}
        source: P1
"""


def with_history(history: str) -> Project:
    amount = "    amount: 2000000\n"
    return make_project(edited("data/benefits.yaml", amount, amount + history))


def test_an_amount_keeps_what_it_was_and_why_it_changed():
    (former,) = with_history(RAISED).benefits["grant"].history
    assert (former.until, former.value, former.sources) == ("2020-01", Decimal(1900000), ("P1",))
    assert former.why["en"] == "Raised by a sample rule"
    assert not list(check_amounts(make_data(with_history(RAISED))))


@pytest.mark.parametrize("amount", [190000, 19000000])
def test_an_amount_that_jumps_from_what_it_was_must_be_confirmed(amount):
    (former,) = with_history(RAISED).benefits["grant"].history
    for is_confirmed, expected in ((False, ["DAT016"]), (True, [])):
        before = replace(former, is_confirmed=is_confirmed)
        note = both("Syarat lain", "Another condition")  # of which most amounts have one
        jumped = make_benefit(amount=Decimal(amount), history=(before,), note=note)
        found = check_amounts(make_data(make_project(benefits={"grant": jumped})))
        assert codes(found) == expected


def test_an_amount_in_words_has_no_value():
    figures, _ = compute(make_benefit(amount=None, amount_text=both("Sesuai", "As needed")))
    figure = figures["benefit.grant"]
    assert figure.value is None
    assert figure.text is not None
    assert figure.text["en"] == "As needed"


def test_a_condition_with_a_number_is_a_figure():
    conditions = make_project().benefits["grant"].conditions
    assert [condition.id for condition in conditions] == ["membership", "form"]
    figures, _ = compute(make_benefit(conditions=conditions))
    assert set(figures) == {"benefit.grant", "benefit.grant.membership"}
    figure = figures["benefit.grant.membership"]
    assert (figure.value, figure.unit) == (Decimal(3), "months")
