"""A benefit is written once: change its amount, and every page, example and search block follows.

The real project is built twice in memory, once with one amount of `data/benefits.yaml` changed.
Wherever the old value stood the new one must stand, and the old one must be nowhere.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml

from site_builder.build import BuildOptions, BuildResult, build_site
from site_builder.read.project import load_files
from site_builder.read.templates import load_templates
from tests.conftest import BUILD_DATE, PROJECT_ROOT

BENEFITS = "data/benefits.yaml"
MANIFEST = "build-manifest.json"
LD = "//script[@type='application/ld+json']/text()"
Files = Mapping[str, bytes]

CHANGES = {
    # what is changed: the benefit, the line in its entry, the new line, figures that must follow
    "death benefit": (
        "jkm_total", "amount: 42000000", "amount: 43210987", ("benefit.jkm_total",)),
    "formula of death at work": (
        "death_work", 'formula: "60 / 100 * 80 * wage_basis"',
        'formula: "61 / 100 * 80 * wage_basis"',
        ("benefit.death_work", "benefit.death_work_total")),
    "wage basis": (
        "wage_basis", "amount: 1000000", "amount: 1234000",
        ("benefit.death_work", "benefit.death_work_total", "benefit.disability_total",
         "benefit.stmb_first_amount", "benefit.stmb_later_amount", "contribution.jkk")),
    "contribution": (
        "monthly", "amount: 16800", "amount: 16900",
        ("contribution.monthly", "contribution.monthly_discounted", "contribution.yearly")),
}  # fmt: skip


@cache
def project_files() -> Files:
    return load_files(PROJECT_ROOT)


@cache
def templates() -> Mapping[str, bytes]:
    return load_templates(PROJECT_ROOT)


@cache
def result_on(day: str, change: str = "") -> BuildResult:
    files = dict(project_files())
    if change:
        benefit, old, new, _ = CHANGES[change]
        files[BENEFITS] = changed(files[BENEFITS].decode(), benefit, old, new).encode()
    result = build_site(files, templates(), BuildOptions(today=date.fromisoformat(day)))
    assert result.files, [found for found in result.diagnostics if found.is_error]
    return result


@cache
def built(change: str = "", day: str = BUILD_DATE) -> Files:
    return {file.path: file.content for file in result_on(day, change).files}


def changed(text: str, benefit: str, old: str, new: str) -> str:
    """Replace a line in one entry of the file."""
    start = text.index(f"  - id: {benefit}\n")
    place = text.index(old, start)
    following = text.find("\n  - id: ", start)
    assert following == -1 or place < following, f"{benefit} does not hold {old!r}"
    return text[:place] + new + text[place + len(old) :]


def figures(files: Files) -> dict[str, dict[str, Any]]:
    return json.loads(files[MANIFEST])["figures"]


def pages(files: Files) -> Iterator[tuple[str, lxml.html.HtmlElement]]:
    for path in sorted(files):
        if path.endswith(".html"):
            yield path, lxml.html.document_fromstring(files[path])


def shown(tree: lxml.html.HtmlElement) -> list[tuple[str, str, str]]:
    """Give name, value and text of every figure of a page, in order."""
    return [
        (element.get("data-figure"), element.get("value"), element.text_content())
        for element in tree.xpath("//data[@data-figure]")
    ]


def described(tree: lxml.html.HtmlElement) -> dict[str, int]:
    """Give the amounts that a page tells search engines, by their names."""
    grants = [
        grant
        for text in tree.xpath(LD)
        for grant in json.loads(text).get("about", {}).get("serviceOutput", ())
    ]
    return {grant["name"]: grant["amount"]["value"] for grant in grants}


def differing(before: Files, after: Files) -> dict[str, tuple[str, str]]:
    """Give the old and the new value of every figure that the change moved."""
    old, new = figures(before), figures(after)
    return {
        name: (str(old[name]["value"]), str(new[name]["value"]))
        for name in old
        if old[name]["value"] != new[name]["value"]
    }


def running_text(tree: lxml.html.HtmlElement) -> str:
    """Give a page's words without its figures, and without what others wrote."""
    for element in tree.xpath(
        "//data | //script | //style | //svg | //blockquote | //cite"
        " | //*[contains(@class, 'ps-sources')] | //code"
    ):
        element.drop_tree()
    attributes = tree.xpath("//meta/@content | //@alt | //@aria-label | //@title")
    return " ".join([tree.text_content(), *attributes])


def written(value: str) -> list[str]:
    """Give the ways in which an amount could be typed."""
    grouped = f"{Decimal(value):,f}"
    return [grouped, grouped.replace(",", "."), value]


