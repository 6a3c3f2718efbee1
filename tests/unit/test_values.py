"""What a name means: figures, pages, contacts, terms, blocks, and the filters of figures."""

from dataclasses import replace
from decimal import Decimal

import pytest

from site_builder.model import Text
from site_builder.text.inserts import find_inserts, places_of
from site_builder.text.tags import plain_number
from site_builder.views.context import PageContext
from site_builder.views.inserts.contact import ContactValue
from site_builder.views.inserts.figure import FigureValue
from site_builder.views.inserts.inline import known_names, resolve
from site_builder.views.inserts.page import PageValue
from site_builder.views.inserts.template_names import template_names
from site_builder.views.inserts.value import InsertError, PlainValue
from tests.builders import PLACE, both, make_benefit, make_context, make_figure, make_project
from tests.every import every


@pytest.fixture
def context() -> PageContext:
    return make_context("en", "inserts")


def text(context: PageContext, name: str, *filters: str | tuple[str, str]) -> str:
    value = resolve(context, name)
    for one in filters:
        filter_name, argument = one if isinstance(one, tuple) else (one, None)
        value = value.filtered(filter_name, argument)
    return value.text()


def html(context: PageContext, name: str, *filters: str) -> str:
    value = resolve(context, name)
    for one in filters:
        value = value.filtered(one, None)
    return str(value.html())


# --- figures ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("coverage.total", "3,333"),
        ("coverage.share_tax", "66.67%"),
        ("contribution.fee", "X$1,111"),
        ("benefit.grant", "X$2,000,000"),
        ("benefit.visit", "As needed"),
        ("benefit.grant.membership", "3"),
        ("indicator.mills", "not published yet"),
        ("coverage.area_south", "not shown"),
    ],
)
def test_a_figure_is_written_in_the_pages_language(context, name, shown):
    assert text(context, name) == shown


def test_a_figure_is_a_data_element_with_the_machines_value(context):
    assert html(context, "coverage.total") == (
        '<data value="3333" data-figure="coverage.total">3,333</data>'
    )


def test_a_figure_without_number_says_why_and_is_no_data_element(context):
    assert html(context, "indicator.mills") == (
        '<span class="ps-figure ps-figure--absent" data-figure="indicator.mills">'
        "not published yet</span>"
    )


def test_a_figure_links_to_its_permanent_address(context):
    href = resolve(context, "coverage.total").href()
    assert href == "../../about-the-data/members/#coverage.total"


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        (["as_of"], "28 February 2030"),
        (["source"], "Kantor & Arsip"),
        (["status"], "sources differ"),
        (["short"], "3,333"),
        (["plain"], "3,333"),
        (["note"], ""),
        ([("at", "2030-01-31")], "2,222"),
        ([("at", "2030-01-31"), "as_of"], "31 January 2030"),
        ([("at", "2030-01-31"), "status"], "sources differ"),
        ([("at", "2030-02-20"), "note"], "Differs without explanation"),
        (["short", ("at", "2030-01-31")], "2,222"),
        ([("at", "2030-01-31"), "source", "plain"], "Kantor Contoh"),
    ],
)
def test_a_filter_shows_another_side_of_a_figure(context, filters, shown):
    assert text(context, "coverage.total", *filters) == shown


def test_a_short_amount_uses_the_scale_of_the_language(context):
    assert text(context, "benefit.grant", "short") == "X$2\u00a0million"
    assert text(make_context("id"), "benefit.grant", "short") == "X$2\u00a0juta"


def test_many_sources_are_the_first_two_and_a_link_to_the_record_with_all(context):
    figure = make_figure(name="coverage.total", sources=("P1", "P2", "S1", "S2"))
    value = FigureValue(context=context, figure=figure)
    shown = str(value.filtered("source", None).html())
    assert shown.count("<a ") == 3
    assert "(P1)" in shown and "(P2)" in shown
    assert "S1" not in shown
    assert '#coverage.total">2 more sources<span class="ps-hidden"> (Members)</span></a>' in shown


