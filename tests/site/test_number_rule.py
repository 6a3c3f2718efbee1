"""The rule on numbers finds what it should and leaves ordinary numbers alone."""

import lxml.html
import pytest

from tests.site.number_rule import offences, visible_text

FIGURES = {
    "coverage.total": {"value": 7217, "unit": "people"},
    "benefit.jkm_total": {"value": 42000000, "unit": "rupiah"},
    "benefit.jkm_periodic.duration": {"value": 24, "unit": "months"},
    "benefit.jkm_total.membership": {"value": 3, "unit": "months"},
    "target.2026.total": {"value": 8500, "unit": "people"},
    "indicator.unknown": {"value": None, "unit": "people"},
}
TITLE = "Pemkot Lindungi 7.217 Pekerja"


def rules_broken(html: str) -> list[str]:
    body = lxml.html.document_fromstring(f"<body>{html}</body>").body
    return [offence.rule for offence in offences(visible_text(body, [TITLE]), FIGURES)]


@pytest.mark.parametrize(
    ("html", "rule"),
    [
        ("<p>Ada 7.217 di kota.</p>", "value of a figure"),
        ("<p>There are 7,217 in the city.</p>", "value of a figure"),
        ("<p>Ada 7217 di kota.</p>", "value of a figure"),
        ("<p>Target <strong>8.500</strong>.</p>", "value of a figure"),
        ("<p>selama <b>24</b> bulan</p>", "value of a figure"),
        ("<p>for 24 months</p>", "value of a figure"),
        ("<p>Rp42.000.000</p>", "money"),
        ("<p>Rp 1.234</p>", "money"),
        ("<p>42 juta</p>", "money"),
        ("<p>IDR 10 million</p>", "money"),
        ("<p>3,35% dari</p>", "percentage"),
        ("<p>50 per cent of</p>", "percentage"),
        ("<p>1.234 pekerja</p>", "count of people"),
        ("<p>about 120 vulnerable workers</p>", "count of people"),
        ("<td>7.217</td>", "value of a figure"),
        ('<data value="7217">7.217</data>', "value of a figure"),
    ],
)
def test_a_number_that_ought_to_be_a_figure_is_found(html: str, rule: str):
    assert rules_broken(html) == [rule]


@pytest.mark.parametrize(
    "html",
    [
        '<p><data value="7217" data-figure="coverage.total">7.217</data> pekerja</p>',
        "<blockquote>7.217 pekerja, Rp42 juta, 3%</blockquote>",
        "<p><cite>7.217 pekerja</cite></p>",
        f"<p>Lihat <a href='https://a.example/'>{TITLE}</a>, 2025.</p>",
        "<svg><text>7.217</text></svg>",
        "<p>pada 6 November 2025, pukul 08.00–16.00 WIB</p>",
        "<p>30–31 March 2026; 2025-11-06; 20 Nov</p>",
        "<p>Perwal Nomor 26 Tahun 2025, Pasal 24 ayat (2), PP 50/2025, Permenaker No. 1/2025</p>",
        "<p>Telepon (024) 8440335 atau <a href='tel:112'>112</a>, 0811-2345-6789</p>",
        "<p>NIK 3374011505900001</p>",
        "<p>2 x 24 jam; 8 years; 3 orang; tahun 2026 pekerja</p>",
        "<p>24 jam; 3 bulan</p>",
        "<p>data/coverage.csv:7217 <code>8500</code></p>",
    ],
)
def test_an_ordinary_number_is_left_alone(html: str):
    assert rules_broken(html) == []
