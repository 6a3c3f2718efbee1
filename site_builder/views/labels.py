"""What a figure is called, in every language: made from its name where it is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from site_builder.model import Area, Figure, Localized, Project
from site_builder.views.context import PageContext


def label_of(context: PageContext, figure: Figure) -> str:
    """Return a figure's label in the language of the page."""
    return figure_label(context.site.project, figure)[context.lang]


def label_and_date(context: PageContext, figure: Figure) -> tuple[str, str]:
    """Return a figure's label, and of when it is: empty where the label has the year already."""
    label = label_of(context, figure)
    day = context.locale.date(figure.as_of)
    return label, "" if day in label else day


def figure_label(project: Project, figure: Figure) -> Localized:
    """Return a figure's label; raises `UnknownWordError` where a catalog lacks its word."""
    namespace, _, name = figure.name.partition(".")
    return _NAMESPACES[namespace](project, figure, name)


def _coverage(project: Project, figure: Figure, name: str) -> Localized:
    if name in {"total", "change"}:
        return project.word(f"label.coverage_{name}")
    for prefix, key in _COMPUTED.items():
        if name.startswith(prefix):
            return project.word(key, name=_part_name(project, name.removeprefix(prefix)))
    if name.startswith("progress_"):
        year, _, fund = name.removeprefix("progress_").partition("_")
        return _of_year(project, "label.progress", year, fund)
    if name.startswith("of_"):
        indicator = name.removeprefix("of_")
        whole = project.indicator_labels.get(indicator, project.word("label.coverage_total"))
        return project.word("label.coverage_of", name=whole)
    return project.word("label.coverage_part", name=_part_name(project, name))


def _part_name(project: Project, part: str) -> Localized | str:
    """Return what a part of the counts is called: an area, an occupation, a funding source."""
    if part.startswith("area_"):
        return _area_name(project, project.areas[part.removeprefix("area_")])
    if part.startswith("occupation_"):
        return project.occupations[part.removeprefix("occupation_")].name
    return project.funding[part].name


def _area_name(project: Project, area: Area) -> str:
    """Return an area's name, and that of the area around it where another is called the same."""
    around = project.areas.get(area.parent) if area.has_namesake else None
    return f"{area.name} ({around.name})" if around else area.name


def _target(project: Project, figure: Figure, name: str) -> Localized:
    year, _, fund = name.partition(".")
    return _of_year(project, "label.target", year, "" if fund == "total" else fund)


def _of_year(project: Project, key: str, year: str, fund: str) -> Localized:
    if fund:
        return project.word(f"{key}_part", year=year, name=project.funding[fund].name)
    return project.word(_WHOLES[key], year=year)


def _benefit(project: Project, figure: Figure, name: str) -> Localized:
    benefit_id, _, condition = name.partition(".")
    benefit = project.benefits[benefit_id]
    if not condition:
        return benefit.name
    own = project.conditions[name].label
    if own is not None:
        return own
    unit = project.word(f"unit_name.{figure.unit}")
    alike = [each.id for each in benefit.conditions if each.unit == figure.unit]
    if len(alike) > 1:
        place = f"{alike.index(condition) + 1}/{len(alike)}"
        texts = {
            lang: replace(text, value=f"{text.value} {place}") for lang, text in unit.texts.items()
        }
        unit = Localized(texts=texts)
    return project.word("label.condition", name=benefit.name, unit=unit)


def indicator_label(project: Project, name: str) -> Localized:
    """Return what an indicator is called; its id stands in for a label that nobody wrote."""
    label = project.indicator_labels.get(name)
    return label or project.word("label.indicator", name=name)


_COMPUTED = {"share_": "label.coverage_share", "change_": "label.coverage_change_part"}
_WHOLES = {"label.target": "label.target_total", "label.progress": "label.progress"}
_NAMESPACES: Mapping[str, Callable[[Project, Figure, str], Localized]] = {
    "coverage": _coverage,
    "target": _target,
    "benefit": _benefit,
    "contribution": _benefit,
    "indicator": lambda project, _, name: indicator_label(project, name),
}
