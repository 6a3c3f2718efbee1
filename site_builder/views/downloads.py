"""What there is to download in `data/`: names for the pages that offer it, and for who makes it."""

from __future__ import annotations

from collections.abc import Mapping

DATASETS = (
    "coverage",
    "targets",
    "indicators",
    "benefits",
    "contacts",
    "history",
    "unknown",
    "sources",
    "codes",
)
"""The tables to download, each in every format."""
FORMATS = ("csv", "xlsx", "json")
OTHERS: Mapping[str, str] = {
    "all.zip": "zip",
    "coverage-excel.csv": "csv_excel",
    "figures.json": "json",
    "datapackage.json": "datapackage",
}
"""File of the output's `data/` to the word for what it is."""
DOWNLOADS = (
    *(f"{name}.{ending}" for name in DATASETS for ending in FORMATS),
    *OTHERS,
)
"""Names of all files."""
