"""A small county made for tests: a notice, a roster, folders of evidence."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

NOTICE = """\
青河县法治县创建工作领导小组办公室文件

青法创办〔2024〕3号

关于印发《青河县法治县创建工作实施方案》的通知

各乡镇人民政府，县直各单位：

现将《青河县法治县创建工作实施方案》印发给你们，请认真贯彻执行。

青河县法治县创建工作领导小组办公室
2024年3月5日

青河县法治县创建工作实施方案

为做好创建工作，制定本方案。

一、主要措施
1.推行重大行政决策公众参与制度。每年公布重大行政决策事项目录，组织听证会。（责任单位：县司法局、县发展和改革委员会。完成时限：2024年9月30日前）
2.开展行政执法案卷评查。每年组织一次案卷评查，形成评查报告。（责任单位：县司法局。完成时限：2024年10月31日前）
3.落实矛盾纠纷排查化解制度。建立台账，按月报告调解情况。（责任单位：县公安局、白石镇人民政府。完成时限：2024年11月30日前）

二、工作要求
各责任单位于每月28日前将进展情况报送领导小组办公室。联系人：王明，电话：0000-1234567。
"""

ROSTER = """\
单位名称,别名,类别,标签
青河县司法局,县司法局,县直单位,行政执法
青河县发展和改革委员会,县发展和改革委员会；县发改委,县直单位,
青河县公安局,县公安局,县直单位,行政执法
青河县统计局,县统计局,县直单位,
青河县白石镇人民政府,白石镇人民政府；白石镇,镇,
"""

EVIDENCE = {
    "1 司法局/1/听证会.txt": """\
青河县司法局关于组织重大行政决策听证会的情况报告

2024年5月20日，我局就重大行政决策事项目录组织听证会，公众代表十五人参加，会后公布了目录和意见采纳情况。

青河县司法局
2024年5月28日
""",
    "1 司法局/2/评查报告.txt": """\
青河县司法局2024年行政执法案卷评查报告

按照案卷评查要求，我局组织对全县行政执法案卷进行评查，共评查案卷一百二十卷，合格一百一十五卷，形成本评查报告。

青河县司法局
2024年8月2日
""",
    "县公安局/台账.txt": """\
青河县公安局矛盾纠纷排查化解工作情况报告

我局建立矛盾纠纷排查化解台账，按月报告调解情况，上半年共排查矛盾纠纷三百二十起，调解成功三百一十起。

青河县公安局
2024年7月1日
""",
    "县公安局/~$台账.docx": "lock",
    "县公安局/现场.amr": "#!AMR\n\xff",
    "县公安局/空白.txt": "",
    "白石镇/坏.pdf": "%PDF-1.4 broken",
    "说明.txt": "各单位材料如文件夹所列，请查收，共计三个单位的文件。\n",
}


@pytest.fixture
def county(tmp_path: Path) -> Path:
    """A folder with notice.txt, roster.csv and evidence/ of three units."""
    return _county(tmp_path / "county")


@pytest.fixture(scope="session")
def first_county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same folder once for all, for those who copy it."""
    return _county(tmp_path_factory.mktemp("first") / "county")


def _county(folder: Path) -> Path:
    (folder / "evidence").mkdir(parents=True)
    (folder / "notice.txt").write_text(NOTICE, encoding="utf-8")
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8-sig")
    for name, text in EVIDENCE.items():
        file = folder / "evidence" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("latin-1" if "\xff" in text else "utf-8"))
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """A Chromium without a screen, driven by playwright."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is missing")
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        pytest.skip("no Chromium on this system (on Debian: apt install chromium)")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()
