"""The pages that every generator is given: invented, drawn from a seed, in two languages.

Texts are neutral: `{number}` is a number from the data and `{link:KEY}` a link, which each format
writes in its own way (`formats.py`). None of it says anything about anybody.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

LANGUAGES = ("id", "en")
SEED = 14
NUMBER = 1111
"""What the data says at first."""
SECTION_SIZE = 20
"""A page and those below it, in one language."""
MENU_SIZE = 6

# By language, word for word.
SUBJECTS = (
    ("petugas", "the clerk"), ("tetangga", "the neighbour"), ("guru", "the teacher"),
    ("pedagang", "the trader"), ("nelayan", "the fisher"), ("petani", "the farmer"),
    ("sopir", "the driver"), ("perajin", "the weaver"), ("penjaga", "the keeper"),
    ("penulis", "the writer"),
)  # fmt: skip
VERBS = (
    ("membaca", "reads"), ("menyimpan", "keeps"), ("membawa", "carries"), ("menyalin", "copies"),
    ("memilih", "chooses"), ("memeriksa", "checks"), ("menerima", "receives"),
    ("mengirim", "sends"),
)  # fmt: skip
OBJECTS = (
    ("surat", "the letter"), ("daftar", "the list"), ("catatan", "the note"), ("buku", "the book"),
    ("gambar", "the picture"), ("peta", "the map"), ("kunci", "the key"), ("jadwal", "the plan"),
)  # fmt: skip
PLACES = (
    ("di kantor", "at the office"), ("di pasar", "at the market"), ("di rumah", "at home"),
    ("di sekolah", "at the school"), ("di pelabuhan", "at the harbour"),
    ("di sawah", "in the field"), ("di bengkel", "in the workshop"),
    ("di terminal", "at the station"),
)  # fmt: skip
ENDINGS = (
    ("dan menunggu jawaban", "and waits for an answer"), ("dan pulang", "and goes home"),
    ("sebelum hujan turun", "before the rain falls"), ("setelah makan pagi", "after breakfast"),
    ("karena hari cerah", "because the day is bright"), ("untuk tamu", "for a guest"),
    ("dengan sabar", "with patience"), ("dan berterima kasih", "and says thank you"),
)  # fmt: skip
SENTENCE = (SUBJECTS, VERBS, OBJECTS, PLACES, ENDINGS)
TITLE = (OBJECTS, SUBJECTS, PLACES, ENDINGS)
HEADINGS = (
    ("pagi", "Pada pagi hari", "In the morning"), ("siang", "Pada siang hari", "At noon"),
    ("sore", "Pada sore hari", "In the afternoon"), ("malam", "Pada malam hari", "At night"),
)  # fmt: skip

Texts = Mapping[str, str]
"""By language."""


@dataclass(frozen=True, kw_only=True)
class CorpusPage:
    """A page in every language; `key` is its address too."""

    key: str
    titles: Texts
    descriptions: Texts
    bodies: Texts
    parent: str = ""
    next_keys: tuple[str, ...] = ()
    template: str = "page"
    """Ours; the others know one."""
    is_from_data: bool = False
    """Our program makes this page from data; the others are given its text."""


def make_corpus(size: int) -> tuple[CorpusPage, ...]:
    """Draw a site of `size` pages, both languages counted."""
    fixed = tuple(_fixed_pages())
    keys = _keys(size // len(LANGUAGES) - len(fixed))
    chance = random.Random(SEED)
    return (*fixed, *(_article(number, keys, chance) for number in range(len(keys))))


def menu_keys(pages: tuple[CorpusPage, ...]) -> tuple[str, ...]:
    """Return the first sections, to which every page links."""
    return tuple(page.key for page in pages if _is_section(page))[:MENU_SIZE]


def draw_sentence(chance: random.Random) -> Texts:
    """Draw one sentence, in every language."""
    words = [chance.choice(choices) for choices in SENTENCE]
    return {lang: _capital(" ".join(column)) + "." for lang, column in _columns(words)}


def _is_section(page: CorpusPage) -> bool:
    return page.template == "page" and not page.parent and not page.is_from_data


def _keys(number: int) -> tuple[str, ...]:
    sections = (f"section-{1 + i // SECTION_SIZE}" for i in range(number))
    return tuple(
        f"{section}/page-{i % SECTION_SIZE}" if i % SECTION_SIZE else section
        for i, section in enumerate(sections)
    )


def _article(number: int, keys: tuple[str, ...], chance: random.Random) -> CorpusPage:
    key = keys[number]
    section, _, is_below = key.partition("/")
    first = number - number % SECTION_SIZE
    below = [] if is_below else keys[first + 1 : first + SECTION_SIZE]
    onward = keys[(first + SECTION_SIZE) % len(keys)] if below else keys[(number + 1) % len(keys)]
    sentences = [draw_sentence(chance) for _ in range(38)]
    return CorpusPage(
        key=key,
        titles=_title(number),
        descriptions=sentences[0],
        bodies={lang: _body([s[lang] for s in sentences], lang, below) for lang in LANGUAGES},
        parent=section if is_below else "",
        next_keys=(onward,),
    )


def _title(number: int) -> Texts:
    """Return the title with a number, in words: each number has its own."""
    number %= prod(map(len, TITLE))
    words = []
    for choices in TITLE:
        number, position = divmod(number, len(choices))
        words.append(choices[position])
    return {lang: _capital(" ".join(column)) for lang, column in _columns(words)}


def _body(sentences: list[str], lang: str, below: Sequence[str]) -> str:
    """Make three kilobytes of Markdown: paragraphs, lists, emphasis, a number, links."""
    lead, rest = sentences[1:4], sentences[4:]
    counted = {"id": "Peserta contoh: {number}.", "en": "Sample members: {number}."}[lang]
    parts = [" ".join([*lead, counted] if below else lead)]
    parts += ["\n".join(f"- {{link:{key}}}" for key in below)] if below else []
    for position, (name, *headings) in enumerate(HEADINGS):
        start = position * 8
        paragraph, items = rest[start : start + 4], rest[start + 4 : start + 8]
        first, _, others = paragraph[0].partition(" ")
        parts.append(f"## {headings[LANGUAGES.index(lang)]} {{#{name}}}")
        parts.append(" ".join([f"**{first}** {others}", *paragraph[1:]]))
        parts.append("\n".join(f"- {item}" for item in items))
    return "\n\n".join(parts) + "\n"


def _fixed_pages() -> Iterator[CorpusPage]:
    """Give the pages that our format wants of every site, as few as can be."""
    number = {"id": "Peserta contoh: {number}.\n", "en": "Sample members: {number}.\n"}
    for key, template, title, other, bodies in (
        ("", "home", "Situs contoh", "Sample site", number),
        ("404", "not_found", "Tidak ditemukan", "Not found", {}),
        ("sources", "sources", "Sumber contoh", "Sample sources", {}),
        ("data", "data", "Tentang data contoh", "About the sample data", {}),
        ("data/members", "", "Peserta", "Members", number),
        ("data/contributions", "", "Iuran", "Contributions", {}),
        ("data/targets", "", "Target", "Targets", {}),
        ("data/benefits", "", "Manfaat", "Benefits", {}),
        ("data/other-numbers", "", "Angka lain", "Other numbers", {}),
    ):
        titles = {"id": title, "en": other}
        plain = {lang: f"{titles[lang]}.\n" for lang in LANGUAGES}
        yield CorpusPage(
            key=key,
            titles=titles,
            descriptions={lang: f"{titles[lang]}." for lang in LANGUAGES},
            bodies=bodies or plain,
            template=template,
            is_from_data=not template,
        )


def _columns(words: list[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    return zip(LANGUAGES, zip(*words, strict=True), strict=True)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
