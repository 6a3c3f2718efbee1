"""`undo`: take back what the last command wrote into people's files."""

from __future__ import annotations

from site_builder.cli.command import Command, NoOptions
from site_builder.cli.session import FINE, PROBLEMS, Session
from site_builder.upkeep.atomic_write import ChangedSince, NothingToUndo, take_back


def _run(session: Session, options: NoOptions) -> int:
    try:
        paths = take_back(session.root, session.state)
    except NothingToUndo:
        session.complain("nothing_to_undo")
        return PROBLEMS
    except ChangedSince as error:
        session.complain("changed_since", paths=", ".join(error.paths))
        return PROBLEMS
    session.say("undone", paths=", ".join(paths))
    return FINE


COMMAND = Command(name="undo", options=NoOptions, run=_run, is_dated=False)
