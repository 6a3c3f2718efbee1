"""What `diff` finds between two builds, and how it says so."""

import json
from functools import cache
from pathlib import Path

import pytest

from site_builder.messages.wording import load_messages
from site_builder.upkeep.releases.change_report import make_report, render_changes
from site_builder.upkeep.releases.changes import (
    Changes,
    check_addresses,
    compare,
    compare_words,
    find_changes,
)
from site_builder.upkeep.releases.release import NoBuild, Release, load_release, release_of
from tests.builders import build_tiny, edited

DATA = "data/coverage.csv"
HOME = "content/home.id.md"
MARKUP = "content/markup.id.md"
UPDATE = "content/updates/first.id.md"
DAY = ("--date", "2031-01-01")


@cache
def release() -> Release:
    return release_after(None)


def release_after(changes) -> Release:
    result = build_tiny(changes)
    assert result.files, [(d.code, str(d.location), dict(d.params)) for d in result.diagnostics]
    return release_of(result.files)


def changes_after(changes) -> Changes:
    """What is different once the tiny site was changed so."""
    result = build_tiny(changes)
    assert result.site is not None
    assert result.files, [(d.code, str(d.location), dict(d.params)) for d in result.diagnostics]
    return find_changes(release(), release_of(result.files), result.site)


def month_later():
    return edited(
        DATA, "2030-02-20,,,,3", "2030-12-31,,,,3.444,published,P2,2030-12-31,,\n2030-02-20,,,,3"
    )


def test_equal_builds_differ_in_nothing():
    found = compare(release(), release_after(None))
    assert found.is_nothing
    assert (found.unseen, found.gone, found.stale) == (0, (), ())


def test_a_new_number_is_told_with_what_it_was_and_how_much_more_it_is():
    found = changes_after(month_later())
    total = next(change for change in found.figures if change.name == "coverage.total")
    assert total.before is not None
    assert total.after is not None
    assert (total.before.value, total.after.value, total.change) == (3333, 3444, 111)
    assert (total.before.as_of, total.after.as_of) == ("2030-02-28", "2030-12-31")
    assert total.is_shown
    passages = [p for text in found.texts for p in text.passages if "/" in text.urls]
    assert any("3.333" in p.before and "3.444" in p.after for p in passages)


def test_a_sentence_is_told_as_readers_see_it_with_the_pages_that_have_it():
    found = changes_after(edited(HOME, "Peserta: ", "Semua **peserta**: "))
    (text,) = found.texts
    assert (text.lang, text.urls) == ("id", ("/",))
    (passage,) = text.passages
    assert passage.before.startswith("Peserta: 3.333")
    assert passage.after.startswith("Semua peserta: 3.333")
    assert [page.url for page in found.changed] == ["/"]


def test_what_a_search_shows_of_a_page_is_seen():
    found = changes_after(edited(HOME, "Situs contoh dengan", "Contoh situs dengan"))
    before = {p.before for text in found.texts for p in text.passages if "/" in text.urls}
    assert before == {"Situs contoh dengan 3.333 peserta."}


def test_what_is_folded_is_told_too():
    found = changes_after(edited("data/sources.yaml", "Koran Contoh", "Harian Contoh"))
    folded = [p for text in found.texts if "/kabar/pertama/" in text.urls for p in text.passages]
    assert any(p.after.endswith("menurut Harian Contoh.") for p in folded)


def test_a_translation_whose_original_changed_since_is_told_as_stale():
    found = changes_after(edited(MARKUP, "Santunan", "Bantuan"))
    assert [(e.key, e.lang, e.section) for e in found.stale] == [("markup", "en", "table")]


def test_the_address_of_a_moved_page_is_gone_unless_a_redirect_keeps_it():
    moved = edited(MARKUP, "slug: markah", "slug: bentuk")
    found = changes_after(moved)
    moves = [(move.before.url, move.after.url) for move in found.moved]
    assert moves == [("/markah/", "/bentuk/"), ("/markah/sisipan/", "/bentuk/sisipan/")]
    assert (found.added, found.removed) == ((), ())
    assert found.gone == ("/markah/", "/markah/sisipan/")
    kept = {MARKUP: moved[MARKUP].replace("[/lama/]", "[/lama/, /markah/]")}
    assert changes_after(kept).gone == ()
    forgotten = edited(MARKUP, "redirect_from: [/lama/]\n", "")
    assert changes_after(forgotten).gone == ("/lama/", "/lama/sisipan/")


def test_what_was_changed_on_a_page_that_moved_is_told_all_the_same():
    text = edited(MARKUP, "slug: markah", "slug: bentuk")[MARKUP]
    found = changes_after({MARKUP: text.replace("> [!important] Penting.", "> [!important] Baru.")})
    passages = [p for text in found.texts if "/bentuk/" in text.urls for p in text.passages]
    assert any("Penting." in p.before and "Baru." in p.after for p in passages)


def test_a_deleted_page_is_an_error_where_it_stood():
    more = {
        f"content/more.{lang}.md": f"---\ntitle: {word}\ndescription: {word}.\nslug: more\n"
        f"{'sources: [P1]' if lang == 'id' else ''}\n---\n{word}.\n"
        for lang, word in (("id", "Lagi"), ("en", "More"))
    }
    result = build_tiny()
    assert result.site is not None
    found = find_changes(release_after(more), release_of(result.files), result.site)
    assert [page.url for page in found.removed] == ["/en/more/", "/more/"]
    problems = {(p.code, p.location.path) for p in check_addresses(found, result.site)}
    assert problems == {("OUT015", path) for path in more}


