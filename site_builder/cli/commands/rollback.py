"""`rollback`: swap the published site with the build before it."""

from __future__ import annotations

from site_builder.cli.command import Command, NoOptions
from site_builder.cli.session import FINE, OUTPUT_FOLDER, PROBLEMS, Session
from site_builder.diagnostics import Location, problem
from site_builder.publish.writer import NoPreviousBuild, NotOurFolder, rollback


def _run(session: Session, options: NoOptions) -> int:
    output = session.root / OUTPUT_FOLDER
    try:
        rollback(output, session.state_of(output))
    except NoPreviousBuild:
        session.complain("nothing_before")
        return PROBLEMS
    except NotOurFolder:
        return session.report([problem("OUT006", Location(path=str(output)))])
    session.say("rolled_back", output=output)
    return FINE


COMMAND = Command(name="rollback", options=NoOptions, run=_run, is_dated=False)
