"""Benefits and contributions as figures; an amount may be computed by a formula.

`48 * wage_basis + funeral` is read with Python's own parser and never run: it knows + - * / and
brackets and nothing else. Nothing is rounded.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal

from site_builder.model import Benefit, Confidence, Figure, Status

_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}
_ID = re.compile(r"[A-Za-z_]\w*")
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_LONGEST = 500
_LIMIT = Decimal(10) ** 15
"""More than any amount; beyond it an exact decimal would have to be rounded."""


def compute_benefits(benefits: Mapping[str, Benefit]) -> dict[str, Figure]:
    """Return every amount and every condition with a number, by name."""
    amounts, _ = compute_amounts(benefits)
    figures = (
        figure
        for benefit in benefits.values()
        for figure in (
            _benefit_figure(benefits, benefit, amounts[benefit.id]),
            *_condition_figures(benefit),
        )
    )
    return {figure.name: figure for figure in figures}


def compute_amounts(
    benefits: Mapping[str, Benefit],
) -> tuple[Mapping[str, Decimal | None], Mapping[str, FormulaError]]:
    """Return the amount of every benefit, and by id the formulas that cannot be computed.

    A formula fails with an unknown id, in a circle, and by a division by zero; its amount is None.
    """
    amounts = _Amounts(benefits)
    return {name: amounts.value(name) for name in benefits}, amounts.errors


class _Amounts:
    """The value of every benefit, each computed once, whatever the order of the file."""

    def __init__(self, benefits: Mapping[str, Benefit]) -> None:
        self.errors: dict[str, FormulaError] = {}
        self._benefits = benefits
        self._values: dict[str, Decimal | None] = {}
        self._open: list[str] = []

    def value(self, name: str) -> Decimal | None:
        if name not in self._values:
            self._values[name] = self._compute(self._benefits[name])
        return self._values[name]

    def _compute(self, benefit: Benefit) -> Decimal | None:
        if not benefit.formula:
            return benefit.amount
        self._open.append(benefit.id)
        try:
            value = compute_formula(benefit.formula, self._operand)
        except FormulaError as error:
            self.errors[benefit.id] = error
            return None
        finally:
            self._open.pop()
        if benefit.minimum is not None:
            value = max(value, benefit.minimum)
        if benefit.maximum is not None:
            value = min(value, benefit.maximum)
        return value.normalize() if value == value.to_integral() else value

    def _operand(self, name: str) -> Decimal:
        known = name in self._benefits and name not in self._open
        value = self.value(name) if known else None
        if value is None:
            raise FormulaError(name)
        return value


def _benefit_figure(
    benefits: Mapping[str, Benefit], benefit: Benefit, value: Decimal | None
) -> Figure:
    status = Status.COMPUTED if benefit.formula else Status.PUBLISHED
    return Figure(
        name=benefit.figure_name,
        value=value,
        unit=benefit.unit,
        as_of="",
        status=status,
        confidence=Confidence.COMPUTED if benefit.formula else benefit.confidence,
        sources=benefit.sources,
        location=benefit.location,
        formula=_with_figure_names(benefit.formula, benefits),
        note=benefit.note,
        text=benefit.amount_text,
        is_ceiling=benefit.is_ceiling,
        valid_from=benefit.valid_from,
        valid_to=benefit.valid_to,
        conflict=benefit.conflict,
    )


def _with_figure_names(formula: str, benefits: Mapping[str, Benefit]) -> str:
    """Name the parts of a formula as figures are named, for readers who look for them there."""
    return _ID.sub(
        lambda found: benefits[found[0]].figure_name if found[0] in benefits else found[0], formula
    )


def _condition_figures(benefit: Benefit) -> Iterator[Figure]:
    for condition in benefit.conditions:
        if condition.value is None:
            continue
        yield Figure(
            name=f"{benefit.figure_name}.{condition.id}",
            value=condition.value,
            unit=condition.unit,
            as_of="",
            status=Status.PUBLISHED,
            confidence=condition.confidence or benefit.confidence,
            sources=condition.sources or benefit.sources,
            location=condition.location,
            valid_from=condition.valid_from or benefit.valid_from,
            valid_to=benefit.valid_to,
        )


class FormulaError(ValueError):
    """A formula that cannot be read or computed; the text names the part at fault."""


def compute_formula(formula: str, value_of: Callable[[str], Decimal]) -> Decimal:
    """Compute a formula; raises `FormulaError` for anything but numbers, ids and + - * /."""
    try:
        source = formula.strip()
        value = _compute(_parse(source).body, source, value_of)
    except (ArithmeticError, RecursionError) as error:
        raise FormulaError(formula) from error
    if not abs(value) < _LIMIT:
        raise FormulaError(formula)
    return value


def _parse(formula: str) -> ast.Expression:
    if len(formula) > _LONGEST:
        raise FormulaError(f"{formula[:_LONGEST]}…")
    try:
        return ast.parse(formula, mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise FormulaError(formula) from error


def _compute(node: ast.expr, source: str, value_of: Callable[[str], Decimal]) -> Decimal:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left = _compute(node.left, source, value_of)
        right = _compute(node.right, source, value_of)
        return _OPERATORS[type(node.op)](left, right)
    # Python's own reading of a number would round it, and would take `1_000` and `0x10`.
    written = ast.get_source_segment(source, node) if isinstance(node, ast.Constant) else None
    if written is not None and _NUMBER.fullmatch(written):
        return Decimal(written)
    if isinstance(node, ast.Name):
        return value_of(node.id)
    raise FormulaError(ast.unparse(node))
