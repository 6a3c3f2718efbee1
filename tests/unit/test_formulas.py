"""Formulas: numbers, ids, + - * / and brackets, computed exactly; everything else is refused."""

from decimal import Decimal

import pytest

from site_builder.figures.benefits import FormulaError, compute_formula

VALUES = {"basis": Decimal(1000), "fee": Decimal("12.5"), "nothing": Decimal(0)}


def compute(formula: str) -> Decimal:
    def value_of(name: str) -> Decimal:
        if name not in VALUES:
            raise FormulaError(name)
        return VALUES[name]

    return compute_formula(formula, value_of)


@pytest.mark.parametrize(
    ("formula", "value"),
    [
        ("2", "2"),
        ("2.50", "2.50"),
        ("basis", "1000"),
        ("2 * basis + fee", "2012.5"),
        ("2 * (basis + fee)", "2025"),
        ("basis - fee - fee", "975"),
        ("basis / 8", "125"),
        ("1 / 100 * basis", "10"),
        ("0.1 + 0.2", "0.3"),
        ("0.1234567890123456789 * 10", "1.234567890123456789"),
        ("  2*3 ", "6"),
        ("nothing * basis", "0"),
    ],
)
def test_a_formula_is_computed_exactly(formula, value):
    assert compute(formula) == Decimal(value)


@pytest.mark.parametrize(
    "formula",
    [
        pytest.param("", id="nothing"),
        pytest.param("2 *", id="half"),
        pytest.param("(2", id="open bracket"),
        pytest.param("2 2", id="no operator"),
        pytest.param("-basis", id="sign"),
        pytest.param("2 ** 3", id="power"),
        pytest.param("7 // 2", id="whole division"),
        pytest.param("7 % 2", id="remainder"),
        pytest.param("basis if fee else 2", id="choice"),
        pytest.param("basis.real", id="attribute"),
        pytest.param("abs(basis)", id="call"),
        pytest.param("basis[0]", id="index"),
        pytest.param("[basis]", id="list"),
        pytest.param("'2'", id="text"),
        pytest.param("True", id="truth"),
        pytest.param("None", id="none"),
        pytest.param("1_000", id="underscore"),
        pytest.param("0x10", id="hexadecimal"),
        pytest.param("1e3", id="exponent"),
        pytest.param("1e999", id="endless exponent"),
        pytest.param("1j", id="imaginary"),
        pytest.param("2.", id="point without decimals"),
        pytest.param("1.000.000", id="grouped"),
        pytest.param("1,000", id="comma"),
        pytest.param("Rp1000", id="currency"),
        pytest.param("50%", id="percent"),
        pytest.param("٢ + 1", id="other digits"),
        pytest.param("a := 2", id="assignment"),
        pytest.param("lambda: 2", id="lambda"),
        pytest.param("basis / 0", id="by zero"),
        pytest.param("0 / 0", id="zero by zero"),
        pytest.param("basis / nothing", id="by nothing"),
        pytest.param("\x00", id="control character"),
        pytest.param("(" * 5000 + "1" + ")" * 5000, id="deep brackets"),
        pytest.param("+".join(["1"] * 5000), id="long sum"),
        pytest.param("-" * 5000 + "1", id="many signs"),
        pytest.param("9" * 5000, id="many digits"),
        pytest.param("*".join(["9" * 14] * 2), id="beyond every amount"),
        pytest.param("*".join(["9" * 400] * 400), id="beyond every number"),
    ],
)
def test_anything_else_is_refused(formula):
    with pytest.raises(FormulaError):
        compute(formula)


def test_the_part_at_fault_is_named():
    with pytest.raises(FormulaError, match=r"^abs\(fee\)$"):
        compute("basis + abs(fee)")


def test_an_unknown_name_is_named():
    with pytest.raises(FormulaError, match=r"^bassis$"):
        compute("2 * bassis")
