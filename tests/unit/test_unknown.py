"""Claims of absence: what was not found is data, and is said only until data ends it."""

import pytest

from tests.builders import build_tiny, codes, page_of, tiny_files

CLAIMS = """schema_version: 1
unknown:
- id: by_area
  what: {id: jumlah per desa, en: the number by village}
  ask: [office]
  ends_with: %s
  note: {id: Catatan., en: A note.}
"""
MARKUP = "content/markup.{}.md"
CLAIM = "{{ unknown.by_area }}"
SAID = "the number by village"


def built(ends_with: str, text: str = "", *, is_listed: bool = False):
    files = {
        MARKUP.format(lang): tiny_files()[MARKUP.format(lang)].decode() for lang in ("id", "en")
    }
    changes = {path: f"{own}\n\n{text}\n" for path, own in files.items()}
    original = MARKUP.format("id")
    if is_listed:
        changes[original] = changes[original].replace("sources:", "unknown: [by_area]\nsources:", 1)
    result = build_tiny({**changes, "data/unknown.yaml": CLAIMS % ends_with})
    assert not [d for d in result.diagnostics if d.is_error], result.diagnostics
    return result, page_of(result, "en/markup/index.html")


@pytest.mark.parametrize(
    ("ends_with", "has_ended"),
    [
        ("coverage.by_area", True),
        ("coverage.by_area@2030", True),
        ("coverage.by_area@2030-02", True),
        ("coverage.by_area@2031", False),
        ("coverage.by_area@203", False),
        ("coverage.by_occupation", False),
        ("coverage.by_funding@2030-01", True),
        ("coverage.total@2030", True),
        ("coverage.total@2029", False),
        ("coverage.area_north", True),
        ("coverage.area_south", False),
        ("benefit.grant", True),
        ("indicator.budget", False),
        ("null", False),
    ],
)
def test_a_claim_ends_with_the_number_that_it_says_is_absent(ends_with: str, has_ended: bool):
    if ends_with.endswith("@203"):
        result = build_tiny({"data/unknown.yaml": CLAIMS % ends_with})
        assert "CFG006" in codes(result.diagnostics)
        return
    result, _ = built(ends_with)
    assert ("FRE003" in codes(result.diagnostics)) is has_ended


def test_a_page_says_what_was_not_found_and_whom_to_ask():
    _, page = built("coverage.by_area@2031", f"{CLAIM}\n\n- {{{{ unknown.by_area | what }}}};\n")
    assert "unknown.said" in page
    assert "<li>the number by village;</li>" in page


def test_a_claim_that_has_ended_takes_its_paragraph_its_item_and_its_list_along():
    what = "{{ unknown.by_area | what }}"
    text = f"Before. {CLAIM}\n\n{CLAIM}\n\n- {CLAIM}\n- Item.\n\nWord.\n\n1. {what};\n"
    without, empty = built("coverage.by_area")[1], built("coverage.by_area", text)[1]
    assert SAID[3:] not in empty
    assert empty.count("<p>") - without.count("<p>") == 2
    assert "<li>Item.</li>" in empty
    assert empty.count("<ol>") == without.count("<ol>")
    assert "<li></li>" not in empty


def test_a_page_lists_its_claims_at_its_end_until_they_have_ended():
    assert f"The{SAID[3:]}. A note." in built("coverage.by_area@2031", is_listed=True)[1]
    result, page = built("coverage.by_area", CLAIM, is_listed=True)
    assert SAID[3:] not in page
    (found,) = [d for d in result.diagnostics if d.code == "FRE003"]
    assert {place.path for place in found.related} == {
        "content/markup.id.md", "content/markup.en.md", "data/coverage.csv",
    }  # fmt: skip


def test_names_that_lead_nowhere_are_errors():
    claims = (CLAIMS % "coverage.by_area").replace("[office]", "[nobody]")
    text = tiny_files()[MARKUP.format("id")].decode().replace("sources:", "unknown: [no]\nsources:")
    result = build_tiny(
        {"data/unknown.yaml": claims, MARKUP.format("id"): f"{text}\n\n{{{{ unknown.x }}}}\n"}
    )
    assert {"DAT007", "FIG003"} <= set(codes(result.diagnostics))
