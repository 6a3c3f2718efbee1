"""`build`: make the site and publish it, if nothing is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from site_builder.adapters.pdf import PaperUnavailableError, require_paper
from site_builder.build import BuildOptions
from site_builder.cli.command import Arguments, Command
from site_builder.cli.session import FINE, OUTPUT_FOLDER, Session
from site_builder.diagnostics import Location, problem
from site_builder.model.urls import is_web_address
from site_builder.publish.writer import NotOurFolder, publish
from site_builder.upkeep.confirm import move_hashed


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """How to build."""

    output: Path | None
    base_url: str | None
    portable: bool
    pdf: bool
    strict: bool
    timings: bool


def _add_arguments(arguments: Arguments) -> None:
    arguments.add("--output", type=Path, metavar="DIR")
    arguments.add("--base-url", type=_web_address, metavar="URL")
    arguments.add_switch("--portable")
    arguments.add_switch("--pdf")
    # For scripts that give them: no result is kept yet, and one job does all the work.
    arguments.add_hidden("--force", action="store_true")
    arguments.add_hidden("--jobs", type=int, default=1)
    arguments.add_switch("--strict")
    arguments.add_switch("--timings")


def _web_address(text: str) -> str:
    if not is_web_address(text):
        raise ValueError(text)
    return text


def _run(session: Session, options: Options) -> int:
    if options.pdf:
        try:
            require_paper()
        except PaperUnavailableError as error:
            return session.fail("failure.pdf", reason=error)
    how = BuildOptions(
        today=session.today,
        base_url=options.base_url or "",
        is_portable=options.portable,
        with_pdf=options.pdf,
        is_compressed=True,
    )
    result = session.make(how, with_timings=options.timings)
    status = session.report(result.diagnostics, is_strict=options.strict)
    if status != FINE:
        session.say("nothing_written")
        return status
    if result.site is not None:
        site = result.site
        moved = move_hashed(session.root, site.plan, site.project.stamps, session.state)
        if moved:
            session.say("originals_moved", count=len(moved))
    output = options.output or session.root / OUTPUT_FOLDER
    try:
        publish(result.files, output, session.state_of(output))
    except NotOurFolder:
        return session.report([problem("OUT006", Location(path=str(output)))])
    pages = sum(file.path.endswith(".html") for file in result.files)
    session.say("published", output=output, pages=pages)
    return FINE


COMMAND = Command(name="build", options=Options, add_arguments=_add_arguments, run=_run)
