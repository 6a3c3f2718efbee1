"""What many cities cost: one project each, built one after the other, by `init` and `build` alone.

`python -m benchmarks.cities` makes 20 projects as a new programme begins with them, and prints how
long a build takes and what memory it needs: the first of each, one of which nothing has changed,
and one after an edit of a sentence. Linux only; nothing is judged.
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from statistics import median

from benchmarks.measure import Sample, run

PROGRAM = (sys.executable, "-m", "site_builder")
EDITED = "content/about.{}.md"
HEADER = (
    "| Build | Wall, median | Wall, slowest | Processor, median | Memory, most | All together |"
)
RULE = "|---|---:|---:|---:|---:|---:|"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20, help="how many projects")
    parser.add_argument("--languages", default="id,en", help="of each project")
    options = parser.parse_args()
    original = options.languages.partition(",")[0]
    with tempfile.TemporaryDirectory() as folder:
        cities = [Path(folder) / f"city-{number:03}" for number in range(options.count)]
        begin = [*PROGRAM, "init", "--languages", options.languages, "--yes"]
        say(f"{options.count} projects, languages {options.languages}\n\n{HEADER}\n{RULE}")
        tell("`init`", [run([*begin, city], Path(folder)) for city in cities])
        tell("first, nothing kept", build_each(cities))
        tell("nothing changed", build_each(cities))
        tell("a sentence changed", build_each(cities, lambda city: edit(city, original)))
        size = sum(file.stat().st_size for file in files_below(cities[0] / "output"))
        kept = sum(file.stat().st_size for file in files_below(cities[0] / ".site-builder"))
        count = len(files_below(cities[0] / "output"))
        say(f"\nA site: {count} files, {size / 1e6:.1f} MB; kept beside it: {kept / 1e6:.1f} MB")


def build_each(
    cities: Iterable[Path], change: Callable[[Path], None] = lambda city: None
) -> list[Sample]:
    samples = []
    for city in cities:
        change(city)
        samples.append(run([*PROGRAM, "--project", city, "build"], city))
    return samples


def edit(city: Path, lang: str) -> None:
    page = city / EDITED.format(lang)
    page.write_text(page.read_text("utf-8") + "\nA sentence more.\n", "utf-8")


def files_below(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def tell(name: str, samples: Sequence[Sample]) -> None:
    walls = [sample.wall for sample in samples]
    processor = median(sample.cpu for sample in samples)
    peak = max(sample.peak for sample in samples)
    say(
        f"| {name} | {median(walls):.2f} s | {max(walls):.2f} s | {processor:.2f} s"
        f" | {peak / 1e6:.0f} MB | {sum(walls):.0f} s |"
    )


if __name__ == "__main__":
    main()
