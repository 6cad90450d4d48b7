"""A fictional county in one round: few units, but every status, flag and ledger status occurs."""

import datetime as dt
import hashlib

import pytest

from govdoc.model import (
    Contact,
    Doubt,
    Evidence,
    Gap,
    GapItem,
    GapStatus,
    Indicator,
    Match,
    Notice,
    Requirement,
    Task,
    Unit,
)
from govdoc.reports import Overview

POLICE = "云汐县公安局"
HEALTH = "云汐县卫生健康委员会"
TOWN = "云汐县石门镇人民政府"
PARTY_SCHOOL = "中共云汐县委党校"
OFFICE = "云汐县法治县建设工作领导小组办公室"

SUBJECTS = {
    "1": (
        "本级全部审批事项列成清单上网，逐项编码、随时更新；审批不超过法定时限，逐年再压缩。",
        {
            "网络检索": (
                "行政审批事项清单在政府网站公开，能够体现目录化、编码化管理；",
                "清单动态调整的公告；",
                "办理时限压缩情况在网上公示",
            ),
            "材料查证": ("2019年以来行政审批事项清单及历次调整文件；", "压缩办理时限的制度文件和前后对比表；"),
            "随机访谈": ("向办事群众发放的调查问卷及汇总情况，对群众意见的整改台账",),
        },
    ),
    "12": (
        "完善行政执法程序，全面推行行政执法公示制度、执法全过程记录制度、重大执法决定法制审核制度，做到执法信息公开透明、执法全过程留痕、执法决定合法有效。",
        {
            "材料查证": (
                "行政执法“三项制度”实施方案及配套制度；",
                "2019年以来每年度执法公示信息目录；",
                "执法决定法制审核事项清单，以及每年不少于5件的法制审核意见书；",
                "音像记录设备配备台账和音像记录管理制度；",
            ),
            "案卷评查": ("近三年行政处罚、行政许可案卷各不少于10卷，附案卷评查通报和整改报告",),
            "实地核验": ("执法公示栏、音像记录数据管理平台现场查看",),
        },
    ),
    "37": (
        "落实领导干部学法制度，每年至少举办2期领导班子法治专题讲座，行政机关工作人员年度法律知识培训不少于40学时。",
        {
            "材料查证": (
                "2019年、2020年、2021年法治专题讲座通知、签到册、课件和照片；",
                "工作人员法律知识培训学时登记表",
            ),
            "随机抽考": ("法律知识测试成绩单，参考率不低于90%",),
        },
    ),
    "58": (
        "认真履行行政复议决定和行政诉讼生效裁判，行政机关负责人出庭应诉率达到100%。",
        {
            "材料查证": ("负责人出庭应诉台账；", "生效裁判和复议决定履行情况报告；"),
            "网络检索": ("出庭应诉情况在网上公开的截图",),
        },
    ),
    "加分1": (
        "法治政府建设工作经验在省级以上会议或者刊物推广。",
        {"材料查证": ("推广文件、会议材料或者刊物原件复印件",)},
    ),
}
MEASURE = (
    "推行首问负责",
    "各单位办事窗口落实首问负责，建立登记簿，每季度通报一次。",
    ("首问负责制度；", "各季度通报；"),
)


def _tasks(code: str, methods: dict[str, tuple[str, ...]]) -> tuple[Task, ...]:
    return tuple(
        Task(
            f"{code}/{method}",
            method,
            "".join(texts),
            tuple(Requirement(f"{code}/{method}/{at}", text) for at, text in enumerate(texts, start=1)),
        )
        for method, texts in methods.items()
    )


