"""What each command does, from its options to its exit status.

Takes the session of one run; gives the exit status. A command joins stages and modules of `desk/`
and decides nothing about numbers, pages or words. How commands are named stands in `cli.py`.
"""

from __future__ import annotations

from pathlib import Path

from site_builder.adapters.pdf import PaperUnavailableError, require_paper
from site_builder.cli.session import FINE, OUTPUT_FOLDER, PROBLEMS, USAGE, Session
from site_builder.diagnostics import nearest
from site_builder.model import Status
from site_builder.pages.eligibility import tree_lines
from site_builder.pages.plan import plan_site
from site_builder.publish.log import STATE_FOLDER
from site_builder.publish.writer import NoPreviousBuild, NotOurFolder, publish, rollback
from site_builder.read.project import load_files, parse_project
from site_builder.read.templates import load_templates, parse_templates
from site_builder.upkeep.atomic_write import write_files
from site_builder.upkeep.confirm import SNAPSHOT_FOLDER, UnknownPageError, stamp_page
from site_builder.upkeep.status import format_status, make_status, unmade_status


def run_build(session: Session) -> int:
    """Make the site and publish it, if nothing is wrong."""
    if session.options.pdf:
        try:
            require_paper()
        except PaperUnavailableError as error:
            return session.fail("failure.pdf", reason=error)
    result = session.make(is_compressed=True)
    status = session.report(result.diagnostics)
    if status != FINE:
        session.say(session.messages.say("nothing_written"))
        return status
    output = Path(session.options.output or session.root / OUTPUT_FOLDER)
    try:
        publish(result.files, output, session.state_of(output))
    except NotOurFolder:
        session.warn(session.messages.say("not_ours", path=output))
        return PROBLEMS
    pages = sum(file.path.endswith(".html") for file in result.files)
    session.say(session.messages.say("published", output=output, pages=pages))
    return FINE


def run_check(session: Session) -> int:
    """Make the site and write nothing."""
    result = session.make()
    status = session.report(result.diagnostics, session.options.format)
    if session.options.format == "text":
        is_clean = not result.diagnostics
        session.say(session.messages.say("fine" if is_clean else "checked"))
    return status


def run_serve(session: Session) -> int:
    """Show the site and follow every change."""
    # livereload and Tornado take a quarter of a second that no other command needs.
    from site_builder.preview.gallery import with_gallery
    from site_builder.preview.serve import AddressRefused, PortInUse, serve

    options, root = session.options, session.root
    try:
        serve(
            make=lambda: with_gallery(session.make(with_drafts=True), root, session.messages),
            root=root,
            host=options.host,
            port=options.port,
            messages=session.messages,
            say=session.say,
        )
    except PortInUse:
        other = options.port + 1
        return session.fail("failure.port", host=options.host, port=options.port, other=other)
    except AddressRefused as error:
        return session.fail("failure.address", address=error.filename)
    return FINE


def run_status(session: Session) -> int:
    """Show what needs attention."""
    result = session.make()
    is_json = session.options.format == "json"
    if result.site is None:
        if not is_json:
            return session.report(result.diagnostics)
        session.say(unmade_status(session.today, result.diagnostics).as_json())
        return PROBLEMS
    root = session.root
    kept = {
        path.relative_to(root).as_posix(): path.read_text("utf-8", errors="replace")
        for path in sorted((root / SNAPSHOT_FOLDER).glob("*.md"))
    }
    status = make_status(
        result.site,
        result.files,
        result.diagnostics,
        parse_templates(load_templates(root), []),
        kept,
    )
    if is_json:
        session.say(status.as_json())
    else:
        session.say(format_status(status, session.messages))
        session.say(session.messages.say("status.tree"))
        project = result.site.project
        for line in tree_lines(project.eligibility, project.settings.default_language):
            session.say(f"  {line}")
    return PROBLEMS if status.counts["errors"] else FINE


def run_translated(session: Session) -> int:
    """Stamp a translation as current with its original."""
    options, root = session.options, session.root
    today = session.today
    project, found = parse_project(load_files(root), today)
    if project is None:
        return session.report(found)
    plan, _ = plan_site(project, project.settings.base_url)
    try:
        stamping = stamp_page(plan, project.stamps, options.key, options.section, today)
    except UnknownPageError:
        keys = {page.key for page in plan.pages}
        guess = nearest(options.key, keys)
        section = f" ({options.section})" if options.section else ""
        text = session.messages.say("no_such_page", key=options.key, section=section, nearest=guess)
        session.warn(text)
        return PROBLEMS
    contents = {path: text.encode() for path, text in stamping.files.items()}
    write_files(root, contents, root / STATE_FOLDER)
    session.say(session.messages.say("stamped", count=len(stamping.stamped)))
    return FINE


def run_rollback(session: Session) -> int:
    """Swap the published site with the build before it."""
    output = session.root / OUTPUT_FOLDER
    try:
        rollback(output, session.state_of(output))
    except NoPreviousBuild:
        session.warn(session.messages.say("nothing_before"))
        return PROBLEMS
    except NotOurFolder:
        session.warn(session.messages.say("not_ours", path=output))
        return PROBLEMS
    session.say(session.messages.say("rolled_back", output=output))
    return FINE


def run_import(session: Session) -> int:
    """Bring a spreadsheet into the coverage data."""
    # openpyxl takes a third of a second that no other command needs.
    from site_builder.importer.import_file import ImportOptions, WrongUseError, import_file
    from site_builder.importer.sheet.entries import Supplied

    options, root, messages = session.options, session.root, session.messages
    supplied = Supplied(
        sources=tuple(filter(None, options.source.split(";"))),
        as_of=options.as_of,
        status=Status(options.status) if options.status else None,
        released=options.released,
        ignored=tuple(options.ignore),
    )
    wanted = ImportOptions(
        file=options.file,
        sheet=options.sheet,
        copy=options.annotate,
        is_dry_run=options.dry_run,
        supplied=supplied,
        today=session.today,
    )
    state = root / STATE_FOLDER
    try:
        return import_file(
            wanted, root, state=state, messages=messages, say=session.say, report=session.report
        )
    except WrongUseError as error:
        session.warn(messages.say(error.key, **error.params))
        return USAGE
