"""What each kind of figure is called, in both languages."""

import pytest

from site_builder.model.catalogs import UnknownWordError
from site_builder.views.labels import figure_label
from tests.builders import edited, make_figure, make_figures, make_project

LABELS = {
    "coverage.total": ("Peserta", "Members"),
    "coverage.tax": ("Peserta, Pajak contoh", "Members, Sample tax"),
    "coverage.area_north": ("Peserta, Utara", "Members, Utara"),
    "coverage.occupation_weaver": ("Peserta, Penenun", "Members, Weavers"),
    "coverage.change": ("Perubahan peserta", "Change in members"),
    "coverage.change_tax": ("Perubahan peserta, Pajak contoh", "Change in members, Sample tax"),
    "coverage.share_tax": ("Bagian peserta, Pajak contoh", "Share of members, Sample tax"),
    "coverage.share_area_north": ("Bagian peserta, Utara", "Share of members, Utara"),
    "coverage.of_residents": ("Peserta dibanding Penduduk", "Members compared with Residents"),
    "coverage.progress_2030": ("Capaian target 2030", "Progress to the 2030 target"),
    "coverage.progress_2030_tax": (
        "Capaian target 2030, Pajak contoh",
        "Progress to the 2030 target, Sample tax",
    ),
    "target.2030.total": ("Target 2030", "Target for 2030"),
    "target.2030.tax": ("Target 2030, Pajak contoh", "Target for 2030, Sample tax"),
    "contribution.fee": ("Iuran contoh", "Sample fee"),
    "benefit.grant": ("Santunan contoh", "Sample grant"),
    "benefit.grant.membership": ("Santunan contoh (bulan)", "Sample grant (months)"),
    "indicator.residents": ("Penduduk", "Residents"),
}


@pytest.mark.parametrize("name", LABELS)
def test_a_figure_is_called_by_its_parts(name: str):
    project = make_project()
    label = figure_label(project, make_figures(project)[name])
    assert (label["id"], label["en"]) == LABELS[name]


def test_every_figure_has_a_label():
    project = make_project()
    figures = make_figures(project)
    assert len(figures) > len(LABELS)
    assert all(figure_label(project, figure)["en"] for figure in figures.values())


def test_conditions_of_one_benefit_with_the_same_unit_are_told_apart():
    more = """        months: 3
      - id: waiting
        text: {id: Menunggu, en: Waiting}
        months: 1
"""
    project = make_project(edited("data/benefits.yaml", "        months: 3\n", more))
    figures = make_figures(project)
    labels = [
        figure_label(project, figures[f"benefit.grant.{condition}"])["en"]
        for condition in ("membership", "waiting")
    ]
    assert labels == ["Sample grant (months 1/2)", "Sample grant (months 2/2)"]


def test_a_time_limit_is_called_a_time_limit_and_not_a_benefit():
    label = "        label: {id: Batas melapor (bulan), en: Time limit (months)}\n"
    limit = f"{label}        months: 3\n"
    project = make_project(edited("data/benefits.yaml", "        months: 3\n", limit))
    figure = make_figures(project)["benefit.grant.membership"]
    assert figure_label(project, figure)["en"] == "Time limit (months)"


def test_an_indicator_without_a_label_is_called_by_its_id():
    project = make_project(indicator_labels={})
    figure = make_figures(project)["indicator.residents"]
    assert "residents" in figure_label(project, figure)["en"]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("coverage_total", "coverage.total"),
        ("target_part", "target.2030.tax"),
        ("progress", "coverage.progress_2030"),
        ("condition", "benefit.grant.membership"),
    ],
)
def test_a_missing_word_is_an_unknown_word_of_its_catalog(word: str, name: str):
    project = make_project(edited("content/i18n/en.yaml", f"  {word}:", f"  x{word}:"))
    figure = make_figures(project)[name]
    with pytest.raises(UnknownWordError) as caught:
        figure_label(project, figure)
    assert (caught.value.key, caught.value.lang) == (f"label.{word}", "en")


@pytest.mark.parametrize(
    ("area", "label"),
    [("north", "Peserta, Utara"), ("inner", "Peserta, Utara (Utara)"), ("other", "Peserta, Timur")],
)
def test_an_area_that_bears_another_s_name_has_the_one_around_it_behind_its_own(area, label):
    areas = """\
code,slug,name,level,parent
01,north,Utara,district,
02,south,Selatan,district,
03,west,Barat,district,
01.1,inner,Utara,village,01
01.2,other,Timur,village,01
"""
    project = make_project({"data/areas.csv": areas})
    figure = make_figure(name=f"coverage.area_{area}")
    assert figure_label(project, figure)["id"] == label
