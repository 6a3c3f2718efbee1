"""One file being read: its path, the languages of the site, and everything wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from site_builder.diagnostics import Diagnostic, Location, problem
from site_builder.read.syntax.formulas import formula_mark


class _Located(Protocol):
    @property
    def location(self) -> Location: ...


T = TypeVar("T", bound=_Located)


class Reader:
    """Collects the problems of a file, so that parsers return nothing but values."""

    def __init__(
        self,
        path: str,
        languages: tuple[str, ...] = (),
        begun: frozenset[str] = frozenset(),
    ) -> None:
        self.path = path
        self.languages = languages
        self.begun = begun
        """Languages that a text may still lack."""
        self.problems: list[Diagnostic] = []
        self._checks_at_end: list[Callable[[], None]] = []

    def place(self, line: int = 0, column: int = 0) -> Location:
        """Return a place in the file; without a line, the file as a whole."""
        return Location(path=self.path, line=line, column=column)

    def report(
        self,
        code: str,
        place: Location | None = None,
        /,
        *,
        related: Iterable[Location] = (),
        **params: object,
    ) -> None:
        """Add a problem; without a place it is one of the whole file."""
        self.problems.append(problem(code, place or self.place(), related=related, **params))

    def refuse_formula(self, text: str, place: Location) -> None:
        """Report a text of the data that a spreadsheet would run (TXT032)."""
        if self.path.startswith("data/") and (mark := formula_mark(text)):
            self.report("TXT032", place, mark=mark)

    def at_end(self, check: Callable[[], None]) -> None:
        """Run a check when the file has been read, such as the one for unknown keys."""
        self._checks_at_end.append(check)

    def finish(self) -> tuple[Diagnostic, ...]:
        """Run the checks that wait for the end, and return all problems of the file."""
        while self._checks_at_end:
            self._checks_at_end.pop(0)()
        return tuple(self.problems)

    def index(self, records: Iterable[T], key: Callable[[T], str]) -> dict[str, T]:
        """Index records by a key; of two with one key the first stays, and DAT008 is reported."""
        index: dict[str, T] = {}
        for record in records:
            name = key(record)
            if name in index:
                self.report("DAT008", record.location, related=[index[name].location], key=name)
            elif name:
                index[name] = record
        return index
