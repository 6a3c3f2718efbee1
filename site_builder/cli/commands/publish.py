"""`publish`: check, show what changes, ask once, build, and bring it to where readers get it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from site_builder.build import BuildOptions, BuildResult
from site_builder.cli.command import SWITCH, Command, option, web_address
from site_builder.cli.publishing import is_of_another_site, standing, with_destination
from site_builder.cli.samples import samples_in
from site_builder.cli.session import FAILED, FINE, OUTPUT_FOLDER, PROBLEMS, USAGE, Session
from site_builder.cli.writing import write_build
from site_builder.diagnostics import Diagnostic, has_errors, problem
from site_builder.messages.report import SHOWN_PLACES
from site_builder.model import MANIFEST_PATH, Project, Settings
from site_builder.model.urls import is_reserved_address, is_web_address
from site_builder.publish.destination import Destination, publish_to
from site_builder.publish.withdrawn import releases_that_tell_more
from site_builder.read.settings import load_settings
from site_builder.upkeep.releases.change_report import format_changes, make_report
from site_builder.upkeep.releases.copies import compared_files, find_flaws
from site_builder.upkeep.releases.release import Release, parse_certificate
from site_builder.views.context import SiteContext


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    yes: bool = option(**SWITCH)
    moved_from: str | None = option(type=web_address, metavar="URL")


def _run(session: Session, options: Options) -> int:
    if not options.yes and session.ask is None:
        session.complain("publish.unasked")
        return USAGE
    settings = load_settings(session.root)
    if settings is None or settings.publish is None:
        # A place that is written wrong is none, and only a build says what is wrong with it.
        found = _build(session).diagnostics
        if settings is None or has_errors(found):
            return _refuse(session, found)
    if reserved := tuple(_reserved_host(settings)):
        return _refuse(session, reserved)
    return with_destination(session, settings, partial(_publish, session, options, settings))


def _refuse(session: Session, found: Sequence[Diagnostic]) -> int:
    session.report(found)
    session.say("publish.nothing")
    return PROBLEMS


def _build(session: Session) -> BuildResult:
    memory = session.load_memory()
    result = session.make(BuildOptions(today=session.today, is_compressed=True), memory)
    session.keep(memory, result)
    return result


def _reserved_host(settings: Settings) -> Iterator[Diagnostic]:
    """Yield an error for a machine to publish to that nobody can ever reach."""
    publishing = settings.publish
    if publishing and publishing.host and is_reserved_address(f"//{publishing.host}"):
        yield problem("OUT016", publishing.location, address=publishing.host)


def _reserved(project: Project) -> Iterator[Diagnostic]:
    """Yield an error for each address that nobody can ever open: the site's, a sample source's."""
    settings = project.settings
    for source in project.sources.values():
        if source.url and is_reserved_address(source.url):
            yield problem("OUT016", source.location, address=source.url)
    if is_reserved_address(settings.base_url):
        yield problem("OUT016", settings.base_url_location, address=settings.base_url)


def _samples(session: Session, site: SiteContext) -> Iterator[Diagnostic]:
    """Yield an error for each file with texts with which a project or a page begins."""
    for first, *others in samples_in(session, site):
        related = [sample.location for sample in others[: SHOWN_PLACES - 1]]
        count = len(others) + 1
        yield problem("OUT022", first.location, related=related, text=first.text, count=count)


def _publish(
    session: Session, options: Options, settings: Settings, destination: Destination, to: str
) -> int:
    """Bring a build without errors to the destination, if a person agrees.

    Whatever keeps it from being brought there is said before it is made.
    """
    destination.check()
    served = destination.read(MANIFEST_PATH)
    before = standing(session, destination, served)
    if is_of_another_site(session, before, settings, to, moved_from=options.moved_from or ""):
        return PROBLEMS
    result = _build(session)
    site = result.site
    own = (*_reserved(site.project), *_samples(session, site)) if site else ()
    if session.report((*result.diagnostics, *own)) != FINE or site is None:
        session.say("publish.nothing")
        return PROBLEMS
    files = {file.path: file.content for file in result.files}
    manifest = files[MANIFEST_PATH]
    outdated = releases_that_tell_more(destination, files)
    if served == manifest:
        session.say("publish.same", to=to)
        if outdated and _agrees(session, options, to, outdated):
            destination.drop(outdated)
        return FINE
    report = make_report(site, result.files, before, to, session.messages)
    session.print_line(format_changes(report))
    if session.report(report.problems) != FINE:
        session.say("publish.nothing")
        return PROBLEMS
    if not _agrees(session, options, to, outdated):
        session.say("publish.nothing")
        return FINE
    output = session.root / OUTPUT_FOLDER
    status = write_build(session, result, output)
    if status != FINE:
        return status
    release = publish_to(destination, output, session.today)
    destination.drop(outdated)
    session.say("publish.done", to=to, release=release)
    return _look(session, settings.published, parse_certificate(manifest))


def _agrees(session: Session, options: Options, to: str, outdated: Collection[str]) -> bool:
    """Return whether a person agrees, having heard which releases are deleted."""
    if outdated:
        session.say("publish.drops", to=to, count=len(outdated))
    if options.yes:
        return True
    assert session.ask is not None
    answer = session.ask(session.messages.say("publish.ask", to=to))
    return answer.strip().casefold() in session.messages.say("publish.yes").split()


def _look(session: Session, published: str, certified: Release) -> int:
    """Compare what readers get with the certificate, where they get it is known."""
    if not is_web_address(published):
        return FINE
    other = tuple(find_flaws(published, certified))
    if other:
        session.complain("publish.served_otherwise", url=other[0].place, count=len(other))
        return FAILED
    session.say(
        "publish.served", address=published, count=len(compared_files(published, certified))
    )
    return FINE


COMMAND = Command(name="publish", options=Options, run=_run)
