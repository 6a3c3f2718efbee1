"""Builds as a person meets them, ours and the others' by turns."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measure import run
from benchmarks.results import Results
from benchmarks.subjects import OURS, Subject

SLOW_SIZE = 10_000
"""From so many pages on, builds from nothing take so long that fewer must do."""


@dataclass(frozen=True, kw_only=True)
class Step:
    name: str
    rounds: int
    slow_rounds: int
    """At 10,000 pages."""


STEPS = (
    Step(name="bare", rounds=3, slow_rounds=2),
    Step(name="cold", rounds=3, slow_rounds=1),
    Step(name="unchanged", rounds=7, slow_rounds=3),
    Step(name="edit", rounds=7, slow_rounds=3),
    Step(name="cell", rounds=5, slow_rounds=3),
    Step(name="template", rounds=3, slow_rounds=1),
)
"""`bare` is cold without compression and pictures, which the others do not make."""


BARE = (sys.executable, Path(__file__).with_name("bare.py"), "build")


def measure_builds(
    sites: Sequence[tuple[object, Subject]],
    results: Results,
    *,
    is_slow: bool,
    most: int,
    say: Callable[[str], None],
) -> None:
    """Measure every step that is not measured yet, at `most` so often, of all sites by turns."""
    built: set[Path] = set()
    for step in STEPS:
        rounds = min(most, step.slow_rounds if is_slow else step.rounds)
        for number in range(1, 1 + rounds):
            for site, subject in sites:
                is_done = results.count(site, step.name, subject.name) >= number
                if is_done or (step.name == "bare" and subject.name != OURS):
                    continue
                _prepare(step, number, subject, built)
                sample = run(BARE if step.name == "bare" else subject.build, subject.folder)
                built.add(subject.folder)
                results.add(site, step.name, subject.name, sample)
                say(f"{site:>6}  {step.name:<10}{subject.name:<10}{sample.wall:9.3f} s")
        if step.name == "cold":
            for site, subject in sites:
                _note_output(site, subject, results)


def _prepare(step: Step, number: int, subject: Subject, built: set[Path]) -> None:
    if step.name in {"bare", "cold"}:
        subject.forget()
    elif subject.folder not in built:  # the run goes on where another was stopped
        run(subject.build, subject.folder)
    if step.name in subject.changes:
        subject.changes[step.name].apply(number)


def _note_output(site: object, subject: Subject, results: Results) -> None:
    if not results.count(site, "output", subject.name):
        size, pages = subject.written()
        results.add(site, "output", subject.name, {"bytes": size, "pages": pages})
