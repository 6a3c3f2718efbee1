"""The columns of tables that people download and nobody writes: those of `data/` have their own."""

from __future__ import annotations

from dataclasses import replace

from site_builder.model import Confidence, Status
from site_builder.read.syntax.columns import SOURCE, Column, ColumnType

_SOURCES = replace(SOURCE, is_required=False)
_CONFIDENCE = Column(name="confidence", choices=tuple(map(str, Confidence)))
_NOTE = Column(name="note", is_text=True)
LABEL = Column(name="label", is_required=True, is_text=True)
SITE_STATUS = Column(name="site_status", is_required=True, choices=tuple(map(str, Status)))
_NAME = Column(name="name", is_text=True)
SOURCE_COLUMNS = (
    Column(name="id", is_required=True),
    Column(name="publisher", is_required=True),
    Column(name="title", is_required=True, is_text=True),
    Column(name="date"),
    Column(name="date_text", is_text=True),
    Column(name="kind", is_required=True),
    Column(name="read", is_text=True),
    Column(name="accessed"),
    Column(name="url"),
    Column(name="lang"),
    Column(name="used_for"),
)
BENEFIT_COLUMNS = (
    Column(name="figure", is_required=True),
    Column(name="programme", is_required=True),
    _NAME,
    Column(name="amount", type=ColumnType.NUMBER),
    Column(name="amount_text", is_text=True),
    Column(name="unit", is_required=True),
    Column(name="is_ceiling", choices=("yes",)),
    Column(name="formula"),
    Column(name="conditions", is_text=True),
    Column(name="legal", is_text=True),
    Column(name="valid_from"),
    Column(name="valid_to"),
    _SOURCES,
    _CONFIDENCE,
    Column(name="conflict", is_text=True),
    _NOTE,
)
CONTACT_COLUMNS = (
    Column(name="contact", is_required=True),
    Column(name="number", type=ColumnType.INTEGER, is_required=True),
    _NAME,
    Column(name="purpose", is_text=True),
    Column(name="kind"),
    Column(name="value"),
    Column(name="as_of"),
    _SOURCES,
    _CONFIDENCE,
    _NOTE,
    Column(name="unknown", is_text=True),
)
HISTORY_COLUMNS = (
    Column(name="table", is_required=True, choices=("benefits", "contacts")),
    Column(name="record", is_required=True),
    _NAME,
    Column(name="until", is_required=True),
    Column(name="amount", type=ColumnType.NUMBER),
    Column(name="unit"),
    Column(name="amount_text", is_text=True),
    Column(name="value"),
    Column(name="why", is_required=True, is_text=True),
    _SOURCES,
    Column(name="is_confirmed", choices=("yes",)),
)
UNKNOWN_COLUMNS = (
    Column(name="id", is_required=True),
    Column(name="what", is_required=True, is_text=True),
    Column(name="ask"),
    Column(name="ends_with"),
    Column(name="period"),
    _NOTE,
)
CODE_COLUMNS = (
    Column(name="list", is_required=True),
    Column(name="code", is_required=True),
    _NAME,
    Column(name="description", is_text=True),
    Column(name="level"),
    Column(name="parent"),
    Column(name="official_code"),
)