def test_three_sources_are_all_shown(context):
    figure = make_figure(name="coverage.total", sources=("P1", "P2", "S1"))
    value = FigureValue(context=context, figure=figure)
    shown = str(value.filtered("source", None).html())
    assert "S1" in shown
    assert "more" not in shown


def test_sources_are_links_to_their_entries(context):
    assert html(context, "coverage.total", "source") == (
        '<a href="../../sources/#P2">Kantor &amp; Arsip (P2)</a>'
    )


def test_a_pinned_figure_that_was_corrected_says_so(context):
    value = resolve(context, "coverage.tax").filtered("at", "2030-01-31")
    assert str(value.html()) == (
        '<data value="1111" data-figure="coverage.tax" data-as-of="2030-01-31">1,111</data> '
        '<span class="ps-status ps-status--superseded">corrected, was 1,101</span>'
    )


@pytest.mark.parametrize(
    ("name", "filter_name", "argument", "code"),
    [
        pytest.param("coverage.total", "shrt", None, "FIG004", id="unknown filter"),
        pytest.param("page.markup", "as_of", None, "FIG004", id="filter of figures on a page"),
        pytest.param("contact.office", "source", None, "FIG004", id="a contact's"),
        pytest.param("coverage.total", "at", None, "FIG004", id="no date"),
        pytest.param("coverage.total", "as_of", "2030-01-31", "FIG004", id="date unasked"),
        pytest.param("coverage.total", "at", "31 January 2030", "FIG007", id="date in words"),
        pytest.param("coverage.total", "at", "2030-03-31", "FIG005", id="date without row"),
        pytest.param("coverage.total", "at", "2030-99-99", "FIG005", id="no such date"),
    ],
)
def test_a_filter_that_does_not_fit_is_refused(context, name, filter_name, argument, code):
    with pytest.raises(InsertError) as caught:
        resolve(context, name).filtered(filter_name, argument)
    assert caught.value.code == code


def test_a_misspelt_filter_names_the_nearest(context):
    with pytest.raises(InsertError) as caught:
        resolve(context, "coverage.total").filtered("as_off", None)
    assert caught.value.params["nearest"] == "as_of"


def test_a_date_without_row_names_those_that_have_one(context):
    with pytest.raises(InsertError) as caught:
        resolve(context, "coverage.total").filtered("at", "2030-03-31")
    assert caught.value.params["known"] == "2030-01-31, 2030-02-20, 2030-02-28"


# --- other names --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["coverage.totl", "coverage", "nothing.at_all", "page.nothing", "contact.x", "term.x", "page",
     "chart.x", "table.x", "table.benefits_x", "benefit.grant.x"],
)  # fmt: skip
def test_an_unknown_name_is_refused(context, name):
    with pytest.raises(InsertError) as caught:
        resolve(context, name)
    assert (caught.value.code, caught.value.params["name"]) == ("FIG003", name)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("coverage.totl", "coverage.total"),
        ("page.markap", "page.markup"),
        ("contact.ofice", "contact.office"),
        ("term.abreviated", "term.abbreviated"),
        ("table.indicator", "table.indicators"),
    ],
)
def test_an_unknown_name_names_the_nearest(context, name, nearest):
    with pytest.raises(InsertError) as caught:
        resolve(context, name)
    assert caught.value.params["nearest"] == nearest


def test_a_page_is_a_link_with_its_title(context):
    assert html(context, "page.markup") == '<a href="../">Markup</a>'
    assert resolve(context, "page.markup").href() == "../"


def test_a_contact_is_its_name_with_the_first_channel_that_can_be_opened(context):
    assert html(context, "contact.office") == (
        '<span class="ps-contact">Sample Office <span class="ps-contact__way"><span>(</span>'
        '<a href="tel:+000111">(000) 111</a><span>)</span></span></span>'
    )
    assert text(context, "contact.office") == "Sample Office ((000) 111)"
    assert resolve(context, "contact.office").href() == "tel:+000111"


