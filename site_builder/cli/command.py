"""What a command is: its name, its arguments, and what it does with them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from site_builder.cli.session import Session
from site_builder.model.urls import is_web_address


class _Dataclass(Protocol):
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


OptionsT = TypeVar("OptionsT", bound=_Dataclass)


def day(text: str) -> date:
    """Read a day as files have it; raises `ValueError` for a week or anything else."""
    found = date.fromisoformat(text)
    if found.isoformat() != text:
        raise ValueError(text)
    return found


SWITCH: Mapping[str, Any] = {"action": "store_true"}
DAY: Mapping[str, Any] = {"type": day, "metavar": "YYYY-MM-DD"}
HIDDEN: Mapping[str, Any] = {"help": argparse.SUPPRESS}
"""Of an option that scripts may give and that is not shown to people."""


def web_address(text: str) -> str:
    """Read the address of a site; raises `ValueError` for anything else."""
    address = text.strip()
    # As in `site.yaml`: letters that can be told from others, and nobody's account.
    is_plain = address.isascii() and address.isprintable() and "@" not in address
    if not is_web_address(address) or not is_plain:
        raise ValueError(text)
    return address


def option(**settings: Any) -> Any:  # noqa: ANN401 - what argparse takes
    """Make a field of a command's options `--its-name`.

    `word` names its explanation, where an option of another command has the same name.
    """
    return field(metadata={"prefix": "--", **settings})


def argument(metavar: str, **settings: Any) -> Any:  # noqa: ANN401
    """Make a field of a command's options an argument without a name."""
    return field(metadata={"prefix": "", "metavar": metavar, **settings})


@dataclass(frozen=True, kw_only=True, slots=True)
class Command(Generic[OptionsT]):
    """A command of the program, with the type that its arguments are read into."""

    name: str
    options: type[OptionsT]
    """A dataclass whose fields are made by `argument` and `option`."""
    run: Callable[[Session, OptionsT], int]
    """Returns the exit status."""
    is_dated: bool = True
    """Whether what it does depends on which day it is."""

    def add_arguments(self, parser: argparse.ArgumentParser, say: Callable[[str], str]) -> None:
        """Let a parser take the arguments, each explained by the word `option.<name>`."""
        for declared in fields(self.options):
            settings = dict(declared.metadata)
            prefix = settings.pop("prefix")
            name = prefix + declared.name.replace("_", "-") if prefix else declared.name
            word = settings.pop("word", declared.name)
            if "help" not in settings:
                settings["help"] = say(f"option.{word}")
            parser.add_argument(name, **settings)

    def parse(self, given: argparse.Namespace) -> OptionsT:
        return self.options(**{f.name: getattr(given, f.name) for f in fields(self.options)})
