"""`rollback`: swap the site, or the one that readers get, with the one before it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from site_builder.cli.command import SWITCH, Command, option
from site_builder.cli.publishing import is_of_another_site, standing, with_destination
from site_builder.cli.session import FINE, OUTPUT_FOLDER, PROBLEMS, Session
from site_builder.diagnostics import Location, problem
from site_builder.model import MANIFEST_PATH, Settings
from site_builder.publish.destination import Destination
from site_builder.publish.writer import NoPreviousBuild, NotOurFolder, rollback
from site_builder.read.settings import load_settings


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    published: bool = option(**SWITCH)


def _run(session: Session, options: Options) -> int:
    if options.published:
        settings = load_settings(session.root)
        return with_destination(session, settings, partial(_switch, session, settings))
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


def _switch(session: Session, settings: Settings | None, destination: Destination, to: str) -> int:
    """Serve the release before again."""
    assert settings is not None
    served = destination.read(MANIFEST_PATH)
    if is_of_another_site(session, standing(session, destination, served), settings, to):
        return PROBLEMS
    release = destination.before()
    if not release:
        session.complain("nothing_before")
        return PROBLEMS
    destination.switch(release)
    session.say("publish.back", to=to, release=release)
    return FINE


COMMAND = Command(name="rollback", options=Options, run=_run, is_dated=False)
