"""argparse in the staff's language: its help, and what it says of wrong usage."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from typing import Any, NoReturn

from site_builder.messages.wording import Messages

_NO_COMMAND, _NO_ARGUMENT = "usage.no_command", "usage.missing_argument"

# What argparse says, and the key and the parameters with which the messages say it.
_SAYINGS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"unrecognized arguments: (?P<name>.*)"), "usage.unknown_argument"),
    (re.compile(r"argument (?P<name>\S+): expected one argument"), _NO_ARGUMENT),
    (
        re.compile(r"argument (?P<name>--?[^:]+): invalid .*?: '(?P<value>[^']*)'(?P<expected>.*)"),
        "usage.bad_value",
    ),
    (
        re.compile(
            r"argument [^:]*: invalid choice: '(?P<name>[^']*)' \(choose from (?P<known>.*)\)"
        ),
        "usage.unknown_command",
    ),
    (re.compile(r"the following arguments are required: (?P<name>.*)"), _NO_COMMAND),
)


class WrongUsage(Exception):  # noqa: N818 - it says to a person what is wrong
    """What was typed is no command, or lacks something."""


class StaffParser(argparse.ArgumentParser):
    """A parser that explains itself and its errors in the staff's language."""

    def __init__(self, messages: Messages, *, prog: str, description: str, **_: object) -> None:
        # From Python 3.14 on the parsers of commands are given more settings.
        self._messages = messages
        heading = messages.say("usage.heading")

        class Formatter(argparse.HelpFormatter):
            def add_usage(
                self,
                usage: str | None,
                actions: Iterable[argparse.Action],
                groups: Iterable[Any],
                prefix: str | None = None,
            ) -> None:
                super().add_usage(usage, actions, groups, heading if prefix is None else prefix)

        super().__init__(
            prog=prog,
            description=description,
            add_help=False,
            # An option that is cut short would be read here and not where the language is chosen.
            allow_abbrev=False,
            formatter_class=Formatter,
        )
        # argparse has no public way to name these groups.
        self._positionals.title = messages.say("usage.arguments")
        self._optionals.title = messages.say("usage.options")
        self.add_argument("-h", "--help", action="help", help=messages.say("option.help"))

    def error(self, message: str) -> NoReturn:
        """Raise what is wrong and how to get help."""
        see_help = self._messages.say("usage.see_help", command=self.prog)
        raise WrongUsage(f"{self._translate(message)}\n{see_help}")

    def _translate(self, message: str) -> str:
        for pattern, key in _SAYINGS:
            match = pattern.fullmatch(message)
            if match is not None:
                given = {"known": self._commands(), "expected": "", **match.groupdict()}
                choices = given["expected"].strip(" ()").removeprefix("choose from ")
                given["expected"] = choices or self._example(given.get("name", ""))
                # Below a command it is an argument that is missing.
                is_argument = key == _NO_COMMAND and not given["known"]
                return self._messages.say(_NO_ARGUMENT if is_argument else key, **given)
        return message

    def _example(self, name: str) -> str:
        """Return what an option's value looks like."""
        for action in self._actions:
            if name in action.option_strings:
                return str(action.metavar or action.default)
        return ""

    def _commands(self) -> str:
        return ", ".join(
            name
            for action in self._actions
            if isinstance(action, argparse._SubParsersAction)
            for name in action.choices
        )
