"""Honest changes of content and data, for a copy of the real project: whatever it says today."""

import csv
import re
from pathlib import Path

from tests.sample_year import make_sample
from tests.site.built_site import front_matter
from tests.yaml_text import read_yaml

FACTOR = 3
"""Sums and formulas stay right when every count and every amount is multiplied by one number."""
ADDED_KEY = "halaman-tambahan"
RENAMED = "-nama-baru"
"""What a renamed page has at the end of its key and of its addresses."""
_AMOUNT = re.compile(r"^( +(?:amount|minimum|maximum): )(\d+)$", re.MULTILINE)
_TEXT_FILES = {".md", ".yaml"}


def multiply_numbers(project: Path) -> None:
    """Multiply every count of people and every amount of money that is written in `data/`."""
    multiply_counts(project)
    multiply_amounts(project)


def multiply_counts(project: Path) -> None:
    for name in ("coverage", "targets"):
        path = project / "data" / f"{name}.csv"
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, *rows = csv.reader(file)
        place = header.index("participants")
        for row in rows:
            digits = "".join(filter(str.isdigit, row[place]))
            row[place] = str(int(digits) * FACTOR) if digits else ""
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header, *rows])


def multiply_amounts(project: Path) -> None:
    path = project / "data" / "benefits.yaml"
    head, *entries = re.split(r"(?m)^(?=  - id: )", path.read_text(encoding="utf-8"))
    money = re.compile(r"^    unit: rupiah", re.MULTILINE)
    changed = [
        _AMOUNT.sub(lambda found: f"{found[1]}{int(found[2]) * FACTOR}", entry)
        if money.search(entry)
        else entry
        for entry in entries
    ]
    assert changed != entries
    path.write_text(head + "".join(changed), encoding="utf-8")


def add_page(project: Path) -> None:
    """Write a page in every language of the project, and name it in the foot of all pages."""
    settings = project / "site.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "\nfooter:\n" in text
    settings.write_text(
        text.replace("\nfooter:\n", f"\nfooter:\n  - {ADDED_KEY}\n"), encoding="utf-8"
    )
    source = read_yaml((project / "data" / "sources.yaml").read_text("utf-8"))["sources"][0]
    words = {
        "id": ("Halaman tambahan", "Halaman ini baru ditulis.", "Jumlahnya", "Ada", "orang"),
        "en": ("Added page", "This page is newly written.", "The number", "There are", "people"),
    }
    for lang, (title, lead, heading, before, after) in words.items():
        own = f"sources: [{source['id']}]\n" if lang == "id" else ""
        (project / "content" / f"{ADDED_KEY}.{lang}.md").write_text(
            f"---\ntitle: {title}\ndescription: {lead}\nslug: {title.lower().replace(' ', '-')}\n"
            f"{own}---\n\n{lead}\n\n## {heading} {{#jumlah}}\n\n"
            f"{before} {{{{ coverage.total }}}} {after}.\n",
            encoding="utf-8",
        )


def end_offline(project: Path) -> None:
    """Switch the keeping of pages on devices off."""
    settings = project / "site.yaml"
    text = settings.read_text(encoding="utf-8")
    assert "\noffline: true\n" in text
    settings.write_text(text.replace("\noffline: true\n", "\noffline: false\n"), encoding="utf-8")


def rename_page(project: Path) -> str:
    """Give a page another key, other addresses and other titles; return its new key."""
    old = renamed_key(project)
    new = old + RENAMED
    named = re.compile(rf"(?<![\w/#.-]){re.escape(old)}(?![\w/-])")
    reached = re.compile(rf"(?<=page\.){re.escape(old)}(?![\w/-])")
    for path in sorted(project.rglob("*")):
        if path.suffix not in _TEXT_FILES or "templates" in path.relative_to(project).parts:
            continue
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".md":
            head, fields, body = (
                text.split("---\n", 2) if text.startswith("---\n") else ("", "", "")
            )
            if path.name.startswith(f"{old}."):
                fields = re.sub(r"(?m)^(slug: .*)$", rf"\1{RENAMED}", fields)
                fields = re.sub(r"(?m)^(title: .*)$", r"\1 (anyar)", fields)
            elif fields:
                fields = named.sub(new, fields)
            text = f"{head}---\n{fields}---\n{body}" if fields else text
        else:
            text = named.sub(new, text)
        path.write_text(reached.sub(new, text), encoding="utf-8")
        if "content" in path.parts and path.name.startswith(f"{old}."):
            path.rename(path.with_name(path.name.replace(old, new, 1)))
    return new


def renamed_key(project: Path) -> str:
    """Choose a page without a template of its own, that nobody's data can depend on."""
    keys = [
        path.name.removesuffix(".id.md")
        for path in sorted((project / "content").glob("*.id.md"))
        if "template" not in front_matter(path)
    ]
    return next((key for key in keys if "-" in key), keys[0])


def grow(project: Path) -> None:
    """Let a year pass: twelve months of counts, other amounts, a page more, a page renamed."""
    make_sample(project)
    multiply_amounts(project)
    rename_page(project)
    add_page(project)
