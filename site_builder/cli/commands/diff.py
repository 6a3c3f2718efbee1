"""`diff`: what would be different for readers, before it is published."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from site_builder.build import BuildOptions, BuildResult
from site_builder.cli.command import Command, option
from site_builder.cli.publishing import read_release, standing, with_destination
from site_builder.cli.session import FINE, OUTPUT_FOLDER, PROBLEMS, Session
from site_builder.model import MANIFEST_PATH
from site_builder.model.urls import is_web_address
from site_builder.outputs import Purpose
from site_builder.publish.destination import Destination
from site_builder.upkeep.releases.change_report import (
    as_json,
    format_changes,
    make_report,
    render_changes,
)
from site_builder.upkeep.releases.release import Release

FORMATS = {"text": format_changes, "json": as_json, "html": render_changes}


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    against: str | None = option(metavar="PLACE")
    format: str = option(choices=tuple(FORMATS), default="text")
    output: Path | None = option(type=Path, metavar="FILE", word="report_output")


def _run(session: Session, options: Options) -> int:
    memory = session.load_memory()
    result = session.make(BuildOptions(today=session.today, purpose=Purpose.REPORT), memory)
    session.keep(memory, result)
    if result.site is None or any(found.is_error for found in result.diagnostics):
        return session.report(result.diagnostics, "json" if options.format == "json" else "text")
    settings = result.site.project.settings
    if options.against is None and not settings.published and settings.publish:
        compare = partial(_compare_with_served, session, options, result)
        return with_destination(session, settings, compare)
    published = settings.published or OUTPUT_FOLDER
    is_here = not is_web_address(published)
    place = options.against or (str(session.root / published) if is_here else published)
    is_there = options.against or _is_build(place)
    before = read_release(session, place) if is_there else Release()
    if isinstance(before, int):
        return before
    return _report(session, options, result, before, place)


def _compare_with_served(
    session: Session, options: Options, result: BuildResult, destination: Destination, to: str
) -> int:
    before = standing(session, destination, destination.read(MANIFEST_PATH))
    return _report(session, options, result, before, to)


def _report(
    session: Session, options: Options, result: BuildResult, before: Release, place: str
) -> int:
    assert result.site is not None
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


def _is_build(place: str) -> bool:
    return is_web_address(place) or (Path(place) / MANIFEST_PATH).is_file()


COMMAND = Command(name="diff", options=Options, run=_run)
