"""`site.yaml` into `Settings`: the one place of every default."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote, urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from site_builder.adapters.locale import is_known_locale
from site_builder.diagnostics import Location, nearest
from site_builder.model import Budgets, Currency, Language, Programme, Settings
from site_builder.model.settings import DESTINATIONS, OTHER, Publishing
from site_builder.model.urls import host_of, is_web_address
from site_builder.read.syntax.fields import SCHEMA_VERSION, Fields, parse_fields
from site_builder.read.syntax.reader import Reader
from site_builder.read.syntax.text import parse_text
from site_builder.read.syntax.yaml_nodes import ScalarNode, SequenceNode

SETTINGS_PATH = "site.yaml"
REVIEWED_KINDS = ("contact", "page")
_UNIVERSAL = "UTC"
_ROOT_LOCALE = "root"
"""CLDR's own, which every language inherits from."""
# BCP 47, as far as addresses and file names need it.
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_NO_NUMBERS = "none"
"""Said in place of identity numbers by whoever knows of none to look for."""
_CALLING_CODE = re.compile(r"[1-9][0-9]{0,2}")


_PASSWORD = re.compile(r"https?://[^/]*@|[^/@:]*:[^/@]*@|[^/]*://[^/@]*:[^/@]*@")
"""Who may write somewhere: in an address of the web, any name is one of a key or an account."""
_FEWEST_SHOWN = 2
_NAME = r"[A-Za-z0-9][\w.-]*"
_HOST = rf"(?:\w[\w.-]*@)?{_NAME}"
_PLACES = {
    "folder": (re.compile(r"[^:~\n][^:\n]*|[A-Za-z]:[^:\n]+"), "../public"),
    "ssh": (re.compile(rf"{_HOST}:[\w./~-]*\w"), "name@host.example:/srv/site"),
    "git": (re.compile(r"[^-\s#][^\s#]*#\w[\w./-]*"), "https://host.example/site.git#pages"),
}
"""By kind of destination: how it is written, and such a one."""


def load_settings(root: Path) -> Settings | None:
    """Read the settings alone; None when they cannot be read, which whoever needs them reports."""
    reader = Reader(SETTINGS_PATH)
    if not (root / SETTINGS_PATH).is_file():  # a pipe would never end
        return None
    try:
        text = parse_text((root / SETTINGS_PATH).read_bytes(), reader)
    except OSError:
        return None
    return None if text is None else parse_settings(text, reader)


def parse_settings(text: str, reader: Reader) -> Settings | None:
    """Parse `site.yaml`; None when it is unreadable or names no language.

    The reader learns the languages of the site by it.
    """
    fields = parse_fields(text, reader)
    if fields is None:
        return None
    languages = _parse_languages(fields)
    if not languages:
        fields.nodes()  # without languages no text can be read, so nothing is said of the rest
        return None
    reader.languages = tuple(language.code for language in languages)
    reader.begun = frozenset(language.code for language in languages if language.is_begun)
    fields.schema_version()
    csv_version = fields.text("csv_schema_version", default=SCHEMA_VERSION)
    if csv_version != SCHEMA_VERSION:
        fields.report("CFG008", "csv_schema_version", version=csv_version, known=SCHEMA_VERSION)
    return Settings(
        title=fields.required_localized("title"),
        tagline=fields.required_localized("tagline"),
        languages=languages,
        base_url=_parse_base_url(fields),
        base_url_location=fields.location_of("base_url"),
        staff_language=fields.text("staff_language", default=languages[0].code),
        time_zone=_parse_time_zone(fields),
        programme=_parse_programme(fields.inside("programme", required=True)),
        is_compiled=fields.flag("compiled_notice", default=True),
        is_kept_offline=fields.flag("offline", default=True),
        navigation=fields.texts("navigation", required=True),
        footer=fields.texts("footer"),
        page_locations=_page_locations(fields),
        contacts=fields.texts("contacts"),
        denominators=fields.texts("denominators"),
        report_contact=fields.text("report_contact", required=True),
        currency=_parse_currency(fields.inside("currency", required=True)),
        calling_code=fields.pattern("calling_code", _CALLING_CODE, "1…999"),
        identifiers=_parse_identifiers(fields),
        suppression_threshold=_parse_threshold(fields),
        review_every=_parse_counts(fields.inside("review_every"), REVIEWED_KINDS),
        stale_days=fields.integer("stale_days", default=30),
        jump_percent=fields.integer("jump_percent", default=50),
        dispute_days=fields.integer("dispute_days", default=31),
        budgets=_parse_budgets(fields.inside("budgets"), reader.languages),
        licence_name=fields.text("licence_name", required=True),
        licence_url=fields.web_link("licence_url", required=True),
        published=_without_password("published", fields),
        publish=_parse_publishing(fields.inside("publish")),
        location=reader.place(1),
    )


def _page_locations(fields: Fields) -> Mapping[str, Location]:
    found = {}
    for node in (fields.node("footer"), fields.node("navigation")):
        names = node.nodes if isinstance(node, SequenceNode) else (node,)
        found.update({n.value.strip(): n.location for n in names if isinstance(n, ScalarNode)})
    return found


