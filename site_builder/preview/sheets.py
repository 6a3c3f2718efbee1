"""A sheet that is dropped at the desk: tried, and taken.

What was understood is told at once. What changes on the pages takes longer and comes while one
reads, and whoever takes the sheet meanwhile does not wait for it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

from site_builder.messages.wording import Messages
from site_builder.publish.state import STATE_FOLDER

Say = Callable[[str], None]
Run = Callable[[Sequence[str], Say], int]
"""Runs a command, tells all that it says as it is said, and returns its exit status."""


class Sheets:
    """What is said of the sheet that was dropped last."""

    def __init__(self, root: Path, messages: Messages, run: Run) -> None:
        self._root = root
        self._messages = messages
        self._run = run
        self._asked: object = None
        """Which sheet it is, and how it is to be understood."""
        self._tried: list[str] = []
        self._trial = Thread()
        self._taken: list[str] = []
        self._dropped = 0
        """How many sheets so far."""

    def attempt(self, name: str, content: bytes, options: Sequence[str]) -> None:
        """Begin to say what a sheet would change."""
        self._asked = name, content, tuple(options)
        self._tried, self._taken = [], []
        folder = self._put(name, content)
        given = folder, name, [*options, "--dry-run"], self._tried.append
        self._trial = Thread(target=self._import, args=given)
        self._trial.start()

    def take(self, name: str, content: bytes, options: Sequence[str]) -> None:
        """Write what a sheet says; what it changes on the pages is known of its trial, or later."""
        self._taken = []
        folder = self._put(name, content)
        status = self._import(folder, name, [*options, "--quick"], self._taken.append)
        if self._asked != (name, content, tuple(options)):
            self._asked, self._tried, self._trial = None, [], Thread()
            if not status:
                self._taken.append(self._messages.say("desk.on_pages"))

    @property
    def is_over(self) -> bool:
        """Whether all has been said."""
        return not self._trial.is_alive()

    @property
    def said(self) -> str:
        """What has been said so far."""
        if not self._taken:
            return "\n".join(self._tried)
        heading = self._messages.say("import.on_pages")
        of_pages = self._tried[self._tried.index(heading) :] if heading in self._tried else []
        return "\n".join([*self._taken, *of_pages])

    def _put(self, name: str, content: bytes) -> str:
        """Return a folder with the sheet alone: one may be taken while it is still tried."""
        self._dropped += 1
        folder = f"{STATE_FOLDER}/dropped/{self._dropped}"
        (self._root / folder).mkdir(parents=True, exist_ok=True)
        (self._root / folder / name).write_bytes(content)
        return folder

    def _import(self, folder: str, name: str, options: Sequence[str], say: Say) -> int:
        command = ["import", str(self._root / folder / name), *options]
        try:
            # Its name may tell what it holds; its folders are nobody's business.
            return self._run(command, lambda line: say(line.replace(f"{folder}/", "")))
        finally:
            shutil.rmtree(self._root / folder, ignore_errors=True)