def _notices() -> tuple[Notice, ...]:
    indicators = tuple(
        Indicator(
            code, code, "bonus" if code.startswith("加") else "indicator", (), "", text, tasks=_tasks(code, methods)
        )
        for code, (text, methods) in SUBJECTS.items()
    )
    heading, text, texts = MEASURE
    requirements = tuple(Requirement(f"（一）1/{at}", item) for at, item in enumerate(texts, start=1))
    measure = Indicator(
        "（一）1", "（一）1", "measure", (), heading, text, tasks=(Task("（一）1", None, text, requirements),)
    )
    return (
        Notice(
            "云法办〔2021〕1号",
            "main",
            "云法办〔2021〕1号",
            title="关于印发《云汐县创建全省法治政府建设示范县工作方案》的通知",
            contacts=(Contact("宁采薇", "0000-6123588", "fzb@yunxi.example.com"),),
            indicators=indicators,
        ),
        Notice("云政数〔2021〕6号", "main", "云政数〔2021〕6号", title="优化办事服务十条措施", indicators=(measure,)),
    )


def _files() -> tuple[Evidence, ...]:
    def file(
        path: str,
        title: str = "",
        number: str = "",
        date: dt.date | None = None,
        flags: tuple[str, ...] = (),
        status: str = "read",
        failure: str = "",
        unit: str | None = POLICE,
    ) -> Evidence:
        return Evidence(
            path,
            hashlib.sha256(path.encode()).hexdigest(),
            2048,
            "application/octet-stream",
            status,  # type: ignore[arg-type]
            unit=unit,
            failure=failure,
            title=title,
            doc_number=number,
            date=date,
            flags=flags,
        )

    return (
        file(
            "县公安局/1.材料查证/行政审批事项清单（2021年版）.xlsx",
            "云汐县公安局行政审批事项清单",
            "",
            dt.date(2021, 3, 15),
        ),
        file(
            "县公安局/1.材料查证/调整通知.docx",
            "关于调整行政审批事项清单的通知",
            "云公〔2020〕17号",
            dt.date(2020, 9, 8),
        ),
        file(
            "县公安局/12/三项制度实施方案.docx",
            "云汐县公安局全面推行行政执法“三项制度”实施方案",
            "云公〔2019〕41号",
            dt.date(2019, 8, 30),
        ),
        file("县公安局/12/法制审核意见书（3件）.pdf", "重大执法决定法制审核意见书", "", dt.date(2020, 11, 2)),
        file("县公安局/12/音像记录管理制度.docx", "执法音像记录管理制度", "云公〔2019〕52号", dt.date(2019, 10, 11)),
        file(
            "县公安局/37/2020年法治讲座.docx",
            "关于举办2020年第二期法治专题讲座的通知",
            "云公法〔2020〕9号",
            dt.date(2020, 10, 20),
        ),
        file("县公安局/58/出庭应诉台账.xlsx", "2019—2021年负责人出庭应诉台账", "", dt.date(2021, 5, 6)),
        file("县公安局/37/学时登记表.xlsx", "工作人员法律知识培训学时登记表", flags=("template",)),
        file("县公安局/1.网络检索/网址.txt", "", flags=("url_only",)),
        file(
            "县公安局/12/执法公示办法.docx", "行政执法公示办法", "云公〔2014〕6号", dt.date(2014, 5, 4), ("outdated",)
        ),
        file(
            "县公安局/12/审核目录.docx",
            "云汐县卫生健康委员会执法决定法制审核事项清单",
            "云卫〔2020〕22号",
            dt.date(2020, 7, 1),
            ("wrong_unit",),
        ),
        file(
            "县公安局/58/台账（副本）.xlsx",
            "2019—2021年负责人出庭应诉台账",
            "",
            dt.date(2021, 5, 6),
            ("duplicate:县公安局/58/出庭应诉台账.xlsx",),
        ),
        file(
            "县公安局/58/履行情况报告.docx",
            "关于履行生效裁判情况的报告",
            "云公〔2021〕12号",
            dt.date(2021, 5, 10),
            ("near_duplicate:县卫健委/58/履行情况报告.docx",),
        ),
        file("县公安局/12/案卷扫描件.pdf", status="damaged", failure="文件已损坏，打不开，请重新扫描后报送。"),
        file(
            "县公安局/37/成绩单.docx",
            status="encrypted",
            failure="文件有密码，请取消密码后重新报送",
            flags=("encrypted",),
        ),
        file("县公安局/37/讲座照片.jpg", status="unsupported", failure="图片格式暂不能自动读取，需人工查看"),
        file("县公安局/食堂采购询价单.docx", "职工食堂采购询价单", "", dt.date(2021, 2, 3)),
        file(
            "县卫健委/58/履行情况报告.docx",
            "关于履行生效裁判情况的报告",
            "云卫〔2021〕8号",
            dt.date(2021, 4, 26),
            unit=HEALTH,
        ),
        file("县卫健委/=cmd|'/c calc'!A0.docx", '=HYPERLINK("http://x.example.com","点我")', "@SUM(A1)", unit=HEALTH),
        file("不明单位/材料.docx", "工作总结\x0b", unit=None),
    )


