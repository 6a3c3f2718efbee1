"""Loops that prove something: a test that looks at nothing fails."""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def every(things: Iterable[T]) -> tuple[T, ...]:
    """Return what there is to look at, and fail where that is nothing."""
    found = tuple(things)
    assert found, "there is nothing to look at"
    return found
