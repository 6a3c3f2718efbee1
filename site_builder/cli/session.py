"""One run of a command: its options, its project, its date, and how it speaks.

Takes what the command line gave, with the functions that print; gives commands the steps that they
share: make the site, report problems, fail with a reason. It reads no clock and ends nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from site_builder.build import BuildOptions, BuildResult, build_site
from site_builder.diagnostics import Diagnostic
from site_builder.messages.report import (
    Messages,
    count_problems,
    format_github,
    format_json,
    format_text,
)
from site_builder.publish.log import STATE_FOLDER, write_log
from site_builder.read.project import load_files
from site_builder.read.templates import load_templates

OUTPUT_FOLDER = "output"
FINE, PROBLEMS, USAGE, FAILED = 0, 1, 2, 3
FORMATS = {"text": format_text, "json": format_json, "github": format_github}


class Session:
    """One run: its options, its project, and how it speaks."""

    def __init__(
        self,
        options: argparse.Namespace,
        root: Path,
        messages: Messages,
        *,
        today: date,
        say: Callable[[str], None],
        warn: Callable[[str], None],
    ) -> None:
        self.options = options
        self.root = root
        self.messages = messages
        self.today = today
        self.say = say
        self.warn = warn

    def fail(self, key: str, /, **params: object) -> int:
        """Say why the machine or the program failed; give the exit status."""
        self.warn(self.messages.say(key, **params))
        return FAILED

    def log(self, error: Exception) -> str:
        """Write down where a failure came from; give the path, or a dash if no disk takes it."""
        return str(write_log(self.root / STATE_FOLDER, error) or "–")

    def state_of(self, output: Path) -> Path:
        """Give the folder that keeps the build before; each output folder has its own."""
        state = self.root / STATE_FOLDER
        if output.resolve() == self.root / OUTPUT_FOLDER:
            return state
        return state / "elsewhere" / hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:16]

    def report(self, diagnostics: Sequence[Diagnostic], form: str = "text") -> int:
        """Print every problem and the counts; give the exit status."""
        text = FORMATS[form](diagnostics, self.messages)
        if text:
            self.say(text)
        errors, warnings = count_problems(diagnostics)
        if form == "text" and (errors or warnings):
            self.say(self.messages.say("counts", errors=errors, warnings=warnings))
        is_strict = getattr(self.options, "strict", False)
        return PROBLEMS if errors or (is_strict and warnings) else FINE

    def make(self, *, with_drafts: bool = False, is_compressed: bool = False) -> BuildResult:
        """Read the project and run the pipeline; nothing is written."""
        progress = _Progress(getattr(self.options, "timings", False), self.warn)
        options = BuildOptions(
            today=self.today,
            base_url=getattr(self.options, "base_url", None) or "",
            is_portable=getattr(self.options, "portable", False),
            with_drafts=with_drafts,
            with_pdf=getattr(self.options, "pdf", False),
            is_compressed=is_compressed,
        )
        progress.stage("read")
        files, templates = load_files(self.root), load_templates(self.root)
        result = build_site(files, templates, options, progress.stage)
        progress.stage("")
        return result


class _Progress:
    """Measure the stages and, with `--timings`, say how long each took."""

    def __init__(self, is_timed: bool, warn: Callable[[str], None]) -> None:
        self._is_timed = is_timed
        self._warn = warn
        self._stage = ""
        self._since = 0.0

    def stage(self, name: str) -> None:
        """Begin a stage, and so end the one before; an empty name ends the last."""
        now = time.perf_counter()
        if self._is_timed and self._stage:
            self._warn(f"{self._stage:12} {now - self._since:8.3f} s")
        self._stage, self._since = name, now
