"""The claim guides of the real site: each step says who, with what, until when, and how sure.

The built pages are read in every language and compared with `data/claims.yaml`.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pytest
import yaml

from tests.conftest import PROJECT_ROOT
from tests.site.built_site import BuiltSite
from tests.site.walk import page_of

LANGUAGES = ("id", "en")
LABELS = {
    "id": ["Siapa", "Bawa", "Batas waktu", "Hubungi", "Sumber", "Kepastian"],
    "en": ["Who", "Bring", "Deadline", "Contact", "Sources", "How certain"],
}


@cache
def claims() -> dict[str, Any]:
    return yaml.safe_load(Path(PROJECT_ROOT, "data/claims.yaml").read_text(encoding="utf-8"))


@cache
def contacts() -> dict[str, Any]:
    path = Path(PROJECT_ROOT, "data/contacts.yaml")
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["contacts"]
    return {entry["id"]: entry for entry in entries}


STEPS = [(guide, step) for guide, steps in claims()["guides"].items() for step in steps]


def rows(site: BuiltSite, guide: str, step: str, lang: str) -> dict[str, lxml.html.HtmlElement]:
    page = page_of(site, guide, lang)
    (section,) = page.tree.xpath(f"//section[h2[@id='{step}']]")
    (facts,) = section.xpath(".//dl")
    return {row.findtext("dt"): row.find("dd") for row in facts.xpath("./div")}


def words(element: lxml.html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("guide", "step"), STEPS)
def test_every_step_owes_all_facts(built_site: BuiltSite, guide: str, step: str, lang: str):
    shown = rows(built_site, guide, step, lang)
    assert list(shown) == LABELS[lang]
    assert all(words(value) for value in shown.values())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("guide", "step"), STEPS)
def test_a_step_leads_to_its_contacts_and_sources(
    built_site: BuiltSite, guide: str, step: str, lang: str
):
    entry = claims()["guides"][guide][step]
    shown = rows(built_site, guide, step, lang)
    _, _, _, contact_label, source_label, _ = LABELS[lang]
    targets = shown[contact_label].xpath(".//a/@href")
    assert len(targets) == len(entry["contacts"])
    for name, target in zip(entry["contacts"], targets, strict=True):
        channel = contacts()[name]["channels"][0]
        assert target == (f"tel:{channel['dial']}" if "dial" in channel else channel["value"])
    anchors = [href.rpartition("#")[2] for href in shown[source_label].xpath(".//a/@href")]
    assert anchors == entry["sources"]


@pytest.mark.parametrize(("guide", "step"), STEPS)
def test_a_step_rests_on_sources_that_its_page_names(guide: str, step: str):
    entry = claims()["guides"][guide][step]
    text = Path(PROJECT_ROOT, f"content/{guide}.id.md").read_text(encoding="utf-8")
    listed = set(re.split(r",\s*", re.findall(r"^sources: \[(.*)\]$", text, re.M)[0]))
    own = {name for fact in entry.get("certainty", {}).values() for name in fact.get("sources", ())}
    assert {*entry["sources"], *own} <= listed


@pytest.mark.parametrize(
    ("lang", "employers", "spokesman"),
    [("id", "hanya untuk pemberi kerja", "juru bicara"), ("en", "for employers only", "spokesman")],
)
def test_a_deadline_known_only_from_a_spokesman_or_for_employers_says_so(
    built_site: BuiltSite, lang: str, employers: str, spokesman: str
):
    deadline = LABELS[lang][2]
    report = words(rows(built_site, "klaim/jkk", "langkah-3-lapor", lang)[deadline])
    assert "2 x 24" in report
    assert employers in report
    for step in ("langkah-4-ajukan", "langkah-5-pembayaran"):
        assert spokesman in words(rows(built_site, "klaim/jkm", step, lang)[deadline])


def test_what_no_source_gives_is_called_not_found(built_site: BuiltSite):
    for lang, said in (("id", "Tidak ditemukan"), ("en", "Not found")):
        shown = rows(built_site, "klaim/jkm", "langkah-1-pastikan", lang)
        assert words(shown[LABELS[lang][2]]).startswith(said)


def test_no_guide_keeps_such_a_list_in_its_text():
    for guide in claims()["guides"]:
        for lang in LANGUAGES:
            text = Path(PROJECT_ROOT, f"content/{guide}.{lang}.md").read_text(encoding="utf-8")
            assert not re.search(r"^- \*\*(Siapa|Who|Sumber|Source|Kepastian)", text, re.M)
