import pytest
from hypothesis import given
from hypothesis import strategies as st

from govdoc.errors import ReadError
from govdoc.model.document import Document
from govdoc.readers.build import Draft, build, clean

PARAGRAPHS = st.builds(Draft, st.text(max_size=30), st.sampled_from(["paragraph", "heading"]))
CELLS = st.builds(
    Draft,
    st.text(max_size=12),
    st.just("cell"),
    table=st.integers(0, 2),
    row=st.integers(0, 3),
    column=st.integers(0, 3),
)


def check(document: Document) -> None:
    """What holds of every document."""
    assert document.blocks
    rebuilt = ""
    end = 0
    last = None
    for block in document.blocks:
        quoted = block.span.of(document.text)
        assert quoted == quoted.strip() != ""
        assert quoted.startswith(block.label)
        assert "\t" not in quoted
        assert block.kind == "cell" or "\n" not in quoted
        assert (block.kind == "cell") == (block.table is not None)
        if last is not None:
            assert block.span.start == end + 1
            same_row = last.table is not None and (last.table, last.row) == (block.table, block.row)
            rebuilt += "\t" if same_row else "\n"
        rebuilt += quoted
        end, last = block.span.end, block
    assert rebuilt == document.text


@given(st.lists(PARAGRAPHS | CELLS, max_size=12))
def test_every_document_keeps_its_promises(drafts: list[Draft]) -> None:
    if not any(clean(draft.text) for draft in drafts):
        with pytest.raises(ReadError) as caught:
            build(drafts, "text/plain", "plain")
        assert caught.value.status == "empty"
        return
    document = build(drafts, "text/plain", "plain")
    check(document)
    assert all(len({len(row) for row in table}) == 1 for table in document.tables())


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_a_line_break_parts_paragraphs_but_not_cells() -> None:
    document = build(
        [Draft("一、甲\n乙", label="一、"), Draft("丙\n丁", "cell", table=0, row=0, column=0)], "text/plain", "plain"
    )
    assert [(block.kind, block.label, block.span.of(document.text)) for block in document.blocks] == [
        ("paragraph", "一、", "一、甲"),
        ("paragraph", "", "乙"),
        ("cell", "", "丙\n丁"),
    ]


def test_addresses_printed_in_the_text_are_no_links() -> None:
    document = build(
        [Draft("见http://a.cn/1")], "text/plain", "plain", links=["http://a.cn/1", "http://a.cn/2", "http://a.cn/2"]
    )
    assert document.links == ("http://a.cn/2",)


@pytest.mark.parametrize(
    ("raw", "clear"), [("⽤⼾⻔⻓", "用户门长"), ("甲\u200b乙\ufeff", "甲乙"), ("甲\x0b乙", "甲\n乙")]
)
def test_odd_characters(raw: str, clear: str) -> None:
    assert clean(raw) == clear
