"""`status`: what needs attention."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.build import BuildOptions
from site_builder.cli.command import Command, option
from site_builder.cli.session import FINE, PROBLEMS, Session
from site_builder.read.stamps import load_confirmed
from site_builder.read.templates import load_templates, parse_templates
from site_builder.upkeep.question_trees import tree_lines
from site_builder.upkeep.status import format_status, make_status, unmade_status


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    format: str = option(choices=("text", "json"), default="text")


def _run(session: Session, options: Options) -> int:
    result = session.make(BuildOptions(today=session.today), session.load_memory())
    is_json = options.format == "json"
    if result.site is None:
        if not is_json:
            return session.report(result.diagnostics)
        session.print_line(unmade_status(session.today, result.diagnostics).as_json())
        return PROBLEMS
    status = make_status(
        result.site,
        result.files,
        result.diagnostics,
        parse_templates(load_templates(session.root))[0],
        load_confirmed(session.root),
    )
    if is_json:
        session.print_line(status.as_json())
    else:
        session.print_line(format_status(status, session.messages))
        session.say("status.tree")
        project = result.site.project
        for line in tree_lines(project.eligibility, project.settings.default_language):
            session.print_line(f"  {line}")
    return PROBLEMS if status.counts["errors"] else FINE


COMMAND = Command(name="status", options=Options, run=_run)
