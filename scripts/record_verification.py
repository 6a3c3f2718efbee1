"""Write what the full run of the tests found, when and on what, into `docs/verification.md`.

It reads the JUnit file that pytest wrote and judges nothing: a failed run is written as failed.
"""

import subprocess
import sys
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
RECORD = ROOT / "docs" / "verification.md"
SLOWEST = 10


def main() -> None:
    """Read the results named on the command line and write the page."""
    suites = ElementTree.parse(sys.argv[1]).getroot()
    RECORD.parent.mkdir(parents=True, exist_ok=True)
    RECORD.write_text(describe(suites), encoding="utf-8")
    print(RECORD.relative_to(ROOT))


def describe(suites: ElementTree.Element) -> str:
    """Return the page for the results of a run."""
    suite = suites if suites.tag == "testsuite" else suites[0]
    failed = int(suite.get("failures", "0")) + int(suite.get("errors", "0"))
    skipped = int(suite.get("skipped", "0"))
    passed = int(suite.get("tests", "0")) - failed - skipped
    started = datetime.fromisoformat(suite.get("timestamp", ""))
    cases = sorted(suite.iter("testcase"), key=lambda case: -float(case.get("time", "0")))
    lines = [
        "# Verification",
        "",
        "The newest run of `make test-full`: every test, with its full counts.",
        "",
        "| What | Result |",
        "|---|---|",
        f"| Date | {started:%Y-%m-%d} |",
        f"| Commit | {commit()} |",
        f"| Python | {sys.version.split()[0]} |",
        f"| Tests | {passed} passed, {failed} failed, {skipped} skipped |",
        f"| Time | {float(suite.get('time', '0')) / 60:.1f} minutes |",
        "",
        *measured(suite),
        "The slowest tests:",
        "",
        "| Test | Seconds |",
        "|---|---:|",
        *map(row, cases[:SLOWEST]),
    ]
    return "\n".join(lines) + "\n"


def measured(suite: ElementTree.Element) -> list[str]:
    """Return a table of what tests measured (pytest's `record_property`), sorted by name."""
    found = {item.get("name", ""): item.get("value", "") for item in suite.iter("property")}
    if not found:
        return []
    rows = [f"| {name} | {value} |" for name, value in sorted(found.items())]
    return ["What was measured:", "", "| What | Measured |", "|---|---|", *rows, ""]


def row(case: ElementTree.Element) -> str:
    seconds = float(case.get("time", "0"))
    return f"| `{case.get('classname')}::{case.get('name')}` | {seconds:.1f} |"


def commit() -> str:
    """Return the commit that was tested, marked if files outside `docs/` had changed since."""
    changed = git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!docs")
    return f"`{git('rev-parse', 'HEAD')[:12]}`" + (" with changes" if changed else "")


def git(*arguments: str) -> str:
    command = ["git", "-C", str(ROOT), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
