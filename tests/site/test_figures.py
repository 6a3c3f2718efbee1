"""Every number is right: a figure, with the value of its row, in the page's own notation."""

import json
import re
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from tests.site.built_site import BuiltPage, BuiltSite

MARKS = {"id": (".", ","), "en": (",", ".")}
"""By language: what separates groups of digits, and what precedes decimals."""
SCALES = {
    "ribu": 10**3, "juta": 10**6, "miliar": 10**9,
    "thousand": 10**3, "million": 10**6, "billion": 10**9,
}  # fmt: skip
STATUSES = {"published", "disputed", "superseded", "computed", "not_published", "suppressed"}


def shown(page: BuiltPage) -> list[tuple[str, str, str]]:
    """Give the name, value and text of every figure in a page."""
    return [
        (element.get("data-figure"), element.get("value"), element.text_content())
        for element in page.tree.xpath("//data[@data-figure]")
    ]


def test_every_figure_in_a_page_is_in_the_manifest(built_site: BuiltSite):
    for page in built_site.pages:
        recorded = {use.partition("@")[0] for use in page.record["figures"]}
        for name, _, _ in shown(page):
            assert name in built_site.figures, f"{page}: {name}"
            assert name in recorded, f"{page} does not record {name}"


def test_a_figure_s_value_is_one_that_it_has_or_had(built_site: BuiltSite):
    """Pinned to a date, a figure may have an older value: its history in the downloads has it."""
    path = built_site.root / "data" / "figures.json"
    published = json.loads(path.read_text(encoding="utf-8"))["figures"]
    values = {
        name: {
            Decimal(str(known["value"]))
            for known in (figure, *figure.get("history", ()), *figure.get("disputes", ()))
            if known["value"] is not None
        }
        for name, figure in published.items()
    }
    for page in built_site.pages:
        for name, value, _ in shown(page):
            assert Decimal(value) in values[name], f"{page}: {name} shows {value}"


def test_a_figure_is_written_in_the_notation_of_its_language(built_site: BuiltSite):
    wrong = []
    for page in built_site.pages:
        for name, value, text in shown(page):
            if not says(text, Decimal(value), page.lang):
                wrong.append(f"{page}: {name} {value} is written “{text}”")
    assert not wrong, "\n".join(sorted(set(wrong)))


def test_every_figure_of_the_manifest_tells_where_it_comes_from(built_site: BuiltSite):
    sources = {record["id"] for record in built_site.data_file("data/sources.yaml")["sources"]}
    for name, figure in built_site.figures.items():
        assert figure["status"] in STATUSES, name
        assert figure["row"], name
        assert set(figure["source"]) <= sources, name
        if figure["status"] in {"not_published", "suppressed"}:
            assert figure["value"] is None, name
        row = re.fullmatch(r"(data/[\w./-]+):(\d+)", figure["row"])
        if row:
            lines = (built_site.project / row[1]).read_text(encoding="utf-8-sig").splitlines()
            assert 1 <= int(row[2]) <= len(lines), name


def test_the_row_of_a_count_holds_its_value(built_site: BuiltSite):
    checked = 0
    for name, figure in built_site.figures.items():
        row = re.fullmatch(r"(data/(?:coverage|targets)\.csv):(\d+)", figure["row"] or "")
        if row is None or figure["value"] is None:
            continue
        path = built_site.project / row[1]
        line = path.read_text(encoding="utf-8-sig").splitlines()[int(row[2]) - 1]
        assert str(figure["value"]) in re.sub(r"(?<=\d)[.,](?=\d{3}\b)", "", line), name
        checked += 1
    assert checked


def test_the_newest_published_total_is_the_one_that_the_site_shows(built_site: BuiltSite):
    totals = [
        row
        for row in built_site.table("coverage")
        if not (row["funding"] or row["area"] or row["occupation"])
        and row["participants"]
        and row["status"] == "published"
    ]
    newest = max(totals, key=lambda row: row["as_of"])
    figure = built_site.figures["coverage.total"]
    assert Decimal(str(figure["value"])) == Decimal(
        "".join(filter(str.isdigit, newest["participants"]))
    )
    assert figure["as_of"] == newest["as_of"]


def says(text: str, value: Decimal, lang: str) -> bool:
    """Tell whether a text writes a value in a language's notation, rounded as it shows."""
    group, point = MARKS[lang]
    number = re.search(
        rf"(?P<sign>[-−])?(?:Rp)?(?P<whole>\d{{1,3}}(?:{re.escape(group)}\d{{3}})*|\d+)"
        rf"(?:{re.escape(point)}(?P<decimals>\d+))?(?![\d.,]*\d)",
        text,
    )
    if number is None:
        return False
    if len(number["whole"]) > 4 and group not in number["whole"]:
        return False
    decimals = number["decimals"] or ""
    written = Decimal(number["whole"].replace(group, "") + "." + (decimals or "0"))
    written = -written if number["sign"] else written
    scale = next((size for word, size in SCALES.items() if re.search(rf"\b{word}\b", text)), 1)
    step = Decimal(1).scaleb(-len(decimals))
    return any(
        (value / scale).quantize(step, rounding=rounding) == written
        for rounding in (ROUND_HALF_EVEN, ROUND_HALF_UP)
    )
