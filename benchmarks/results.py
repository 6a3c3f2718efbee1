"""What was measured, kept as JSON beside when and of which commit, so that nothing is lost.

The file is part of the repository: the page is made from it, and a run that measures a part
replaces that part alone.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import Sample


@dataclass(frozen=True, kw_only=True, order=True)
class Origin:
    """When something was measured, and of which program."""

    date: str
    commit: str
    note: str = ""
    """What else a reader is to know of it."""


@dataclass(kw_only=True)
class Results:
    """`samples` and `origins` are by `site/step/generator`; `facts` hold of all of them."""

    path: Path
    facts: dict[str, str]
    origin: Origin
    """Of what is measured now."""
    samples: dict[str, list[dict[str, float]]] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    current: set[str] = field(default_factory=set)
    """What belongs to this run; the rest is replaced as soon as it is measured again."""

    def add(self, site: object, step: str, name: str, sample: Sample | Mapping[str, float]) -> None:
        """Note a sample, and write all of them down."""
        key = f"{site}/{step}/{name}"
        if key not in self.current:
            self.current.add(key)
            self.samples[key], self.origins[key] = [], self.origin
        values = asdict(sample) if isinstance(sample, Sample) else dict(sample)
        self.samples[key].append({what: float(f"{value:.4g}") for what, value in values.items()})
        self.write()

    def write(self) -> None:
        lines = (
            f"{json.dumps(key)}: "
            + json.dumps({**asdict(self.origins[key]), "samples": self.samples[key]})
            for key in sorted(self.samples)
        )
        measured = ",\n  ".join(lines)
        text = f'{{"facts": {json.dumps(self.facts)},\n "measured": {{\n  {measured}}}}}\n'
        self.path.write_text(text, encoding="utf-8")

    def count(self, site: object, step: str, name: str) -> int:
        """Return how many samples belong to this run."""
        key = f"{site}/{step}/{name}"
        return len(self.samples[key]) if key in self.current else 0

    def get(
        self,
        site: object,
        step: str,
        name: str,
        what: str = "wall",
        choose: Callable[[list[float]], float] = median,
    ) -> float | None:
        """Return the median, or another choice; None where nothing was measured."""
        values = [
            each[what] for each in self.samples.get(f"{site}/{step}/{name}", ()) if what in each
        ]
        return choose(values) if values else None

    def steps(self, *sites: object) -> Mapping[Origin, list[str]]:
        """Return which steps of some sites were measured when, the newest first."""
        found: dict[Origin, list[str]] = {}
        for key, origin in self.origins.items():
            site, step, _ = key.rsplit("/", 2)
            if site in map(str, sites) and step not in found.setdefault(origin, []):
                found[origin].append(step)
        return {origin: found[origin] for origin in sorted(found, reverse=True)}


def load_results(path: Path, facts: dict[str, str], origin: Origin, *, is_resumed: bool) -> Results:
    """Return what was measured with the same generators on such a machine.

    A run that is resumed goes on with what the same program measured on the same day.
    """
    results = Results(path=path, facts=facts, origin=origin)
    if path.exists():
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        for key, value in kept["measured"].items() if kept["facts"] == facts else ():
            results.samples[key] = value["samples"]
            results.origins[key] = Origin(
                **{name: value[name] for name in ("date", "commit", "note")}
            )
            if is_resumed and results.origins[key] == origin:
                results.current.add(key)
    return results
