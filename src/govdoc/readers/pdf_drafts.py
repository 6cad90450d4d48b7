"""Pages of printed lines and tables, of PDF or OFD, as paragraphs and cells in reading order."""

from collections.abc import Iterator

from govdoc.readers.build import Draft
from govdoc.readers.pdf_flow import Margins, kind_of, margins, paragraphs
from govdoc.readers.pdf_pages import Line, Page
from govdoc.readers.pdf_tables import Table, append, cells, continues

Item = Line | Table


def drafts(pages: list[Page], tables: dict[int, list[Table]]) -> Iterator[Draft]:
    """Paragraphs and tables in reading order; what a page break cut in two is joined."""
    edges = margins(pages)
    run: list[tuple[Line, Margins, int]] = []
    table: Table | None = None
    count = 0
    for page in pages:
        for item in _items(page, tables.get(page.number, [])):
            if isinstance(item, Line):
                if table is not None:
                    yield from _table(table, count)
                    table, count = None, count + 1
                run.append((item, edges[kind_of(page)], page.number))
                continue
            yield from _run(run)
            run = []
            if table is not None and item.page > table.page and continues(item, table):
                table = append(table, item)
                continue
            if table is not None:
                yield from _table(table, count)
                count += 1
            table = item
    yield from _run(run)
    if table is not None:
        yield from _table(table, count)


def _items(page: Page, tables: list[Table]) -> list[Item]:
    """The page's tables and the lines outside them, from top to bottom."""
    items: list[Item] = [line for line in page.lines if not any(_inside(line, table) for table in tables)]
    for table in reversed(tables):
        at = next((at for at, item in enumerate(items) if item.top > table.top), len(items))
        items.insert(at, table)
    return items


def _inside(line: Line, table: Table) -> bool:
    x, y = (line.left + line.right) / 2, (line.top + line.bottom) / 2
    return table.left - 2 <= x <= table.right + 2 and table.top - 1 <= y <= table.bottom + 1


def _run(run: list[tuple[Line, Margins, int]]) -> Iterator[Draft]:
    for at, text in paragraphs((line, edges) for line, edges, _ in run):
        yield Draft(text, page=run[at][2])


def _table(table: Table, at: int) -> Iterator[Draft]:
    for row, column, rows, text in cells(table):
        yield Draft(text, "cell", table=at, row=row, column=column, page=table.page, rows=rows)