@pytest.mark.parametrize("change", CHANGES)
def test_every_figure_that_depends_on_it_moves(change: str):
    moved = differing(built(), built(change))
    assert set(CHANGES[change][3]) <= set(moved)
    for name in moved:
        assert name.startswith(("benefit.", "contribution.")), name


@pytest.mark.parametrize("change", CHANGES)
def test_every_page_shows_the_new_amount_wherever_it_showed_the_old(change: str):
    before, after = built(), built(change)
    moved = differing(before, after)
    places = 0
    for (path, old), (new_path, new) in zip(pages(before), pages(after), strict=True):
        assert path == new_path
        was, now = shown(old), shown(new)
        assert [name for name, _, _ in was] == [name for name, _, _ in now], path
        for (name, value, text), (_, new_value, new_text) in zip(was, now, strict=True):
            if name in moved:
                places += 1
                assert (value, new_value) == moved[name], (path, name)
                assert text != new_text, (path, name)
            else:
                assert (value, text) == (new_value, new_text), (path, name)
    assert places >= len(moved) * 2, "each amount is shown in both languages"


@pytest.mark.parametrize("change", CHANGES)
def test_the_old_amount_is_typed_nowhere(change: str):
    before, after = built(), built(change)
    kept = {str(record["value"]) for record in figures(after).values()}
    gone = {old for old, _ in differing(before, after).values()} - kept
    for path, tree in pages(after):
        text = running_text(tree)
        for value in gone:
            for form in written(value):
                assert not re.search(rf"(?<![\d.,]){re.escape(form)}(?![\d.,]*\d)", text), (
                    path,
                    form,
                )


@pytest.mark.parametrize("change", CHANGES)
def test_search_engines_read_the_new_amount(change: str):
    before, after = built(), built(change)
    moved = {name: int(Decimal(new)) for name, (_, new) in differing(before, after).items()}
    labels = {label: name for name in benefits() for label in labels_of(name)}
    for (path, old), (_, new) in zip(pages(before), pages(after), strict=True):
        was, now = described(old), described(new)
        assert was.keys() == now.keys(), path
        for label, amount in now.items():
            name = f"benefit.{labels[label]}"
            assert amount == moved.get(name, was[label]), (path, label)


@pytest.mark.parametrize("change", ["death benefit", "formula of death at work", "wage basis"])
def test_a_page_in_each_language_describes_the_changed_benefit(change: str):
    moved = differing(built(), built(change))
    names = {
        label for name in benefits() if f"benefit.{name}" in moved for label in labels_of(name)
    }
    found = [path for path, tree in pages(built(change)) if described(tree).keys() & names]
    assert {path.startswith("en/") for path in found} == {True, False}


def test_the_downloads_follow_too():
    text = built("death benefit")["data/figures.json"].decode()
    assert "43210987" in text
    assert "42000000" not in text


# --- what has ended ---------------------------------------------------------------------------

ENDED = {"id": "berakhir {}", "en": "ended {}"}
DISCOUNTS = {
    # the last day in each language, the day after it, and what is due after that
    "discount_other": ({"id": "31 Desember 2026", "en": "31 December 2026"}, "2027-01-01"),
    "discount_transport": ({"id": "31 Maret 2027", "en": "31 March 2027"}, "2027-04-01"),
}


def lang_of(tree: lxml.html.HtmlElement) -> str:
    return str(tree.xpath("string(/html/@lang)"))


@pytest.mark.parametrize("discount", DISCOUNTS)
def test_a_build_after_a_discount_says_everywhere_that_it_ended(discount: str):
    last_days, day = DISCOUNTS[discount]
    seen = set()
    for path, tree in pages(built(day=day)):
        lang = lang_of(tree)
        for element in tree.xpath(f"//data[@data-figure='contribution.{discount}']"):
            seen.add(lang)
            notice = element.getnext()
            assert notice is not None, path
            assert notice.text_content() == ENDED[lang].format(last_days[lang]), path
    assert seen == set(ENDED)


@pytest.mark.parametrize("discount", DISCOUNTS)
def test_a_build_before_its_end_does_not_say_so(discount: str):
    last_days, _ = DISCOUNTS[discount]
    for path, tree in pages(built()):
        text = tree.text_content()
        assert ENDED[lang_of(tree)].format(last_days[lang_of(tree)]) not in text, path


def test_the_other_discount_is_not_called_ended_too_early():
    _, day = DISCOUNTS["discount_other"]
    for path, tree in pages(built(day=day)):
        notices = tree.xpath(
            "//data[@data-figure='contribution.discount_transport']"
            "/following-sibling::*[1][contains(@class, 'expired')]"
        )
        assert not notices, path


