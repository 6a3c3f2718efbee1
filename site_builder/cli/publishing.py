"""What commands about the published site share: its destination, and what fails on the way."""

from __future__ import annotations

from collections.abc import Callable

from site_builder.cli.session import PROBLEMS, Session
from site_builder.model import Settings
from site_builder.publish.destination import Destination, NotAsSent, NotOurDestination
from site_builder.publish.kinds import destination_of
from site_builder.publish.programs import ProgramFailed, ProgramMissing
from site_builder.publish.state import locked


def with_destination(
    session: Session, settings: Settings | None, act: Callable[[Destination, str], int]
) -> int:
    """Do something with the destination of `site.yaml`, by its name; return the exit status."""
    publishing = settings.publish if settings else None
    if publishing is None:
        session.complain("publish.nowhere")
        return PROBLEMS
    try:
        with locked(session.state / "publish"):
            destination = destination_of(publishing, session.root, session.state)
            return act(destination, publishing.to)
    except ProgramMissing as error:
        return session.fail("publish.no_program", name=error.name)
    except ProgramFailed as error:
        return session.fail(
            "publish.failed", name=error.name, said=error.said, log=session.log(error)
        )
    except NotOurDestination as error:
        session.complain("publish.not_ours", place=error)
        return PROBLEMS
    except NotAsSent as error:
        first, count = error.paths[0], len(error.paths)
        return session.fail("publish.not_as_sent", path=first, count=count)
