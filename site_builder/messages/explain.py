"""What a code means: the explanation that `site-builder explain` prints and the preview shows."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from site_builder.diagnostics import CODES, Diagnostic, Location, Severity, problem
from site_builder.messages.report import format_text
from site_builder.messages.wording import Messages

_NEAREST = 3
_PLACE = "at"


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """One code in the words of a staff language."""

    code: str
    title: str
    severity: Severity
    cause: str
    example: str
    """A problem with this code as the terminal shows it, on two lines."""
    remedy: str
    found_by: tuple[str, ...]
    """Files of the program, with forward slashes."""


def explain(code: str, messages: Messages) -> Explanation:
    """Explain a code, in capital letters or not; raises `KeyError` for an unknown one."""
    code = code.upper()
    wording = messages.codes[code]
    return Explanation(
        code=code,
        title=wording.title,
        severity=CODES[code].severity,
        cause=wording.cause,
        example=format_text([example_of(code, messages)], messages),
        remedy=wording.remedy,
        found_by=tuple(f"site_builder/{m.replace('.', '/')}.py" for m in CODES[code].found_by),
    )


def example_of(code: str, messages: Messages) -> Diagnostic:
    """Return the example that the messages give for a code."""
    given = dict(messages.codes[code].example)
    path, line, column, *_ = (*given.pop(_PLACE).split(":"), "0", "0")
    cell = given.pop("cell", "")
    place = Location(path=path, line=int(line), column=int(column), cell=cell)
    return problem(code, place, related=(), **given)


def nearest_codes(code: str) -> tuple[str, ...]:
    """Return the codes that look most like what somebody typed."""
    return tuple(get_close_matches(code.upper(), CODES, n=_NEAREST))


def format_explanation(explanation: Explanation, messages: Messages) -> str:
    """Render an explanation as text for a terminal."""
    say = messages.say
    example = "\n".join(f"  {line}" for line in explanation.example.splitlines())
    return (
        f"{explanation.code}: {explanation.title} ({say(f'explain.{explanation.severity}')})\n\n"
        f"{say('explain.cause')}: {explanation.cause}\n\n"
        f"{say('explain.example')}:\n{example}\n\n"
        f"{say('explain.remedy')}: {explanation.remedy}\n\n"
        f"{say('explain.found_by')}: {', '.join(explanation.found_by)}"
    )
