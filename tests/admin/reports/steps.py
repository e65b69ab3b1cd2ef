"""What people do on the page of a report: where it stands, what is typed into its cells, and what is sent."""

from tests.admin.conftest import Reader
from tests.filled_forms import FilledForm


def report_page(municipal: FilledForm, unit: int = 0, back: int = 1) -> str:
    """Where the report of a unit and period stands."""
    period = municipal.period(back).key
    return f"reports/fill/?form={municipal.form.id}&unit={municipal.units[unit].id}&period={period}"


def typed_cells(municipal: FilledForm, **values: str) -> dict[str, str]:
    """What is typed into the cells, by their names: waste_DRY is a cell of an item that is broken down."""
    parts = {key: key.partition("_") for key in values}
    return {
        f"extra.{municipal.number(item)}{'/' if cell else ''}{cell}": values[key]
        for key, (item, _, cell) in parts.items()
    }


def send(reader: Reader, municipal: FilledForm, do: str, version: object = "", **values: str) -> str:
    """The page to which it leads."""
    where = report_page(municipal)
    sent = {"do": do, "version": str(version), **typed_cells(municipal, **values)}
    told = reader.post(where, page=where, **sent)
    return told.text if told.status_code == 200 else reader.get(where).text
