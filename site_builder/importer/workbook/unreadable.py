"""Why a workbook cannot be read: one error for every kind of file.

Takes nothing; gives the reasons that the readers of `.xlsx`, `.ods` and `.csv` share, and the
size beyond which a sheet is refused rather than filling the memory.
"""

from __future__ import annotations

from enum import StrEnum

MOST_CELLS = 2_000_000
"""A year of a large city's data has a hundredth of this; more is a mistake or an attack."""
MOST_BYTES = 300_000_000
"""Unpacked; a zip file can claim far more than it weighs."""


class Fault(StrEnum):
    """What keeps a file from being read, as `messages/` names it."""

    OLD = "old"
    LOCKED = "locked"
    DAMAGED = "damaged"
    UNKNOWN = "unknown"
    LARGE = "large"
    QUOTES = "quotes"
    """A quotation mark without its partner, which would swallow the rows below it."""


class UnreadableError(Exception):
    """A file that no reader can make sense of."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.value)
        self.fault = fault
