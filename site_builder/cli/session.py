"""One run of a command: its project, its date, and how it speaks.

What makes a site is imported by those commands only that make one.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from site_builder.adapters.file_memory import FileMemory
from site_builder.cli.unchanged import Call
from site_builder.diagnostics import Diagnostic
from site_builder.messages.report import count_problems, format_github, format_json, format_text
from site_builder.messages.wording import Messages
from site_builder.publish.state import STATE_FOLDER, write_log

if TYPE_CHECKING:
    from site_builder.build import BuildMemory, BuildOptions, BuildResult

OUTPUT_FOLDER = "output"
ELSEWHERE = "elsewhere"
"""The folder in the program's own for builds before into other outputs."""
FINE, PROBLEMS, USAGE, FAILED = 0, 1, 2, 3
FORMATS = {"text": format_text, "json": format_json, "github": format_github}


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """What every command is given, with the steps that commands share."""

    root: Path
    messages: Messages
    today: date
    call: Call
    print_line: Callable[[str], None]
    print_error: Callable[[str], None]
    show_progress: Callable[[str], None] | None = None
    """Shows a line in place of the one before; None where no terminal does."""
    ask: Callable[[str], str] | None = None
    """Asks a person; None where none sits at the terminal."""
    memory: BuildMemory | None = None
    """Of whoever runs many commands in one process; None for what lies in the state folder."""
    files: FileMemory = field(default_factory=FileMemory)
    is_kept: bool = True
    """Whether what builds make is kept in the state folder."""
    run_inside: Callable[..., int] = lambda call, memory, **ways: 0
    """Runs another command in this process, in the ways of `command_line.run`."""
    alone: AbstractContextManager[object] = field(default_factory=nullcontext)
    """Held by whoever makes something of the site, where several commands run at once."""
    cache: Path | None = None
    """The folder of the person who runs it, for what no project may hold; None for who has none."""
    zone: str = ""
    """By whose clock today is today; empty where the date is given."""

    def say(self, key: str, /, **params: object) -> None:
        """Print one of the program's own sentences."""
        self.print_line(self.messages.say(key, **params))

    def complain(self, key: str, /, **params: object) -> None:
        """Print a sentence about something that went wrong."""
        self.print_error(self.messages.say(key, **params))

    def fail(self, key: str, /, **params: object) -> int:
        """Say why the machine or the program failed; return the exit status."""
        self.complain(key, **params)
        return FAILED

    def time_of_today(self) -> tuple[float, float]:
        """Return from when until when today is today, in seconds since 1970."""
        if not self.zone:
            return 0, math.inf
        begins = datetime.combine(self.today, time(), ZoneInfo(self.zone))
        return begins.timestamp(), (begins + timedelta(days=1)).timestamp()

    @property
    def state(self) -> Path:
        """The folder in which the program keeps what is its own."""
        return self.root / STATE_FOLDER

    def state_of(self, output: Path) -> Path:
        """Return the folder with the build before; each output folder has its own."""
        if output.resolve() == self.root / OUTPUT_FOLDER:
            return self.state
        name = hashlib.sha256(str(output.resolve()).encode()).hexdigest()[:16]
        return self.state / ELSEWHERE / name

    def log(self, error: Exception) -> str:
        """Write down where a failure came from; return the path, or a dash if no disk takes it."""
        return str(write_log(self.state, error) or "–")

    def load_memory(self, *, is_anew: bool = False) -> BuildMemory:
        """Return what builds before have kept, or a memory that begins anew."""
        from site_builder.cli.kept import load_memory

        return self.memory or load_memory(self.state, self.cache, is_anew=is_anew)

    def report(
        self, diagnostics: Sequence[Diagnostic], form: str = "text", *, is_strict: bool = False
    ) -> int:
        """Print every problem and the counts; return the exit status."""
        text = FORMATS[form](diagnostics, self.messages)
        if text:
            self.print_line(text)
        errors, warnings = count_problems(diagnostics)
        if form == "text" and (errors or warnings):
            self.say("counts", errors=errors, warnings=warnings)
        return PROBLEMS if errors or (is_strict and warnings) else FINE

    def keep(self, memory: BuildMemory, result: BuildResult) -> None:
        """Keep what a build used for the next one, unless somebody only holds it in memory.

        Nothing is kept where an error was found: it may have ended the build before anybody looked
        for what no file and no page may show. Where a count is withheld, nothing is left of builds
        before: one of them may have told it.
        """
        from site_builder.cli.kept import save_memory
        from site_builder.model import Status

        if self.is_kept and not any(found.is_error for found in result.diagnostics):
            with suppress(OSError):  # a disk that is full keeps nothing; what was written stands
                project = result.site.project if result.site else None
                tables = (project.observations, project.indicators) if project else ()
                withholds = any(
                    row.status is Status.SUPPRESSED for table in tables for row in table
                )
                save_memory(memory, self.state, self.cache, is_alone=withholds)

    def make(
        self,
        options: BuildOptions,
        memory: BuildMemory,
        *,
        with_timings: bool = False,
        changed: Mapping[str, bytes] = MappingProxyType({}),
    ) -> BuildResult:
        """Read the project and run the pipeline; nothing is written.

        `changed` is what files are to hold in place of what they do.
        """
        from site_builder.cli.making import make_site
        from site_builder.cli.stages import Stages

        tell = self.print_error if with_timings else lambda line: None
        stages = Stages(memory, self.messages, tell)
        with stages.shown(self.show_progress):
            return make_site(
                self.root,
                options,
                memory,
                stages,
                output=self.root / OUTPUT_FOLDER,
                changed=changed,
                read=self.files.read,
            )
