"""What a command is: its name, its arguments, and what it does with them."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import Field, dataclass, fields
from datetime import date
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from site_builder.cli.session import Session


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


OptionsT = TypeVar("OptionsT", bound=_Dataclass)


class Arguments:
    """The arguments of one command; each explains itself in the staff's language."""

    def __init__(self, parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
        self._parser = parser
        self._say = say

    def add(self, name: str, **settings: Any) -> None:  # noqa: ANN401 - what argparse takes
        """Add an argument, explained by the word `option.<name>`."""
        key = name.lstrip("-").replace("-", "_")
        self._parser.add_argument(name, help=self._say(f"option.{key}"), **settings)

    def add_switch(self, name: str) -> None:
        self.add(name, action="store_true")

    def add_day(self, name: str) -> None:
        self.add(name, type=date.fromisoformat, metavar="YYYY-MM-DD")

    def add_hidden(self, name: str, **settings: Any) -> None:  # noqa: ANN401
        """Add an argument that scripts may give and that is not shown to people."""
        self._parser.add_argument(name, help=argparse.SUPPRESS, **settings)


@dataclass(frozen=True, kw_only=True, slots=True)
class NoOptions:
    """The options of a command that takes none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Command(Generic[OptionsT]):
    """A command of the program, with the type that its arguments are read into."""

    name: str
    options: type[OptionsT]
    """A dataclass with a field for each argument, by the argument's own name."""
    add_arguments: Callable[[Arguments], None]
    run: Callable[[Session, OptionsT], int]
    """Returns the exit status."""
    is_dated: bool = True
    """Whether what it does depends on which day it is."""

    def parse(self, given: argparse.Namespace) -> OptionsT:
        """Return the arguments of this command as its own type."""
        return self.options(**{f.name: getattr(given, f.name) for f in fields(self.options)})
