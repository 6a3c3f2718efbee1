"""A page is seen on its days, and until then nothing of it is published."""

from datetime import date

from tests.builders import build_tiny, codes, page_of

ADDRESS = "en/sample/index.html"
PAGES = {
    "id": "---\ntitle: Contoh\ndescription: Contoh.\nslug: contoh\nsources: [P1]\n{}---\nContoh.\n",
    "en": "---\ntitle: Sample\ndescription: Sample.\nslug: sample\n---\nSample.\n",
}


def built(today: date, front: str, **options):
    pages = {f"content/sample.{lang}.md": text.format(front) for lang, text in PAGES.items()}
    result = build_tiny(pages, today=today, **options)
    assert not [d for d in result.diagnostics if d.is_error], codes(result.diagnostics)
    return result


def paths(result) -> set[str]:
    return {file.path for file in result.files}


def test_a_page_waits_for_its_day():
    early = built(date(2031, 5, 1), "publish_on: 2031-06-01\n")
    assert ADDRESS not in paths(early)
    assert early.site is not None
    assert early.site.next_build_due is not None
    assert early.site.next_build_due <= date(2031, 6, 1)
    assert ("waiting", "sample") in {(r.kind, r.id) for r in early.site.reviews}
    assert ADDRESS in paths(built(date(2031, 6, 1), "publish_on: 2031-06-01\n"))


def test_a_withdrawn_page_is_gone_from_its_day_on():
    front = "withdraw_on: 2031-06-01\n"
    assert ADDRESS in paths(built(date(2031, 5, 31), front))
    assert ADDRESS not in paths(built(date(2031, 6, 1), front))


def test_what_no_reader_sees_is_not_in_the_certificate():
    for front in ("publish_on: 2031-06-01\n", "draft: true\n"):
        certificate = page_of(built(date(2031, 5, 1), front), "build-manifest.json")
        assert "content/sample" not in certificate


def test_the_preview_shows_what_waits():
    shown = built(date(2031, 5, 1), "publish_on: 2031-06-01\n", with_drafts=True)
    assert ADDRESS in paths(shown)


def test_a_link_to_a_page_of_other_days_is_its_words_and_a_warning():
    pages = {f"content/sample.{lang}.md": text for lang, text in PAGES.items()}
    pages["content/sample.id.md"] = PAGES["id"].format("publish_on: 2031-06-01\n")
    for lang, text in PAGES.items():
        other = text.replace("ontoh", "ain").replace("ample", "ther").format("")
        pages[f"content/other.{lang}.md"] = f"{other}See [it]({{{{ page.sample }}}})."
    result = build_tiny(pages, today=date(2031, 5, 1))
    assert not [d for d in result.diagnostics if d.is_error], codes(result.diagnostics)
    assert "FIG008" in codes(result.diagnostics)
    assert "See it." in page_of(result, "en/sther/index.html")
