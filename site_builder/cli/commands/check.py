"""`check`: every check that a build makes; nothing is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from site_builder.build import BuildOptions
from site_builder.cli.command import SWITCH, Command, option
from site_builder.cli.session import FINE, FORMATS, PROBLEMS, USAGE, Session
from site_builder.model import MANIFEST_PATH

_NAMED = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    format: str = option(choices=tuple(FORMATS), default="text")
    strict: bool = option(**SWITCH)
    timings: bool = option(**SWITCH)
    against: str | None = option(metavar="PLACE", word="check_against")


def _run(session: Session, options: Options) -> int:
    result = session.make(
        BuildOptions(today=session.today, is_check=True),
        session.load_memory(),
        with_timings=options.timings,
    )
    status = session.report(result.diagnostics, options.format, is_strict=options.strict)
    if options.format == "text":
        session.say("checked" if result.diagnostics else "fine")
    if options.against is None:
        return status
    inputs = result.site.public_inputs if result.site else None
    # Beside a report for programs, what is said of the copy is for people.
    if options.format != "text":
        session = replace(session, print_line=session.print_error)
    return max(status, _check_copy(session, options.against, inputs))


def _check_copy(session: Session, place: str, inputs: Mapping[str, str] | None) -> int:
    """Verify a copy of the site by its certificate, and say what it was made from otherwise."""
    from site_builder.upkeep.release import NoBuild, load_release, not_as_certified

    place = place.removesuffix(MANIFEST_PATH) or "."
    try:
        certified = load_release(place)
    except NoBuild:
        session.complain("diff.no_build", place=place)
        return USAGE
    except OSError as error:
        return session.fail("diff.unreachable", place=place, reason=error)
    changed = tuple(not_as_certified(place, certified))
    for url in changed:
        session.say("copy.changed", url=url)
    theirs = certified.inputs
    others = [
        path
        for path in sorted(theirs.keys() | (inputs or {}).keys())
        if inputs is not None and theirs.get(path) != inputs.get(path)
    ]
    if others:
        session.say("copy.other_inputs", count=len(others), paths=", ".join(others[:_NAMED]))
    if changed:
        return PROBLEMS
    session.say("copy.whole", place=place, count=len(certified.pages), date=certified.date)
    return FINE


COMMAND = Command(name="check", options=Options, run=_run)
