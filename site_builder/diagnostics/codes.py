"""Every code of a problem: how bad it is, and which modules find it.

The words of a code are in `messages/<lang>.yaml`; codes are never used again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: an error stops publishing, a warning does not (unless strict)."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True, slots=True)
class Code:
    """What the program knows of a code besides its words."""

    severity: Severity
    found_by: tuple[str, ...]
    """The modules that report it, as they are called below `site_builder`."""


def _error(*modules: str) -> Code:
    return Code(severity=Severity.ERROR, found_by=modules)


def _warning(*modules: str) -> Code:
    return Code(severity=Severity.WARNING, found_by=modules)


CODES: Mapping[str, Code] = {
    # CFG: site.yaml and the shape of YAML files
    "CFG001": _error("pages.plan_checks", "read.project"),
    "CFG002": _error("read.syntax.yaml_nodes"),
    "CFG003": _error("read.syntax.yaml_nodes"),
    "CFG004": _error("read.benefits", "read.syntax.periods", "read.syntax.fields"),
    "CFG005": _error("pages.plan_checks", "read.syntax.fields"),
    "CFG006": _error(
        "pages.plan_checks", "read.catalogs", "read.eligibility", "read.syntax.fields"
    ),
    "CFG007": _error(
        "checks.data.privacy", "pages.plan_checks", "read.settings", "read.syntax.fields"
    ),
    "CFG008": _error("read.settings", "read.syntax.fields"),
    "CFG009": _warning("checks.attention"),
    "CFG010": _error("checks.pages.words"),
    "CFG011": _warning("read.syntax.yaml_nodes"),
    "CFG012": _error("read.settings"),
    "CFG013": _error("read.syntax.yaml_nodes"),
    "CFG014": _error("read.strangers"),
    "CFG015": _warning("read.settings"),
    "CFG016": _warning("read.settings"),
    # TXT: text files and content
    "TXT001": _error("read.syntax.text", "read.syntax.yaml_nodes"),
    "TXT002": _warning("read.syntax.text"),
    "TXT003": _error("read.content"),
    "TXT004": _error("read.content"),
    "TXT005": _error("read.content"),
    "TXT006": _error("checks.content.markdown_source"),
    "TXT007": _error("checks.content.markdown_source", "pages.plan_checks", "read.content"),
    "TXT008": _error("checks.pages.links", "read.content"),
    "TXT009": _error("checks.content.markdown_source"),
    "TXT010": _warning("checks.content.markdown_source"),
    "TXT011": _error("checks.content.markdown_source"),
    "TXT012": _error("checks.content.markdown_source"),
    "TXT013": _error("checks.content.markdown_source"),
    "TXT014": _error("read.content"),
    "TXT015": _error("checks.content.images"),
    "TXT016": _error("checks.content.images"),
    "TXT017": _error("read.images"),
    "TXT018": _error("read.images"),
    "TXT019": _warning("checks.content.images"),
    "TXT020": _error("checks.content.markdown_source"),
    "TXT021": _error("checks.content.markdown_source"),
    "TXT022": _error("read.syntax.periods"),
    "TXT023": _error("read.syntax.text"),
    "TXT024": _error("checks.content.markdown_source"),
    "TXT025": _error("checks.content.markdown_source"),
    "TXT026": _error("pages.plan_checks"),
    "TXT027": _error("read.syntax.bounds", "read.syntax.yaml_nodes"),
    "TXT028": _warning("read.syntax.text", "read.syntax.yaml_nodes"),
    "TXT029": _error("checks.content.markdown_source"),
    # FIG: inserts and figures
    "FIG001": _error("text.inserts"),
    "FIG002": _error("text.inserts"),
    "FIG003": _error("views.cards", "views.inserts.inline", "views.inserts.template_names"),
    "FIG004": _error("views.inserts.contact", "views.inserts.figure", "views.inserts.value"),
    "FIG005": _error("views.inserts.figure"),
    "FIG006": _error("checks.numbers.unpinned_figures"),
    "FIG007": _error("views.inserts.figure"),
    "FIG008": _warning("views.inserts.page"),
    "FIG009": _error("checks.content.absence"),
    "FIG010": _warning("checks.numbers.unpinned_figures"),
    "FIG011": _warning("checks.content.absence"),
    # DAT: data files
    "DAT001": _error("read.syntax.table"),
    "DAT002": _error("read.syntax.table"),
    "DAT003": _error("read.coverage"),
    "DAT004": _error("read.coverage"),
    "DAT005": _error("read.coverage"),
    "DAT006": _error("read.coverage", "read.syntax.table"),
    "DAT007": _error("checks.content.markdown_source", "checks.data.integrity", "read.records"),
    "DAT008": _error(
        "checks.data.consistency",
        "read.settings",
        "read.syntax.reader",
        "read.syntax.table",
    ),
    "DAT009": _error("read.records", "read.syntax.table"),
    "DAT010": _error("checks.data.amounts", "checks.data.consistency"),
    "DAT011": _error("importer.sheet.entries", "read.coverage"),
    "DAT012": _error("checks.data.dates"),
    "DAT013": _warning("read.coverage"),
    "DAT014": _error("checks.data.amounts"),
    "DAT015": _error("checks.data.consistency"),
    "DAT016": _error("checks.data.amounts", "checks.data.consistency"),
    "DAT017": _error("checks.data.dates"),
    "DAT018": _error("read.records"),
    "DAT019": _error("checks.data.dates"),
    "DAT020": _error("checks.data.dates"),
    "DAT021": _error("checks.data.dates"),
    "DAT022": _warning("checks.data.dates"),
    "DAT023": _warning("checks.data.dates"),
    # NUM: typed numbers
    "NUM001": _error("checks.numbers.typed_numbers"),
    "NUM002": _error("checks.numbers.typed_numbers"),
    "NUM003": _warning("checks.numbers.typed_numbers"),
    "NUM004": _error("checks.numbers.typed_numbers"),
    # LNG: languages
    "LNG001": _error("pages.plan_checks"),
    "LNG002": _error("pages.plan_checks"),
    "LNG003": _error("read.catalogs"),
    "LNG004": _error("read.catalogs", "views.context"),
    "LNG005": _error("pages.plan_checks"),
    "LNG006": _error("read.coverage", "read.syntax.fields"),
    "LNG007": _warning("checks.language.translations"),
    "LNG008": _warning("checks.language.translations"),
    "LNG010": _error("checks.language.parity"),
    "LNG011": _error("checks.language.parity"),
    "LNG012": _error("checks.language.parity"),
    "LNG013": _error("checks.language.parity"),
    "LNG014": _error("checks.language.parity"),
    "LNG015": _error("checks.language.parity"),
    "LNG016": _error("checks.language.parity"),
    "LNG017": _error("checks.language.parity"),
    "LNG018": _error("checks.language.parity"),
    "LNG019": _error("checks.language.parity"),
    "LNG020": _error("checks.language.parity"),
    "LNG021": _warning("checks.language.parity", "checks.language.term_parity"),
    "LNG022": _warning("checks.language.parity"),
    "LNG023": _warning("checks.language.wrong_language"),
    "LNG024": _warning("checks.language.template_words"),
    "LNG025": _error("checks.language.plurals", "read.catalogs"),
    "LNG026": _error("checks.language.plurals"),
    "LNG027": _error("checks.language.parity"),
    "LNG028": _error("pages.plan_checks"),
    "LNG029": _error("read.catalogs"),
    # TPL: templates
    "TPL001": _error("views.render"),
    "TPL002": _error("build", "views.render"),
    "TPL003": _error("views.render"),
    "TPL004": _error("checks.language.template_words"),
    "TPL005": _error("views.assets.fonts"),
    "TPL006": _warning("views.render"),
    "TPL007": _error("outputs.__init__"),
    "TPL008": _error("checks.pages.policy"),
    "TPL009": _error("checks.pages.contrast"),
    # OUT: addresses and the built site
    "OUT001": _error("checks.data.eligibility", "pages.plan_checks"),
    "OUT002": _error("checks.pages.links"),
    "OUT003": _error("checks.pages.links"),
    "OUT004": _error("checks.data.eligibility", "checks.data.integrity"),
    "OUT005": _error("checks.pages.budgets"),
    "OUT006": _error("cli.commands.rollback", "cli.writing"),
    "OUT007": _error("checks.pages.budgets"),
    "OUT008": _error("checks.pages.budgets"),
    "OUT009": _error("checks.pages.budgets"),
    "OUT010": _warning("checks.pages.words"),
    "OUT011": _error("checks.pages.words"),
    "OUT012": _error("checks.pages.source_codes"),
    "OUT013": _error("pages.plan_checks"),
    "OUT014": _warning("checks.pages.links"),
    "OUT015": _error("upkeep.changes"),
    "OUT016": _error("cli.commands.publish"),
    "OUT017": _error("pages.plan_checks"),
    "OUT018": _error("pages.plan_checks"),
    "OUT019": _warning("upkeep.external_links"),
    # ELG: the eligibility checker
    "ELG001": _error("checks.data.eligibility"),
    "ELG002": _error("checks.data.eligibility"),
    "ELG003": _error("checks.data.eligibility"),
    "ELG004": _error("checks.data.eligibility"),
    "ELG005": _error("checks.data.eligibility"),
    "ELG006": _error("checks.data.eligibility"),
    "ELG007": _error("checks.data.eligibility"),
    # CLM: the claim guides
    "CLM001": _error("checks.data.integrity"),
    # ANS: the answer cards
    "ANS001": _error("checks.data.answers"),
    "ANS002": _error("checks.data.answers"),
    "ANS003": _error("read.answers"),
    "ANS004": _error("checks.data.answers"),
    "ANS005": _error("checks.pages.answers"),
    "ANS006": _error("checks.pages.answers"),
    "ANS007": _error("checks.data.answers"),
    "ANS008": _error("checks.data.answers"),
    "ANS009": _error("read.answers"),
    # FRE: freshness
    "FRE001": _warning("checks.attention"),
    "FRE002": _warning("checks.attention"),
    "FRE003": _warning("checks.attention"),
    # TRM: terms
    "TRM001": _warning("checks.language.terms"),
    "TRM002": _warning("checks.language.terms"),
    # IMP: an imported spreadsheet
    "IMP001": _error("importer.prepare"),
    "IMP002": _error("importer.prepare"),
    "IMP003": _error("importer.prepare"),
    "IMP004": _error("importer.sheet.checks", "importer.sheet.understanding"),
    "IMP005": _error("importer.sheet.checks"),
    "IMP006": _warning("importer.sheet.checks"),
    "IMP007": _error("importer.sheet.entries"),
    "IMP008": _error("importer.sheet.entries", "importer.sheet.totals"),
    "IMP009": _error("importer.sheet.values"),
    "IMP010": _error("importer.sheet.values"),
    "IMP011": _error("importer.sheet.values"),
    "IMP012": _error("importer.sheet.values"),
    "IMP013": _error(
        "importer.sheet.checks",
        "importer.sheet.entries",
        "importer.sheet.understanding",
        "importer.sheet.values",
    ),
    "IMP014": _error("importer.sheet.values"),
    "IMP015": _error("importer.sheet.values"),
    "IMP016": _error("importer.sheet.entries"),
    "IMP017": _error("importer.sheet.totals"),
    "IMP018": _warning("importer.sheet.checks"),
    "IMP019": _warning("importer.sheet.checks"),
    "IMP020": _error("importer.sheet.entries"),
    "IMP021": _error("importer.sheet.checks"),
    "IMP022": _error("importer.sheet.checks"),
    "IMP023": _error("importer.plan"),
    "IMP024": _error("importer.plan"),
    "IMP025": _error("importer.plan"),
    "IMP026": _error("importer.plan"),
    "IMP027": _error("importer.sheet.checks", "importer.sheet.understanding"),
    "IMP028": _error("importer.sheet.rows"),
    "IMP029": _error("importer.sheet.understanding"),
    "IMP030": _warning("importer.sheet.checks"),
    "IMP031": _warning("importer.prepare"),
    "IMP032": _error("importer.sheet.entries"),
    "IMP034": _warning("importer.plan"),
    "IMP035": _warning("importer.plan"),
    "IMP036": _warning("importer.plan"),
    # PRV: persons
    "PRV001": _error("checks.data.privacy"),
    "PRV002": _error("checks.data.privacy", "checks.pages.identities"),
    "PRV003": _error("checks.data.privacy"),
    "PRV004": _error("checks.data.privacy"),
    "PRV005": _error("checks.data.privacy"),
    "PRV006": _error("checks.data.disclosure", "checks.data.privacy"),
    "PRV007": _error("checks.data.disclosure"),
    "PRV008": _error("checks.data.disclosure"),
    "PRV009": _error("checks.data.disclosure"),
    "PRV010": _error("checks.data.contacts"),
    "PRV011": _warning("checks.data.contacts"),
}
