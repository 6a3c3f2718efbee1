"""What commands about the published site share: its destination, and what fails on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from site_builder.cli.inputs import holds_inputs
from site_builder.cli.session import OUTPUT_FOLDER, PROBLEMS, USAGE, Session
from site_builder.model import MANIFEST_PATH, Settings
from site_builder.model.settings import Publishing
from site_builder.model.urls import is_web_address
from site_builder.publish.destination import Destination, NotAsSent, NotOurDestination
from site_builder.publish.folder import CURRENT, Folder
from site_builder.publish.git import Branch
from site_builder.publish.programs import ProgramFailed, ProgramMissing
from site_builder.publish.ssh import Machine
from site_builder.publish.state import locked
from site_builder.publish.writer import PREVIOUS
from site_builder.upkeep.releases.release import NoBuild, Release, load_release, parse_certificate
from site_builder.upkeep.web_answers import Unending


def with_destination(
    session: Session, settings: Settings | None, act: Callable[[Destination, str], int]
) -> int:
    """Do something with the destination of `site.yaml`, by its name; return the exit status."""
    publishing = settings.publish if settings else None
    if publishing is None:
        session.complain("publish.nowhere")
        return PROBLEMS
    if publishing.kind == "folder" and _is_of_project(session.root / publishing.to, session.root):
        session.complain("publish.in_project", place=publishing.to)
        return PROBLEMS
    try:
        with locked(session.state / "publish"):
            return act(_destination(session, publishing), publishing.to)
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


def _destination(session: Session, publishing: Publishing) -> Destination:
    """Return the destination of a project, whose own paths begin at its root."""
    kinds: Mapping[str, Callable[[], Destination]] = {
        "folder": lambda: Folder(session.root / publishing.to),
        "ssh": lambda: Machine(publishing.to),
        "git": lambda: Branch(publishing.to, session.root, session.state),
    }
    return kinds[publishing.kind]()


def is_of_another_site(
    session: Session, standing: Release, settings: Settings, to: str, *, moved_from: str = ""
) -> bool:
    """Return whether another site is served at a destination, and say so.

    Whoever moves a site to another address names the one that it moves from.
    """
    there = standing.base_url
    if not there or there in {settings.base_url, f"{moved_from.rstrip('/')}/"}:
        return False
    session.complain("publish.other_site", place=to, address=there, own=settings.base_url)
    return True


def _is_of_project(folder: Path, root: Path) -> bool:
    """Return whether a folder is where a build lies, or what it is made of."""
    output = (root / OUTPUT_FOLDER).resolve()
    return holds_inputs(folder, root) or folder.resolve().is_relative_to(output)


def served_in(place: str) -> str:
    """Return the release that is served from a folder to which sites are published, else it."""
    current = Path(place, CURRENT)
    is_here = not is_web_address(place)
    return str(current) if is_here and (current / MANIFEST_PATH).is_file() else place


def read_release(session: Session, place: str) -> Release | int:
    """Read what somebody wants to compare with; the exit status, once said why, if it cannot be."""
    try:
        return load_release(place)
    except NoBuild:
        session.complain("diff.no_build", place=place)
        return USAGE
    except Unending:
        return session.fail("diff.unending", place=place)
    except OSError as error:
        return session.fail("diff.unreachable", place=place, reason=error)


def standing(session: Session, destination: Destination, served: bytes | None) -> Release:
    """Return what is served, given its certificate, with its pages where they lie here too."""
    if served is None:
        return Release()
    places = [session.root / OUTPUT_FOLDER, session.state / PREVIOUS]
    if isinstance(destination, Folder):
        places.insert(0, destination.current)
    same = (place for place in places if _certificate_in(place) == served)
    at_hand = next(same, None)
    return load_release(str(at_hand)) if at_hand else parse_certificate(served)


def _certificate_in(folder: Path) -> bytes | None:
    path = folder / MANIFEST_PATH
    return path.read_bytes() if path.is_file() else None