def test_with_a_certificate_alone_pages_are_named_and_their_texts_are_not():
    before = Release(**{**fields(release()), "html": {}})
    found = compare(before, release_after(edited(HOME, "Peserta: ", "Semua: ")))
    assert [page.url for page in found.changed] == ["/"]
    assert found.texts == ()
    assert found.sizes[0].words is None


def fields(value: Release) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__}


def test_words_that_differ_are_a_piece_of_their_own():
    pieces = compare_words("a b c d\ne", "a x c\ne")
    assert [(each.before, each.after) for each in pieces] == [
        ("a", "a"),
        ("b", "x"),
        ("c", "c"),
        ("d", ""),
        ("\n e", "\n e"),
    ]


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_page_to_sign_needs_nothing_else_and_escapes_what_people_wrote(lang: str):
    result = build_tiny({**edited(HOME, "Peserta: ", "A & B: "), **month_later()})
    assert result.site is not None
    report = make_report(result.site, result.files, release(), "<place>", load_messages(lang))
    html = render_changes(report)
    assert f'<html lang="{lang}">' in html
    assert {"id": "3.444", "en": "3,444"}[lang] in html
    assert "<ins>A &amp; B: 3.444,</ins>" in html
    assert "<li>Keadaan: dipublikasikan, dihitung (" in html, "a sentence to read again"
    assert "&lt;place&gt;" in html
    assert "src=" not in html
    assert html.count("href=") == html.count('href="data:,"')


@pytest.mark.parametrize("content", [b"", b"[]", b'{"pages": [1]}', b'{"date": "2031-01-01"}'])
def test_what_is_no_certificate_is_refused(tmp_path: Path, content: bytes):
    (tmp_path / "build-manifest.json").write_bytes(content)
    with pytest.raises(NoBuild):
        load_release(str(tmp_path))
    with pytest.raises(NoBuild):
        load_release(str(tmp_path / "build-manifest.json"))


def spoil(project: Path, path: str, old: str, new: str) -> None:
    (project / path).write_text(edited(path, old, new)[path], "utf-8")


def test_the_command_compares_with_the_build_before(run, project):
    assert run("--project", project, "build", *DAY)[0] == 0
    spoil(project, HOME, "Peserta: ", "Semua: ")
    status, said, _ = run("--project", project, "diff", *DAY)
    assert status == 0
    assert str(project / "output") in said
    assert "+ Semua: 3.333" in said
    status, said, _ = run("--project", project, "diff", "--format", "json", *DAY)
    assert status == 0
    assert [page["url"] for page in json.loads(said)["changed"]] == ["/"]


def test_an_address_gone_is_an_error_whose_remedy_works(run, project, tmp_path):
    run("--project", project, "build", *DAY)
    spoil(project, MARKUP, "slug: markah", "slug: bentuk")
    report = tmp_path / "report.html"
    arguments = ("--project", project, "diff", "--format", "html", "--output", report, *DAY)
    status, said, _ = run(*arguments)
    assert status == 1
    assert said.count("OUT015") == 1
    assert f"{MARKUP}: OUT015 " in said
    assert "redirect_from: [/markah/]" in said
    assert "/markah/" in report.read_text("utf-8")
    text = (project / MARKUP).read_text("utf-8")
    kept = text.replace("[/lama/]", "[/lama/, /markah/]")
    (project / MARKUP).write_text(kept, "utf-8")
    assert run(*arguments)[0] == 0


def test_a_page_that_had_its_day_may_go_with_its_old_addresses(run, project):
    front = "date: 2030-03-01\nredirect_from: [/tua/]\n"
    spoil(project, UPDATE, "date: 2030-03-01\n", front)
    run("--project", project, "build", *DAY)
    assert (project / "output/tua/index.html").is_file()
    spoil(project, UPDATE, "date: 2030-03-01\n", f"{front}withdraw_on: 2030-12-31\n")
    status, said, _ = run("--project", project, "diff", *DAY)
    assert (status, "/tua/" in said) == (0, False), said


def test_the_published_site_of_the_settings_is_compared_with(run, project, tmp_path):
    run("--project", project, "build", "--output", project / "public", *DAY)
    with (project / "site.yaml").open("a", encoding="utf-8") as settings:
        settings.write("published: public\n")
    assert str(project / "public") in run("--project", project, "diff", *DAY)[1]
    status, said, complained = run("--project", project, "diff", "--against", tmp_path, *DAY)
    assert (status, said) == (2, "")
    assert str(tmp_path) in complained


def test_check_says_what_a_copy_was_made_from_otherwise(run, project, tmp_path):
    copy = tmp_path / "copy"
    run("--project", project, "build", "--output", copy, *DAY)

    def check(place: object) -> tuple[int, list[str], str]:
        status, said, complained = run("--project", project, "check", "--against", place, *DAY)
        return status, said.splitlines(), complained

    assert check(copy)[0] == 0
    assert "its own certificate" in check(copy / "build-manifest.json")[1][-1]
    run("--project", project, "new", "page", "draft", *DAY)
    assert not any("That copy was made from" in line for line in check(copy)[1])
    asked = ("check", "--against", copy, "--format", "json", *DAY)
    assert json.loads(run("--project", project, *asked)[1])["counts"]["errors"] == 0
    spoil(project, UPDATE, "date: 2030-03-01\n", "date: 2030-03-02\n")
    assert any(UPDATE in line for line in check(copy)[1] if "That copy was made from" in line)
    assert check(tmp_path)[0] == 2
