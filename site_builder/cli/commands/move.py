"""`move`: give a page another key or another address, with all that leads to it."""

from __future__ import annotations

from dataclasses import dataclass

from site_builder.cli.command import Command, argument, option
from site_builder.cli.session import FINE, OUTPUT_FOLDER, PROBLEMS, USAGE, Session
from site_builder.model import MANIFEST_PATH
from site_builder.pages.page import Page
from site_builder.pages.plan import plan_site
from site_builder.pages.site_plan import SitePlan
from site_builder.read.project import load_files, parse_project
from site_builder.read.stamps import load_confirmed
from site_builder.upkeep.atomic_write import write_files
from site_builder.upkeep.page_moves import Changes, Files, MoveError, readdress_page, rename_page
from site_builder.upkeep.releases.release import NoBuild, load_release
from site_builder.views.kinds import KINDS


def _slug(text: str) -> tuple[str, str]:
    lang, mark, slug = text.partition("=")
    if not (lang and mark and slug):
        raise ValueError(text)
    return lang, slug


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    key: str = argument("KEY")
    new_key: str = argument("NEW_KEY", nargs="?", default="")
    slug: tuple[str, str] | None = option(type=_slug, metavar="LANG=SLUG")


def _run(session: Session, options: Options) -> int:
    if bool(options.new_key) == (options.slug is not None):
        session.complain("move.one_of")
        return USAGE
    confirmed = load_confirmed(session.root)
    originals = {path: text.encode() for path, text in confirmed.items()}
    files = {**load_files(session.root), **originals}
    project, found = parse_project(files)
    if project is None:
        return session.report(found)
    try:
        changes = _changes(session, files, options)
    except MoveError as error:
        new = options.new_key or "=".join(options.slug or ())
        session.complain(f"move.{error.reason}", key=options.key, new=new)
        return PROBLEMS
    write_files(session.root, changes)
    written = sorted(path for path, content in changes.items() if content is not None)
    session.say("move.done", key=options.key, count=len(written), paths=", ".join(written))
    return FINE


def _plan_of(files: Files) -> SitePlan:
    project, _ = parse_project(files)
    if project is None:
        raise MoveError("unknown")
    return plan_site(project, KINDS, project.settings.base_url, with_drafts=True)[0]


def _changes(session: Session, files: Files, options: Options) -> Changes:
    if options.slug is None:
        return rename_page(files, _plan_of, options.key, options.new_key)
    plan, (lang, slug) = _plan_of(files), options.slug
    page = plan.find(options.key, lang)
    if page is None or not page.source or page.is_fallback:
        raise MoveError("unknown")
    return readdress_page(files, plan, page, slug, built_at=_built_at(session, page))


def _built_at(session: Session, page: Page) -> str:
    """Return where the build before has a page; empty where there is none."""
    try:
        before = load_release(str(session.root / OUTPUT_FOLDER / MANIFEST_PATH))
    except (NoBuild, OSError):
        return ""
    pages = before.pages.items()
    return next((url for url, old in pages if (old.key, old.lang) == (page.key, page.lang)), "")


COMMAND = Command(name="move", options=Options, run=_run)
