"""Random office workbooks with what they say: a seeded maker of sheets and of the right answer.

Takes a seed; gives the bytes of a workbook laid out as some office might do it, and the rows that
an import of it into the small project must add. All numbers are samples.
"""

from __future__ import annotations

import calendar
import random
from dataclasses import dataclass
from datetime import date

from tests.workbooks.make import Formula, Page, Shown, excel, opendocument, text

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September",
    "Oktober", "November", "Desember",
)  # fmt: skip
DISTRICTS = (("Utara", "utara"), ("Selatan", "selatan"))
FUNDING = (("ADC", "budget"), ("Perusahaan", "company"))

Row = tuple[str, str, str, str, str]


@dataclass(frozen=True, kw_only=True)
class Office:
    """A workbook, its name, and the rows that it means."""

    content: bytes
    name: str
    rows: list[Row]


def make_office(seed: int) -> Office:
    """Make a workbook with one month of two districts and two funding sources."""
    dice = random.Random(seed)
    month = dice.randint(2, 12)
    day = date(2030, month, calendar.monthrange(2030, month)[1])
    counts = {
        (area, fund): dice.choice((111, 222, 333, 1111, 2222))
        for _, area in DISTRICTS
        for _, fund in FUNDING
    }
    page, suffix = _wide(dice, day, counts) if dice.random() < 0.5 else _long(dice, day, counts)
    rows: list[Row] = [
        (day.isoformat(), fund, area, "", str(n)) for (area, fund), n in counts.items()
    ]
    if suffix == "xlsx":
        content = excel(page)
    elif suffix == "ods":
        content = opendocument(page)
    else:
        encoding = dice.choice(("utf-8", "utf-8-sig", "utf-16"))
        content = text(page.rows, dice.choice(";,\t"), encoding)
    return Office(content=content, name=f"contoh-{seed}.{suffix}", rows=sorted(rows))


def _period(dice: random.Random, day: date, suffix: str) -> object:
    """Write a month as one of the many ways in which people do."""
    name = MONTHS[day.month - 1]
    texts: list[object] = [
        f"{name} {day.year}", f"{name[:3].upper()}-{day.year % 100}", day.isoformat(),
        f"{day.day} {name.lower()} {day.year}", f"per {day.day} {name} {day.year}",
        f"{calendar.month_name[day.month]} {day.year}",
    ]  # fmt: skip
    if suffix != "csv":
        texts += [day, Shown(day=day.replace(day=1), form="mmm-yy")]
    return dice.choice(texts)


def _number(dice: random.Random, value: int, suffix: str) -> object:
    grouped = f"{value:,}"
    texts: list[object] = [str(value), grouped.replace(",", "."), grouped.replace(",", "\u00a0")]
    return value if suffix != "csv" and dice.random() < 0.7 else dice.choice(texts)


def _suffix(dice: random.Random) -> str:
    return dice.choice(("xlsx", "ods", "csv"))


def _titles(dice: random.Random, width: int) -> list[list[object]]:
    titles: list[list[object]] = [["DATA PESERTA"], ["Daerah Contoh"], []]
    return [row + [""] * (width - len(row)) for row in titles[: dice.randint(0, 3)]]


def _long(dice: random.Random, day: date, counts: dict[tuple[str, str], int]) -> tuple[Page, str]:
    """One row for each count; the district may be merged over its rows."""
    suffix = _suffix(dice)
    rows = _titles(dice, 5)
    rows.append(["No.", "Kecamatan", "Sumber Dana", "Periode", "Jumlah Peserta (orang)"])
    if dice.random() < 0.3:
        rows.append([f"({n})" for n in range(1, 6)])
    merged: list[str] = []
    is_merged = suffix != "csv" and dice.random() < 0.6
    first = len(rows) + 1
    for number, (name, area) in enumerate(DISTRICTS, 1):
        for position, (label, fund) in enumerate(FUNDING):
            shown = name if position == 0 or not is_merged else ""
            value = _number(dice, counts[area, fund], suffix)
            rows.append([number, shown, label, _period(dice, day, suffix), value])
        if is_merged:
            merged.append(f"B{len(rows) - 1}:B{len(rows)}")
    if dice.random() < 0.7:
        total = sum(counts.values())
        is_formula = suffix != "csv" and dice.random() < 0.5
        formula = Formula(text=f"=SUM(E{first}:E{len(rows)})", saved=total)
        rows.append(["", "JUMLAH", "", "", formula if is_formula else total])
        # Everything is in it, so it is the published total; see `make_office`.
        return Page(rows=rows, merged=merged), suffix
    return Page(rows=rows, merged=merged), suffix


def _wide(dice: random.Random, day: date, counts: dict[tuple[str, str], int]) -> tuple[Page, str]:
    """One row for each district, one column for each funding source below a group."""
    suffix = _suffix(dice)
    rows = _titles(dice, 4)
    merged: list[str] = []
    top = len(rows) + 1
    if suffix != "csv":
        rows.append(["Kecamatan", "Periode", "Jumlah peserta", ""])
        rows.append(["", "", *(label for label, _ in FUNDING)])
        merged += [f"A{top}:A{top + 1}", f"B{top}:B{top + 1}", f"C{top}:D{top}"]
    else:
        rows.append(["Kecamatan", "Periode", *(label for label, _ in FUNDING)])
    for name, area in DISTRICTS:
        values = [_number(dice, counts[area, fund], suffix) for _, fund in FUNDING]
        rows.append([name, _period(dice, day, suffix), *values])
    return Page(rows=rows, merged=merged), suffix
