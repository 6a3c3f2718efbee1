"""Staff change an amount, a number to call and a source: every page follows, and none forgets.

The facts are chosen from the real project, whatever it says today: those on the most pages that no
other fact looks like.
"""

import csv
import html
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from site_builder.adapters.locale import Locale
from site_builder.model import Currency
from tests.every import every
from tests.site.built_site import BuildOnce, BuiltPage, BuiltSite
from tests.yaml_text import read_yaml

WHY = {
    "amount": {"id": "Jumlahnya naik.", "en": "The amount went up."},
    "contact": {"id": "Nomornya diganti.", "en": "The number was replaced."},
}
COPIES = ("assets/", "build-manifest.json")
"""What holds pages again: for reading offline and for the search."""


@dataclass(frozen=True, kw_only=True)
class Change:
    """A fact as each language writes it, before and after."""

    was: Mapping[str, str]
    now: Mapping[str, str]
    written: tuple[str, str]
    """The same in the downloads."""
    table: str
    apply: Callable[[Path], None]


@pytest.fixture(scope="module")
def changes(real_site: BuiltSite) -> dict[str, Change]:
    return {
        "amount": _amount(real_site),
        "contact": _contact(real_site),
        "source": _source(real_site),
    }


@pytest.fixture(scope="module")
def changed(build_once: BuildOnce, changes: dict[str, Change]) -> BuiltSite:
    def apply(project: Path) -> None:
        for change in changes.values():
            change.apply(project)

    return build_once("changed-facts", change=apply)


@pytest.mark.parametrize("name", ["amount", "contact", "source"])
def test_a_changed_fact_is_new_on_every_page_and_old_only_where_it_is_remembered(
    real_site: BuiltSite, changed: BuiltSite, changes: dict[str, Change], name: str
):
    change, shown = changes[name], Counter[str]()
    remembering = {changed.key("corrections")}
    remembering |= {page.key for page in changed.pages if page.key.endswith("/changes")}
    for page in real_site.pages:
        was, now = change.was[page.lang], change.now[page.lang]
        after = text_of(changed.pages_by_url[page.url])
        if was in text_of(page) and page.key not in remembering:
            shown[page.lang] += 1
            assert now in after, f"{page}: {now} is missing"
        if page.key not in remembering:
            assert was not in after, f"{page}: {was} still stands there"
    assert min(shown[lang] for lang in real_site.languages) > 3, shown
    for lang in every(real_site.languages) if name in WHY else ():
        told = [
            page for page in changed.pages if page.lang == lang and WHY[name][lang] in text_of(page)
        ]
        assert {page.key for page in told} >= {changed.key("corrections")}
        assert {page.key for page in told} <= remembering
        for page in told:
            assert change.was[lang] in text_of(page), page


@pytest.mark.parametrize("name", ["amount", "contact", "source"])
def test_a_changed_fact_is_in_the_downloads(
    changed: BuiltSite, changes: dict[str, Change], name: str
):
    change = changes[name]
    was, now = change.written
    with (changed.root / f"data/{change.table}.csv").open(encoding="utf-8", newline="") as file:
        cells = [cell for row in csv.reader(file) for cell in row]
    assert [cell for cell in cells if now in cell]
    assert not [cell for cell in cells if was in cell]
    texts = [*change.was.values()]
    for path, content in changed.files().items():
        is_text = path.endswith((".csv", ".json", ".xml", ".txt", ".svg"))
        is_memory = path.startswith("data/history.")
        if is_text and not is_memory and not path.startswith(COPIES):
            assert not [text for text in texts if text in content.decode()], path
    with (changed.root / "data/history.csv").open(encoding="utf-8", newline="") as file:
        remembered = [row for row in csv.DictReader(file) if was in row.values()]
    if name in WHY:
        assert [row["table"] for row in remembered] == [change.table]
        assert all(remembered[0][f"why:{lang}"] == WHY[name][lang] for lang in changed.languages)
    if name == "amount":
        assert WHY[name]["id"] in (changed.root / "data/figures.json").read_text("utf-8")


