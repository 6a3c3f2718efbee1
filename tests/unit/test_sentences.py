"""Where sentences end in Markdown and in plain lines, and on which line each stands."""

import pytest

from site_builder.model import Lexicon
from site_builder.text.sentences import line_sentences, markdown_sentences

READING = Lexicon(sentence_end=(".", "!", "?"), not_sentence_end=("No.", "Jl.", "e.g."))


def markdown(text: str) -> list[tuple[int, str]]:
    return [(s.line, s.text) for s in markdown_sentences(text, 10, READING)]


def lines(text: str) -> list[str]:
    return [s.text for s in line_sentences(text, 1, READING)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Satu dua. Tiga empat!", ["Satu dua.", "Tiga empat!"]),
        ("Bisa? “Bisa.” Lanjut", ["Bisa?", "Bisa.”", "Lanjut"]),
        ("Pergi ke Jl. Mawar No. 5. Lalu pulang.", ["Pergi ke Jl. Mawar No. 5.", "Lalu pulang."]),
        ("Rp1.111,50 dan (e.g. this) one.", ["Rp1.111,50 dan (e.g. this) one."]),
        ("Ended. but not really.", ["Ended. but not really."]),
        ("", []),
        ("… – …", []),
    ],
)
def test_a_sentence_ends_at_a_mark_and_not_at_an_abbreviation(text: str, sentences: list[str]):
    assert lines(text) == sentences


def test_markdown_ends_sentences_where_readers_see_an_end():
    text = (
        "Awal yang *panjang*\nberlanjut.\n\n### Judul\n\n- butir satu\n- [butir dua](alamat/)\n"
        "1. ketiga\n\n| A | B |\n|---|---|\n| c d | e |\n\n: Keterangan\n\n"
        "> [!note] Awas ya.\n> Lagi."
    )
    assert markdown(text) == [
        (10, "Awal yang panjang berlanjut."),
        (13, "Judul"),
        (15, "butir satu"),
        (16, "butir dua"),
        (17, "ketiga"),
        (19, "A"),
        (19, "B"),
        (21, "c d"),
        (21, "e"),
        (23, "Keterangan"),
        (25, "Awas ya."),
        (26, "Lagi."),
    ]


def test_quotations_and_code_are_not_the_writer_s_sentences():
    text = "> [!quote S1] Kata orang lain. Panjang.\n\n```\nkode. Kode.\n```\n\nMilik kami."
    assert markdown(text) == [(16, "Milik kami.")]


def test_words_are_counted_as_people_count_them():
    (sentence,) = lines_of = line_sentences("Bayar Rp1.111 ke a@b.id, kakek-nenek 2/3!", 1, READING)
    assert len(lines_of) == 1
    assert sentence.words == ("Bayar", "Rp1.111", "ke", "a@b.id", "kakek-nenek", "2/3")


def test_without_marks_only_blocks_end_sentences():
    (first, second) = markdown_sentences("Satu. Dua.\n\nTiga.", 1, Lexicon())
    assert (first.text, second.text) == ("Satu. Dua.", "Tiga.")
