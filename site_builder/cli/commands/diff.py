"""`diff`: what would be different for readers, before it is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from site_builder.build import BuildOptions, BuildResult
from site_builder.cli.command import Command, option
from site_builder.cli.session import FINE, OUTPUT_FOLDER, PROBLEMS, USAGE, Session
from site_builder.model import MANIFEST_PATH
from site_builder.model.urls import is_web_address
from site_builder.publish.folder import Folder
from site_builder.upkeep.change_report import (
    as_json,
    format_changes,
    make_report,
    render_changes,
)
from site_builder.upkeep.release import NoBuild, Release, load_release

FORMATS = {"text": format_changes, "json": as_json, "html": render_changes}


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    against: str | None = option(metavar="PLACE")
    format: str = option(choices=tuple(FORMATS), default="text")
    output: Path | None = option(type=Path, metavar="FILE", word="report_output")


def _run(session: Session, options: Options) -> int:
    memory = session.load_memory()
    result = session.make(BuildOptions(today=session.today), memory)
    session.keep(memory, result)
    if result.site is None or any(found.is_error for found in result.diagnostics):
        return session.report(result.diagnostics, "json" if options.format == "json" else "text")
    place = options.against or _published(session, result)
    try:
        before = load_release(place) if options.against or _is_build(place) else Release()
    except NoBuild:
        session.complain("diff.no_build", place=place)
        return USAGE
    except OSError as error:
        return session.fail("diff.unreachable", place=place, reason=error)
    report = make_report(result.site, result.files, before, place, session.messages)
    text = FORMATS[options.format](report)
    if options.output is None:
        session.print_line(text)
    else:
        options.output.write_text(text, "utf-8")
        session.say("diff.written", path=options.output)
    if options.format == "text" or options.output is not None:
        session.report(report.problems)
    return PROBLEMS if report.problems else FINE


def _published(session: Session, result: BuildResult) -> str:
    """Return where the site stands that people read, as far as is known: else the last build."""
    assert result.site is not None
    settings = result.site.project.settings
    if is_web_address(settings.published):
        return settings.published
    if not settings.published and settings.publish and settings.publish.kind == "folder":
        return str(Folder(session.root / settings.publish.to).current)
    return str(session.root / (settings.published or OUTPUT_FOLDER))


def _is_build(place: str) -> bool:
    return is_web_address(place) or (Path(place) / MANIFEST_PATH).is_file()


COMMAND = Command(name="diff", options=Options, run=_run)