@pytest.mark.parametrize(
    ("channel", "shown", "plain"),
    [
        (
            {"kind": "whatsapp", "value": "0111", "dial": "+111"},
            'Sample Office <span class="ps-contact__way"><span>(</span>channel.whatsapp '
            '<a href="https://wa.me/111">0111</a><span>)</span></span>',
            "Sample Office (channel.whatsapp 0111)",
        ),
        (
            {"kind": "web", "value": "kantor.example"},
            '<a href="https://kantor.example">Sample Office</a>',
            "Sample Office (kantor.example)",
        ),
        (
            {"kind": "web", "value": "kantor.example", "label": both("Cari di sini", "Look")},
            'Sample Office (<a href="https://kantor.example">Look</a>)',
            "Sample Office (kantor.example)",
        ),
        ({"kind": "address", "value": "Jalan Contoh 1"}, "Sample Office", "Sample Office"),
    ],
)
def test_a_channel_reads_well_in_a_sentence(channel: dict[str, object], shown: str, plain: str):
    project = make_project()
    office = project.contacts["office"]
    own = replace(office.channels[0], **{"dial": "", "label": None, **channel})
    changed = {**project.contacts, "office": replace(office, channels=(own,))}
    context = make_context("en", "inserts", contacts=changed)
    assert html(context, "contact.office") == f'<span class="ps-contact">{shown}</span>'
    assert text(context, "contact.office") == plain


def spoken(written: str) -> PageContext:
    project = make_project()
    office = replace(project.contacts["office"], spoken=both("kantor", written))
    return make_context("en", "inserts", contacts={**project.contacts, "office": office})


def test_running_text_says_a_number_by_the_name_that_people_give_it():
    context = spoken("the office on {number}")
    way = '<span class="ps-contact__way"><a href="tel:+000111">(000) 111</a></span>'
    shown = f'<span class="ps-contact">the office on {way}</span>'
    assert html(context, "contact.office") == shown
    assert text(context, "contact.office") == "the office on (000) 111"
    assert text(spoken("the office"), "contact.office") == "the office ((000) 111)"


def test_an_address_stands_behind_the_name_where_one_is_asked_for():
    context = spoken("the office on {number}")
    office = context.site.project.contacts["office"]
    place = replace(office.channels[0], kind="address", value="Jalan Contoh 1", dial="")
    office = replace(office, channels=(*office.channels, place))
    context = make_context("en", "inserts", contacts={"office": office})
    value = resolve(context, "contact.office").filtered("channel", "address")
    shown = "Sample Office, Jalan Contoh 1"
    assert str(value.html()) == f'<span class="ps-contact">{shown}</span>'
    assert value.text() == shown


def test_a_list_has_a_contact_under_its_name():
    value = resolve(spoken("the office on {number}"), "contact.office")
    assert isinstance(value, ContactValue)
    assert replace(value, is_listed=True).text() == "Sample Office ((000) 111)"


def test_a_term_may_be_spoken_otherwise_than_it_is_listed():
    project = make_project()
    changed = replace(project.terms["abbreviated"], spoken=both("istilah", "the long term"))
    context = make_context("en", "inserts", terms={**project.terms, "abbreviated": changed})
    assert text(context, "term.abbreviated") == "the long term (AT)"


def test_a_contact_without_channel_has_no_address(context):
    assert text(context, "contact.letterbox") == "Letterbox"
    with pytest.raises(InsertError):
        resolve(context, "contact.letterbox").href()


def test_a_term_is_explained_where_the_page_first_uses_it(context):
    body = "One {{ term.abbreviated }}, two {{ term.abbreviated }}."
    (section, *_) = context.page.sections
    written = replace(section.body, value=body)
    page = replace(context.page, sections=(replace(section, body=written),))
    context, place = replace(context, page=page), places_of(written)
    first, second = find_inserts(body)
    # Whichever is rendered first.
    later, earlier = (resolve(context, i.name, place(i.start)) for i in (second, first))
    assert (earlier.text(), later.text()) == ("abbreviated term (AT)", "AT")
    assert str(later.html()) == '<abbr title="abbreviated term">AT</abbr>'
    elsewhere = resolve(context, first.name, PLACE)
    assert elsewhere.text() == "AT"


