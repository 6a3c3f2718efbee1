"""Measure, compare and write it down: `make bench`, or `python -m benchmarks --help`."""

import argparse
import os
import platform
import shutil
import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.formats import ROOT
from benchmarks.growth import measure_growth
from benchmarks.install import ELEVENTY, HUGO
from benchmarks.measure import run
from benchmarks.report import format_terminal, write_report
from benchmarks.results import Origin, Results, load_results
from benchmarks.screen import measure_screen
from benchmarks.steps import SLOW_SIZE, measure_builds
from benchmarks.subjects import OURS, REAL, make_real, make_subjects
from site_builder import __version__

CACHE = ROOT / ".cache" / "bench"
RESULTS = ROOT / "benchmarks" / "results.json"
SIZES, ROWS = (50, 1_000, 10_000), (10_000, 100_000, 1_000_000)
MOST_ON_SCREEN = 1_000
"""Pages of the largest site whose preview is timed."""
say = partial(print, flush=True)


def main() -> None:
    """Measure what the options ask for, print it, and write the page after a whole run."""
    parser = argparse.ArgumentParser(description="Compare our builds with those of others.")
    parser.add_argument(
        "--sizes", type=int, nargs="*", default=SIZES, help="pages of the corpora (30 or more)"
    )
    parser.add_argument("--rows", type=int, nargs="*", default=ROWS, help="rows of the data path")
    parser.add_argument("--rounds", type=int, default=100, help="at most so many of each build")
    parser.add_argument("--without-growth", action="store_true", help="leave single parts out")
    parser.add_argument("--without-real", action="store_true", help="leave this project's site out")
    parser.add_argument("--without-screen", action="store_true", help="leave the previews out")
    parser.add_argument("--resume", action="store_true", help="keep what is measured already")
    parser.add_argument("--note", default="", help="what else is to be known of this run")
    parser.add_argument("--write", action="store_true", help="write the page after a part, too")
    options = parser.parse_args()
    compile_program()
    results = load_results(RESULTS, facts(), origin(options.note), is_resumed=options.resume)
    measure(options, results)
    say(format_terminal(results))
    is_whole = (*options.sizes,) == SIZES and (*options.rows,) == ROWS
    if options.write or (is_whole and not options.without_real and not options.without_screen):
        say(f"Written: {write_report(results, ROOT / 'docs')}")


def measure(options: argparse.Namespace, results: Results) -> None:
    corpora = CACHE / "corpora"
    # The real site takes turns with the smallest corpus, to which it is compared.
    real = [] if options.without_real else [(REAL, make_real(corpora / REAL))]
    for size in options.sizes or [0]:
        made = make_subjects(size, corpora / str(size), CACHE) if size else ()
        sites = [*real, *((size, subject) for subject in made)]
        is_slow = size >= SLOW_SIZE
        measure_builds(sites, results, is_slow=is_slow, most=options.rounds, say=say)
        if size <= MOST_ON_SCREEN and not options.without_screen:
            measure_screen(sites, results, say)
        real = []
    for number in options.rows:
        measure_rows(number, corpora / f"{number}-rows", results)
    if not options.without_growth:
        measure_growth(corpora / "grown", results, say)


def measure_rows(number: int, folder: Path, results: Results) -> None:
    """Measure reading, validating and rolling up so many counts."""
    site = f"{number} rows"
    if not results.count(site, "read", OURS):
        shutil.rmtree(folder, ignore_errors=True)
        make: list[str | Path] = [sys.executable, "-m", "tests.many_rows", folder, str(number)]
        subprocess.run(make, check=True, cwd=ROOT)
        sample = run([sys.executable, "-m", "benchmarks.rows", folder], ROOT)
        results.add(site, "read", OURS, sample)
        say(f"{site}: {sample.wall:.3f} s")


def facts() -> dict[str, str]:
    """Return what a number means nothing without."""
    node = ask(["node", "--version"])
    return {
        "Machine": f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}",
        "Program": f"{__version__}, Python {platform.python_version()}",
        "Hugo": HUGO,
        "Eleventy": f"{ELEVENTY}, Node {node}",
    }


def origin(note: str) -> Origin:
    """Return what stands beside all that is measured now."""
    commit = ask(["git", "rev-parse", "--short=12", "HEAD"])
    return Origin(date=date.today().isoformat(), commit=commit, note=note)


def ask(command: list[str]) -> str:
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return ran.stdout.strip()


def compile_program() -> None:
    """Compile our modules as setting up does: the others are measured as they are installed."""
    command = [sys.executable, "-m", "compileall", "-q", "site_builder", "benchmarks"]
    subprocess.run(command, check=True, cwd=ROOT)


if __name__ == "__main__":
    main()