def _gap(
    unit: str,
    code: str,
    method: str | None,
    status: GapStatus,
    items: tuple[GapItem, ...] = (),
    text: str = "",
    ask: str = "",
) -> Gap:
    notice = "云政数〔2021〕6号" if code.startswith("（") else "云法办〔2021〕1号"
    return Gap(unit, notice, code, method, status, items, (), text, ask)


def _items(code: str, method: str, *standing: tuple[GapStatus, tuple[str, ...], str]) -> tuple[GapItem, ...]:
    texts = SUBJECTS[code][1][method]
    return tuple(
        GapItem(f"{code}/{method}/{at}", text, status, files, reason)
        for at, (text, (status, files, reason)) in enumerate(zip(texts, standing, strict=True), start=1)
    )


def _gaps() -> tuple[Gap, ...]:
    no: tuple[GapStatus, tuple[str, ...], str] = ("missing", (), "未报送")
    base = "县公安局/"
    ledger, plan = base + "58/出庭应诉台账.xlsx", base + "12/三项制度实施方案.docx"
    listed, changed = base + "1.材料查证/行政审批事项清单（2021年版）.xlsx", base + "1.材料查证/调整通知.docx"
    police = (
        _gap(
            POLICE,
            "1",
            "网络检索",
            "missing",
            _items("1", "网络检索", ("missing", (base + "1.网络检索/网址.txt",), "只有网址"), no, no),
            "只报送了网址，看不出公开内容和公开时间；缺少清单动态调整公告、办理时限公示。",
            "请报送清单公开页面、调整公告和时限公示的网页截图，注明网站名称和发布日期。",
        ),
        _gap(
            POLICE,
            "1",
            "材料查证",
            "met",
            _items("1", "材料查证", ("met", (listed, changed), ""), ("met", (changed,), "")),
        ),
        _gap(
            POLICE,
            "1",
            "随机访谈",
            "missing",
            _items("1", "随机访谈", no),
            "未报送调查问卷和整改台账。",
            "请报送调查问卷样卷、汇总分析和群众意见整改台账。",
        ),
        _gap(
            POLICE,
            "12",
            "材料查证",
            "partial",
            _items(
                "12",
                "材料查证",
                ("met", (plan,), ""),
                ("missing", (base + "12/执法公示办法.docx",), "2014年形成，早于要求时间"),
                (
                    "partial",
                    (base + "12/法制审核意见书（3件）.pdf", base + "12/审核目录.docx"),
                    "审核意见书少于5件，目录清单为其他单位材料",
                ),
                ("met", (base + "12/音像记录管理制度.docx",), ""),
            ),
            "②所报《行政执法公示办法》为2014年文件，不在要求时间范围内；③法制审核意见书每年不少于5件，实报3件，目录清单是县卫生健康委员会的材料。",
            "请补充2019年以来每年度执法公示信息目录、本单位法制审核目录清单，以及2019年、2021年法制审核意见书各不少于5件。",
        ),
        _gap(
            POLICE,
            "12",
            "案卷评查",
            "missing",
            _items("12", "案卷评查", ("missing", (base + "12/案卷扫描件.pdf",), "文件打不开")),
            "所报扫描件无法打开。",
            "请重新扫描近三年行政处罚、行政许可案卷各不少于10卷，附评查通报和整改报告。",
        ),
        _gap(
            POLICE,
            "12",
            "实地核验",
            "verify",
            _items("12", "实地核验", ("verify", (base + "12/音像记录管理制度.docx",), "需现场查看")),
            "需现场查看执法公示栏和数据管理平台。",
            "请做好现场查看准备，可先报送现场照片和平台截图。",
        ),
        _gap(
            POLICE,
            "37",
            "材料查证",
            "partial",
            _items(
                "37",
                "材料查证",
                ("partial", (base + "37/2020年法治讲座.docx",), "缺2019年、2021年"),
                ("missing", (base + "37/学时登记表.xlsx",), "空表"),
            ),
        ),
        _gap(POLICE, "37", "随机抽考", "missing", _items("37", "随机抽考", no)),
        _gap(
            POLICE,
            "58",
            "材料查证",
            "verify",
            _items(
                "58",
                "材料查证",
                ("met", (ledger,), ""),
                ("verify", (base + "58/履行情况报告.docx",), "与县卫健委所报高度雷同"),
            ),
            "②《关于履行生效裁判情况的报告》与县卫生健康委员会所报材料高度雷同，需核实。",
            "请核实并报送反映本单位实际情况的报告。",
        ),
        _gap(
            POLICE,
            "58",
            "网络检索",
            "missing",
            _items("58", "网络检索", no),
            "未报送。",
            "请报送公开页面截图，注明网站名称和发布日期。",
        ),
        _gap(POLICE, "加分1", "材料查证", "missing"),
        _gap(
            POLICE,
            "（一）1",
            None,
            "missing",
            tuple(GapItem(f"（一）1/{at}", text, "missing", (), "未报送") for at, text in enumerate(MEASURE[2], 1)),
            "未报送。",
            "请报送首问负责制度和2021年第一、二季度通报。",
        ),
    )
    health = tuple(
        _gap(HEALTH, code, method, "missing") for code, (_, methods) in SUBJECTS.items() for method in methods
    )
    town = tuple(
        _gap(TOWN, code, method, "met", tuple(GapItem(f"{code}/{method}/1", text, "met") for text in texts))
        for code in ("1", "58")
        for method, texts in SUBJECTS[code][1].items()
    )
    return town + health + police


