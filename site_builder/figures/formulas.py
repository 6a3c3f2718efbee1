"""Computed amounts: the text of a formula (`48 * wage_basis + funeral`) into an exact decimal.

Knows + - * / and brackets and nothing else; it is read with Python's own parser and never run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from decimal import Decimal

_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")
_LONGEST = 500
_LIMIT = Decimal(10) ** 15
"""More than any amount; beyond it an exact decimal would have to be rounded."""


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
