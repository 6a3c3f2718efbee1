"""What each state of a translation shows to readers and says to staff."""

from pathlib import Path

import pytest
from lxml import html

from site_builder.cli.main import main
from site_builder.diagnostics import has_errors
from tests.builders import MEMORY
from tests.languages.sample import (
    AR,
    EN,
    ID,
    STAMPS_PATH,
    TODAY,
    build,
    confirmed,
    page_text,
    sample_files,
    write_project,
)

ENGLISH, ARABIC = "en/samples/index.html", "ar/amthila/index.html"
LIMIT = "stale_days: 10\n"


def changed(files: dict[str, str], path: str, old: str, new: str) -> dict[str, str]:
    assert old in files[path]
    return {**files, path: files[path].replace(old, new)}


def of_page(files: dict[str, str]) -> list[tuple[str, str, int | None]]:
    return [
        (d.code, d.location.path, d.location.line)
        for d in build(files).diagnostics
        if d.location.path == EN
    ]


def notices(files: dict[str, str], path: str) -> list[html.HtmlElement]:
    """The notices of a page, by the link to the original that each must hold."""
    page = html.document_fromstring(page_text(build(files), path))
    return page.xpath("//main//a[@hreflang='id']/..")


STALE = changed(confirmed(sample_files()), ID, "1. Satu\n", "1. Satu dahulu\n")
UNCONFIRMED = changed(STALE, EN, "1. One\n", "1. One first\n")


def test_a_current_translation_shows_nothing_and_says_nothing():
    files = confirmed(sample_files())
    assert notices(files, ENGLISH) == []
    assert build(files).diagnostics == ()


@pytest.mark.parametrize("path", [ENGLISH, ARABIC])
def test_a_stale_section_tells_its_date_and_leads_to_the_original_section(path: str):
    (notice,) = notices(STALE, path)
    (link,) = notice.iter("a")
    assert link.get("href") == "../../contoh/#steps"
    # Every notice stands in its own section, below its heading.
    section = notice.xpath("ancestor::section[1]")[0]
    assert section.xpath("./h2/@id | @id") == ["steps"]
    assert "2026" in notice.text_content()


def test_the_notice_has_the_day_of_the_confirmation_in_the_language_of_the_reader():
    files = changed(confirmed(sample_files(), "2026-11-09"), ID, "1. Satu\n", "1. Awal\n")
    assert "9 November 2026" in notices(files, ENGLISH)[0].text_content()
    assert "نوفمبر" in notices(files, ARABIC)[0].text_content()


def test_the_original_of_a_stale_section_shows_no_notice():
    assert notices(STALE, "contoh/index.html") == []


def short_page(word: str, more: str = "") -> str:
    return f"---\ntitle: {word}\ndescription: {word}.\nslug: b\n{more}---\n{word}.\n"


def test_a_stale_section_changes_no_other_page():
    others = {
        ID.replace("samples", "more"): short_page("Lain", "sources: []\n"),
        EN.replace("samples", "more"): short_page("More"),
        AR.replace("samples", "more"): short_page("مثال"),
    }
    current = confirmed({**sample_files(), **others})
    before = {file.path: file.content for file in build(current).files}
    stale = changed(current, ID, "1. Satu\n", "1. Satu dahulu\n")
    after = {file.path: file.content for file in build(stale).files}
    pages = {path for path in before if path.endswith("/index.html")}
    assert "b/index.html" in pages
    assert {path for path in pages if before[path] != after[path]} == {
        "contoh/index.html",
        ENGLISH,
        ARABIC,
    }


def test_a_stale_section_is_no_mistake_while_it_contradicts_nothing():
    assert of_page(STALE) == []


def test_a_section_that_is_stale_for_too_long_is_a_warning_and_strictly_an_error(tmp_path: Path):
    files = {**STALE, "site.yaml": LIMIT + STALE["site.yaml"]}
    heading = STALE[EN].split("\n").index("## Steps {#steps}") + 1
    assert of_page(files) == [("LNG008", EN, heading)]
    assert not has_errors(build(files).diagnostics)
    folder = write_project(files, tmp_path)
    arguments = ["--project", str(folder), "check", "--date", TODAY.isoformat()]
    assert [ended(arguments), ended([*arguments, "--strict"])] == [0, 1]


def ended(arguments: list[str]) -> object:
    with pytest.raises(SystemExit) as end:
        main(arguments, memory=MEMORY)
    return end.value.code or 0


def test_an_unconfirmed_section_is_a_warning_without_a_notice():
    heading = STALE[EN].split("\n").index("## Steps {#steps}") + 1
    assert of_page(UNCONFIRMED) == [("LNG007", EN, heading)]
    assert notices(UNCONFIRMED, ENGLISH) == []


def test_a_page_that_nobody_ever_confirmed_is_one_warning_and_shows_no_notice():
    files = dict(sample_files())
    assert STAMPS_PATH not in files
    assert of_page(files) == [("LNG007", EN, 1)]
    assert notices(files, ENGLISH) == []


def test_a_stale_lead_has_its_notice_above_and_leads_to_the_page():
    files = changed(confirmed(sample_files()), ID, "Pembuka contoh.", "Pembuka lain.")
    (notice,) = notices(files, ENGLISH)
    assert [link.get("href") for link in notice.iter("a")] == ["../../contoh/"]


def test_a_section_that_only_the_original_has_is_noticed_at_the_top():
    files = confirmed(sample_files())
    files[ID] += "\n## Baru {#new}\n\nBagian baru.\n"
    (notice,) = notices(files, ENGLISH)
    assert [link.get("href") for link in notice.iter("a")] == ["../../contoh/#new"]
    assert not has_errors(build(files).diagnostics)


@pytest.mark.parametrize(
    ("old", "new"),
    [("1. Satu\n", "1.  SATU!\n"), ("Pembuka contoh.", "Pembuka, contoh")],
)
def test_case_spaces_and_punctuation_make_nothing_stale(old: str, new: str):
    assert notices(changed(confirmed(sample_files()), ID, old, new), ENGLISH) == []
