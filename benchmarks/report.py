"""What was measured as tables: for a terminal, and as a page with a drawing."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.chart import draw_chart
from benchmarks.growth import DIMENSIONS, GROWN, PLAIN, cost_of_one
from benchmarks.results import Results
from benchmarks.subjects import ELEVENTY, HUGO, OURS, REAL
from benchmarks.targets import NAMES, STEP_NAMES, Outcome, judge

GENERATORS = (OURS, HUGO, ELEVENTY)
SITES = (REAL, 50, 1_000, 10_000)
ROWS = (10_000, 100_000, 1_000_000)
CHART = "images/benchmarks.svg"
_INTRODUCTION = """\
# Benchmarks

Our builds beside those of other generators, on one machine: `make bench` writes this page. Under
each table stands when it was measured and at which commit; what is compared was built by turns.
Every generator is given the same invented pages (`benchmarks/corpus.py`) in two languages, with
templates that show the same navigation. The times are those of whole processes, medians. Quote the
ratios: a machine is never as fast as another, nor as itself yesterday.

Ours also does what the others do not: every check, a search, compressed files, a picture for
sharing for each page, a certificate. *Cold* is with no output and nothing kept; compression and
pictures are timed apart. The real site is compared with the others at 50 pages. The previews are
`site-builder serve`, `hugo server` and `eleventy --serve --incremental`, each seen in a browser.

