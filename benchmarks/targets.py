"""What we aim at, each as a number that follows from what was measured."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.results import Results
from benchmarks.subjects import ELEVENTY, HUGO, OURS, REAL

Value = float | None


@dataclass(frozen=True, kw_only=True)
class Target:
    text: str
    measured: Callable[[Results], Value]
    most: float
    unit: str = "×"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    target: Target
    value: Value
    """None where it was not measured."""

    @property
    def verdict(self) -> str:
        if self.value is None:
            return "not measured"
        return "met" if self.value <= self.target.most else "missed"


def judge(results: Results) -> tuple[Outcome, ...]:
    return tuple(Outcome(target=each, value=each.measured(results)) for each in TARGETS)


def _ratio(
    step: str, site: object, peer: str, peer_step: str = "", what: str = "wall"
) -> Callable[[Results], Value]:
    """Compare a step of ours with a peer's; the real site is compared at 50 pages."""

    def measured(results: Results) -> Value:
        own = results.get(site, step, OURS, what)
        other = results.get(
            50 if site == REAL and peer != OURS else site, peer_step or step, peer, what
        )
        return own / other if own is not None and other else None

    return measured


def _seconds(step: str, site: object) -> Callable[[Results], Value]:
    return lambda results: results.get(site, step, OURS)


def _growth(step: str, what: str) -> Callable[[Results], Value]:
    """Compare the cost of a page at 10,000 with that at 1,000."""

    def measured(results: Results) -> Value:
        small, large = (results.get(size, step, OURS, what) for size in (1_000, 10_000))
        return large / small / 10 if small and large is not None else None

    return measured


def _rows_growth(results: Results) -> Value:
    small, large = (results.get(f"{n} rows", "read", OURS) for n in (100_000, 1_000_000))
    return large / small / 10 if small and large is not None else None


def _rows_memory(results: Results) -> Value:
    peak = results.get("1000000 rows", "read", OURS, "peak")
    return None if peak is None else peak / 1e6


def _name(site: object) -> str:
    return "real site" if site == REAL else f"{site:,} pages"


def _targets() -> Iterator[Target]:
    for peer, own_step, peer_step, limits in (
        (HUGO, "unchanged", "unchanged", {REAL: 0.5, 50: 0.5, 10_000: 0.05}),
        (HUGO, "edit", "edit", {REAL: 1.6, 50: 1.6, 10_000: 0.1}),
        (HUGO, "cell", "edit", {REAL: 8.0, 50: 8.0, 1_000: 8.0, 10_000: 8.0}),
        (OURS, "template", "cold", {REAL: 1.0, 50: 1.0, 1_000: 1.0, 10_000: 1.0}),
        (ELEVENTY, "bare", "cold", {REAL: 1.5, 50: 1.0}),
        (HUGO, "bare", "cold", {10_000: 6.0}),
    ):
        for site, most in limits.items():
            owner = "our own" if peer == OURS else f"{NAMES[peer]}'s"
            to = "" if own_step == peer_step else f" {STEP_NAMES[peer_step].lower()}"
            text = f"{STEP_NAMES[own_step]}, {_name(site)}: to {owner}{to}"
            yield Target(text=text, measured=_ratio(own_step, site, peer, peer_step), most=most)
    yield Target(
        text="Memory, cold, 10,000 pages: to Hugo's",
        measured=_ratio("cold", 10_000, HUGO, what="peak"),
        most=0.4,
    )
    for step in ("bare", "cold", "edit"):
        for what, noun in (("wall", "time"), ("peak", "memory")):
            text = f"{STEP_NAMES[step]}: {noun} a page at 10,000 to that at 1,000"
            yield Target(text=text, measured=_growth(step, what), most=1.2)
    for site, most in ((REAL, 0.3), (1_000, 0.5)):
        for step in ("screen", "mistake", "mended"):
            text = f"{STEP_NAMES[step]}, {_name(site)}"
            yield Target(text=text, measured=_seconds(step, site), most=most, unit=" s")
    yield Target(
        text="100,000 rows read, validated, rolled up",
        measured=_seconds("read", "100000 rows"),
        most=5.0,
        unit=" s",
    )
    yield Target(text="A row of 1,000,000 to one of 100,000", measured=_rows_growth, most=1.2)
    yield Target(text="Memory at 1,000,000 rows", measured=_rows_memory, most=700, unit=" MB")


NAMES = {OURS: "ours", HUGO: "Hugo", ELEVENTY: "Eleventy"}
STEP_NAMES = {
    "bare": "Cold without compression and pictures",
    "cold": "Cold",
    "unchanged": "Unchanged",
    "edit": "One edit",
    "cell": "One data cell",
    "template": "One template",
    "screen": "Save to screen",
    "mistake": "Mistake shown",
    "mended": "Mistake gone",
}
TARGETS = tuple(_targets())
