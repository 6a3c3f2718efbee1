"""The last step of a build: its files into the output folder."""

from __future__ import annotations

from pathlib import Path

from site_builder.build import BuildResult
from site_builder.cli.session import ELSEWHERE, FINE, OUTPUT_FOLDER, Session
from site_builder.diagnostics import Location, problem
from site_builder.model import MANIFEST_PATH
from site_builder.publish.destination import KEPT_ASSETS
from site_builder.publish.withdrawn import tells_more
from site_builder.publish.writer import NotOurFolder, forget, publish
from site_builder.upkeep.confirm import move_hashed
from site_builder.upkeep.releases.release import NoBuild, parse_certificate


def _other_site(session: Session, result: BuildResult, output: Path) -> str:
    """Return the address of the site that lies in a folder, if it is another one."""
    own = session.root / OUTPUT_FOLDER
    if result.site is None or output.resolve() == own.resolve():
        return ""
    try:
        there = parse_certificate((output / MANIFEST_PATH).read_bytes()).base_url
    except (FileNotFoundError, NotADirectoryError, NoBuild):
        return ""
    addresses = {result.site.base_url, result.site.project.settings.base_url}
    return "" if there in addresses else there


def _forget_withdrawn(session: Session, result: BuildResult, state: Path) -> None:
    """Delete each kept build that tells a count which this one does not, and say so.

    What is built into the project's own output decides about the other outputs too.
    """
    files = {file.path: file.content for file in result.files}
    others = session.state.glob(f"{ELSEWHERE}/*") if state == session.state else ()
    if forget((state, *others), lambda build: tells_more(build, files)):
        session.complain("forgotten")


def write_build(session: Session, result: BuildResult, output: Path) -> int:
    """Write a build without errors, and say so; return the exit status.

    Neither over a release that readers get, nor over another site that lies outside this project.
    """
    place = Location(path=str(output))
    if (output / KEPT_ASSETS).is_file():
        return session.report([problem("OUT006", place, release=output.resolve().name)])
    if other := _other_site(session, result, output):
        return session.report([problem("OUT006", place, address=other)])
    if result.site is not None:
        site = result.site
        moved = move_hashed(session.root, site.plan, site.project.stamps)
        if moved:
            session.say("originals_moved", count=len(moved))
    state = session.state_of(output)
    try:
        publish(result.files, output, state)
    except OSError as error:
        error.filename = error.filename or str(output)  # a disk that is full does not say which
        raise
    except NotOurFolder:
        return session.report([problem("OUT006", place)])
    pages = sum(file.path.endswith(".html") for file in result.files)
    session.say("published", output=output, pages=pages)
    _forget_withdrawn(session, result, state)
    return FINE