def test_staff_are_warned_of_what_has_ended_at_its_line():
    lines = project_files()[BENEFITS].decode().splitlines()
    for day, names in (
        (BUILD_DATE, set()),
        ("2027-01-01", {"discount_other"}),
        ("2027-04-01", {"discount_other", "discount_transport", "monthly_discounted"}),
    ):
        found = [d for d in result_on(day).diagnostics if d.code == "FRE001"]
        assert not any(d.is_error for d in found)
        assert {str(d.params["id"]) for d in found} == names
        for diagnostic in found:
            assert diagnostic.location.path == BENEFITS
            before = lines[: diagnostic.location.line]
            entries = [line for line in before if line.startswith("  - id: ")]
            assert entries[-1] == f"  - id: {diagnostic.params['id']}"


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (BUILD_DATE, "2027-01-01"),
        ("2027-01-01", "2027-04-01"),
        ("2027-04-01", None),
    ],
)
def test_the_next_build_is_due_on_the_day_after_each_end_or_before(day: str, due: str | None):
    """A review may fall due earlier; nothing that ends is ever passed over."""
    next_due = json.loads(built(day=day)[MANIFEST])["next_build_due"]
    site = result_on(day).site
    assert site is not None
    overdue = [
        (review.due + timedelta(days=1)).isoformat()
        for review in site.reviews
        if review.due >= site.today and review.kind != "benefit"
    ]
    assert next_due == min([*overdue, *filter(None, [due])], default=None)


def test_staff_and_readers_are_told_of_contacts_that_nobody_looked_at_again():
    found = [d for d in result_on(BUILD_DATE).diagnostics if d.code == "FRE002"]
    assert {d.location.path for d in found} == {"data/contacts.yaml"}
    names = {str(d.params["contact"]) for d in found}
    told = {"kontak/index.html": "belum dilakukan", "en/contacts/index.html": "not been done"}
    for path, words in told.items():
        tree = lxml.html.document_fromstring(built()[path])
        overdue = {
            card.get("id").replace("-", "_")
            for card in tree.xpath("//section[@id][.//p]")
            if words in card.text_content() and "ps-contact-card" in card.get("class")
        }
        assert overdue == names, path


@pytest.mark.parametrize("first", [BUILD_DATE, "2026-12-31"])
def test_no_page_changes_by_itself_before_a_build_is_due(first: str):
    due = date.fromisoformat(json.loads(built(day=first)[MANIFEST])["next_build_due"])
    earlier, later = built(day=first), built(day=(due - timedelta(days=1)).isoformat())
    for path in earlier:
        if path.endswith(".html"):
            assert earlier[path] == later[path], path


# --- the data itself --------------------------------------------------------------------------


@cache
def benefits() -> dict[str, dict[str, Any]]:
    entries = yaml.safe_load(Path(PROJECT_ROOT, BENEFITS).read_text(encoding="utf-8"))["benefits"]
    return {entry["id"]: entry for entry in entries}


def labels_of(name: str) -> tuple[str, ...]:
    """Give the name of a benefit in every language."""
    return tuple(benefits()[name]["name"].values())


def value(name: str) -> Decimal:
    return Decimal(str(figures(built())[name]["value"]))


def test_published_totals_are_the_sums_of_their_parts():
    parts = ("jkm_lump", "jkm_periodic", "jkm_funeral")
    assert value("benefit.jkm_total") == sum(value(f"benefit.{part}") for part in parts)
    children = value("benefit.scholarship_max.children")
    assert value("benefit.scholarship_max") == children * value("benefit.scholarship_child")
    shares = value("contribution.jkk") + value("contribution.jkm")
    assert value("contribution.monthly") == shares


def test_a_multiple_that_is_named_is_the_one_that_is_computed():
    basis = value("contribution.wage_basis")
    for name in ("benefit.death_work", "benefit.disability_total"):
        assert value(name) == value(f"{name}.multiple") * basis
    for level in ("tk_sd", "smp", "sma", "higher"):
        name = f"benefit.scholarship_{level}"
        assert value(f"{name}_total") == value(name) * value(f"{name}.duration")


def test_every_benefit_has_its_source_rule_and_days():
    for name, entry in benefits().items():
        assert entry["sources"], name
        assert entry["confidence"], name
        assert "valid_from" in entry, name
        assert "valid_to" in entry, name
        assert entry.get("legal") or entry.get("formula"), name


def test_what_is_computed_is_called_computed():
    for name, entry in benefits().items():
        assert ("formula" in entry) == (entry["confidence"] == "computed"), name