def text_of(page: BuiltPage) -> str:
    return html.unescape(page.file.read_text(encoding="utf-8"))


def _edited(
    path: str, group: str, name: str, edit: Callable[[Any], None]
) -> Callable[[Path], None]:
    """Return what changes one record of a file of data."""

    def apply(project: Path) -> None:
        content = read_yaml((project / path).read_text(encoding="utf-8"))
        edit(next(each for each in content[group] if each["id"] == name))
        (project / path).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    return apply


def _amount(site: BuiltSite) -> Change:
    """Choose an amount that no other figure equals and from which none is computed."""
    records = {each["id"]: each for each in site.data_file("data/benefits.yaml")["benefits"]}
    values = Counter(figure["value"] for figure in site.figures.values())
    parts = {name for each in records.values() for name in each.get("parts", ())}
    formulas = " ".join(str(each.get("formula", "")) for each in records.values())
    uses = Counter(use.partition("@")[0] for page in site.pages for use in page.record["figures"])
    plain = [
        each
        for each in every(records.values())
        if str(each.get("unit")) == "rupiah"
        and values[each.get("amount")] == 1
        and not {"formula", "parts"} & {*each}
        and each["id"] not in parts
        and each["id"] not in formulas
    ]
    chosen = max(plain, key=lambda each: uses[f"benefit.{each['id']}"])
    old, new = chosen["amount"], chosen["amount"] + chosen["amount"] // 10

    def edit(record: Any) -> None:
        former = {
            "until": "2026-01-31",
            "value": old,
            "why": WHY["amount"],
            "source": record["sources"][:1],
        }
        record |= {"amount": new, "valid_from": "2026-02-01"}
        record |= {"history": [*record.get("history", ()), former]}

    return Change(
        was=dict(_money(site, old)),
        now=dict(_money(site, new)),
        written=(str(old), str(new)),
        table="benefits",
        apply=_edited("data/benefits.yaml", "benefits", chosen["id"], edit),
    )


def _money(site: BuiltSite, amount: int) -> Iterator[tuple[str, str]]:
    currency = Currency(**site.settings["currency"])
    for language in site.settings["languages"]:
        locale = Locale(name=language["locale"], currency=currency, scales={})
        yield language["code"], locale.money(Decimal(amount))


def _contact(site: BuiltSite) -> Change:
    """Choose the number that stands on every page."""
    name = site.settings["report_contact"]
    contacts = site.data_file("data/contacts.yaml")["contacts"]
    channels = next(each for each in contacts if each["id"] == name)["channels"]
    old = next(each for each in channels if each["kind"] in {"whatsapp", "phone"})["value"]
    new = old[:-3] + ("999" if old[-3:] != "999" else "888")

    def edit(record: Any) -> None:
        channel = next(each for each in record["channels"] if each["value"] == old)
        former = {
            "until": "2026-01",
            "value": old,
            "why": WHY["contact"],
            "source": channel["sources"][:1],
        }
        channel |= {"value": new, "dial": channel["dial"][:-3] + new[-3:]}
        record["history"] = [*record.get("history", ()), former]

    languages = site.languages
    return Change(
        was=dict.fromkeys(languages, old),
        now=dict.fromkeys(languages, new),
        written=(old, new),
        table="contacts",
        apply=_edited("data/contacts.yaml", "contacts", name, edit),
    )


def _source(site: BuiltSite) -> Change:
    """Choose the source on the most pages; a title that holds another's would be found for it."""
    sources = site.data_file("data/sources.yaml")["sources"]
    texts = [text_of(page) for page in site.pages]
    chosen = max(sources, key=lambda each: sum(each["title"]["id"] in text for text in texts))
    new = {"id": "Judul yang diperbaiki staf", "en": "A title that staff mended"}
    return Change(
        was=chosen["title"],
        now=new,
        written=(chosen["title"]["id"], new["id"]),
        table="sources",
        apply=_edited(
            "data/sources.yaml", "sources", chosen["id"], lambda each: each.update(title=new)
        ),
    )
