"""Computed amounts: a formula over other ids into a number.

Takes the text of a formula (`48 * wage_basis + funeral`) and a way to look an id up; gives an
exact decimal. Knows + - * / and brackets and nothing else; it is read with Python's own parser
and never run as Python.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from decimal import Decimal, InvalidOperation

_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


class FormulaError(ValueError):
    """A formula that cannot be read or computed; the text names the part at fault."""


def formula_names(formula: str) -> tuple[str, ...]:
    """Give the ids that a formula uses, in order."""
    return tuple(node.id for node in ast.walk(_parse(formula)) if isinstance(node, ast.Name))


def compute_formula(formula: str, value_of: Callable[[str], Decimal]) -> Decimal:
    """Compute a formula; raises `FormulaError` for anything but numbers, ids and + - * /."""
    try:
        return _compute(_parse(formula).body, value_of)
    except (InvalidOperation, ZeroDivisionError) as error:
        raise FormulaError(formula) from error


def _parse(formula: str) -> ast.Expression:
    try:
        return ast.parse(formula.strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise FormulaError(formula) from error


def _compute(node: ast.expr, value_of: Callable[[str], Decimal]) -> Decimal:
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left, right = _compute(node.left, value_of), _compute(node.right, value_of)
        return _OPERATORS[type(node.op)](left, right)
    if isinstance(node, ast.Constant) and type(node.value) in {int, float}:
        return Decimal(str(node.value))
    if isinstance(node, ast.Name):
        return value_of(node.id)
    raise FormulaError(ast.unparse(node))
