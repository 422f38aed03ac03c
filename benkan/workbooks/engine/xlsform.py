"""Tells a form (XLSForm: questions to ask) from a list (answers), since both come as workbooks."""

from __future__ import annotations

from benkan.workbooks.engine.book import Sheet

_QUESTIONS = ("select_one ", "select_multiple ", "begin group", "begin_group", "begin repeat", "begin_repeat")
_HEADER_WITHIN = 10


def is_form(sheets: list[Sheet]) -> bool:
    """Whether a sheet asks questions: columns type and name, beside choices or settings or with types of XLSForm."""
    names = {sheet.name.strip().lower() for sheet in sheets}
    beside = bool(names & {"choices", "settings"})
    return any(_asks(sheet, beside) for sheet in sheets)


def _asks(sheet: Sheet, beside: bool) -> bool:
    for number, row in enumerate(sheet.rows[:_HEADER_WITHIN]):
        titles = [value.strip().lower() if isinstance(value, str) else "" for value in row]
        if "type" not in titles or "name" not in titles:
            continue
        if beside and sheet.name.strip().lower() == "survey":
            return True
        column = titles.index("type")
        types = (row[column] for row in sheet.rows[number + 1 :] if len(row) > column)
        return any(isinstance(value, str) and value.strip().lower().startswith(_QUESTIONS) for value in types)
    return False
