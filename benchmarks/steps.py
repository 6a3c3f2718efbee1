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


PEER_ROUNDS = 3
"""Of the others at that size."""


@dataclass(frozen=True, kw_only=True)
class Step:
    name: str
    rounds: int
    slow_rounds: int
    """Of ours at that size."""


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
        for number in range(1, 1 + min(most, step.rounds)):
            for site, subject in sites:
                if not _is_due(step, number, subject, is_slow=is_slow):
                    continue
                if results.count(site, step.name, subject.name) >= number:
                    continue
                _prepare(step, number, subject, built)
                sample = run(BARE if step.name == "bare" else subject.build, subject.folder)
                if step.name != "bare":
                    built.add(subject.folder)
                results.add(site, step.name, subject.name, sample)
                say(f"{site:>6}  {step.name:<10}{subject.name:<10}{sample.wall:9.3f} s")
                if step.name == "cold" and number == 1:
                    size, pages = subject.written()
                    results.add(site, "output", subject.name, {"bytes": size, "pages": pages})


def _is_due(step: Step, number: int, subject: Subject, *, is_slow: bool) -> bool:
    """Return whether a generator takes part in this round."""
    if subject.name == OURS:
        return number <= (step.slow_rounds if is_slow else step.rounds)
    return step.name != "bare" and number <= (PEER_ROUNDS if is_slow else step.rounds)


def _prepare(step: Step, number: int, subject: Subject, built: set[Path]) -> None:
    if step.name in {"bare", "cold"}:
        subject.forget()
    elif subject.folder not in built:  # the run goes on where another was stopped
        subject.forget()
        run(subject.build, subject.folder)
        built.add(subject.folder)
    if step.name in subject.changes:
        subject.changes[step.name].apply(number)
