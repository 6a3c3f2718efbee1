"""`check`: every check that a build makes; nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from site_builder.build import BuildOptions, BuildResult
from site_builder.cli.command import SWITCH, Command, option
from site_builder.cli.session import FINE, FORMATS, OUTPUT_FOLDER, PROBLEMS, Session
from site_builder.diagnostics import Diagnostic, problem
from site_builder.model import MANIFEST_PATH
from site_builder.outputs import Purpose
from site_builder.read.project import load_files

if TYPE_CHECKING:
    from site_builder.upkeep.releases.release import Release

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
        BuildOptions(today=session.today, purpose=Purpose.CHECK),
        session.load_memory(),
        with_timings=options.timings,
    )
    found = (
        *result.diagnostics,
        *_samples(session, result),
        *(_ask_outside(session) if options.external else ()),
    )
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


def _samples(session: Session, result: BuildResult) -> Iterator[Diagnostic]:
    """Yield a warning for each file with texts with which a project or a page begins."""
    from site_builder.cli.samples import samples_in

    if result.site is None:
        return
    for first, *others in samples_in(session, result.site):
        yield problem("OUT023", first.location, text=first.text, count=len(others) + 1)


def _ask_outside(session: Session) -> Iterable[Diagnostic]:
    """Ask whether what the project links to outside the site still answers."""
    from site_builder.upkeep import external_links as external

    links = external.external_links(load_files(session.root))
    remembered = session.state / "external.json"
    if due := external.due_links(links, remembered, session.today):
        session.complain("external.asking", count=len(due))
    try:
        asked = external.ask_outside(links, remembered, session.today)
    except external.NoNetwork:
        session.complain("external.no_network")
        return ()
    if asked.unasked:
        session.complain("external.unasked", count=asked.unasked)
    return asked.problems


def _check_copy(session: Session, place: str, inputs: Mapping[str, str] | None) -> int:
    """Verify a copy of the site, and say by what, and what it was made from otherwise."""
    from site_builder.cli.publishing import read_release, served_in
    from site_builder.upkeep.releases import copies

    place = served_in(place.removesuffix(MANIFEST_PATH) or ".")
    theirs = read_release(session, place)
    if isinstance(theirs, int):
        return theirs
    output = session.root / OUTPUT_FOLDER
    is_output = Path(place).resolve() == output.resolve()
    own = None if is_output else _own_build(output, theirs)
    try:
        flaws = tuple(copies.find_flaws(place, own or theirs))
    except OSError as error:
        return session.fail("diff.unreachable", place=place, reason=error)
    for flaw in flaws:
        minutes = copies.MOST_MINUTES
        session.say(f"copy.{flaw.kind}", path=_printable(flaw.place), minutes=minutes)
    if others := _other_inputs(theirs, inputs):
        paths = _printable(", ".join(others[:_NAMED]))
        session.say("copy.other_inputs", count=len(others), paths=paths)
    if kept := copies.kept_for_readers(place):
        session.say("copy.kept", count=len(kept))
    if flaws:
        return PROBLEMS
    # Whoever forges a copy can name other files in its certificate, so that no own build is asked.
    is_unverified = bool(others) and not is_output
    proved = "as_own" if own else "unverified" if is_unverified else "as_certified"
    count, date = len(copies.compared_files(place, own or theirs)), _printable(str(theirs.date))
    session.say(f"copy.{proved}", place=place, count=count, date=date)
    return PROBLEMS if is_unverified else FINE


def _other_inputs(theirs: Release, inputs: Mapping[str, str] | None) -> list[str]:
    """Return the files that a copy was made of otherwise; none where the own are not known."""
    if inputs is None:
        return []
    paths = sorted(theirs.inputs.keys() | inputs.keys())
    return [path for path in paths if theirs.inputs.get(path) != inputs.get(path)]


def _own_build(output: Path, theirs: Release) -> Release | None:
    """Return the project's own build, if it is to be the same as the copy.

    What comes from here proves more than a certificate that lies beside what it certifies.
    """
    from site_builder.upkeep.releases.release import NoBuild, load_release

    try:
        own = load_release(str(output))
    except (NoBuild, OSError):
        return None
    if not own.is_made_like(theirs):
        return None
    if own.certificate != theirs.certificate:
        return own
    # It says the same, also where it names other versions of libraries.
    return replace(own, hashes={**own.hashes, MANIFEST_PATH: theirs.hashes[MANIFEST_PATH]})


def _printable(text: str) -> str:
    """Return what a stranger wrote without what would command a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)


COMMAND = Command(name="check", options=Options, run=_run)
