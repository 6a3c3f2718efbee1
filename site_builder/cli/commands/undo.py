"""`undo`: take back what the program wrote into people's files, step by step."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.cli.command import SWITCH, Command, option
from site_builder.cli.session import FINE, PROBLEMS, Session
from site_builder.upkeep.atomic_write import ChangedSince, NothingToUndo, take_back


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    again: bool = option(**SWITCH)


def _run(session: Session, options: Options) -> int:
    try:
        paths = take_back(session.root, again=options.again)
    except NothingToUndo:
        session.complain("nothing_to_redo" if options.again else "nothing_to_undo")
        return PROBLEMS
    except ChangedSince as error:
        session.complain("changed_since", paths=", ".join(error.paths))
        return PROBLEMS
    session.say("redone" if options.again else "undone", paths=", ".join(paths))
    return FINE


COMMAND = Command(name="undo", options=Options, run=_run, is_dated=False)
