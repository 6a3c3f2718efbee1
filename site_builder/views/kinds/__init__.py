"""Kinds of page: each is a module here (or a line below), a template, and its line in `KINDS`.

A kind that shows only its text needs no module.
"""

from __future__ import annotations

from site_builder.views.kinds import (
    area,
    checker,
    contacts,
    corrections,
    data,
    glossary,
    home,
    index,
    leaflet,
    not_found,
    offline,
    questions,
    sources,
    statistics,
    updates,
)
from site_builder.views.kinds.kind import Kind
from site_builder.views.structured_data import describe_service

KINDS: tuple[Kind, ...] = (
    Kind(template="page", styles="page"),
    home.KIND,
    Kind(template="guide", styles="guide", card="card.guide"),
    Kind(template="benefits", card="card.benefits", describe=describe_service),
    *statistics.KINDS,
    *area.KINDS,
    *checker.KINDS,
    *sources.KINDS,
    *data.KINDS,
    corrections.KIND,
    updates.KIND,
    Kind(template="update", card="card.update"),
    questions.KIND,
    contacts.KIND,
    glossary.KIND,
    index.KIND,
    *leaflet.KINDS,
    not_found.KIND,
    offline.KIND,
)
"""In the order in which they make pages from data."""
