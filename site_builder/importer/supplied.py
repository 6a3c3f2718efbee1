"""What the command line says of an import, where the sheet does not say it itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from site_builder.model import Status


@dataclass(frozen=True, kw_only=True, slots=True)
class Supplied:
    """What holds for every row that does not say it, and how the sheet is to be read."""

    sheet: str = ""
    """Empty when the workbook decides."""
    sources: tuple[str, ...] = ()
    as_of: date | None = None
    status: Status | None = None
    released: date | None = None
    stated_by: str = ""
    occasion: str = ""
    columns: tuple[str, ...] = ()
    """Headers with what they mean, such as `Kec.=area`."""
    ignored: tuple[str, ...] = ()
    """Headers of columns to leave out."""
    notes: bool = False
    """Whether a person has read the notes that will be public."""
    is_own: bool = False
    """Whether the programme's owner published the source."""
    is_new_source: bool = False
    """Whether the sheet is a source that nobody has listed yet."""


class WrongUseError(Exception):
    """Arguments that no import can be made with; `key` names the sentence that says why."""

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params
