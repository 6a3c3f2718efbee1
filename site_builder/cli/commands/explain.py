"""`explain`: say what a code of a message means and what to do about it, or show a guide."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.cli.command import Command, argument
from site_builder.cli.session import FINE, USAGE, Session
from site_builder.messages.explain import (
    GUIDES,
    explain,
    format_explanation,
    load_guide,
    nearest_codes,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """Which code, in capital letters or not, or the name of a guide."""

    code: str = argument("CODE")


def _run(session: Session, options: Options) -> int:
    if options.code in GUIDES:
        session.print_line(load_guide(options.code))
        return FINE
    try:
        explanation = explain(options.code, session.messages)
    except KeyError:
        found = nearest_codes(options.code, session.messages)
        key = "explain.unknown_near" if found else "explain.unknown"
        session.complain(key, code=options.code, nearest=", ".join(found))
        return USAGE
    session.print_line(format_explanation(explanation, session.messages))
    return FINE


COMMAND = Command(name="explain", options=Options, run=_run, is_dated=False)
