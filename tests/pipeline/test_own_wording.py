"""An office's own sentences in its workspace."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from govdoc.cli.app import app
from govdoc.errors import GovdocError
from govdoc.gaps.templates import shipped
from govdoc.pipeline.gaps import gap_rows
from govdoc.pipeline.notices import ingest
from govdoc.pipeline.own_wording import FILE, own_templates, write_wording
from govdoc.pipeline.roster import keep_roster, preview_roster
from govdoc.pipeline.workspace import make_workspace, open_workspace


def test_an_office_edits_the_sentences_of_its_workspace(county: Path) -> None:
    make_workspace(county)
    db = open_workspace(county)
    keep_roster(db, preview_roster(db, county / "roster.csv"))
    ingest(db, county / "notice.txt")
    assert own_templates(db) == shipped()
    file = write_wording(db)
    assert own_templates(db) == shipped()
    with pytest.raises(GovdocError, match="已经有了"):
        write_wording(db)
    own = file.read_text("utf-8").replace('未见{subjects}相关材料"', '尚未收到{subjects}的材料"')
    file.write_text(own, encoding="utf-8-sig")
    assert any("尚未收到" in gap.text for gap in gap_rows(db))
    shown = CliRunner().invoke(app, ["wording", "-w", str(county)])
    assert "missing.material" in shown.stdout
    for broken, told in (
        ("[missing.material\n", "格式有误"),
        ("[missing.material]\ntext = '{x}'", "missing.material.text"),
    ):
        file.write_text(broken, encoding="utf-8")
        with pytest.raises(GovdocError, match=told) as caught:
            gap_rows(db)
        assert FILE in str(caught.value)
    file.write_bytes("[missing.material]\ntext = '未见'".encode("gb18030"))
    with pytest.raises(GovdocError, match="UTF-8"):
        gap_rows(db)
