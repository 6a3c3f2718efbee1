"""`check`: every check that a build makes; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.build import BuildOptions
from site_builder.cli.command import SWITCH, Command, option
from site_builder.cli.session import FORMATS, Session


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    format: str = option(choices=tuple(FORMATS), default="text")
    strict: bool = option(**SWITCH)
    timings: bool = option(**SWITCH)


def _run(session: Session, options: Options) -> int:
    result = session.make(
        BuildOptions(today=session.today, is_check=True),
        session.load_memory(),
        with_timings=options.timings,
    )
    status = session.report(result.diagnostics, options.format, is_strict=options.strict)
    if options.format == "text":
        session.say("checked" if result.diagnostics else "fine")
    return status


COMMAND = Command(name="check", options=Options, run=_run)