Where the time goes stands in [decision 38](decisions/0038-what-a-build-costs.md).
"""


GROWTH_STEPS = {"bare": "cold", "edit": "one edit"}
GROWTH_HEAD = ("What grows", "One of few", "One of ten times as many", "Ratio", "At most 1.2×")
MOST_GROWTH = 1.2
LEAST_ADDED = 0.02
"""Of what the plain site takes; the machine repeats no less."""
_GROWTH = """\
A site of 102 pages to which one thing alone is added, built without compression and pictures: what
one redirect, source, count of an area on a day (areas have pages of their own) or language adds to
the processor's time and to the memory, of few and of ten times as many. It is a run of its own, and
of each build the least counts. What adds less than a fiftieth is too little to say how it grows.
"""


def write_report(results: Results, docs: Path) -> Path:
    """Write the page and its drawing; return the page."""
    (docs / CHART).write_text(draw_chart(results), encoding="utf-8")
    page = docs / "benchmarks.md"
    page.write_text(format_page(results), encoding="utf-8")
    return page


def format_page(results: Results) -> str:
    sites = [site for site in SITES if results.steps(site)]
    parts = [
        _INTRODUCTION,
        _table(("What", "Which"), results.facts.items()),
        f"![Seconds of a build against the number of pages, both on scales of tens]({CHART})\n",
        "## Targets\n",
        _table(("Target", "At most", "Measured", ""), map(_outcome_row, judge(results))),
    ]
    for site in sites:
        parts += [f"## {_site_name(site)}\n", _table(*_site_table(results, site))]
        parts.append(_origins(results, site))
    if rows := list(_row_rows(results)):
        parts += ["## Rows of data\n", _table(("Rows", "Seconds", "Memory, MB"), rows)]
        parts.append(_origins(results, *(f"{number} rows" for number in ROWS)))
    if grown := list(_growth_rows(results)):
        parts += ["## One thing grown by itself\n", _GROWTH, _table(GROWTH_HEAD, grown)]
        parts.append(_origins(results, *GROWN))
    return "\n".join(parts)


def _origins(results: Results, *sites: object) -> str:
    """Say when and at which commit a table was measured, or which steps of it."""
    found = results.steps(*sites)
    said = []
    for origin, steps in found.items():
        which = [name for step, name in STEP_NAMES.items() if step in steps]
        of = f" ({', '.join(which)})" if len(found) > 1 else ""
        note = f", {origin.note}" if origin.note else ""
        said.append(f"on {origin.date} at commit {origin.commit}{note}{of}")
    return f"Measured {'; '.join(said)}.\n"


def format_terminal(results: Results) -> str:
    """Return the same tables, aligned."""
    parts = [_aligned(("Target", "At most", "Measured", ""), map(_outcome_row, judge(results)))]
    for site in SITES:
        if results.steps(site):
            parts.append(f"{_site_name(site)}\n" + _aligned(*_site_table(results, site)))
    if grown := list(_growth_rows(results)):
        parts.append(_aligned(GROWTH_HEAD, grown))
    return "\n\n".join(parts)


def _site_table(results: Results, site: object) -> tuple[Sequence[str], Iterable[Sequence[str]]]:
    there = [g for g in GENERATORS if results.get(site, "cold", g) is not None]
    head = ["", *(NAMES[generator] for generator in there)]
    if site != REAL:
        head += [f"ours to {NAMES[generator]}" for generator in there if generator != OURS]
    return head, _site_rows(results, site, there)


def _site_rows(results: Results, site: object, there: Sequence[str]) -> Iterator[Sequence[str]]:
    measures = [(f"{name}, s", step, "wall", 1.0) for step, name in STEP_NAMES.items()]
    measures += [
        (f"{STEP_NAMES[step]}: processor, s", step, "cpu", 1.0)
        for step in ("cold", "unchanged", "edit")
    ]
    measures += [
        (f"{STEP_NAMES[step]}: memory, MB", step, "peak", 1e6)
        for step in ("bare", "cold", "unchanged", "edit", "cell", "template")
    ]
    measures += [("Output, MB", "output", "bytes", 1e6), ("Pages", "output", "pages", 1.0)]
    for label, step, what, unit in measures:
        values = [results.get(site, step, generator, what) for generator in there]
        cells = ["" if v is None else _number(v / unit, is_whole=what == "pages") for v in values]
        own, *others = values
        if step == "bare":  # the others are always bare
            others = [results.get(site, "cold", generator, what) for generator in there[1:]]
        if site != REAL:
            cells += [_number(own / v) + " ×" if own is not None and v else "" for v in others]
        if any(cells):
            yield label, *cells


def _outcome_row(outcome: Outcome) -> Sequence[str]:
    target = outcome.target
    measured = "" if outcome.value is None else f"{_number(outcome.value)}{target.unit}"
    return target.text, f"{target.most:g}{target.unit}", measured, outcome.verdict


def _row_rows(results: Results) -> Iterator[Sequence[str]]:
    for number in ROWS:
        wall, peak = (
            results.get(f"{number} rows", "read", OURS, what) for what in ("wall", "peak")
        )
        if wall is not None and peak is not None:
            yield f"{number:,}", _number(wall), _number(peak / 1e6)


def _growth_rows(results: Results) -> Iterator[Sequence[str]]:
    for grown in DIMENSIONS:
        for step in ("bare", "edit"):
            for what, unit, factor in (("cpu", "ms", 1e3), ("peak", "kB", 1e-3)):
                few = cost_of_one(results, grown, grown.small, step, what)
                many = cost_of_one(results, grown, grown.large, step, what)
                if few is None or many is None:
                    continue
                label = f"{grown.small:,} and {grown.large:,} {grown.name}: {GROWTH_STEPS[step]}"
                costs = (f"{_number(max(cost, 0) * factor)} {unit}" for cost in (few, many))
                plain = results.get(PLAIN, step, OURS, what, min) or 0
                if few * grown.small < LEAST_ADDED * plain:
                    yield label, *costs, "", "too little"
                else:
                    verdict = "met" if many <= MOST_GROWTH * few else "missed"
                    yield label, *costs, f"{_number(many / few)}×", verdict


def _site_name(site: object) -> str:
    return "The real site" if site == REAL else f"{site:,} pages"


def _number(value: float, *, is_whole: bool = False) -> str:
    """Write three digits, which is more than a machine repeats."""
    if is_whole or value >= 100:
        return f"{value:,.0f}"
    return f"{value:.{3 if value < 1 else 2 if value < 10 else 1}f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    marks = ["---", *["---:"] * (len(head) - 1)]
    lines = [f"| {' | '.join(row)} |" for row in (head, marks, *rows)]
    return "\n".join(lines) + "\n"


def _aligned(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    all_rows = [head, *rows]
    widths = [max(map(len, column)) for column in zip(*all_rows, strict=True)]
    return "\n".join(
        "  ".join(
            [
                row[0].ljust(widths[0]),
                *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True)),
            ]
        )
        for row in all_rows
    )
