"""What a code means: the explanation that `site-builder explain` prints and the preview shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from site_builder.diagnostics import Diagnostic, Location, Severity, problem, severity_of
from site_builder.messages.report import format_text
from site_builder.messages.wording import Messages

_NEAREST = 3
_PLACE = "at"
_PROGRAM = Path(__file__).parents[1]
# A wheel carries the guides inside the package; a checkout has them beside it.
_GUIDES = (_PROGRAM / "guides", _PROGRAM.parent / "docs")
GUIDES = ("formats", "another-city", "deploy")
"""The guides that come with the program: what files look like, how to begin, how to publish."""
_NAME_ONLY = {"diagnostics/severity.py", "checks/consequences.py", "checks/gathering.py"}
"""Files of the program that name codes and report none."""


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
        severity=severity_of(code),
        cause=wording.cause,
        example=format_text([example_of(code, messages)], messages),
        remedy=wording.remedy,
        found_by=found_by(code),
    )


def load_guide(name: str) -> str:
    """Return the text of a guide; raises `KeyError` for an unknown one."""
    if name not in GUIDES:
        raise KeyError(name)
    folder = next(folder for folder in _GUIDES if folder.is_dir())
    return (folder / f"{name}.md").read_text("utf-8")


def example_of(code: str, messages: Messages) -> Diagnostic:
    """Return the example that the messages give for a code."""
    given = dict(messages.codes[code].example)
    path, line, column, *_ = (*given.pop(_PLACE).split(":"), "0", "0")
    cell = given.pop("cell", "")
    place = Location(path=path, line=int(line), column=int(column), cell=cell)
    return problem(code, place, related=(), **given)


def found_by(code: str) -> tuple[str, ...]:
    """Return the files of the program that report a code: those that name it."""
    return tuple(name for name, source in _sources().items() if f'"{code}"' in source)


def nearest_codes(code: str, messages: Messages) -> tuple[str, ...]:
    """Return the codes that look most like what somebody typed."""
    from difflib import get_close_matches

    return tuple(get_close_matches(code.upper(), messages.codes, n=_NEAREST))


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


@cache
def _sources() -> Mapping[str, str]:
    """Return the program's files that may report something, by path."""
    return {
        path.relative_to(_PROGRAM.parent).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(_PROGRAM.rglob("*.py"))
        if path.relative_to(_PROGRAM).as_posix() not in _NAME_ONLY
    }
