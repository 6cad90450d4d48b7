"""A notice of a fictional county, and papers written for it."""

import hashlib
from collections.abc import Callable
from datetime import date

import pytest

from govdoc.matching import Targets, understand
from govdoc.model import Evidence, Indicator, Notice, Requirement, Task

# code, text, then (method, requirements); a requirement may carry its start year
INDICATORS = (
    ("1", "编制并公布权责清单，根据法律法规变化动态调整。",
     (("网络检索", ("权责清单在网上公开",)), ("材料查证", ("权责清单动态调整的文件",)))),
    ("2", "行政规范性文件公布前进行合法性审核。", (("材料查证", (("合法性审核意见书", 2019),)),)),
    ("3", "重大行政决策经集体讨论决定，主要负责人末位发言。", (("材料查证", ("集体讨论的会议记录",)),)),
    ("4", "现场执法使用执法记录仪，建立执法音像记录管理制度。",
     (("实地核验", ("执法记录仪配备情况",)), ("案卷评查", ("案卷附有音像记录",)))),
    ("5", "作出重大执法决定前进行法制审核。", (("材料查证", (("重大执法决定法制审核台账", 2019),)),)),
    ("6", "行政机关负责人按规定出庭应诉。", (("材料查证", ("行政应诉案件汇总表", "负责人出庭应诉情况说明")),)),
    ("7", "领导干部带头学法，每年举办法治专题讲座。",
     (("材料查证", ("领导干部学法记录",)), ("随机抽考", ("法律知识考试成绩",)))),
    ("8", "了解群众对行政执法的满意度。", (("随机访谈", ("制定调查问卷，访谈管理和服务对象",)),)),
    ("9", "罚缴分离，行政执法经费由财政预算保障。", (("材料查证", ("罚没收入收缴情况说明",)),)),
    ("10", "人民调解组织全覆盖，经费落实。", (("材料查证", ("人民调解委员会名单",)),)),
    ("加分1", "法治工作获得省级以上表彰。", (("材料查证", ("表彰文件、证书",)),)),
)  # fmt: skip

PAPERS = {
    "quanze": "清水〔2022〕7号\n关于调整权责清单的通知\n各股室、局属各单位：\n因《水法》修改，新增权责事项2项，"
    "取消3项，责任事项和追责情形一并改写，请于月底前更新公示内容。\n清川县水利局\n2022年3月4日",
    "jilu": "清川县水利局\n水政监察记录仪使用管理制度\n第一条　现场检查、勘验、送达应当开启执法记录仪，全程录音录像。\n"
    "第二条　当日把音像资料导入采集工作站，保存不少于六个月。\n第三条　配发记录仪十二台，一人一机。\n2021年5月8日",
    "shenhe": "重大执法决定法制审核台账\n序号\t案由\t拟作决定\t送审日期\t审核意见\n"
    "1\t无证取水\t罚款三万元\t2021-03-02\t同意\n"
    "2\t河道采砂\t没收违法所得\t2021-04-09\t补充证据后同意",
    "yingsu": "2021年行政应诉案件情况说明\n全年发生行政诉讼两件，均由副局长出庭，"
    "一审判决驳回原告诉讼请求。\n清川县水利局\n2022年1月6日",
    "fajiao": "关于罚款收缴和办案经费的说明\n罚没款由当事人持决定书到银行缴入国库，局内不设账户；"
    "办案经费列入部门预算，与罚款多少无关。\n"
    "清川县水利局\n2022年2月11日",
    "zhiban": "2022年汛期值班表\n日期\t带班\t值班\n6月1日\t甲\t乙\n6月2日\t丙\t丁",
}


def requirement(task: str, number: int, given: str | tuple[str, int]) -> Requirement:
    text, year = (given, None) if isinstance(given, str) else given
    return Requirement(f"{task}/{number}", text, since=date(year, 1, 1) if year else None)


@pytest.fixture(scope="session")
def notice() -> Notice:
    indicators = []
    for code, text, methods in INDICATORS:
        tasks = tuple(
            Task(
                f"{code}/{method}",
                method,
                "；".join(given if isinstance(given, str) else given[0] for given in items),
                tuple(requirement(f"{code}/{method}", k, given) for k, given in enumerate(items, 1)),
            )
            for method, items in methods
        )
        indicators.append(Indicator(code, f"第{code}项指标", "indicator", (), "", text, tasks=tasks))
    return Notice("清法办〔2022〕1号", "main", indicators=tuple(indicators))


@pytest.fixture(scope="session")
def targets(notice: Notice) -> Targets:
    return Targets.of([notice])


Paper = Callable[..., Evidence]


@pytest.fixture(scope="session")
def paper() -> Paper:
    """Makes a file with a text, understood; one of PAPERS by its name."""

    def make(text: str, path: str = "水利局/材料.docx", unit: str | None = "清川县水利局") -> Evidence:
        text = PAPERS.get(text, text)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return understand(Evidence(path, sha256, len(text), "text/plain", "read", unit=unit, text=text))

    return make
