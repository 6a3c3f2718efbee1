"""`init`: begin the project of a new programme, ready to build."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from site_builder.adapters.locale import (
    currency_symbol,
    is_known_currency,
    is_known_locale,
    likely_territory,
    usual_currency,
    usual_time_zone,
)
from site_builder.cli.command import SWITCH, Command, argument, option, web_address
from site_builder.cli.session import FINE, USAGE, Session
from site_builder.messages.wording import load_messages, staff_languages
from site_builder.model.urls import meant_slug
from site_builder.read.catalogs import catalog_path
from site_builder.read.settings import LANGUAGE_CODE, is_time_zone
from site_builder.upkeep.atomic_write import write_files
from site_builder.upkeep.starter import NewProject, begin_project, missing_pages, ready_languages
from site_builder.upkeep.starter_catalogs import count_words

T = TypeVar("T")


def _languages(text: str) -> tuple[str, ...]:
    codes = tuple(code.strip() for code in text.split(","))
    if len(set(codes)) < len(codes):
        raise ValueError(text)
    for code in codes:
        if not LANGUAGE_CODE.fullmatch(code) or not is_known_locale(code):
            raise ValueError(code)
    return codes


def _name(text: str) -> str:
    # It stands in pages, where a brace begins an insert.
    if not text.strip() or not text.isprintable() or "{" in text:
        raise ValueError(text)
    return text.strip()


def _currency(text: str) -> str:
    code = text.strip().upper()
    if not is_known_currency(code):
        raise ValueError(text)
    return code


def _time_zone(text: str) -> str:
    if not is_time_zone(text.strip()):
        raise ValueError(text)
    return text.strip()


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    dir: Path = argument("DIR", type=Path)
    languages: tuple[str, ...] | None = option(type=_languages, metavar="LANG,LANG")
    name: str | None = option(type=_name, metavar="NAME", word="programme_name")
    currency: str | None = option(type=_currency, metavar="CODE")
    address: str | None = option(type=web_address, metavar="URL")
    time_zone: str | None = option(type=_time_zone, metavar="ZONE")
    minimal: bool = option(**SWITCH)
    yes: bool = option(**SWITCH, word="init_yes")


def _run(session: Session, options: Options) -> int:
    root = Path(session.call.folder, options.dir).resolve()
    if root.exists() and (not root.is_dir() or any(root.iterdir())):
        session.complain("init.not_empty", path=root)
        return USAGE
    wanted = _ask_all(replace(session, ask=None) if options.yes else session, options)
    comments = load_messages(wanted.staff_language)
    files = begin_project(wanted, lambda name: comments.say(f"starter.{name}"), session.today)
    write_files(root, files)
    session.say("init.done", path=root, count=len(files), name=wanted.name)
    session.say("init.taken", zone=wanted.time_zone, symbol=wanted.symbol)
    for lang in wanted.languages:
        if lang not in ready_languages():
            _tell_missing(session, wanted, lang)
    session.say("init.next", path=options.dir)
    return FINE


def _ask_all(session: Session, options: Options) -> NewProject:
    """Ask what no option says, where somebody can be asked; else take what is usual."""
    spoken = (session.messages.lang, *staff_languages())
    name = options.name or _ask(session, "name", session.messages.say("init.sample_name"), _name)
    languages = options.languages or _ask(
        session, "languages", ",".join(dict.fromkeys(spoken)), _languages
    )
    currency = options.currency or _ask(
        session, "currency", usual_currency(languages[0]), _currency
    )
    territory = likely_territory(languages[0], currency)
    placeholder = f"https://{meant_slug(name) or 'site'}.example/"
    return NewProject(
        name=name,
        languages=languages,
        currency=currency,
        symbol=currency_symbol(currency, languages[0], territory),
        address=options.address or _ask(session, "address", placeholder, web_address),
        territory=territory,
        time_zone=options.time_zone or usual_time_zone(territory),
        staff_language=next(lang for lang in (*languages, *spoken) if lang in staff_languages()),
        is_minimal=options.minimal,
    )


def _ask(session: Session, key: str, usual: str, parse: Callable[[str], T]) -> T:
    """Ask until the answer can be used; no answer means what is usual."""
    while session.ask is not None:
        answer = session.ask(session.messages.say(f"init.ask_{key}", usual=usual)).strip()
        try:
            return parse(answer or usual)
        except ValueError:
            session.complain(f"init.no_{key}", value=answer)
    return parse(usual)


def _tell_missing(session: Session, wanted: NewProject, lang: str) -> None:
    """Say what is to be written before a site in a new language can be built."""
    model = wanted.staff_language
    session.say("init.words", lang=lang, path=catalog_path(lang), count=count_words(model))
    if lang == wanted.languages[0]:
        session.say("init.stand_in", lang=lang, other=model)
        return
    for path in missing_pages(wanted, lang):
        session.say("init.page", path=path)
    session.say("init.texts", lang=lang)


COMMAND = Command(name="init", options=Options, run=_run)
