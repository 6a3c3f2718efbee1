"""`check`: every check that a build makes; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from site_builder.build import BuildOptions
from site_builder.cli.command import SWITCH, Command, option
from site_builder.cli.session import FINE, FORMATS, PROBLEMS, USAGE, Session
from site_builder.diagnostics import Diagnostic
from site_builder.model import MANIFEST_PATH
from site_builder.read.project import load_files

_NAMED = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    format: str = option(choices=tuple(FORMATS), default="text")
    strict: bool = option(**SWITCH)
    timings: bool = option(**SWITCH)
    against: str | None = option(metavar="PLACE", word="check_against")
    external: bool = option(**SWITCH, word="check_external")


def _run(session: Session, options: Options) -> int:
    result = session.make(
        BuildOptions(today=session.today, is_check=True),
        session.load_memory(),
        with_timings=options.timings,
    )
    found = (*result.diagnostics, *(_ask_outside(session) if options.external else ()))
    status = session.report(found, options.format, is_strict=options.strict)
    if options.format == "text":
        session.say("checked" if found else "fine")
    if options.against is None:
        return status
    inputs = result.site.public_inputs if result.site else None
    # Beside a report for programs, what is said of the copy is for people.
    if options.format != "text":
        session = replace(session, print_line=session.print_error)
    return max(status, _check_copy(session, options.against, inputs))


def _ask_outside(session: Session) -> Iterable[Diagnostic]:
    """Ask whether what the project links to outside the site still answers."""
    from site_builder.upkeep import external_links as external

    links = external.external_links(load_files(session.root))
    remembered = session.state / "external.json"
    try:
        return external.find_unanswered(links, remembered, session.today, external.ask_the_web)
    except external.NoNetwork:
        session.complain("external.no_network")
        return ()


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
