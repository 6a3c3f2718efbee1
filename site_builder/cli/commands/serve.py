"""`serve`: show the site on this computer and follow every change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from threading import RLock
from typing import TYPE_CHECKING

from site_builder.build import BuildOptions, BuildResult
from site_builder.cli.command import SWITCH, Command, option
from site_builder.cli.session import FINE, Session
from site_builder.cli.unchanged import Call
from site_builder.model import OutputFile
from site_builder.outputs import Purpose

if TYPE_CHECKING:
    from site_builder.preview.actions import Actions
    from site_builder.preview.editing.editor import Editor


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    host: str = option(default="127.0.0.1")
    port: int = option(type=int, default=8000)
    open: bool = option(**SWITCH)


def _run(session: Session, options: Options) -> int:
    import webbrowser

    # livereload and Tornado take a quarter of a second that no other command needs.
    from site_builder.preview.serve import AddressRefused, PortInUse, serve

    editor = _make_editor(session)
    actions = _make_actions(session, editor)
    try:
        serve(
            build=lambda: editor.saw(editor.make({})),
            later=_made_later(session, actions.token),
            act=actions.answer,
            token=actions.token,
            root=session.root,
            host=options.host,
            port=options.port,
            messages=session.messages,
            print_line=session.print_line,
            open_address=webbrowser.open if options.open else lambda address: None,
        )
    except PortInUse:
        other = options.port + 1
        return session.fail("failure.port", host=options.host, port=options.port, other=other)
    except AddressRefused as error:
        return session.fail("failure.address", address=error.filename)
    return FINE


def _make_editor(session: Session) -> Editor:
    """Return who edits the project, and builds it as the preview shows it."""
    from site_builder.preview.editing.editor import Editor

    memory = session.load_memory()
    how = BuildOptions(today=session.today, with_drafts=True, purpose=Purpose.PREVIEW)

    def make(changed: Mapping[str, bytes]) -> BuildResult:
        return session.make(how, memory, changed=changed)

    return Editor(root=session.root, messages=session.messages, make=make)


def _make_actions(session: Session, editor: Editor) -> Actions:
    """Return what runs the commands of the desk.

    They have a memory of their own: what the preview keeps is made with drafts.
    """
    from site_builder.preview.actions import Actions

    memory, alone = cache(session.load_memory), RLock()

    def run(arguments: Sequence[str], say: Callable[[str], None]) -> int:
        call = Call(tuple(arguments), session.call.folder, session.call.environment)
        return session.run_inside(call, memory(), say=say, alone=alone)

    return Actions(
        edit=editor.answer,
        alone=alone,
        root=session.root,
        messages=session.messages,
        run=run,
        options=() if session.zone else ("--date", session.today.isoformat()),
    )


def _made_later(
    session: Session, token: str
) -> Mapping[str, Callable[[BuildResult], tuple[OutputFile, ...]]]:
    """Return by folder what is made of a build once somebody asks for it."""
    from site_builder.preview.addresses import DESK_FOLDER, GALLERY_FOLDER
    from site_builder.preview.desk import make_desk
    from site_builder.preview.gallery import make_gallery

    root, messages = session.root, session.messages
    return {
        GALLERY_FOLDER: lambda result: make_gallery(result, root, messages),
        DESK_FOLDER: lambda result: make_desk(result, root, messages, token),
    }


COMMAND = Command(name="serve", options=Options, run=_run)
