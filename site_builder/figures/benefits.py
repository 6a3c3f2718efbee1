"""Amounts owed: benefits and contributions into figures.

Takes the benefits of a project; gives one figure for each amount, computed ones with their
formula, and one for each condition that bears a number. Reports formulas that use unknown ids, go
round in a circle or divide by zero. It rounds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from site_builder.diagnostics import Diagnostic, nearest, problem
from site_builder.figures.formulas import FormulaError, compute_formula
from site_builder.model import Benefit, Condition, Confidence, Figure, Project, Status


def compute_benefits(project: Project, found: list[Diagnostic]) -> dict[str, Figure]:
    """Give every amount and every numbered condition by name."""
    amounts = _Amounts(project.benefits, found)
    figures = {}
    for benefit in project.benefits.values():
        figure = _benefit_figure(benefit, amounts.value(benefit.id))
        figures[figure.name] = figure
        for condition_figure in _condition_figures(benefit):
            figures[condition_figure.name] = condition_figure
    return figures


class _Amounts:
    """The value of every benefit, each computed once, whatever the order of the file."""

    def __init__(self, benefits: Mapping[str, Benefit], found: list[Diagnostic]) -> None:
        self._benefits = benefits
        self._found = found
        self._values: dict[str, Decimal | None] = {}
        self._open: list[str] = []

    def value(self, name: str) -> Decimal | None:
        """Give an amount; None when it has none or its formula fails, which is reported."""
        if name not in self._values:
            self._values[name] = self._compute(self._benefits[name])
        return self._values[name]

    def _compute(self, benefit: Benefit) -> Decimal | None:
        if not benefit.formula:
            return benefit.amount
        self._open.append(benefit.id)
        try:
            value = compute_formula(benefit.formula, lambda name: self._term(benefit, name))
        except FormulaError as error:
            self._found.append(
                problem(
                    "DAT014",
                    benefit.location,
                    formula=benefit.formula,
                    part=error,
                    nearest=nearest(str(error), self._benefits),
                )
            )
            return None
        finally:
            self._open.pop()
        if benefit.minimum is not None:
            value = max(value, benefit.minimum)
        if benefit.maximum is not None:
            value = min(value, benefit.maximum)
        return value.normalize() if value == value.to_integral() else value

    def _term(self, benefit: Benefit, name: str) -> Decimal:
        if name not in self._benefits or name in self._open:
            raise FormulaError(name)
        value = self.value(name)
        if value is None:
            raise FormulaError(name)
        return value


def _benefit_figure(benefit: Benefit, value: Decimal | None) -> Figure:
    status = Status.COMPUTED if benefit.formula else Status.PUBLISHED
    return Figure(
        name=benefit.figure_name,
        value=value,
        unit=benefit.unit,
        as_of="",
        status=status,
        confidence=Confidence.COMPUTED if benefit.formula else benefit.confidence,
        sources=benefit.sources,
        row=benefit.formula or f"{benefit.location.path}:{benefit.location.line}",
        location=benefit.location,
        note=benefit.note,
        text=benefit.amount_text,
        is_ceiling=benefit.is_ceiling,
        valid_from=benefit.valid_from,
        valid_to=benefit.valid_to,
        conflict=benefit.conflict,
    )


def _condition_figures(benefit: Benefit) -> Iterator[Figure]:
    for condition in benefit.conditions:
        if condition.value is not None:
            yield _condition_figure(benefit, condition)


def _condition_figure(benefit: Benefit, condition: Condition) -> Figure:
    return Figure(
        name=f"{benefit.figure_name}.{condition.id}",
        value=condition.value,
        unit=condition.unit,
        as_of="",
        status=Status.PUBLISHED,
        confidence=condition.confidence or benefit.confidence,
        sources=condition.sources or benefit.sources,
        row=f"{condition.location.path}:{condition.location.line}",
        location=condition.location,
        valid_from=condition.valid_from or benefit.valid_from,
        valid_to=benefit.valid_to,
    )
