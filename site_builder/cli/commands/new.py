"""`new`: begin a page, a piece of news or an answer card, in every language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from site_builder.cli.command import Command, argument
from site_builder.cli.session import FINE, PROBLEMS, USAGE, Session
from site_builder.messages.wording import messages_in
from site_builder.model import Project
from site_builder.model.urls import SLUG, meant_slug
from site_builder.read.answers import ANSWERS_PATH
from site_builder.read.project import load_files, parse_project
from site_builder.upkeep.atomic_write import write_files
from site_builder.upkeep.new_pages import (
    new_answer,
    new_page,
    new_update,
    words_of_new_files,
)

PAGE, UPDATE, ANSWER = "page", "update", "answer"


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    what: str = argument("WHAT", choices=(PAGE, UPDATE, ANSWER))
    key: str = argument("KEY")


def _run(session: Session, options: Options) -> int:
    parts = options.key.split("/")
    if not all(map(SLUG.fullmatch, parts)):
        meant = "/".join(filter(None, map(meant_slug, parts))) or options.what
        session.complain("new.key", key=options.key, meant=meant)
        return USAGE
    files = load_files(session.root)
    project, found = parse_project(files)
    if project is None:
        return session.report(found)
    made = _make(session, options, project, files)
    is_taken = options.key in project.answers if options.what == ANSWER else made.keys() & files
    if is_taken:
        session.complain("new.taken", key=options.key)
        return PROBLEMS
    write_files(session.root, made)
    session.say(f"new.{options.what}", paths=", ".join(made))
    return FINE


def _make(
    session: Session, options: Options, project: Project, files: Mapping[str, bytes]
) -> Mapping[str, bytes]:
    languages, explain = project.settings.language_codes, words_of_new_files(session.messages)
    if options.what == ANSWER:
        return new_answer(options.key, files.get(ANSWERS_PATH, b""), languages, explain)
    # Where the program lacks a language, the staff's own stands in until it is written over.
    spoken = messages_in(languages, session.messages)
    words = {lang: words_of_new_files(messages) for lang, messages in spoken.items()}
    if options.what == UPDATE:
        return new_update(options.key, words, explain, session.today)
    above = options.key.rpartition("/")[0]
    keys = {document.key for document in project.documents}
    return new_page(options.key, words, explain, above=above if above in keys else "")


COMMAND = Command(name="new", options=Options, run=_run)
