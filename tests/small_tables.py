"""Small made-up tables of counts, consistent in every sum, for the tests of disclosure control."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from site_builder.model import Area, Observation, Status
from tests.builders import PLACE, make_observation
from tests.disclosure_audit import Names, Row

Cell = tuple[str, str, str]
AS_OF = date(2030, 1, 31)
FIRST, SECOND = date(2030, 2, 3), date(2030, 2, 20)


@dataclass(frozen=True, kw_only=True)
class Shape:
    """Which names a table has, and by which of them it lists counts."""

    funding: int
    districts: int
    villages: int
    """In each district; with none the districts are not divided."""
    occupations: int
    listed: frozenset[tuple[bool, str, bool]]
    """By funding or not, level of the area (`d`, `v` or empty), by occupation or not."""

    @property
    def people_in(self) -> list[Cell]:
        """Give the smallest cells, in which everybody is counted once."""
        places = [f"d{d}" for d in range(self.districts)]
        if self.villages:
            places = [f"{place}v{v}" for place in places for v in range(self.villages)]
        funds = [f"f{f}" for f in range(self.funding)]
        jobs = [f"o{o}" for o in range(self.occupations)]
        return list(product(funds, places, jobs))

    def areas(self) -> dict[str, Area]:
        found = {"city": _area("1", "city", "city", "")}
        for d in range(self.districts):
            found[f"d{d}"] = _area(f"1.{d}", f"d{d}", "district", "city")
            for v in range(self.villages):
                slug = f"d{d}v{v}"
                found[slug] = _area(f"1.{d}.{v}", slug, "village", f"d{d}")
        return found

    def names(self) -> Names:
        cells = self.people_in
        parents = {area: area[:2] if "v" in area else "" for _, area, _ in cells}
        return Names(
            funding=frozenset(fund for fund, _, _ in cells),
            occupations=frozenset(job for _, _, job in cells),
            parents=parents | dict.fromkeys((area[:2] for area in parents), ""),
        )

    def counts(self, people: Iterable[int]) -> dict[Cell, int]:
        """Add the people of the smallest cells up to the listed ones."""
        counts: dict[Cell, int] = {}
        for (fund, area, job), number in zip(self.people_in, people, strict=True):
            for by_fund, level, by_job in self.listed:
                place = {"": "", "d": area[:2], "v": area}[level]
                cell = (fund if by_fund else "", place, job if by_job else "")
                counts[cell] = counts.get(cell, 0) + number
        return counts


def rows_of(counts: Mapping[Cell, int], corrected: Mapping[Cell, int]) -> list[Observation]:
    """List counts, each changed one as a row that a later release supersedes."""
    rows = []
    for cell in sorted(counts):
        same = counts[cell] == corrected[cell]
        status = Status.PUBLISHED if same else Status.SUPERSEDED
        rows.append(_row(cell, counts[cell], status, FIRST))
        if not same:
            rows.append(_row(cell, corrected[cell], Status.PUBLISHED, SECOND))
    return rows


def as_text(rows: Iterable[Observation]) -> list[Row]:
    return [
        {
            "as_of": row.as_of.isoformat(),
            "funding": row.funding,
            "area": row.area,
            "occupation": row.occupation,
            "participants": "" if row.participants is None else str(row.participants),
            "status": str(row.status),
            "released": row.released.isoformat() if row.released else "",
        }
        for row in rows
    ]


def _row(cell: Cell, number: int, status: Status, released: date) -> Observation:
    funding, area, occupation = cell
    return make_observation(
        as_of=AS_OF,
        funding=funding,
        area=area,
        occupation=occupation,
        participants=number,
        status=status,
        released=released,
    )


def _area(code: str, slug: str, level: str, parent: str) -> Area:
    return Area(code=code, slug=slug, name=slug, level=level, parent=parent, location=PLACE)
