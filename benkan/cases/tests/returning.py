"""A list of lines of plans that was filled in elsewhere, as it comes back."""

import io

from benkan.cases.models import PlanLine
from benkan.cases.workbook.plan_lines import RETURNING, cells_of
from benkan.workbooks.engine.frame import Heading
from benkan.workbooks.engine.writing import write_csv
from benkan.workbooks.models import Import
from benkan.workbooks.returns import MARK, mark_of
from benkan.workbooks.writes.returns import bring_back, read_brought_back


def a_list_brought_back(by, line: PlanLine) -> Import:
    """One row, which says other words for a line."""
    file = io.BytesIO()
    mark = mark_of(str(line.pk), cells_of(line))
    write_csv(file, ["Lignes des plans"], [MARK, Heading("Ce qui sera fait")], [[mark, "Autre chose"]])
    source = bring_back(by=by, returning=RETURNING, name="plans.csv", content=file.getvalue())
    return read_brought_back(by=by, source=source)
