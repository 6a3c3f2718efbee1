"""`translated`: mark a translation as current with its original."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from site_builder.checks.data import is_private
from site_builder.checks.data.data_input import DataInput
from site_builder.checks.data.privacy import check_personal_data
from site_builder.cli.command import Command, argument, option
from site_builder.cli.session import FINE, PROBLEMS, Session
from site_builder.diagnostics import in_order, nearest
from site_builder.pages.plan import plan_site
from site_builder.read.project import load_files, parse_project
from site_builder.read.stamps import load_confirmed
from site_builder.upkeep.atomic_write import write_files
from site_builder.upkeep.confirm import UnknownPageError, confirm_page, move_hashed
from site_builder.views.kinds import KINDS


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """Which page, which of its sections and in which language; all of them without one."""

    key: str = argument("KEY")
    section: str = option(default="", metavar="ID")
    language: str = option(default="", metavar="CODE")


def _run(session: Session, options: Options) -> int:
    files = load_files(session.root)
    project, found = parse_project(files)
    if project is None:
        return session.report(found)
    data = DataInput(project=project, today=session.today, files=files)
    personal = [each for each in check_personal_data(data) if is_private(each)]
    if personal:  # or it would be kept in what was confirmed
        return session.report(in_order(personal))
    plan, _ = plan_site(project, KINDS, project.settings.base_url)
    if moved := move_hashed(session.root, plan, project.stamps):
        session.say("originals_moved", count=len(moved))
    try:
        confirmation = confirm_page(
            plan,
            project.stamps,
            load_confirmed(session.root),
            key=options.key,
            section_id=options.section,
            lang=options.language,
            today=session.today,
        )
    except UnknownPageError:
        guess = nearest(options.key, {page.key for page in plan.pages})
        named = ", ".join(filter(None, (options.section, options.language)))
        section = f" ({named})" if named else ""
        session.complain("no_such_page", key=options.key, section=section, nearest=guess)
        return PROBLEMS
    write_files(session.root, confirmation.files)
    session.say("stamped", count=len(confirmation.stamped))
    for (key, lang), stamped in groupby(confirmation.stamped, key=itemgetter(0, 1)):
        session.print_line(f"  {key} ({lang}): {', '.join(section for _, _, section in stamped)}")
    return FINE


COMMAND = Command(name="translated", options=Options, run=_run)
