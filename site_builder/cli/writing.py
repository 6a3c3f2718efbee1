"""The last step of a build: its files into the output folder."""

from __future__ import annotations

from pathlib import Path

from site_builder.build import BuildResult
from site_builder.cli.session import FINE, Session
from site_builder.diagnostics import Location, problem
from site_builder.publish.writer import NotOurFolder, publish
from site_builder.upkeep.confirm import move_hashed


def write_build(session: Session, result: BuildResult, output: Path) -> int:
    """Write a build without errors, and say so; return the exit status."""
    if result.site is not None:
        site = result.site
        moved = move_hashed(session.root, site.plan, site.project.stamps)
        if moved:
            session.say("originals_moved", count=len(moved))
    try:
        publish(result.files, output, session.state_of(output))
    except OSError as error:
        error.filename = error.filename or str(output)  # a disk that is full does not say which
        raise
    except NotOurFolder:
        return session.report([problem("OUT006", Location(path=str(output)))])
    pages = sum(file.path.endswith(".html") for file in result.files)
    session.say("published", output=output, pages=pages)
    return FINE
