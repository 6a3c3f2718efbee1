"""The real words of both languages for reading numbers, ready to read text with."""

from functools import cache
from pathlib import Path

from site_builder.model import Lexicon
from site_builder.read.catalogs import parse_catalog
from site_builder.read.syntax.reader import Reader
from site_builder.text.number_tagger import Recogniser
from site_builder.text.tags import Recognised

CATALOGS = Path(__file__).resolve().parent.parent / "content" / "i18n"
LANGUAGES = ("id", "en")


@cache
def reading(lang: str) -> Lexicon:
    reader = Reader(f"{lang}.yaml")
    catalog = parse_catalog((CATALOGS / reader.path).read_text("utf-8"), lang, reader)
    assert catalog.lexicon is not None
    assert not reader.finish()
    return catalog.lexicon


@cache
def recogniser(lang: str) -> Recogniser:
    return Recogniser(reading(lang))


def find(lang: str, text: str) -> tuple[Recognised, ...]:
    return recogniser(lang).find(text)


def normals(lang: str, text: str) -> list[str]:
    return [found.normal for found in find(lang, text)]
