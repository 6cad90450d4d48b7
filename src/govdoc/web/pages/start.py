"""Where the work stands, step by step: what is done, and what comes next."""

from dataclasses import dataclass

from govdoc.pipeline.live_desk import Now


@dataclass(frozen=True, slots=True)
class Step:
    """One step. `told` says how far it is; `address` and `word` lead on where the reader may go there."""

    title: str
    why: str
    told: str
    done: bool
    address: str
    word: str


@dataclass(frozen=True, slots=True)
class StartPage:
    """All steps; `waiting` files are to be matched again."""

    steps: tuple[Step, ...]
    next: int
    waiting: int


def start_page(now: Now, doubts: int, waiting: int, *, manages: bool, reviews: bool) -> StartPage:
    """The steps of a workspace; `doubts` counts the names that a person must decide."""
    matter = now.matter
    indicators = sum(len(notice.indicators) for notice in matter.notices)
    rows = sum(bool(row.waits) for row in now.desk.rows)
    open_names = f"，{doubts} 个名称待确认" if doubts and matter.units else ""
    steps = (
        Step(
            "收入通知",
            "读出指标、任务、责任单位和时限",
            f"已收入 {len(matter.notices)} 份，指标 {indicators} 项" if matter.notices else "还没有通知",
            bool(matter.notices),
            "/intake" if manages else "/notices",
            "收入通知" if manages else "查看",
        ),
        Step(
            "导入单位名册",
            "知道哪些单位该报，“县直各单位”等统称指谁",
            f"{len(matter.units)} 个单位{open_names}" if matter.units else "还没有名册",
            bool(matter.units),
            "/names" if open_names else "/roster",
            "确认名称" if open_names else "导入名册" if manages else "查看",
        ),
        Step(
            "扫描材料",
            "读取各单位报送的文件，对应到指标",
            f"{len(matter.files)} 份文件" if matter.files else "还没有材料",
            bool(matter.files),
            "/jobs",
            "扫描" if reviews else "查看",
        ),
        Step(
            "审核",
            "逐份看程序的意见，由人定夺",
            f"{rows} 份待审" if rows else "没有待审的材料",
            bool(matter.files) and not rows,
            "/review",
            "开始审核",
        ),
    )
    return StartPage(steps, next((at for at, step in enumerate(steps) if not step.done), -1), waiting)


def unready(now: Now) -> bool:
    """Whether there is nothing to review yet."""
    return not (now.matter.notices and now.matter.units and now.matter.files)
