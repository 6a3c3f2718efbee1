"""What the report on plain language finds, on the made-up site in three languages."""

from site_builder.upkeep.plain_language import PlainLanguage, read_plain_language, unread_languages
from site_builder.views.context import SiteContext
from tests.languages.sample import site_of, with_page

LONG = "Kalimat ini " + "sangat " * 18 + "panjang."
"""Of twenty-one words, one more than the catalog lets pass."""


def site(**bodies: str) -> SiteContext:
    return site_of(with_page(**bodies))


def report(body: str) -> PlainLanguage:
    found = read_plain_language(site(id=body))
    return next(report for report in found if report.path == "content/samples.id.md")


def test_a_long_sentence_is_told_with_its_line_and_words():
    short = report("Kalimat pendek.\n\n## Judul {#a}\n\nLagi.")
    long = report(f"Kalimat pendek.\n\n## Judul {{#a}}\n\n{LONG}")
    assert (short.long, long.long) == (0, 1)
    (sentence,) = long.long_sentences
    assert (sentence.words, sentence.text) == (21, LONG)
    assert long.sentences == short.sentences


def test_an_insert_counts_as_what_readers_see():
    """A link's target counts nothing, and what is inserted counts its own words."""
    eighteen = "Kata " + "sangat " * 16 + "panjang"
    assert report(f"{eighteen} {{{{ page.home }}}}.").long == 0  # it is called “Program Contoh”
    assert report(f"{eighteen} [satu dua]({{{{ page.home }}}}).").long == 0
    assert report(f"{eighteen} {{{{ page.home }}}} lagi.").long == 1


def test_a_language_without_sentence_ends_is_left_out_and_named():
    found = site(ar=LONG)
    assert unread_languages(found) == ("ar",)
    assert {report.lang for report in read_plain_language(found)} == {"id", "en"}
