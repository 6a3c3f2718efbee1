"""A person's mistake as a value: what is wrong, where, and what its message needs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from site_builder.diagnostics.severity import Severity, severity_of


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Location:
    """A place in a file of the project."""

    path: str
    """Relative to the project, with forward slashes."""
    line: int = 0
    """From 1; 0 when the problem is the file as a whole."""
    column: int = 0
    """From 1; 0 when only the line is known."""
    cell: str = ""
    """A spreadsheet's cell with its sheet, as in `Sheet1!C14`."""

    @classmethod
    def of_cell(cls, path: str, line: int, position: int) -> Location:
        """Return the place of a cell of a table; lines count from 1, positions from 0."""
        cell = f"{column_letters(position)}{line}"
        return cls(path=path, line=line, column=position + 1, cell=cell)

    def __str__(self) -> str:
        """Return the clickable form `path:line:col`, without what is unknown."""
        return ":".join(str(p) for p in (self.path, self.line, self.line and self.column) if p)


def column_letters(position: int) -> str:
    """Return a column's name in spreadsheets, A, B, … Z, AA, by its position from 0."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnostic:
    """One problem that a person can mend: a code, a place, and what the message needs."""

    code: str
    location: Location
    params: Mapping[str, str] = field(default_factory=dict)
    """Values for the placeholders of the code's message and hints."""
    related: tuple[Location, ...] = ()

    @property
    def severity(self) -> Severity:
        return severity_of(self.code)

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def problem(
    code: str, location: Location, *, related: Iterable[Location] = (), **params: object
) -> Diagnostic:
    """Make a diagnostic; every parameter becomes text for the message's placeholders.

    This is the only maker of diagnostics, because it masks what looks like personal data, whatever
    the parameter is for.
    """
    return Diagnostic(
        code=code,
        location=_with_masked_names(location),
        params={name: without_personal(_shortened(str(value))) for name, value in params.items()},
        related=tuple(map(_with_masked_names, related)),
    )


def _with_masked_names(location: Location) -> Location:
    """Mask what looks like personal data in the names of a file and its folders."""
    if not _MAY_BE_PERSONAL.search(location.path):
        return location
    parts = (part.rpartition(".") for part in location.path.split("/"))
    path = "/".join(
        f"{_with_masked(stem)}.{suffix}" if stem else f"{dot}{_with_masked(suffix)}"
        for stem, dot, suffix in parts
    )
    return replace(location, path=path)


def _with_masked(name: str) -> str:
    return _PERSONAL.sub(lambda m: m[0] if _DAYS.fullmatch(m[0]) else masked(m[0]), name)


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"


# Long numbers, telephone numbers and e-mail addresses, wherever a message would repeat them.
_PERSONAL = re.compile(
    r"(?<!\d)\d(?:[ .\-/]?[\doO]){13,}(?!\d)"
    r"|(?<![\w./\-])[+(]?0\d{2,4}\)?(?:[ .\-]{0,2}\d){6,}|\+\d(?:[ .\-()]{0,2}\d){8,}"
    r"|(?<![\w.+\-])[\w.+\-]++@[\w\-]++(?:\.[\w\-]++)+"
)
_MAY_BE_PERSONAL = re.compile(r"@|(?:\d[^/\d]{0,4}){8}")
_DAYS = re.compile(r"(?:\d{1,4}-)?(?:(?:19|20)\d\d-?[01]\d-?[0-3]\d[ .\-]?)+")
"""Dates in the name of a file, also behind its own number: they are nobody's number."""
_WRITTEN_DAYS = re.compile(r"(?:\d{1,4}-)?(?:(?:19|20)\d\d-[01]\d-[0-3]\d[ .\-/]?)+")
"""The same in any text, where only hyphens tell them from other numbers."""
_MOST_SHOWN = 2_000
"""Characters of one value, of which a message says no more."""
_FIRST_SHOWN, _LAST_SHOWN = 4, 2


def masked(text: str) -> str:
    """Hide all of a text but its first four and its last two characters.

    >>> masked("0812-3456-7890")
    '0812********90'
    """
    hidden = max(len(text) - _FIRST_SHOWN - _LAST_SHOWN, 0)
    return f"{text[:_FIRST_SHOWN]}{'*' * hidden}{text[_FIRST_SHOWN + hidden :]}"


# A mistake in every row of a long table names one value in each of its problems.
@lru_cache(maxsize=1_000)
def without_personal(text: str) -> str:
    """Mask whatever in a text looks like personal data."""
    return _PERSONAL.sub(
        lambda found: found[0] if _WRITTEN_DAYS.fullmatch(found[0]) else masked(found[0]), text
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name that looks most like `name`, or an empty text."""
    from difflib import get_close_matches

    by_lower = {real.lower(): real for real in sorted(known)}
    matches = get_close_matches(name.lower(), by_lower, n=1, cutoff=0.5)
    return by_lower[matches[0]] if matches else ""


_FIRST = ("site.yaml", "content/i18n/", "data/")
"""What other files are made of, and so what their problems may come from."""


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Sort by place and code and drop repeats, so that two runs list the same, causes first."""
    unique = {
        (_rank(d.location.path), d.location, d.code, tuple(sorted(d.params.items()))): d
        for d in diagnostics
    }
    return tuple(unique[key] for key in sorted(unique))


def _rank(path: str) -> int:
    return next((rank for rank, start in enumerate(_FIRST) if path.startswith(start)), len(_FIRST))


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.is_error for d in diagnostics)
