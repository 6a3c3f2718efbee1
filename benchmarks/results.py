"""What was measured, kept as JSON from one moment to the next, so that nothing is lost."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.measure import Sample


@dataclass(kw_only=True)
class Results:
    """`samples` are by `size/step/generator`; `facts` are what they were measured on."""

    path: Path
    facts: dict[str, str]
    samples: dict[str, list[dict[str, float]]] = field(default_factory=dict)

    def add(self, site: object, step: str, name: str, sample: Sample | Mapping[str, float]) -> None:
        """Note a sample, and write all of them down."""
        values = asdict(sample) if isinstance(sample, Sample) else dict(sample)
        self.samples.setdefault(f"{site}/{step}/{name}", []).append(values)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"facts": self.facts, "samples": self.samples}, indent=1)
        self.path.write_text(text, encoding="utf-8")

    def count(self, site: object, step: str, name: str) -> int:
        return len(self.samples.get(f"{site}/{step}/{name}", ()))

    def get(self, site: object, step: str, name: str, what: str = "wall") -> float | None:
        """Return the median; None where nothing was measured."""
        values = [
            each[what] for each in self.samples.get(f"{site}/{step}/{name}", ()) if what in each
        ]
        return median(values) if values else None

    def has_site(self, site: object) -> bool:
        return any(key.startswith(f"{site}/") for key in self.samples)


def load_results(path: Path, facts: dict[str, str], *, is_resumed: bool) -> Results:
    """Begin anew, or go on with what the same program measured on the same day."""
    if is_resumed and path.exists():
        kept: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        if kept["facts"] == facts:
            return Results(path=path, facts=facts, samples=kept["samples"])
    return Results(path=path, facts=facts)
