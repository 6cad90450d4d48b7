"""Items that only some units can have: those with such powers, cases or tasks."""

from govdoc.gaps.pattern_rows import PatternRow

_UNITS = r"(?:单位|部门|机关|机构|乡镇|镇|街道|科室|学校|医院|企业)"

ROWS = (
    PatternRow(
        "where-it-applies",
        rf"^(?:凡|如|若|对)?(?:涉及|承担|设有|发生过?|存在|有(?![关序效力利助奖]))[^,，。；;]{{2,40}}?的{_UNITS}?(?=[,，]|$)",
        yes=("设有分支机构的单位，报送管理制度", "有行政复议案件的，报送案卷", "承担行政许可事项的部门，提供事项目录"),
        no=("有关部门联席会议纪要", "有序推进改革的工作方案", "存在问题整改报告"),
    ),
    PatternRow(
        "named-kinds",
        rf"^[^,，。；;、]{{2,10}}(?:(?:、[^,，。；;、]{{2,12}}){{2,}}等?|、[^,，。；;、]{{2,12}}?等)[^,，。；;]{{0,16}}的?{_UNITS}[,，]",
        yes=("住建、人社等纠纷较多的部门，设立调解室的材料",),
        no=("文件、方案、简报、工作总结", "机构、人员、经费落实的文件"),
    ),
    PatternRow(
        "of-such-units",
        rf"^[^,，。；;]{{2,40}}的{_UNITS}[,，]",
        yes=("有执法职责的部门，报送执法人员名册", "任务较重的乡镇，报送专职人员名单"),
        no=("上报的材料，汇总备查", "推进改革的机构设置文件"),
    ),
    PatternRow(
        "who-drafted",
        r"(?:部门|单位)起草(?:的|以)|各部门制定的",
        yes=("部门起草的政府决策草案听取意见的材料", "县政府各部门制定的规范性文件目录"),
        no=("起草说明", "部门职责清单"),
    ),
)


def only_some(text: str) -> bool:
    """Whether an item asks only those units that have what it is about.

    >>> only_some("设有分支机构的单位，报送管理制度"), only_some("管理制度文件")
    (True, False)
    """
    return any(row.pattern.search(text.strip()) for row in ROWS)
