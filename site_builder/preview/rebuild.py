"""The builds of a preview: when to make one, and what to do with what comes of it.

Takes the function that makes the site, the project's folder and the preview that shows it; after
a quiet moment in the inputs it makes the site and hands over either the files or the problems.
Nothing that goes wrong in a build leaves this module: it is said in a line and shown in the
browser. It knows no server, and writes nothing but the log of a failure.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from site_builder.build import BuildResult
from site_builder.diagnostics import Diagnostic, has_errors
from site_builder.messages.report import count_problems, format_text
from site_builder.messages.wording import Messages
from site_builder.preview.app import Preview
from site_builder.preview.panel import Problem, describe_errors
from site_builder.preview.watch import NOTHING, Snapshot, changed_paths, take_snapshot
from site_builder.publish.state import STATE_FOLDER, write_log

QUIET_SECONDS = 0.3
"""How long the inputs must lie still before a build."""
_LOOK_SECONDS = 0.1
_TRIES = 3
_NAMED_PATHS = 3


class PreviewBuilder:
    """Keep a preview up to date; used by one thread at a time."""

    def __init__(
        self,
        *,
        make: Callable[[], BuildResult],
        root: Path,
        preview: Preview,
        messages: Messages,
        say: Callable[[str], None],
    ) -> None:
        self._make = make
        self._root = root
        self._preview = preview
        self._messages = messages
        self._say = say
        self._built: Snapshot = NOTHING
        self._known: tuple[Diagnostic, ...] = ()

    def build(self) -> None:
        """Make the site from the files as they are and show it."""
        self._guarded(self._first)

    def refresh(self) -> bool:
        """Make the site again if its inputs have changed; tell whether there is news to show."""
        return self._guarded(self._again)

    def _guarded(self, step: Callable[[], bool]) -> bool:
        """Take a step; a bug in it becomes a line, a log and news to show."""
        try:
            return step()
        except Exception as error:
            self._fail(error)
            return True

    def _first(self) -> bool:
        self._built = take_snapshot(self._root)
        self._build()
        return True

    def _again(self) -> bool:
        now = take_snapshot(self._root, self._built)
        if changed_paths(self._built, now):
            now = self._settled(now)
        changed = changed_paths(self._built, now)
        self._built = now
        if not changed:
            return False
        self._say(self._messages.say("serve.changed", path=_name_paths(changed)))
        self._build()
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
        """Make the site and show what comes of it."""
        result, failure = self._try()
        while not _is_good(result):
            now = take_snapshot(self._root, self._built)
            if not changed_paths(self._built, now):
                break
            # Made from a file that was still being written: that is nobody's mistake.
            self._built = self._settled(now)
            result, failure = self._try()
        if failure is not None:
            raise failure
        self._report(result)
        was_shown = self._preview.has_site
        if _is_good(result):
            self._preview.show(result.files)
            if was_shown:
                self._say(self._messages.say("serve.renewed"))
        else:
            self._preview.complain(describe_errors(result.diagnostics, self._messages))
            self._say(self._messages.say("serve.kept" if was_shown else "serve.broken"))

    def _try(self) -> tuple[BuildResult, Exception | None]:
        try:
            return self._made(), None
        except Exception as error:
            return BuildResult(files=(), diagnostics=()), error

    def _made(self) -> BuildResult:
        """Make the site; what fails for a moment, as a file that is being saved, is tried again."""
        for _ in range(_TRIES - 1):
            try:
                return self._make()
            except (OSError, UnicodeError):
                time.sleep(QUIET_SECONDS)
        return self._make()

    def _fail(self, error: Exception) -> None:
        """Say and show that a build failed, and write the log that tells why."""
        log = write_log(self._root / STATE_FOLDER, error) or "–"
        if isinstance(error, OSError) and error.filename:
            line = self._messages.say("serve.unreadable", path=error.filename, log=log)
        else:
            line = self._messages.say("failure.internal", log=log)
        self._say(line)
        self._preview.complain([Problem(message=line)])

    def _report(self, result: BuildResult) -> None:
        """List every error, and the warnings that the build before did not have."""
        known, self._known = self._known, result.diagnostics
        news = [each for each in result.diagnostics if each.is_error or each not in known]
        if news:
            self._say(format_text(news, self._messages))
        errors, warnings = count_problems(result.diagnostics)
        if errors or warnings:
            self._say(self._messages.say("counts", errors=errors, warnings=warnings))


def _is_good(result: BuildResult) -> bool:
    return bool(result.files) and not has_errors(result.diagnostics)


def _name_paths(paths: Iterable[str]) -> str:
    names = tuple(paths)
    return ", ".join(names[:_NAMED_PATHS]) + (" …" if len(names) > _NAMED_PATHS else "")