def test_a_text_from_elsewhere_explains_a_term_that_the_page_does_not_use():
    home = make_context("en", "home")
    assert resolve(home, "term.abbreviated", PLACE).text() == "abbreviated term (AT)"


def test_a_terms_first_use_leads_to_the_glossary(context):
    assert html(context, "term.sample_word") == (
        '<a class="ps-term" href="../../glossary/#term-sample-word">sample word</a>'
    )


@pytest.mark.parametrize("name", ["chart.funding", "table.coverage_rows", "table.by_area"])
def test_a_chart_and_a_table_are_whole_blocks(context, name):
    assert html(context, name).startswith(("<div", "<figure"))


def test_every_known_name_resolves(context):
    for name in every(known_names(context)):
        assert resolve(context, name) is not None, name


# --- values ---------------------------------------------------------------------------------------


def test_plain_text_is_escaped_as_html():
    assert PlainValue(plain="a & <b>").html() == "a &amp; &lt;b&gt;"


@pytest.mark.parametrize(
    ("value", "written"),
    [("1111", "1111"), ("1E+3", "1000"), ("11.10", "11.1"), ("0", "0"), ("-0.50", "-0.5")],
)
def test_a_machine_reads_no_grouping_and_no_exponent(value, written):
    assert plain_number(Decimal(value)) == written


def test_a_negative_figure_keeps_its_sign(context):
    figure = make_figure(value=Decimal(-1111))
    assert FigureValue(context=context, figure=figure).text() == "−1,111"


def test_templates_reach_the_same_values_by_name(context):
    names = template_names(context)
    assert str(names["coverage"].total) == "3,333"
    assert names["target"][2030].total.__html__() == html(context, "target.2030.total")
    assert str(names["coverage"].total.with_filter("at", "2030-01-31")) == "2,222"


def test_templates_meet_the_same_refusal_for_an_unknown_name(context):
    with pytest.raises(InsertError):
        str(template_names(context)["coverage"].totl)


@pytest.mark.parametrize(
    ("since", "until", "shown"),
    [
        ("2030-01-01", "2031-03-31", "1 January 2030 to 31 March 2031"),
        ("", "2031-03", "until March 2031"),
        ("2030", "", "since 2030"),
    ],
)
def test_a_rule_tells_from_when_and_until_when_it_holds(since: str, until: str, shown: str):
    grant = make_benefit(valid_from=since, valid_to=until)
    context = make_context("en", "inserts", benefits={"grant": grant})
    assert text(context, "benefit.grant", "period") == shown


def test_what_has_no_days_of_its_own_has_no_period(context):
    with pytest.raises(InsertError) as refused:
        text(context, "coverage.total", "period")
    assert refused.value.code == "FIG004"


def test_a_contact_is_given_by_another_of_its_channels(context):
    by_web = resolve(context, "contact.office").filtered("channel", "web")
    assert by_web.text() == "Sample Office (kantor.example)"
    assert by_web.href() == "https://kantor.example"


@pytest.mark.parametrize("kind", ["sms", "mail", None])
def test_a_channel_that_a_contact_does_not_have_is_refused(context, kind: str | None):
    with pytest.raises(InsertError) as refused:
        resolve(context, "contact.office").filtered("channel", kind)
    assert refused.value.params["known"] == "phone, web, address"


def test_a_page_is_called_by_a_title_whose_inserts_are_resolved():
    context = make_context("en", "inserts")
    page = context.site.plan.named("markup", "en")
    name = Text(value="{{ coverage.total }} members", location=PLACE)
    titled = replace(page, front=replace(page.front, short_title=name))
    assert PageValue(context=context, page=titled).text() == "3,333 members"


def test_a_refused_insert_repeats_no_personal_data():
    refused = InsertError("FIG007", argument="0811 1111 1111").at(PLACE)
    assert "1111 1111" not in refused.params["argument"]
