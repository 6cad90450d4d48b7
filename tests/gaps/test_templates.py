"""An office's own sentences."""

import tomllib

import pytest

from govdoc.errors import GovdocError
from govdoc.gaps import find_gaps
from govdoc.gaps.templates import FIELDS, shipped, with_own
from govdoc.model import Cell, Indicator, Notice, Requirement, Task

ITEM = Requirement("12/材料查证/1", "河道巡查制度文件")
TASK = Task("12/材料查证", "材料查证", "", (ITEM,))
NOTICE = Notice("n", "main", indicators=(Indicator("12", "12", "indicator", (), "", "河长制", (), (), (TASK,)),))


def test_an_own_sentence_takes_the_place_of_the_shipped_one() -> None:
    own = with_own(tomllib.loads('[missing.material]\ntext = "贵单位尚未报送{subjects}。"'), "措辞.toml")
    (gap,) = find_gaps([NOTICE], [Cell("云汐县水利局", "n", "12", "材料查证")], [], [], templates=own)
    assert gap.text == "贵单位尚未报送“河道巡查制度文件”。"
    assert gap.suggestion == "请补充报送上述材料。"
    assert own["fault.weak"] == shipped()["fault.weak"]
    assert with_own({}, "措辞.toml") == shipped()


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("[missng.material]\ntext = 'a'", "没有“missng”这一组措辞"),
        ("[missing.papers]\ntext = 'a'", "没有“missing.papers”这一条措辞"),
        ("[missing.material]\nreason = 'a'", "“missing.material.reason”不认识"),
        ("[missing.material]\ntext = 3", "“missing.material.text”应为一段文字"),
        ("[missing.material]\ntext = ' '", "不能为空"),
        ("[missing.material]\ntext = '未见{subject}'", "“missing.material.text”里没有“{subject}”这个空位"),
        ("[missing.material]\ntext = '未见{}'", "没有“{}”这个空位"),
        ("[missing.material]\ntext = '未见{subjects.x}'", "没有“{subjects.x}”这个空位"),
        ("[missing.material]\ntext = '未见{subjects!r}'", "这个空位"),
        ("[missing.material]\ntext = '未见{subjects'", "花括号不成对"),
        ("[decided.met]\ntext = '{files}'", "这个空位"),
        ("missing = 1", "没有“missing”这一组措辞"),
    ],
)
def test_a_sentence_that_cannot_be_filled_in_is_told_with_file_and_key(body: str, told: str) -> None:
    with pytest.raises(GovdocError) as caught:
        with_own(tomllib.loads(body), "措辞.toml")
    assert "措辞.toml" in str(caught.value)
    assert told in str(caught.value)


def test_every_shipped_sentence_can_be_filled_in() -> None:
    for name, row in shipped().rows.items():
        values = dict.fromkeys(FIELDS[name.partition(".")[0]], "甲")
        assert "{" not in row.text.format_map(values) + row.suggestion.format_map(values)
        assert not row.text.endswith("。")
