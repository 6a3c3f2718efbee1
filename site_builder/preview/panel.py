"""Problems as the HTML of the preview: a panel on every page, or a page of their own.

The markup is in `preview/templates/`, filled without Jinja2, so that it shows even when no template
of the project can be read. Nothing of it is ever published.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from string import Template

from site_builder.checks.data import is_private
from site_builder.diagnostics import Diagnostic, Location
from site_builder.messages.explain import explain
from site_builder.messages.report import SHOWN_PLACES, equal_problems
from site_builder.messages.wording import Messages, describe
from site_builder.preview.excerpt import Excerpt, read_excerpt

_TEMPLATES = "preview/templates"
EXPLAIN_FOLDER = "__explain"
"""Where the preview explains a code, as in `__explain/DAT010`."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    message: str
    place: str = ""
    """File, line and cell of the first few; empty when it is in none."""
    code: str = ""
    hint: str = ""
    excerpt: Excerpt | None = None
    """The line of the first place, but of a file that holds what nobody is to see again."""


def describe_problems(
    diagnostics: Iterable[Diagnostic], messages: Messages, root: Path
) -> tuple[Problem, ...]:
    """Put problems of the project in a folder into words, in order."""
    return tuple(
        Problem(
            message=described.message,
            place=_places([diagnostic.location for diagnostic in equal], messages),
            code=first.code,
            hint=described.hint,
            excerpt=None if is_private(first) else read_excerpt(root, first.location),
        )
        for equal in equal_problems(diagnostics)
        for first in equal[:1]
        for described in [describe(first, messages)]
    )


def render_overlay(problems: Iterable[Problem], messages: Messages) -> bytes:
    """Render the panel of what is wrong, which lies over the last good page."""
    return _overlay("serve.kept", "error", problems, messages, is_open=True)


def render_warnings(problems: Sequence[Problem], messages: Messages, *, is_open: bool) -> bytes:
    """Render the panel of what is doubtful, which lies over the page that it is about."""
    return _overlay("serve.warnings", "warning", problems, messages, is_open=is_open)


def _overlay(
    title: str, kind: str, problems: Iterable[Problem], messages: Messages, *, is_open: bool
) -> bytes:
    problems = tuple(problems)
    return fill(
        "overlay.html",
        {
            "lang": messages.lang,
            "title": messages.say(title, count=len(problems)),
            "kind": kind,
            "role": "alert" if is_open else "status",
            "open": "open" if is_open else "",
        },
        {"problems": _items(problems, messages)},
    )


def render_page(problems: Iterable[Problem], messages: Messages) -> bytes:
    """Render the page that stands in for a site that has never been good."""
    words = {
        "lang": messages.lang,
        "title": messages.say("serve.broken"),
        "mend": messages.say("serve.mend"),
    }
    return fill("preview_page.html", words, {"problems": _items(problems, messages)})


def render_script(version: str, version_path: str) -> bytes:
    """Render the script that reloads a page which is no longer the newest."""
    return fill("preview_script.html", {"version": version, "path": f"/{version_path}"})


def render_explanation(code: str, messages: Messages) -> bytes | None:
    """Render the page that explains a code; None for an unknown one."""
    try:
        explained = explain(code, messages)
    except KeyError:
        return None
    words = {
        f"{name}_label": messages.say(f"explain.{name}")
        for name in ("cause", "example", "remedy", "found_by")
    }
    texts = {
        "lang": messages.lang,
        "title": f"{explained.code}: {explained.title}",
        "severity": messages.say(f"explain.{explained.severity}"),
        "cause": explained.cause,
        "example": explained.example,
        "remedy": explained.remedy,
        "found_by": ", ".join(explained.found_by),
    }
    return fill("explanation.html", texts | words)


def fill(name: str, texts: Mapping[str, str], markup: Mapping[str, str] | None = None) -> bytes:
    """Fill a template with texts, which are escaped, and with markup, which is not."""
    file = resources.files("site_builder") / _TEMPLATES / name
    escaped = {key: html.escape(text) for key, text in texts.items()}
    return Template(file.read_text("utf-8")).substitute(escaped | dict(markup or {})).encode()


def _places(locations: Sequence[Location], messages: Messages) -> str:
    """Name the first few places, and how many there are more."""
    named = [_place(location, messages) for location in locations[:SHOWN_PLACES]]
    if len(locations) > SHOWN_PLACES:
        named.append(messages.say("more_places", count=len(locations) - SHOWN_PLACES))
    return "; ".join(named)


def _place(location: Location, messages: Messages) -> str:
    parts = [location.path]
    if location.line:
        parts.append(messages.say("serve.line", line=location.line))
    if location.cell:
        parts.append(messages.say("serve.cell", cell=location.cell))
    return ", ".join(parts)


def _items(problems: Iterable[Problem], messages: Messages) -> str:
    return "".join(_item(problem, messages) for problem in problems)


def _item(problem: Problem, messages: Messages) -> str:
    texts = {
        "place": problem.place,
        "code": problem.code,
        "explained_at": f"/{EXPLAIN_FOLDER}/{problem.code}",
        "message": problem.message,
        "hint": messages.say("serve.hint", hint=problem.hint) if problem.hint else "",
    }
    # A failure of the program itself has no code, and so no explanation.
    name = "overlay_problem.html" if problem.code else "overlay_failure.html"
    return fill(name, texts, {"line": _line(problem.excerpt)}).decode()


def _line(excerpt: Excerpt | None) -> str:
    return "" if excerpt is None else fill("overlay_line.html", asdict(excerpt)).decode()
