"""Problems into the HTML that the preview shows: a panel on every page, or a page of their own.

Takes problems in the words of a staff language; gives bytes of HTML with every text escaped. The
markup is in `preview/templates/`, filled without Jinja2, so that it shows even when no template of
the project can be read. Nothing of it is ever published.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template

from site_builder.diagnostics import Diagnostic, Location, in_order
from site_builder.messages.wording import Messages, describe

_FOLDER = "preview/templates"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One problem in words."""

    message: str
    place: str = ""
    """File, line and cell; empty when it is in none."""
    code: str = ""
    hint: str = ""


def describe_errors(diagnostics: Iterable[Diagnostic], messages: Messages) -> tuple[Problem, ...]:
    """Put what stops the site into words, in order; warnings do not stop it."""
    return tuple(
        _describe(diagnostic, messages)
        for diagnostic in in_order(diagnostics)
        if diagnostic.is_error
    )


def render_overlay(problems: Iterable[Problem], messages: Messages) -> bytes:
    """Render the panel that lies over the last good page."""
    return _fill(
        "overlay.html",
        {"lang": messages.lang, "title": messages.say("serve.kept")},
        {"problems": _items(problems, messages)},
    )


def render_page(problems: Iterable[Problem], messages: Messages) -> bytes:
    """Render the page that stands in for a site that has never been good."""
    words = {
        "lang": messages.lang,
        "title": messages.say("serve.broken"),
        "mend": messages.say("serve.mend"),
    }
    return _fill("preview_page.html", words, {"problems": _items(problems, messages)})


def render_script(version: str, version_path: str) -> bytes:
    """Render the script that reloads a page which is no longer the newest."""
    return _fill("preview_script.html", {"version": version, "path": f"/{version_path}"}, {})


def _describe(diagnostic: Diagnostic, messages: Messages) -> Problem:
    described = describe(diagnostic, messages)
    return Problem(
        message=described.message,
        place=_place(diagnostic.location, messages),
        code=diagnostic.code,
        hint=described.hint,
    )


def _place(location: Location, messages: Messages) -> str:
    parts = [location.path]
    if location.line:
        parts.append(messages.say("serve.line", line=location.line))
    if location.cell:
        parts.append(messages.say("serve.cell", cell=location.cell))
    return ", ".join(parts)


def _items(problems: Iterable[Problem], messages: Messages) -> str:
    return "".join(
        _fill(
            "overlay_problem.html",
            {
                "place": problem.place,
                "code": problem.code,
                "message": problem.message,
                "hint": messages.say("serve.hint", hint=problem.hint) if problem.hint else "",
            },
            {},
        ).decode()
        for problem in problems
    )


def _fill(name: str, texts: dict[str, str], markup: dict[str, str]) -> bytes:
    """Fill a template with texts, which are escaped, and with markup, which is not."""
    escaped = {key: html.escape(text) for key, text in texts.items()}
    return _template(name).substitute(escaped | markup).encode()


@cache
def _template(name: str) -> Template:
    file = resources.files("site_builder") / _FOLDER / name
    return Template(file.read_text("utf-8"))
