"""A card says the same on its page, to machines and to whom the page is passed on."""

from __future__ import annotations

import json
from urllib.parse import unquote

import pytest
from lxml import html

from tests.builders import build_tiny, codes, page_of, tiny_files, tiny_templates

HOME = "content/home.{}.md"
ADDRESS = "https://contoh.desa.id/"
CARD = """schema_version: 1
answers:
  - id: help
    situation: {id: Perlu bantuan, en: Help is needed}
    amounts:
      - figure: benefit.grant
        condition: {id: jika sudah terdaftar, en: if registered}
      - figure: benefit.grant
        condition_of: grant.membership
    calls:
      - contact: office
        when: {id: Untuk *bertanya*, en: To *ask*}
    bring: [card, {id: Surat, en: A letter}]
    until: {text: {id: Segera, en: Soon}, said_by: {id: kata kantor, en: says the office}}
    sources: [P1]
    confidence: press
"""
PAPERS = (
    "schema_version: 1\nstep_ids: step-\ndocuments: {card: {id: Kartu, en: A card}}\nguides: {}\n"
)
COMPONENT = """{% macro answer_card(answer) %}<section data-answer="{{ answer.id }}">
<h2>{{ answer.situation }}</h2>
{% for each in answer.amounts %} <p>{{ each.value }} {{ each.condition }}</p>{% endfor %}
{% for call in answer.calls %} <p>{{ call.channel.text }} {{ call.when }}</p>{% endfor %}
{% for paper in answer.bring %} <li>{{ paper }}</li>{% endfor %}
 <p>{{ answer.until }} {{ answer.said_by }}</p>
</section>{% endmacro %}"""
SAID = (
    "Help is needed X$2 million if registered. X$2 million A member for 3 months. "
    "(000) 111 To ask. A card A letter Soon says the office."
)
LINES = """Help is needed
X$2 million if registered.
X$2 million A member for 3 months.
(000) 111 To ask.
- A card
- A letter
Soon says the office.
"""


def with_card(card: str = CARD, front: str = "answer: help\n") -> dict[str, str]:
    texts = {lang: tiny_files()[HOME.format(lang)].decode() for lang in ("id", "en")}
    lines = {lang: text.split("\n") for lang, text in texts.items()}
    pages = {
        HOME.format(lang): "\n".join(line for line in own if not line.startswith("description:"))
        for lang, own in lines.items()
    }
    original = HOME.format("id")
    pages[original] = pages[original].replace("\n---\n", f"\n{front}---\n", 1)
    return {**pages, "data/answers.yaml": card, "data/claims.yaml": PAPERS}


def built(changes: dict[str, str]):
    base = tiny_templates()["base.html"]
    templates = {
        "base.html": base.replace("</main>", "{{ view.answer }}{{ view.share_href }}|</main>"),
        "components/answer_card/answer_card.html": COMPONENT,
    }
    return build_tiny(changes, templates, base_url=ADDRESS)


def english_home(card: str = CARD) -> html.HtmlElement:
    result = built(with_card(card))
    assert not [d for d in result.diagnostics if d.is_error], codes(result.diagnostics)
    return html.document_fromstring(page_of(result, "en/index.html"))


def words(text: str) -> str:
    return " ".join(text.split())


def test_page_machines_and_shared_link_say_the_same():
    page = english_home()
    (card,) = page.cssselect("[data-answer=help]")
    assert words(card.text_content()) == SAID
    described = json.loads(page.cssselect("[type='application/ld+json']")[0].text)
    said = described["mainEntity"]["acceptedAnswer"]["text"]
    assert said == LINES.replace("- ", "").strip()
    shared = next(text for text in page.itertext() if "wa.me" in text)
    assert f"?text={LINES}{ADDRESS}en/" in unquote(shared)


@pytest.mark.parametrize("written", ["if registered", "if registered.", "if *registered*"])
def test_a_text_of_a_card_ends_in_one_stop(written: str):
    card = CARD.replace("en: if registered", f'en: "{written}"')
    (shown,) = english_home(card).cssselect("[data-answer=help]")
    assert words(shown.text_content()) == SAID


def test_a_question_on_a_card_stays_one():
    card = CARD.replace("en: To *ask*", 'en: "*Ask?*"')
    (shown,) = english_home(card).cssselect("[data-answer=help]")
    assert words(shown.text_content()) == SAID.replace("To ask.", "Ask?")


def test_a_line_that_only_an_ended_claim_of_absence_filled_is_left_out():
    claim = """schema_version: 1
unknown:
- {id: amount, what: {id: jumlahnya, en: the amount}, ask: [office], ends_with: benefit.grant}
"""
    line = '{id: "{{ unknown.amount }}", en: "{{ unknown.amount }}"}'
    card = CARD.replace("bring: [", f"bring: [{line}, ")
    page = html.document_fromstring(
        page_of(built({**with_card(card), "data/unknown.yaml": claim}), "en/index.html")
    )
    (shown,) = page.cssselect("[data-answer=help]")
    assert words(shown.text_content()) == SAID
    assert len(shown.cssselect("li")) == len(
        english_home().cssselect("[data-answer=help]")[0].cssselect("li")
    )


def test_a_page_without_description_is_described_by_its_card():
    (described,) = english_home().cssselect("meta[name=description]")
    assert described.get("content") == "Help is needed: X$2,000,000 if registered."


def test_a_page_without_card_owes_a_description_in_every_language():
    found = built(with_card(front="")).diagnostics
    owed = [d.location.path for d in found if d.code == "CFG005"]
    assert sorted(owed) == [HOME.format("en"), HOME.format("id")]


def test_what_a_card_names_must_be_there():
    wrong = CARD.replace("office", "ofice").replace("grant.membership", "grant.age")
    found = built(with_card(wrong.replace("[card,", "[kard,"))).diagnostics
    unknown = {d.params["value"] for d in found if d.code == "DAT007"}
    assert unknown == {"ofice", "grant.age", "kard"}
