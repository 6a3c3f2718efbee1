"""What an insert becomes: a value that shows itself as HTML, as text or as a link's target."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from markupsafe import Markup, escape

from site_builder.diagnostics import Diagnostic, Location, nearest, problem

PLAIN = "plain"
"""The filter of every value: its text without markup."""


class InsertError(Exception):
    """An insert that cannot be resolved: the code of the diagnostic, and its parameters."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, Any] = params

    def at(self, place: Location) -> Diagnostic:
        """Return the diagnostic, now that the place is known."""
        return problem(self.code, place, **self.params)


class Value:
    """Base of what a name resolves to."""

    __slots__ = ()
    filters: ClassVar[Mapping[str, Filter]] = {}
    """Those of this type of value alone, by name."""
    is_hidden: bool = False
    """What it names cannot be opened today: a link to it shows its words alone."""

    @property
    def is_over(self) -> bool:
        """Return whether it says nothing any more: what it alone fills goes with it."""
        return False

    def html(self) -> Markup:
        """Return the form for HTML text."""
        return escape(self.text())

    def in_sentence(self) -> Markup:
        """Return the form for HTML text among other words."""
        return self.html()

    def notice(self) -> Markup:
        """Return what is to be said of it behind the sentences around it; empty for nothing."""
        return Markup("")

    def text(self) -> str:
        """Return the form for places where HTML cannot go."""
        raise NotImplementedError

    def href(self) -> str:
        """Return the form for a link's target; raises `InsertError` when there is none."""
        raise InsertError("FIG004", filter="href", name=self.text(), nearest="", known="page")

    def filtered(self, name: str, argument: str | None = None) -> Value:
        """Apply one filter; raises `InsertError` FIG004 for an unknown or unfit one."""
        if name in self.filters:
            return self.filters[name](self, argument)
        if name == PLAIN:
            return PlainValue(plain=self.text())
        known = (PLAIN, *self.filters)
        guess = nearest(name, known)
        raise InsertError("FIG004", filter=name, nearest=guess, known=", ".join(known))


Filter = Callable[[Any, str | None], Value]
"""Makes another value of a value and the filter's argument."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PlainValue(Value):
    """A text, and its HTML where that is more than the escaped text."""

    plain: str
    markup: Markup | None = None
    target: str = ""
    is_hidden: bool = False

    def html(self) -> Markup:
        return escape(self.plain) if self.markup is None else self.markup

    def text(self) -> str:
        return self.plain

    def href(self) -> str:
        # Two-argument `super()` does not find a class that slots made anew.
        return self.target or Value.href(self)
