"""Lighthouse on the pages that most people need: 100 for accessibility, best practice and SEO.

The site is built for an address that looks real: with the reserved one, `robots.txt` asks search
engines to stay away, which Lighthouse would rightly count against it. Performance depends on the
machine and is written down, not judged: the median of five visits with the phone that Lighthouse
plays.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from tests.browser.conftest import BROWSERS
from tests.browser.hosting import host
from tests.site.built_site import BuiltSite

pytestmark = pytest.mark.full

PAGES = ("home", "benefits", "statistics", "checker", "guide/leaflet")
"""Templates of the pages that most people need, and what is made below such a page."""
PERFECT = ("accessibility", "best-practices", "seo")
PERFORMANCE = "performance"
VISITS = 5
PATIENCE = 300
"""Seconds for one visit on a busy machine."""

Visit = Callable[[str, str], dict[str, Any]]


@pytest.fixture(scope="module")
def address(addressed_site: BuiltSite) -> Iterator[str]:
    with host(addressed_site.root) as served:
        yield served


@pytest.fixture(scope="module")
def visit(project_root: Path, tmp_path_factory) -> Visit:
    """Let Lighthouse visit a page and give its report."""
    program = project_root / "node_modules" / ".bin" / "lighthouse"
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert program.is_file(), "lighthouse is missing; `make test-full` installs it"
    assert browser, "no browser on this machine; `make test-full` installs one or says how"
    report = tmp_path_factory.mktemp("lighthouse") / "report.json"

    def visit(url: str, categories: str) -> dict[str, Any]:
        report.unlink(missing_ok=True)
        result = subprocess.run(
            [
                *(str(program), url, "--quiet", "--output=json", f"--output-path={report}"),
                *(f"--only-categories={categories}", "--chrome-flags=--headless --no-sandbox"),
            ],
            env={**os.environ, "CHROME_PATH": browser},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=PATIENCE,
        )
        assert report.is_file(), result.stdout + result.stderr
        return json.loads(report.read_text(encoding="utf-8"))

    return visit


def key_of(site: BuiltSite, name: str) -> str:
    template, *below = name.split("/")
    return "/".join([site.key(template), *below])


def faults(report: dict[str, Any], category: str) -> list[str]:
    """Tell what cost a category its points."""
    audits = [report["audits"][link["id"]] for link in report["categories"][category]["auditRefs"]]
    return [
        f"{category}: {audit['id']}: {audit['title']} {json.dumps(audit.get('details', {}))[:500]}"
        for audit in audits
        if audit["score"] is not None and audit["score"] < 1
    ]


@pytest.mark.parametrize("name", PAGES)
def test_lighthouse_finds_nothing_to_better(
    addressed_site: BuiltSite,
    address: str,
    visit: Visit,
    record_property: Callable[[str, object], None],
    name: str,
):
    for lang in addressed_site.languages:
        url = addressed_site.page(key_of(addressed_site, name), lang).url
        report = visit(address + url, ",".join(PERFECT))
        scores = {part: report["categories"][part]["score"] for part in PERFECT}
        found = [fault for part in PERFECT if scores[part] != 1 for fault in faults(report, part)]
        assert set(scores.values()) == {1}, "\n".join([f"{url}: {scores}", *found])
        record_property(f"Lighthouse {url}: accessibility, best practices, SEO", "100, 100, 100")


@pytest.mark.parametrize("name", PAGES)
def test_the_performance_is_measured_and_written_down(
    addressed_site: BuiltSite,
    address: str,
    visit: Visit,
    record_property: Callable[[str, object], None],
    name: str,
):
    url = addressed_site.page(key_of(addressed_site, name)).url
    reports = [visit(address + url, PERFORMANCE) for _ in range(VISITS)]
    scores = [100 * report["categories"][PERFORMANCE]["score"] for report in reports]
    paint = median(
        report["audits"]["largest-contentful-paint"]["numericValue"] for report in reports
    )
    shift = max(report["audits"]["cumulative-layout-shift"]["numericValue"] for report in reports)
    record_property(
        f"Lighthouse {url}: performance",
        f"{median(scores):.0f} (median of {VISITS}; {min(scores):.0f} to {max(scores):.0f}),"
        f" largest paint after {paint / 1000:.1f} s, layout shift {shift:.2f}",
    )
    # What no busy machine can spoil: nothing jumps, and little is sent.
    assert shift == 0
