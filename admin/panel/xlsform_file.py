"""The XLSForm of a record type or form, as a file: as it stands, or as one of its versions was published."""

from typing import Any

from flask import Response, abort, request
from flask_admin import expose

from admin.current_viewer import viewer
from admin.panel.file_names import disposition
from admin.words.naming import name_of
from tansiq.forms.versions import versions_of
from tansiq.xlsform.content import content_of_type, content_of_version

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class XLSFormFileMixin:
    """Of the view of record types: the file for programs in which surveys are filled."""

    get_one: Any

    @expose("/xlsform/")
    def xlsform_view(self) -> Any:
        """?id=4, or ?id=4&number=2 for a version."""
        from tansiq.xlsform.writing import written_form

        row, number = self.get_one(request.args.get("id")), request.args.get("number")
        content = content_of_type(viewer(), row) if number is None else self._of_version(row, number)
        headers = {"Content-Disposition": disposition(name_of(row), None, "xlsx")}
        return Response(written_form(content), content_type=_XLSX, headers=headers)

    def _of_version(self, row: Any, number: str) -> Any:
        versions = {str(one.number): one for one in versions_of(viewer(), row)}
        return content_of_version(viewer(), versions.get(number) or abort(404))