@pytest.fixture(scope="session")
def county() -> Overview:
    """Four units: one with everything, one with nothing but gaps, one that met all, one that owes nothing."""
    served = {item_file: gap for gap in _gaps() for item in gap.items for item_file in item.evidence}
    matches = tuple(
        Match(path, gap.notice, gap.indicator, gap.method, 0.9, "auto" if gap.status == "met" else "review")
        for path, gap in served.items()
    )
    return Overview(
        title="关于印发《云汐县创建全省法治政府建设示范县工作方案》的通知",
        office=OFFICE,
        round_label="第一批",
        date=dt.date(2021, 6, 15),
        notices=_notices(),
        units=(
            Unit(POLICE, ("县公安局",), ("县直单位",), ("行政执法",)),
            Unit(HEALTH, ("县卫健委",), ("县直单位",)),
            Unit(PARTY_SCHOOL, ("县委党校",), ("县委部门",)),
            Unit(TOWN, ("石门镇",), ("乡镇",)),
        ),
        gaps=_gaps(),
        evidence=_files(),
        matches=matches,
        doubts=(Doubt("县民政服务中心", "unit", ("云汐县民政局", "云汐县政务服务中心"), ("不明单位/材料.docx",)),),
        due=dt.date(2021, 6, 28),
    )
