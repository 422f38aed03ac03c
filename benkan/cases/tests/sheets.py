"""A list that is taken away, filled in by the title of its columns, and brought back."""

import io

from benkan.workbooks.engine.writing import write_csv
from benkan.workbooks.models import Import, Row
from benkan.workbooks.writes.returns import bring_back, read_brought_back

WORDS = ("Liste", "Données inventées")


class Sheet:
    """A list as it was taken, whose cells are filled in by the title of their column."""

    def __init__(self, by, module):
        listed = module.TAKEN.prepare(by, {})
        self.returning, self.headings = module.RETURNING, listed.headings
        self.rows = [list(row) for row in listed.rows()]
        assert len(self.rows) == listed.count

    def fill(self, at: int, **said) -> None:
        titles = {answer.name: answer.heading.title for answer in self.returning.answers}
        for name, text in said.items():
            self.put(at, titles[name], text)

    def put(self, at: int, title: str, text) -> None:
        self.rows[at][[one.title for one in self.headings].index(title)] = text

    @property
    def content(self) -> bytes:
        file = io.BytesIO()
        write_csv(file, WORDS, self.headings, self.rows)
        return file.getvalue()

    def brought(self, by) -> Import:
        source = bring_back(by=by, returning=self.returning, name="liste.csv", content=self.content)
        return read_brought_back(by=by, source=source)


def outcomes(source: Import) -> list[str]:
    return [Row.Outcome(row.outcome).name for row in source.rows.all()]


def errors(source: Import) -> list[str]:
    return [sentence for row in source.rows.all() for _, sentence in row.errors]
