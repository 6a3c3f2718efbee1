"""Inserts that become whole blocks: `{{ chart.funding }}` and `{{ table.contributions }}`."""

from __future__ import annotations

from site_builder.diagnostics import Location
from site_builder.views.charts.chart import chart_view
from site_builder.views.charts.tables import named_table, table_names
from site_builder.views.context import Namespace, PageContext
from site_builder.views.inserts.value import PlainValue, Value


def _chart(context: PageContext, name: str, _: Location | None) -> Value | None:
    chart = context.site.project.charts.get(name)
    if chart is None:
        return None
    return _block(context, "chart", chart=chart_view(context, chart))


def _table(context: PageContext, name: str, _: Location | None) -> Value | None:
    table = named_table(context, name)
    if table is None:
        return None
    return _block(context, "data_table", id=f"table-{name.replace('_', '-')}-only", table=table)


def _block(context: PageContext, component: str, **arguments: object) -> Value:
    markup = context.component(component, **arguments)
    return PlainValue(plain=markup.striptags(), markup=markup)


CHART = Namespace(
    name="chart",
    resolve=_chart,
    names=lambda context: tuple(context.site.project.charts),
    is_block=True,
)
TABLE = Namespace(name="table", resolve=_table, names=table_names, is_block=True)
