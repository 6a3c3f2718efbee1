"""`site.yaml` into `Settings`.

Takes the parsed YAML; gives what the site is, with every default in one place: here. Reports what
is missing, misspelt or impossible. It looks at no other file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from site_builder.diagnostics import Diagnostic, Location, nearest, problem
from site_builder.model import Budgets, Currency, Language, Programme, Settings
from site_builder.model.urls import is_web_address
from site_builder.read.syntax.fields import SCHEMA_VERSION, Fields
from site_builder.read.syntax.yaml_nodes import Items, Node, parse_yaml

SETTINGS_PATH = "site.yaml"
REVIEWED_KINDS = ("contact", "page")
_UNIVERSAL = "UTC"
# BCP 47, as far as addresses and file names need it.
_LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def parse_settings(text: str, found: list[Diagnostic]) -> Settings | None:
    """Read `site.yaml`; None when it is unreadable or names no language."""
    root = parse_yaml(text, SETTINGS_PATH, found)
    if root is None:
        return None
    languages = _parse_languages(root, found)
    if not languages:
        return None
    fields = Fields(root, found, tuple(language.code for language in languages))
    fields.node("languages")
    fields.schema_version()
    csv_version = fields.text("csv_schema_version", default=SCHEMA_VERSION)
    if csv_version != SCHEMA_VERSION:
        place = fields.location_of("csv_schema_version")
        found.append(problem("CFG008", place, version=csv_version, known=SCHEMA_VERSION))
    settings = Settings(
        title=fields.required_localized("title"),
        tagline=fields.required_localized("tagline"),
        languages=languages,
        base_url=_parse_base_url(fields, found),
        base_url_location=fields.location_of("base_url"),
        staff_language=fields.text("staff_language", default=languages[0].code),
        time_zone=_parse_time_zone(fields, found),
        programme=_parse_programme(fields, found),
        is_compiled=fields.flag("compiled_notice", default=True),
        is_kept_offline=fields.flag("offline", default=True),
        navigation=fields.texts("navigation", required=True),
        footer=fields.texts("footer"),
        contacts=fields.texts("contacts"),
        denominators=fields.texts("denominators"),
        report_contact=fields.text("report_contact", required=True),
        currency=_parse_currency(fields),
        calling_code=_parse_calling_code(fields, found),
        identifiers=fields.texts("identifiers"),
        suppression_threshold=fields.integer("suppression_threshold", default=5),
        review_every=_parse_review_every(fields),
        stale_days=fields.integer("stale_days", default=30),
        jump_percent=fields.integer("jump_percent", default=50),
        dispute_days=fields.integer("dispute_days", default=31),
        budgets=_parse_budgets(fields),
        licence_name=fields.text("licence_name", required=True),
        licence_url=fields.text("licence_url", required=True),
        published=fields.text("published"),
        location=Location(path=SETTINGS_PATH, line=1),
    )
    fields.close()
    return settings


def _parse_languages(root: Node, found: list[Diagnostic]) -> tuple[Language, ...]:
    fields = Fields(root, found, ())
    node = fields.node("languages", required=True)
    if not isinstance(node, Items) or not node.nodes:
        if node is not None:
            place = fields.location_of("languages")
            found.append(problem("CFG006", place, key="languages", expected="[…, …]"))
        return ()
    languages: list[Language] = []
    for child in node.nodes:
        entry = Fields(child, found, ())
        code = entry.text("code", required=True)
        place = entry.location_of("code")
        if code in {language.code for language in languages}:
            found.append(problem("DAT008", place, key=code))
        elif code and not _LANGUAGE_CODE.fullmatch(code):
            found.append(problem("CFG007", place, key="code", value=code))
        languages.append(
            Language(
                code=code,
                name=entry.text("name", required=True),
                locale=entry.text("locale", default=code),
            )
        )
        entry.close()
    return tuple(language for language in languages if language.code)


def _parse_calling_code(fields: Fields, found: list[Diagnostic]) -> str:
    code = fields.text("calling_code")
    if code and not re.fullmatch(r"[1-9][0-9]{0,2}", code):
        place = fields.location_of("calling_code")
        found.append(problem("CFG006", place, key="calling_code", expected="1…999"))
        return ""
    return code


def _parse_base_url(fields: Fields, found: list[Diagnostic]) -> str:
    address = fields.text("base_url", required=True)
    if address and not is_web_address(address):
        place = fields.location_of("base_url")
        found.append(problem("CFG006", place, key="base_url", expected="https://…/"))
        return "/"
    return address.rstrip("/") + "/"


def _parse_time_zone(fields: Fields, found: list[Diagnostic]) -> str:
    name = fields.text("time_zone", default=_UNIVERSAL)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        place = fields.location_of("time_zone")
        known = available_timezones()
        found.append(
            problem("CFG007", place, key="time_zone", value=name, nearest=nearest(name, known))
        )
        return _UNIVERSAL
    return name


def _parse_programme(fields: Fields, found: list[Diagnostic]) -> Programme:
    entry = fields.inside("programme", required=True) or Fields(None, [], ())
    parts = entry.inside("parts", required=True) or Fields(None, [], ())
    programme = Programme(
        name=entry.text("name", required=True),
        expansion=entry.required_localized("expansion"),
        owner=entry.required_localized("owner"),
        owner_url=entry.text("owner_url"),
        legal=entry.texts("legal"),
        parts=MappingProxyType(
            {name: parts.localized_node(node, name) for name, node in parts.nodes().items()}
        ),
        area=entry.required_localized("area"),
    )
    entry.close()
    return programme


def _parse_review_every(fields: Fields) -> Mapping[str, int]:
    entry = fields.inside("review_every") or Fields(None, [], ())
    given = {kind: entry.integer(kind, default=0) for kind in REVIEWED_KINDS}
    entry.close()
    return MappingProxyType({kind: days for kind, days in given.items() if days})


def _parse_currency(fields: Fields) -> Currency:
    entry = fields.inside("currency", required=True) or Fields(None, [], ())
    currency = Currency(
        code=entry.text("code", required=True), symbol=entry.text("symbol", required=True)
    )
    entry.close()
    return currency


def _parse_budgets(fields: Fields) -> Budgets:
    entry = fields.inside("budgets") or Fields(None, [], ())
    budgets = Budgets(
        page=entry.integer("page", default=14_336),
        script=entry.integer("script", default=5_120),
        offline=entry.integer("offline", default=153_600),
        card=entry.integer("card", default=40_960),
        image=entry.integer("image", default=61_440),
    )
    entry.close()
    return budgets
