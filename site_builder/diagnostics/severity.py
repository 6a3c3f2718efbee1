"""How bad a problem is: an error, unless its code stands among the warnings."""

from __future__ import annotations

from enum import StrEnum


class Severity(StrEnum):
    """How bad a problem is: an error stops publishing, a warning does not (unless strict)."""

    ERROR = "error"
    WARNING = "warning"


WARNINGS = frozenset(
    {
        *("CFG009", "CFG011", "CFG015", "CFG016", "CFG018"),
        *("TXT002", "TXT010", "TXT019", "TXT028"),
        *("FIG008", "FIG010", "FIG011"),
        *("DAT013", "DAT022", "DAT023"),
        "NUM003",
        *("LNG007", "LNG008", "LNG021", "LNG022", "LNG023", "LNG024"),
        "TPL006",
        *("OUT010", "OUT014", "OUT019", "OUT021", "OUT023"),
        *("FRE001", "FRE002", "FRE003"),
        *("TRM001", "TRM002"),
        *("IMP006", "IMP018", "IMP019", "IMP030", "IMP031", "IMP034", "IMP035"),
        "PRV011",
        "PRV013",
        "PRV014",
        "PRV016",
    }
)
"""Codes of problems that stop nobody; the words of every code are in `messages/<lang>.yaml`."""


def severity_of(code: str) -> Severity:
    return Severity.WARNING if code in WARNINGS else Severity.ERROR
