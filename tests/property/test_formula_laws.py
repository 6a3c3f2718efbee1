"""Laws of formulas: exact arithmetic on what is a formula, one kind of refusal for all else."""

from decimal import Decimal, DivisionByZero, InvalidOperation

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_builder.figures.benefits import FormulaError, compute_formula
from tests.property.strategies import TEXTS

VALUES = {"basis": Decimal(1_000_000), "share": Decimal("0.57"), "nothing": Decimal(0)}
LEAVES = st.one_of(
    st.integers(0, 999).map(lambda n: (str(n), Decimal(n))),
    st.decimals(0, 99, places=2).map(lambda d: (str(d), d)),
    st.sampled_from(sorted(VALUES)).map(lambda name: (name, VALUES[name])),
)


def combined(trees):
    """Join two trees as text and as a number; None stands for what cannot be computed."""

    def join(left, operator, right):
        text = f"({left[0]} {operator} {right[0]})"
        if left[1] is None or right[1] is None:
            return text, None
        try:
            compute = {"+": Decimal.__add__, "-": Decimal.__sub__, "*": Decimal.__mul__,
                       "/": Decimal.__truediv__}[operator]  # fmt: skip
            return text, compute(left[1], right[1])
        except (DivisionByZero, InvalidOperation):
            return text, None

    return st.builds(join, trees, st.sampled_from("+-*/"), trees)


TREES = st.recursive(LEAVES, combined, max_leaves=8)


def value_of(name: str) -> Decimal:
    if name not in VALUES:
        raise FormulaError(name)
    return VALUES[name]


@given(tree=TREES)
def test_a_formula_is_what_decimal_arithmetic_makes_of_it(tree: tuple[str, Decimal | None]):
    text, value = tree
    if value is None or abs(value) >= 10**15:
        with pytest.raises(FormulaError):
            compute_formula(text, value_of)
    else:
        assert compute_formula(text, value_of) == value


@given(text=st.one_of(TEXTS, st.text("0123456789.+-*/() abe_,'", max_size=30)))
def test_any_text_is_a_number_or_a_formula_error(text: str):
    try:
        value = compute_formula(text, value_of)
    except FormulaError as error:
        assert str(error) or not text.strip()
    else:
        assert value.is_finite()
