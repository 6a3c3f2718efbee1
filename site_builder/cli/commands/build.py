"""`build`: make the site and publish it, if nothing is wrong."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from site_builder.adapters.pdf import PaperUnavailableError, require_paper
from site_builder.build import BuildOptions
from site_builder.cli.command import HIDDEN, SWITCH, Command, option, web_address
from site_builder.cli.inputs import holds_inputs
from site_builder.cli.session import FINE, OUTPUT_FOLDER, USAGE, Session
from site_builder.cli.unchanged import contents_of, remember
from site_builder.cli.why import explain_page, find_page
from site_builder.cli.writing import write_build
from site_builder.upkeep.releases.moves_by_hand import READDRESSED


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    output: Path | None = option(type=Path, metavar="DIR")
    base_url: str | None = option(type=web_address, metavar="URL")
    portable: bool = option(**SWITCH)
    pdf: bool = option(**SWITCH)
    force: bool = option(**SWITCH)
    # For scripts that give it: one job does all the work.
    jobs: int = option(type=int, default=1, **HIDDEN)
    strict: bool = option(**SWITCH)
    timings: bool = option(**SWITCH)
    why: str | None = option(metavar="URL")


def _run(session: Session, options: Options) -> int:
    status = _check_options(session, options)
    if status != FINE:
        return status
    read = contents_of(session.call.root)
    memory = session.load_memory(is_anew=options.force)
    how = BuildOptions(
        today=session.today,
        base_url=options.base_url or "",
        is_portable=options.portable,
        with_pdf=options.pdf,
        is_compressed=not options.portable,  # nobody unpacks what is opened from disk
    )
    result = session.make(how, memory, with_timings=options.timings)
    if options.why is not None and result.site is not None:
        page = find_page(result.site, options.why)
        if page is None:
            session.complain("why.unknown", url=options.why)
            return USAGE
        for line in explain_page(page, result.site, memory.products, session.messages):
            session.print_line(line)
    said: list[str] = []
    session = replace(session, print_line=_both(session.print_line, said.append))
    status = session.report(result.diagnostics, is_strict=options.strict)
    if status != FINE:
        session.say("nothing_written")
        return status
    output = options.output or session.root / OUTPUT_FOLDER
    status = write_build(session, result, output)
    if status == FINE:
        session.keep(memory, result)
        # What is said of the build before is not said again of this one.
        if all(found.code != READDRESSED for found in result.diagnostics):
            _remember(session, output.resolve(), "\n".join(said), read)
    return status


def _check_options(session: Session, options: Options) -> int:
    """Return the exit status for what cannot be done, which is said; that for fine otherwise."""
    if options.output and holds_inputs(options.output, session.root):
        session.complain("output_in_project", output=options.output)
        return USAGE
    if options.pdf:
        try:
            require_paper()
        except PaperUnavailableError as error:
            return session.fail("failure.pdf", reason=error)
    return FINE


def _remember(session: Session, output: Path, said: str, read: str) -> None:
    """Write down a good build, unless somebody holds the memory of it."""
    if session.memory is None:
        since, until = session.time_of_today()
        with suppress(OSError):  # a disk that is full keeps nothing; what was published stands
            remember(
                session.call,
                output=str(output),
                since=since,
                until=until,
                said=said,
                timing=session.messages.say("timing_unchanged"),
                read=read,
            )


def _both(print_line: Callable[[str], None], note: Callable[[str], None]) -> Callable[[str], None]:
    def say(line: str) -> None:
        note(line)
        print_line(line)

    return say


COMMAND = Command(name="build", options=Options, run=_run)
