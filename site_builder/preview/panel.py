"""Problems as the HTML of the preview: a panel on every page, or a page of their own.

Nothing of it is ever published.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from site_builder.checks.data import is_private
from site_builder.diagnostics import Diagnostic, Location
from site_builder.messages.explain import explain
from site_builder.messages.report import SHOWN_PLACES, equal_problems
from site_builder.messages.wording import Messages, describe
from site_builder.preview.excerpt import Excerpt, read_excerpt
from site_builder.preview.markup import render
from site_builder.upkeep.releases.moves_by_hand import offered_move

_TITLES = {"error": "serve.kept", "warning": "serve.warnings"}
"""By the kind of problems in a panel."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    message: str
    place: str = ""
    """File, line and cell of the first few; empty when it is in none."""
    code: str = ""
    """Empty for a failure of the program itself, which nothing explains."""
    hint: str = ""
    related: str = ""
    """Other places that the hint speaks of."""
    edited_at: str = ""
    """Where the first place is edited at the desk."""
    move: Mapping[str, str] = field(default_factory=dict)
    """What is offered as a move, as its button says it."""
    excerpt: Excerpt | None = None
    """The line of the first place, but of a file that holds what nobody is to see again."""


def describe_problems(
    diagnostics: Iterable[Diagnostic],
    messages: Messages,
    root: Path,
    edited_at: Callable[[Location], str] = lambda place: "",
) -> tuple[Problem, ...]:
    """Put problems of the project in a folder into words, in order."""
    return tuple(
        Problem(
            message=described.message,
            place=_places([diagnostic.location for diagnostic in equal], messages),
            code=first.code,
            hint=described.hint,
            related=_places(first.related, messages),
            edited_at=edited_at(first.location),
            move=offered_move(first),
            excerpt=None if is_private(first) else read_excerpt(root, first.location),
        )
        for equal in equal_problems(diagnostics)
        for first in equal[:1]
        for described in [describe(first, messages)]
    )


def render_overlay(
    kind: Literal["error", "warning"],
    problems: Sequence[Problem],
    messages: Messages,
    *,
    is_open: bool,
    token: str = "",
) -> bytes:
    """Render the panel that lies over a page: what keeps a newer one back, or what is doubtful.

    With the token of the desk it has buttons.
    """
    return render(
        "overlay.html",
        messages=messages,
        kind=kind,
        title=_TITLES[kind],
        problems=problems,
        is_open=is_open,
        token=token,
    )


def render_unseen(why: str, messages: Messages) -> bytes:
    """Render what stands above a page that no reader sees today."""
    return render("unseen.html", messages=messages, why=why)


def render_page(problems: Sequence[Problem], messages: Messages, token: str = "") -> bytes:
    """Render the page that stands in for a site that has never been good."""
    return render("preview_page.html", messages=messages, problems=problems, token=token)


def render_script(version: str, version_path: str, building: str, messages: Messages) -> bytes:
    """Render the script that renews a page which is no longer the newest."""
    return render(
        "preview_script.html",
        version=version,
        path=f"/{version_path}",
        building=building,
        messages=messages,
    )


def render_explanation(code: str, messages: Messages) -> bytes | None:
    """Render the page that explains a code; None for an unknown one."""
    try:
        explanation = explain(code, messages)
    except KeyError:
        return None
    return render("explanation.html", messages=messages, explanation=explanation)


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
