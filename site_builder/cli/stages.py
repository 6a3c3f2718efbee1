"""What a person sees of a build while it runs: where it is, and how long each stage took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from site_builder.build import BuildMemory
from site_builder.messages.wording import Messages

_PATIENCE_SECONDS = 1.0
"""Whoever waits less is told nothing."""
_STEP_SECONDS = 0.2
_STAGE_OF_FILES = "derive"
"""In which all pages are made, and files are compressed and pictures drawn."""


class Stages:
    """The stages of one build: a line for each that is over, and what is being done now."""

    def __init__(
        self, memory: BuildMemory, messages: Messages, print_line: Callable[[str], None]
    ) -> None:
        self._products = memory.products
        self._results = memory.results
        self._messages = messages
        self._print_line = print_line
        self._stage = ""
        self._since = 0.0
        self._before = (0, 0)
        self._results_before = 0

    def begin(self, name: str) -> None:
        self.end()
        self._stage, self._since, self._before = name, time.perf_counter(), self._counts
        self._results_before = self._results.counts[0]

    def end(self) -> None:
        if self._stage:
            seconds = time.perf_counter() - self._since
            made, kept = (
                max(0, now - before) for now, before in zip(self._counts, self._before, strict=True)
            )
            counts = self._messages.say("timing", made=made, kept=kept) if made or kept else ""
            self._print_line(f"{self._stage:12} {seconds:8.3f} s  {counts}".rstrip())
        self._stage = ""

    @property
    def _counts(self) -> tuple[int, int]:
        """Return how much was made and how much kept, also of what is compressed and drawn."""
        made, kept = zip(self._products.counts, self._results.counts, strict=True)
        return sum(made), sum(kept)

    @contextmanager
    def shown(self, show: Callable[[str], None] | None) -> Iterator[None]:
        """Tell what is being done, once it has taken a while; nobody looks where `show` is None."""
        if show is None:
            yield
            return
        over = Event()
        teller = Thread(target=self._tell, args=(show, over), daemon=True)
        teller.start()
        try:
            yield
        finally:
            over.set()
            teller.join()
            show("")

    def _tell(self, show: Callable[[str], None], over: Event) -> None:
        if over.wait(_PATIENCE_SECONDS):
            return
        while True:
            show(self._doing())
            if over.wait(_STEP_SECONDS):
                return

    def _doing(self) -> str:
        """Return the stage, and how much of what takes long in it is done."""
        stage = self._messages.say(f"stage.{self._stage.replace(' ', '_') or 'load'}")
        if self._stage == _STAGE_OF_FILES:
            files = self._results.counts[0] - self._results_before
            return self._messages.say("progress_files", stage=stage, files=files)
        return self._messages.say("progress", stage=stage, pages=self._products.count("page"))
