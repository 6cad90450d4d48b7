"""govdoc ledgers: the ledgers handed in, and what is wrong with them."""

import typer

from govdoc.cli.screen import (
    FINDINGS,
    Format,
    FormatOption,
    UnitOption,
    WorkspaceOption,
    progress,
    show_json,
    show_table,
    workspace,
)


def ledgers(unit: UnitOption = None, form: FormatOption = Format.table, where: WorkspaceOption = None) -> None:
    """核对台账：回访、投诉、调解、培训、访谈台账中的问题，指明文件、工作表和行。"""
    from govdoc.model import LedgerEntry
    from govdoc.pipeline.ledgers import ledgers as read
    from govdoc.pipeline.matching import match

    with workspace(where) as db, progress() as report:
        match(db, report=report)
        found = read(db, unit, report=report)
    faulty = sum(1 for entry in found if entry.ledger.findings)
    if form is Format.json:
        show_json(tuple[LedgerEntry, ...], found)
    else:
        rows = [
            (entry.unit, entry.path, entry.ledger.name, entry.ledger.sheet, one.row, one.text)
            for entry in found
            for one in entry.ledger.findings
        ]
        show_table(("单位", "文件", "台账", "工作表", "行", "问题"), rows)
        typer.echo(f"台账 {len(found)} 份，有问题的 {faulty} 份。")
    if faulty:
        raise typer.Exit(FINDINGS)
