"""The builds of a preview: when to make one, and what to do with what comes of it.

Nothing that goes wrong in a build leaves this module: it is printed and shown in the browser.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from threading import Lock
from types import MappingProxyType
from wsgiref.types import WSGIEnvironment

from site_builder.adapters.room import lacks_memory
from site_builder.build import BuildResult
from site_builder.diagnostics import Diagnostic, Location, has_errors
from site_builder.messages.report import count_problems, format_text
from site_builder.messages.wording import Messages
from site_builder.model import OutputFile
from site_builder.preview.app import Act, Preview, Response
from site_builder.preview.editing.subject import edited_at
from site_builder.preview.panel import Problem, describe_problems
from site_builder.preview.unseen import why_unseen
from site_builder.preview.watch import NOTHING, Snapshot, changed_paths, take_snapshot
from site_builder.publish.state import STATE_FOLDER, write_log
from site_builder.views.context import SiteContext

QUIET_SECONDS = 0.03
"""How long the inputs must lie still before a build."""
_LOOK_SECONDS = 0.01
_TRIES = 3
_RETRY_SECONDS = 0.3
_NAMED_PATHS = 3


class PreviewBuilder:
    """Keep a preview up to date; used by one thread at a time."""

    def __init__(
        self,
        *,
        build: Callable[[], BuildResult],
        later: Mapping[str, Callable[[BuildResult], Iterable[OutputFile]]] = MappingProxyType({}),
        root: Path,
        preview: Preview,
        messages: Messages,
        print_line: Callable[[str], None],
    ) -> None:
        self._build_site = build
        self._later = later
        self._lock = Lock()
        """Held by whoever makes something of the site: it is asked by one at a time."""
        self._root = root
        self._preview = preview
        self._messages = messages
        self._print_line = print_line
        self._built: Snapshot = NOTHING
        self._known: tuple[Diagnostic, ...] = ()
        self._site: SiteContext | None = None
        """As the newest build planned it."""
        self.is_building = False
        """Whether a change is being made into a site."""

    def show_first(self) -> None:
        self._guarded(self._first)

    def refresh(self) -> bool:
        """Build again if the inputs have changed; return whether there is news to show."""
        return self._guarded(self._again)

    def alone(self, act: Act, environ: WSGIEnvironment) -> Response:
        """Do what a request asks while nothing else makes something of the site."""
        with self._lock:
            return act(environ)

    def _guarded(self, step: Callable[[], bool]) -> bool:
        """Take a step; a bug in it becomes a line, a log and news to show."""
        try:
            with self._lock:
                return step()
        except Exception as error:
            self._fail(error)
            return True

    def _first(self) -> bool:
        self._built = take_snapshot(self._root)
        self._build()
        # Most of it lives as long as the preview: looking for what is dead in it holds a save up.
        gc.freeze()
        return True

    def _again(self) -> bool:
        now = take_snapshot(self._root, self._built)
        if changed_paths(self._built, now):
            now = self._settled(now)
        changed = changed_paths(self._built, now)
        self._built = now
        if not changed:
            return False
        self._tell("serve.changed", path=_name_paths(changed))
        self.is_building = True
        try:
            self._build()
        finally:
            self.is_building = False
        return True

    def _settled(self, now: Snapshot) -> Snapshot:
        """Wait until nothing has changed for a moment, as while several files are saved."""
        still_since = time.monotonic()
        while time.monotonic() - still_since < QUIET_SECONDS:
            time.sleep(_LOOK_SECONDS)
            later = take_snapshot(self._root, now)
            if changed_paths(now, later):
                still_since = time.monotonic()
            now = later
        return now

    def _build(self) -> None:
        """Build the site and show what comes of it."""
        result = self._made_of_whole_files()
        self._site = result.site or self._site
        news = self._report(result)
        was_shown = self._preview.has_site
        if not _is_good(result):
            self._preview.complain(self._described([each for each in news if each.is_error]))
            self._tell("serve.kept" if was_shown else "serve.broken")
            return
        known = [each for each in result.diagnostics if each not in news]
        self._preview.show(
            result.files,
            {
                folder: partial(self._made_later, make, result)
                for folder, make in self._later.items()
            },
            # What is new comes first: it is about what a person has just done.
            (*self._described(news), *self._described(known)),
            has_new_warnings=was_shown and bool(news),
            unseen=self._unseen(result),
        )
        if was_shown:
            self._tell("serve.renewed")

    def _made_of_whole_files(self) -> BuildResult:
        """Build; again if it fails and files have changed meanwhile.

        One that was still being written is nobody's mistake.
        """
        result, failure = self._try()
        while not _is_good(result):
            now = take_snapshot(self._root, self._built)
            if not changed_paths(self._built, now):
                break
            self._built = self._settled(now)
            result, failure = self._try()
        if failure is not None:
            raise failure
        return result

    def _described(self, diagnostics: Iterable[Diagnostic]) -> tuple[Problem, ...]:
        return describe_problems(diagnostics, self._messages, self._root, self._edited_at)

    def _edited_at(self, place: Location) -> str:
        return edited_at(self._site, place) if self._site else ""

    def _unseen(self, result: BuildResult) -> Mapping[str, str]:
        """Say of each page that no reader sees today why that is."""
        site = result.site
        if site is None:
            return {}
        found = {page.path: why_unseen(site, page, self._messages) for page in site.plan.written}
        return {path: why for path, why in found.items() if why}

    def _made_later(
        self, make: Callable[[BuildResult], Iterable[OutputFile]], result: BuildResult
    ) -> tuple[OutputFile, ...]:
        with self._lock:
            return tuple(make(result))

    def _try(self) -> tuple[BuildResult, Exception | None]:
        try:
            return self._made(), None
        except Exception as error:
            return BuildResult(files=(), diagnostics=()), error

    def _made(self) -> BuildResult:
        """Build the site; try again when a file cannot be read for a moment, as while saved."""
        for _ in range(_TRIES - 1):
            try:
                return self._build_site()
            except (OSError, UnicodeError):
                time.sleep(_RETRY_SECONDS)
        return self._build_site()

    def _fail(self, error: Exception) -> None:
        """Say and show that a build failed, and write the log that tells why."""
        log = write_log(self._root / STATE_FOLDER, error) or "–"
        if isinstance(error, OSError) and error.filename:
            line = self._messages.say("serve.unreadable", path=error.filename, log=log)
        else:
            key = "memory" if lacks_memory(error) else "internal"
            line = self._messages.say(f"failure.{key}", log=log)
        self._print_line(line)
        self._preview.complain([Problem(message=line)])

    def _tell(self, key: str, /, **params: object) -> None:
        self._print_line(self._messages.say(key, **params))

    def _report(self, result: BuildResult) -> list[Diagnostic]:
        """List and return every error, and warnings that are new since the last good build."""
        news = [each for each in result.diagnostics if each.is_error or each not in self._known]
        # A build with errors does not find all that a good one warns of.
        known = () if _is_good(result) else self._known
        self._known = (*known, *(each for each in result.diagnostics if each not in known))
        if news:
            self._print_line(format_text(news, self._messages))
        errors, warnings = count_problems(result.diagnostics)
        if errors or warnings:
            self._tell("counts", errors=errors, warnings=warnings)
        return news


def _is_good(result: BuildResult) -> bool:
    return bool(result.files) and not has_errors(result.diagnostics)


def _name_paths(paths: Iterable[str]) -> str:
    names = tuple(paths)
    return ", ".join(names[:_NAMED_PATHS]) + (" …" if len(names) > _NAMED_PATHS else "")
