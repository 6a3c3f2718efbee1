"""Number formats of Excel: what a person sees of the number in a cell."""

from __future__ import annotations

import re
from decimal import Decimal

BUILT_IN_FORMATS = {
    "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00", "5": "$#,##0", "6": "$#,##0",
    "7": "$#,##0.00", "8": "$#,##0.00", "9": "0%", "10": "0.00%", "11": "0.00E+00", "12": "# ?/?",
    "13": "# ??/??", "14": "d/m/yyyy", "15": "d-mmm-yy", "16": "d-mmm", "17": "mmm-yy",
    "18": "h:mm", "19": "h:mm:ss", "20": "h:mm", "21": "h:mm:ss", "22": "d/m/yyyy h:mm",
    "37": "#,##0", "38": "#,##0", "39": "#,##0.00", "40": "#,##0.00", "41": '#,##0;-#,##0;"-"',
    "42": '$#,##0;-$#,##0;"-"', "43": '#,##0.00;-#,##0.00;"-"', "44": '$#,##0.00;-$#,##0.00;"-"',
    "45": "mm:ss", "46": "h:mm:ss", "47": "mm:ss", "48": "0.0E+0",
    **dict.fromkeys(map(str, (*range(27, 37), *range(50, 59))), "yyyy-mm-dd"),
}  # fmt: skip
"""By the number that stands for it in a file; any other means that nothing is said."""
_CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)(-?[0-9.]+)\]")
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<currency>[^\]-]*)[^\]]*\]|\[[^\]]*\]'
    r"|(?P<digits>[0#?](?:[0#?,]*[0#?])?(?:\.[0#?]*)?|\.[0#?]+)(?P<scale>,*)|(?P<plain>.)",
    re.DOTALL,
)
_COMPARED = {
    "<": Decimal.__lt__, "<=": Decimal.__le__, ">": Decimal.__gt__, ">=": Decimal.__ge__,
    "=": Decimal.__eq__, "<>": Decimal.__ne__,
}  # fmt: skip


def shown_parts(code: str) -> str | None:
    """Return the initials of the parts of a date that a format shows; None for no date.

    >>> [shown_parts(code) for code in ("[$-421]mmmm yyyy;@", "d mmm", '"Rp"#,##0')]
    ['my', 'dm', None]
    """
    tokens = _TOKEN.finditer(_sections(code)[0])
    plain = "".join(token["plain"] or "" for token in tokens).lower()
    if "general" in plain or not re.search("[dmyhs]", plain):
        return None
    return "".join(part for part in "dmy" if part in plain)


def shown_number(number: Decimal, code: str) -> str | None:
    """Write a number as a format shows it; None when the format says nothing.

    >>> [shown_number(Decimal(7), code) for code in ("0.000", "0%", '0"000"', '"Rp"#,##0', ";;;")]
    ['7.000', '700%', '7000', 'Rp7', '']
    >>> shown_number(Decimal(7217), "#,##0"), shown_number(Decimal(7217), "0,")
    ('7,217', '7')
    """
    section = _section_for(number, _sections(code))
    if not code or "general" in section.lower() or section == "@":
        return None
    tokens = list(_TOKEN.finditer(section))
    if sum(bool(token["digits"]) for token in tokens) > 1:
        return section  # digits in groups, as of a telephone number, and fractions
    is_percent = any(token["plain"] == "%" for token in tokens)
    value = abs(number) * (100 if is_percent else 1)
    return "".join(_shown_token(token, value) for token in tokens).strip()


def _sections(code: str) -> list[str]:
    """Part a format where it says different things of different numbers."""
    sections = [""]
    for token in _TOKEN.finditer(code):
        if token[0] == ";":
            sections.append("")
        else:
            sections[-1] += token[0]
    return sections


def _section_for(number: Decimal, sections: list[str]) -> str:
    """Return the section for a number: by conditions, else of positive, negative and zero."""
    conditions = [_CONDITION.search(section) for section in sections]
    if any(conditions):
        for section, condition in zip(sections, conditions, strict=True):
            if condition is None or _COMPARED[condition[1]](number, Decimal(condition[2])):
                return section
        return sections[-1]
    wanted = 0 if number > 0 else 1 if number < 0 else 2
    return sections[wanted] if wanted < len(sections) else sections[0]


def _shown_token(token: re.Match[str], value: Decimal) -> str:
    if not token["digits"]:
        return token["quoted"] or token["escaped"] or token["currency"] or token["plain"] or ""
    whole, _, decimals = token["digits"].partition(".")
    value = value / 1000 ** len(token["scale"])
    text = f"{value:{',' if ',' in whole else ''}.{len(decimals)}f}"
    while text and decimals.endswith("#") and text.endswith("0"):
        text, decimals = text[:-1], decimals[:-1]
    return text.zfill(whole.count("0")) if "," not in whole else text
