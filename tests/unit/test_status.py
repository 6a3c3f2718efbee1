"""What `site-builder status` says of the languages, for people and for programs."""

import json

from site_builder.messages.wording import load_messages
from site_builder.read.templates import load_templates, parse_templates
from site_builder.upkeep.status import StatusReport, format_status, make_status
from tests.languages.sample import ID, ROOT, build, confirmed, sample_files


def status_of(files: dict[str, str]) -> StatusReport:
    result = build(files)
    assert result.site is not None
    templates, _ = parse_templates(load_templates(ROOT))
    return make_status(result.site, result.files, result.diagnostics, templates, {})


def stale_files() -> dict[str, str]:
    files = confirmed(sample_files())
    return {**files, ID: files[ID].replace("1. Satu\n", "1. Satu dahulu\n")}


def test_a_current_site_has_nothing_to_compare():
    status = status_of(confirmed(sample_files()))
    assert (list(status.translations), status.counts["translations"]) == ([], 0)


def test_an_entry_has_all_that_a_program_needs():
    report = json.loads(status_of(stale_files()).as_json())
    first = report["translations"][0]
    assert set(first) == {"key", "lang", "section", "state", "since", "diff"}
    assert (first["state"], first["since"], first["diff"]) == ("stale", "2026-11-01", "")


def test_a_section_that_the_original_gained_is_shown_whole():
    files = confirmed(sample_files())
    files[ID] += "\n## Baru {#new}\n\nBagian baru.\n"
    (english, arabic) = status_of(files).translations
    assert (english.section, arabic.section) == ("new", "new")
    assert "+Bagian baru." in english.diff.splitlines()


def test_a_language_whose_words_no_check_can_read_is_named():
    status = status_of(confirmed(sample_files()))
    assert list(status.unread) == ["ar"]
    assert {report.lang for report in status.language} == {"id", "en"}
    for lang in ("id", "en"):
        lines = format_status(status, load_messages(lang)).splitlines()
        assert any("reading" in line and line.endswith("ar") for line in lines)


def test_people_see_the_same_as_programs():
    text = format_status(status_of(stale_files()), load_messages("en"))
    assert "samples [en] #steps" in text
    assert "samples [ar] #steps" in text


def test_kinds_and_states_are_in_the_words_of_the_staff():
    files = confirmed(sample_files())
    files["site.yaml"] += "review_every: {page: 100}\n"
    status = status_of(files)
    assert {review.kind for review in status.reviews} == {"page"}
    for lang, kind, state in (("id", "halaman", "terbit"), ("en", "page", "published")):
        text = format_status(status, load_messages(lang))
        assert f" {kind}: samples (content/" in text
        assert f" ({state})" in text


def test_hard_reading_is_told_with_its_place():
    files = confirmed(sample_files())
    files[ID] = files[ID].replace("1. Satu\n", f"1. Satu {'kata ' * 25}XYZ\n")
    status = status_of(files)
    report = next(r for r in json.loads(status.as_json())["language"] if r["path"] == ID)
    assert list(report)[:3] == ["path", "sentences", "long"]
    assert report["long"] == 1
    line = report["long_sentences"][0]["line"]
    shown = format_status(status, load_messages("en"))
    assert f"  {ID}:{line} [id] 27 words: Satu kata" in shown
