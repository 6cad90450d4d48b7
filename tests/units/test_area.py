"""The area a roster's own names give away."""

import pytest

from govdoc.units.area import derive_area

CASES = [
    (["青禾县公安局", "青禾县司法局", "白石镇人民政府", "中共青禾县委办公室"], ("青禾县",), "青禾", "县"),
    (["云州市公安局", "云州市市场监督管理局", "青禾县人民政府"], ("云州市",), "云州", "市"),
    (["沙州市公安局", "沙州市司法局"], ("沙州市",), "沙州", "市"),
    (["湖市区公安局", "湖市区司法局"], ("湖市区",), "湖市", "区"),
    (["云州市东湖区公安局", "东湖区司法局", "云州市东湖区民政局"], ("云州市东湖区", "东湖区"), "东湖", "区"),
    (["安禾省财政厅", "安禾省商务厅"], ("安禾省",), "安禾", "省"),
    (["恩和土家族苗族自治州民政局", "恩和土家族苗族自治州财政局"], ("恩和土家族苗族自治州", "恩和州"), "恩和", "州"),
    (["县公安局", "县司法局", "白石镇"], ("县",), "", "县"),
    (["法规科", "办公室"], (), "", ""),
    ([], (), "", ""),
]


@pytest.mark.parametrize(("names", "spellings", "stem", "level"), CASES)
def test_area(names: list[str], spellings: tuple[str, ...], stem: str, level: str) -> None:
    area = derive_area(names)
    assert (area.names, area.stem, area.level) == (spellings, stem, level)


def test_the_body_whose_sections_a_roster_lists() -> None:
    names = [f"云州市市场监督管理局{part}" for part in ("办公室", "法规科", "政务服务科", "东湖分局")]
    assert derive_area(names).organ == "云州市市场监督管理局"
    assert derive_area(names).level == "市"