def _parse_languages(fields: Fields) -> tuple[Language, ...]:
    node = fields.node("languages", required=True)
    if node is not None and not (isinstance(node, SequenceNode) and node.nodes):
        fields.report_type("languages", "[…, …]")
        return ()
    languages: list[Language] = []
    are_known = True
    for entry in fields.each("languages"):
        code = entry.text("code", required=True)
        if code in {language.code for language in languages}:
            entry.report("DAT008", "code", key=code)
        elif code and not LANGUAGE_CODE.fullmatch(code):
            entry.report("CFG007", "code", key="code", value=code)
            are_known = False
        locale = entry.text("locale", default=code)
        if locale and not is_known_locale(locale):
            entry.report("CFG007", "locale", key="locale", value=locale)
            locale = _ROOT_LOCALE
        is_begun = entry.flag("begun")
        if is_begun and not languages:
            entry.report("CFG007", "begun", key="begun", value="true", known="false")
        languages.append(
            Language(
                code=code,
                name=entry.text("name", required=True),
                locale=locale,
                is_begun=is_begun,
            )
        )
    return tuple(language for language in languages if language.code) if are_known else ()


def _parse_base_url(fields: Fields) -> str:
    address = _without_password("base_url", fields, required=True)
    if is_web_address(address) and not address.isascii():
        fields.report_type("base_url", _as_sent(address))
        return "/"
    if address and not is_web_address(address):
        fields.report_type("base_url", "https://…/")
        return "/"
    return address.rstrip("/") + "/"


def _as_sent(address: str) -> str:
    """Return an address as browsers send it, in which every letter can be told from another."""
    parts = urlsplit(address)
    try:
        host = host_of(address).encode("idna").decode()
    except UnicodeError:
        return "https://…/"
    port = f":{parts.port}" if parts.port else ""
    return f"{parts.scheme}://{host}{port}{quote(parts.path)}"


def is_time_zone(name: str) -> bool:
    """Return whether a time zone is known by that name."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _parse_time_zone(fields: Fields) -> str:
    name = fields.text("time_zone", default=_UNIVERSAL)
    if not is_time_zone(name):
        guess = nearest(name, available_timezones())
        fields.report("CFG007", "time_zone", key="time_zone", value=name, nearest=guess)
        return _UNIVERSAL
    return name


def _parse_programme(entry: Fields) -> Programme:
    parts = entry.inside("parts", required=True)
    return Programme(
        name=entry.text("name", required=True),
        expansion=entry.required_localized("expansion"),
        owner=entry.required_localized("owner"),
        legal=entry.texts("legal"),
        parts=parts.localized_entries(),
        area=entry.required_localized("area"),
    )


def _parse_currency(entry: Fields) -> Currency:
    return Currency(
        code=entry.text("code", required=True), symbol=entry.text("symbol", required=True)
    )


def _parse_budgets(entry: Fields, languages: Iterable[str]) -> Budgets:
    words = entry.inside("words")
    return Budgets(
        page=entry.integer("page", default=14_336),
        script=entry.integer("script", default=5_120),
        offline=entry.integer("offline", default=153_600),
        card=entry.integer("card", default=40_960),
        image=entry.integer("image", default=61_440),
        words=MappingProxyType({key: words.integer(key, default=0) for key in words.nodes()}),
        places_of_words=MappingProxyType({key: words.location_of(key) for key in words.nodes()}),
        answer=_parse_counts(entry.inside("answer"), (*languages, OTHER)),
    )


def _parse_publishing(entry: Fields) -> Publishing | None:
    if not entry.is_written:
        return None
    kind = entry.choice("kind", DESTINATIONS)
    to = _without_password("to", entry, required=True)
    pattern, example = _PLACES[kind]
    if to and not pattern.fullmatch(to):
        entry.report_type("to", example)
        return None
    if not to:
        return None
    host = "" if kind == "folder" else _host(to)
    return Publishing(kind=kind, to=to, host=host, location=entry.location_of("to"))


def _host(to: str) -> str:
    """Return the machine of an address, or of one as SSH writes it; empty for a path."""
    if "://" in to:
        return host_of(to)
    short = re.match(rf"(?:[^@/]*@)?({_NAME}):", to)
    return short[1] if short else ""


def _parse_identifiers(fields: Fields) -> tuple[str, ...]:
    """Parse which identity numbers to look for, and warn if there are none and nobody said so."""
    names = fields.texts("identifiers")
    node = fields.node("identifiers")
    if node is None or (isinstance(node, SequenceNode) and not node.nodes):
        fields.report("CFG016", "identifiers")
    return () if names == (_NO_NUMBERS,) else names


def _parse_threshold(fields: Fields) -> int:
    """Parse how many people a count needs to be shown, and warn if one person is enough."""
    threshold = fields.integer("suppression_threshold", default=5)
    if threshold < _FEWEST_SHOWN:
        fields.report("CFG015", "suppression_threshold", value=threshold)
    return threshold


def _without_password(key: str, fields: Fields, *, required: bool = False) -> str:
    """Return a place; empty, and never shown, when it tells who may write there."""
    place = fields.text(key, required=required)
    if _PASSWORD.match(place):
        fields.report("CFG012", key, key=key)
        return ""
    return place


def _parse_counts(entry: Fields, names: Iterable[str]) -> Mapping[str, int]:
    """Parse a number for each of several names, of which any may be absent."""
    given = {name: entry.integer(name, default=0) for name in names}
    return MappingProxyType({name: count for name, count in given.items() if count})
