"""Every way an office says by when, as rows with examples.

Dates are ISO, recurrences RFC 5545 RRULE values. What was not printed (a year, a day) is inferred from the notice's
own dates and named in `Deadline.inferred`. Patterns are for text squeezed by `text.squeezed`: narrow, without blanks.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from govdoc.model.notice import Deadline
from govdoc.parsing import deadline_readings as say
from govdoc.parsing.deadline_readings import ITEM, Calendar
from govdoc.text.dates import DAY, MONTH, YEAR

__all__ = ["DEADLINES", "NO_DEADLINES", "Calendar", "DeadlineRule", "NoDeadline"]

Read = Callable[[re.Match[str], Calendar], Iterator[Deadline]]


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One way to say by when. `read` turns a match into deadlines; none where it turns out to name no time.

    `bare` rules hold only where a label (完成时限) announces a time.
    """

    id: str
    pattern: re.Pattern[str]
    read: Read
    yes: tuple[str, ...]
    no: tuple[str, ...] = ()
    bare: bool = False


@dataclass(frozen=True, slots=True)
class NoDeadline:
    """A time that nobody has to keep: what was, what holds, what is compared."""

    id: str
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...] = ()


_N = r"(?:\d{1,3}|[一二三四五六七八九十两]{1,3})"
# Weekday, remark and time of day between a date and its “前”.
_CLOCK = (
    r"(?:\([^()\n]{1,10}\))?(?:(?:星期|周|礼拜)[一二三四五六日天])?(?:上午|下午|中午|正午|早上|晚上|晚|凌晨|当日|当天)?"
    rf"(?:{_N}(?:[:时点](?:\d{{1,2}}分?|整|半)?)(?:整|时)?)?(?:下班|上班)?(?:时间)?(?:\((?:含|不含|以)[^()\n]{{0,8}}\))?"
)
_BY = rf"{_CLOCK}(?:之前|以前|前(?!后|期|往|来|沿|提|三)|为?止(?!付)|截止|之内|以内)"
_YEARS = rf"(?P<y>{YEAR})年|(?P<rel>今年|本年度?|当年|明年|次年|翌年)"
_Y = rf"(?:{_YEARS})?"
_M = rf"(?P<m>{MONTH})月(?:份)?"
_D = rf"(?P<d>{DAY})"
_EACH_MONTH = r"(?:每个?月(?:的)?(?:份)?(?:结束后|终了后|月?初)?|次月|每?个?(?P<odd>[双单])月)"
_LIST = r"(?:、|和|及|与|以及)"
_W = r"[一二三四五六日天]"
_DO = r"完成|建成|实现|出台|印发|制定|投用|投入|启动|开工|竣工|开展|组织|召开|落实|推出|上线|达到?|验收|报送|办结|整改|基本|全部|全面|力争"
_GOAL = (
    r"推动|创建|建成|建设|实现|完成|达|上榜|新增|增加|培育|打造|引进|新建|新开工|开工|开展|发放|抽[检查]|筹建|培训|举办|组织|改造|新改扩建|压缩|降至|降低|"
    r"提升|提高|保持|覆盖|为不少于|不少于|不低于|超过?|力争|确保|累计|招引|落地|安排|投放|整治|修复|治理|种植|认定"
)
_COUNTED = r"%|百分点|[个家条处所座批项名人场户套件次起部辆台支间册元吨亩株米宗万亿千倍张]|公里|平方米|立方米|批次|人次|门次|小时|课时|学时"
_DIGITS = r"\d+(?:\.\d+)?"


def _rule(id_: str, pattern: str, read: Read, *yes: str, no: tuple[str, ...] = (), bare: bool = False) -> DeadlineRule:
    return DeadlineRule(id_, re.compile(pattern), read, yes, no, bare)


# Earlier rows win where two overlap.
DEADLINES = (
    # Again and again.
    _rule("each-listed", rf"每个?(?P<every>年|季|半年)度?[^,。;:()\n\d]{{0,6}}?\(?(?:分别)?[于在为是]?(?P<items>{ITEM}(?:{_LIST}{ITEM})+)(?:[底末])?(?:{_BY})?\)?(?:{_BY})?", say.each_listed, "每季度末(分别在6月、9月和12月底)", "每年6月30日和12月31日前", "每半年(6月底、12月底)前", no=("每年6月底前",)),
    _rule("month-workday", rf"每个?(?P<every>月|季)度?(?:的)?(?:初|结束后|终了后)?(?:前|第|最后)(?P<n>{_N})?个?工作日(?:内|{_BY})?", say.month_workday, "每月前5个工作日内", "每月最后一个工作日前", no=("5个工作日内",)),
    _rule("monthly", rf"{_EACH_MONTH}前?(?:(?P<days>{DAY}(?:[日号]?{_LIST}{DAY})*)[日号]|(?P<x>[上中下])旬|月?[底末])(?:内|{_BY})?", say.monthly, "每月28日之前", "每月底前", "每月15日、30日前", "双月25日前", no=("每月回访",)),
    _rule("weekly", rf"每(?:周|星期)(?P<w>{_W}(?:{_LIST}(?:周|星期)?{_W})*)(?![至到-])(?:{_BY})?", say.weekly, "每周五前", "每周一、周四", no=("每周报送", "每周一至周五")),
    _rule("quarter-days", rf"(?:每个?季度?|(?<!第)季度?(?=后|终了|结束))(?:的)?(?P<pos>首个?|末|次|第[一二三1-3]个?|最后一?个?)?月?(?:初|结束后|终了后|末后|后)?(?:的)?前?{_D}个?[日号天](?:以内|之内|内|{_BY})", say.quarterly, "每季度初10日内", "每季度末月25日前", "季度结束后10日内", "每季首月10日前"),
    _rule("quarter-end", rf"每个?季度?(?:末|底|结束|最后一个月底)(?:{_BY})?", say.quarterly, "每季度末前"),
    _rule("half-year", rf"每半年(?:末|底)?(?:{_BY})?", say.half_yearly, "每半年", "每半年末前"),
    _rule("yearly", rf"每年(?:的|度)?(?:第?(?P<q>[一二三四1-4])季度[末底]?|{_M}(?:{_D}[日号]|(?P<x>[上中下])旬|[底末])|年?[底末])(?:{_BY})?", say.yearly, "每年1月31日前", "每年第一季度", "每年底前", no=("每年至少",)),
    _rule("often", r"(?:每个?|按|逐)(?P<every>半个?月|两个?月|双月|两周|双周|个?工作日|季度?|星期|年度?|月|周|日|天|旬)(?=(?:向|对|将|要|应|须|至少|定期|按时|及时|汇总|书面|集中)?[^,。;:\n]{0,10}?(?:报送|上报|报告|汇报|通报|反馈|报备|调度|更新|公布|公示|提交|报))", say.often, "每月通报一次", "按季度报送", "每两个月报送一次", "每日报送", no=("每月回访", "每年开展", "日报")),
    # Counted from an event.
    _rule("within", rf"(?P<after>[^,。;:\n、()]{{1,22}}?)(?:之日起?|之日后|[以之]?后|起)(?:的)?,?(?:前)?(?:(?P<n>{_N})个?)?(?P<u>工作日|日|天|小时|半年|半个?月|月|季度|周|星期|年)(?:之内|以内|内)", say.within, "收到通知后5个工作日内", "自发文之日起30日内", "印发后半年内", no=("5个工作日内", "2023年6月30日内")),
    _rule("within-receipt", rf"(?P<after>(?:收到|接到)[^,。;:\n\d]{{1,12}}?)(?P<n>{_N})个?(?P<u>工作日|日|天|小时)(?:之内|以内|内)", say.within, "收到通知3日内"),
    _rule("within-years", rf"(?<![近前去每续满后超过于少逾长足\d])(?P<n>{_N})(?P<u>年|个月)(?:之内|以内|内)(?=(?:(?<=年内)[^,。;\n]{{0,24}}?|[^,。;\n]{{0,6}}?)(?:{_DO}|降|提高|提升|解决|改造|建立|培育|消除|清零|打造|覆盖))(?![^,。;\n]{{0,6}}(?:不得|不予|不能|禁止|未|曾|受))", say.within, "三年内全部改造完毕", "两年内实现全覆盖", no=("近三年内建成", "三年内不得完成")),
    # Stretches.
    _rule("from-now", rf"(?:从|自)?即日起(?:至|到|-|—){_Y}{_M}(?:{_D}[日号]|[底末])(?:{_BY})?", say.from_now, "即日起至6月30日"),
    _rule("range-before", rf"(?:从|自)?{_Y}{_M}{_D}[日号]?(?P<x>(?!))?(?:\([^()\n]{{1,4}}\))?(?:至|到|-|~|—|–)+(?:(?P<y2>{YEAR})年|(?P<rel2>次年|翌年|明年))?(?:(?P<m2>{MONTH})月)?(?P<d2>{DAY})[日号](?P<x2>(?!))?{_BY}", say.stretch, "6月1日至10日前"),
    _rule("range-done", rf"(?<=[于在])(?:从|自)?{_Y}{_M}(?:{_D}[日号]?|(?P<x>[上中下])旬|[初底末])?(?:\([^()\n]{{1,4}}\))?(?:至|到|-|~|—|–)+(?:(?P<y2>{YEAR})年|(?P<rel2>次年|翌年|明年))?(?:(?P<m2>{MONTH})月)?(?:(?P<d2>{DAY})[日号]|(?P<x2>[上中下])旬|底|末)?(?:期间)?(?=,?(?:集中|统一|在全\S{{1,3}}范围内)?(?:组织|开展|进行|完成|实施))", say.stretch, "于4月23日至5月31日组织实施", no=("于4月23日至5月31日购房",)),
    _rule(
        "range",
        rf"(?:从|自)?{_Y}{_M}(?:{_D}[日号]?|(?P<x>[上中下])旬|[初底末])?(?:\([^()\n]{{1,4}}\))?(?:至|到|-|~|—|–)+(?:(?P<y2>{YEAR})年|(?P<rel2>次年|翌年|明年))?(?:(?P<m2>{MONTH})月(?:份)?)?(?:(?P<d2>{DAY})[日号]|(?P<x2>[上中下])旬|底|末)?(?:{_BY}|止)?",
        say.stretch, "2020年11月——2021年11月", "2021年4月中旬至2021年10月底", "4月29日至5月3日", "2023年11月1日至次年3月31日", no=("2021年4月9日",), bare=True,
    ),
    _rule("range-dotted", rf"(?P<y>20\d\d)[.](?P<m>{MONTH})[.]{_D}(?P<x>(?!))?(?P<rel>(?!))?(?:至|-|~|—|–)+(?:(?P<y2>20\d\d)[.])?(?P<m2>{MONTH})[.](?P<d2>{DAY})(?P<x2>(?!))?(?P<rel2>(?!))?", say.stretch, "2023.5.1-2023.6.30", bare=True),
    # One day.
    _rule("several", rf"(?P<items>{ITEM}(?:{_LIST}{ITEM})+)(?:[底末](?:{_BY})?|(?:{_BY}))", say.several, "6月、9月、12月底前", "6月30日、11月30日前", no=("6月、9月", "6月底前")),
    _rule("start-after", rf"(?:从|自)?{_Y}{_M}{_D}[日号](?:起|开始|之后|以后|后(?!续))", say.starts, "于8月15日后", "自2021年7月1日起"),
    _rule("by-day", rf"(?:截止|最迟|不晚于|不迟于|不得晚于|不得迟于|截[至止](?=[^,。;\n]{{0,14}},?[^。;\n]{{0,20}}?(?:应|须|要|力争|确保|务必))|(?<=时间)截至|(?<=[报征]名)截至)(?:时间|日期)?(?:不得?晚于|为|于|於|到|是|至|:)?{_Y}{_M}{_D}[日号](?:{_BY}|{_CLOCK})", say.ymd, "截止时间为2021年6月30日", "最迟不得晚于4月15日18时"),
    _rule("day", rf"{_Y}{_M}{_D}[日号]?{_BY}", say.ymd, "11月5日之前", "2021年4月10前", "4月20日(星期五)前", "5月20日17时前", no=("2021年4月9日", "4月前", "12月8日前后")),
    _rule("day-goal", rf"{_Y}{_M}(?:{_D}[日号])(?=,[^,。;\n]{{0,16}}?(?:应|要|须)(?:全部|基本)?(?:达|完成|实现))", say.ymd, "11月30日,落实率应达到90%"),
    _rule("dotted-day", rf"(?<![\d.])(?P<y>20\d\d)([.\-/])(?P<m>{MONTH})\2{_D}日?{_BY}", say.ymd, "2023.6.30前", "2023-09-15前"),
    _rule("about-day", rf"{_Y}{_M}{_D}[日号](?:左右|前后)", say.ymd, "12月8日左右"),
    _rule("near-month", rf"(?:(?P<rel>[本下])个?月(?:{_D}[日号]{_BY}|[底末](?:{_BY})?|内)|(?<![\d一二三四五六七八九十个每份本下])月[底末]{_BY})", say.near, "本月底前", "下月10日前", "月底前", no=("6月底前",)),
    _rule("near-week", rf"(?P<rel>[本下])(?:周|星期)(?P<w>{_W})\)?{_BY}", say.near, "本周五下班前"),
    # The end of a month, a part of it, a quarter, a half, a year.
    _rule("tenth", rf"{_Y}{_M}[上中]?(?P<x>[上中下](?=旬)|初(?={_BY}))旬?(?:{_BY})?", say.tenth, "6月中旬前", "3月上旬", "6月中下旬前"),
    _rule("month-end", rf"{_Y}{_M}(?:底|末)(?:{_BY})?", say.month_last, "10月底前", "2022年3月底", "10月末前"),
    _rule("in-month", rf"{_Y}{_M}(?:之内|以内|内|{_BY}|(?<=月份)前)", say.month_last, "9月内", "2022年3月份内", "12月前"),
    _rule("half", rf"{_Y}(?P<half>[上下])半年(?:[底末内]?{_BY}|[底末内](?!度)|(?=,?(?:要|应)?(?:{_DO})))", say.year_end, "2024年上半年前", "上半年完成", no=("上半年工作情况",)),
    _rule("half-bare", rf"{_Y}(?P<half>[上下])半年", say.year_end, "2024年上半年", bare=True),
    _rule("quarter", rf"{_Y}第?(?P<q>[一二三四1-4])季度(?:[末底内]?{_BY}|[末底内](?=,?(?:要|应)?(?:{_DO})))", say.year_end, "2022年第一季度末前", "三季度前"),
    _rule("quarter-bare", rf"{_Y}第?(?P<q>[一二三四1-4])季度[末底内]?", say.year_end, "第三季度", bare=True),
    _rule(
        "goal-year",
        rf"(?<![自从至])(?:(?:到|力争|争取|确保)?(?P<y>{YEAR})年|(?:到|力争|争取|确保)(?P<rel>今年|明年))(?!度|版|以来|之前|底|末|初|至|起|上半年|下半年|春|秋|前|后|来|内|\d|第?[一二三四1-4]季度|{MONTH}月),?(?=[^,。;\n]{{0,24}}?(?:{_GOAL}))[^,。;\n]{{0,40}}?{_DIGITS}(?:{_COUNTED})[^,。;\n]{{0,20}}",
        say.year_end, "2025年推动首批95个场馆开放", "力争2025年便利化改造率达100%", "到2025年,全县建成示范村30个", no=("2022年春节", "2021年度完成3个", "2021年12月完成3个"),
    ),
    _rule("year-end", rf"(?:(?:{_YEARS})年?|(?<![每\d一二三四五六七八九十两几数多半近学历财全上去])年)(?:(?:底|末|内)(?:{_BY}|(?!考|综合|绩效|总结|述职|评|决算|工作|目标|前))|终{_BY})", say.year_end, "年内", "2025年内", "年底前", "2022年底前", "2023年末", "年终前", no=("县域内", "月底前", "年底考核", "收到后5年内", "三年内建成", "近两年内")),
    _rule("year-before", rf"(?P<y>{YEAR})年{_BY}", say.year_end, "2025年前", no=("2025年底前",)),
    # Times that are no dates.
    _rule("festival", r"(?:春节|元旦|国庆节?|中秋节?|清明节?|五一|劳动节|端午节?|[“\"]?十一[”\"]?|寒假|暑假|暑期|放假|开学|学期结束|学期末|期末|汛期|入汛|入冬|供暖季?期?|采暖季?期?|春耕|秋收|雨季|冬季|夏季|换届)(?:来临|到来|开始|期间)?(?:之前|以前|前(?!期|后|往))|学期末(?!考|测|评)|学期结束时", say.words, "春节前", "国庆节前", "学期末", "汛期前", no=("学期末考试", "春节前后")),
    _rule("by-superior", r"(?:按照?|根据)[^,。;\n()]{0,20}?(?:部署|安排|要求|通知)(?:的)?时间(?:节点)?", say.words, "按照中央依法治国办的部署时间", "按上级部署时间"),
    # Where a label announces a time the word 前 may be missing.
    _rule("bare-day", rf"{_Y}{_M}{_D}[日号]", say.ymd, "2023年8月30日", bare=True),
    _rule("bare-dotted", rf"(?<![\d.])(?P<y>20\d\d)([.\-/])(?P<m>{MONTH})\2{_D}(?!\d)", say.ymd, "2023.8.30", bare=True),
    _rule("bare-month", rf"{_Y}{_M}(?:{_BY})?(?!\d)", say.month_last, "2023年8月", bare=True),
    _rule("bare-year", rf"(?:(?P<y>{YEAR})年|全年|(?P<rel>今年|当年))(?!\d)", say.year_end, "2025年", "全年", bare=True),
    _rule("ongoing", r"(?:并|且)?(?:长期|持续|常态化|坚持|经常性|全过程|始终)[\u4e00-\u9fa5]{0,6}", say.words, "长期坚持", "并持续推进", bare=True),
)  # fmt: skip


_T = (
    rf"(?:(?:{YEAR}年|今年|去年|上年|本年|当年)(?:{MONTH}月(?:份)?)?|{MONTH}月(?:份)?|(?:上|去|今)?年(?=[底末初]))"
    rf"(?:{DAY}[日号]|[底末初]|[上中下]旬|[上下]半年)?(?:之前|以前|前)?"
)
_NOT_DUE = r"(?:(?!应|要|须|需|务必|将|把)[^。;\n])"


def _none(id_: str, pattern: str, *yes: str, no: tuple[str, ...] = ()) -> NoDeadline:
    return NoDeadline(id_, re.compile(pattern), yes, no)


# Where one of these meets a deadline of the rows above, in running prose, there is none.
NO_DEADLINES = (
    _none("compared", rf"(?:较|比|同比|环比)(?:上年)?{_T}", "较6月末", "比2022年底"),
    _none("as-of", rf"截[止至](?:到|至|于)?{_T},?(?={_NOT_DUE}{{0,24}}?(?:已|共|累计|现有|尚|总计|仍))", "截至2023年底已有", "截止6月底,全县共", no=("截至6月底,各单位要完成",)),
    _none("past", rf"(?:已(?:经)?[于在]{_T}|(?<!\d){_T},?(?=(?:(?!将|把|对|应|要|须)[^,。;\n]){{0,16}}?已(?:经)?[^,。;\n]{{1,12}}的))", "已于6月30日前", "2022年12月31日前已办结的案件", no=("6月30日前将已完成的报送",)),
    _none("since", rf"{_T}(?:以来|期间|之间|至今|左右的)", "2021年以来", "2023年5月期间"),
    _none("in-force", rf"(?:自|从|于)?(?:{_T}|(?:印发|发布|公布|颁布|下发|发文)之日)起?(?:正式|开始)?(?:施行|生效|实施|执行|废止|失效|试行)", "自2023年7月1日起施行", "自印发之日起施行"),
    _none("valid-until", rf"(?:有效期限?|试行期|聘期|任期|执行期限?|政策期限?)[^,。;\d\n]{{0,8}}{_T}|(?:执行|延续|延长|有效|暂定|保持|顺延|适用|延期|实施期限)(?:期限?|时间)?(?:至|到){_T}", "有效期至2025年12月31日", "政策执行至2024年12月31日"),
    _none("until", rf"(?:自|从)[^,。;\n]{{0,24}}?(?:起|日|始)(?:至|到){_T}", "自印发之日起至2025年12月31日"),
    _none("stretch", rf"(?:(?<=[^,。;:\n截])至|(?<=[日月年起止])到|—|-|~|–)(?:次年|翌年)?{_T}|{_T}(?=(?:至|到|—|-|~|–)(?:{YEAR}年|次年|翌年)?(?:{MONTH}月|{DAY}日))", "顺延至2025年12月31日", "4月中旬至10月底", no=("2025年12月31日", "到2025年,建成")),
    _none("condition", rf"{_T}(?:\([^()\n]{{1,6}}\))?(?=[^,。;\n]{{1,16}}的[,、])", "2024年12月31日前到期的,", no=("6月30日前报送",)),
    _none("eligible", rf"{_T},?(?=(?:在[^,。;\n]{{0,20}})?(?:购买|购置|购房|购车|缴纳|取得|受理的|建成的|登记的|注册的|到期的|入住的|签订的|参保的|新建的))", "2023年12月31日前,在本县购买新房", no=("11月15日前签订责任书",)),
    _none("policy", rf"{_T},?(?=(?:继续)?(?:对|向|凡)[^。;\n]{{1,60}}?(?:减按|减征|减半|免征|免收|缓缴|缓征|享受|(?:给予|予以)[^,。;\n]{{0,14}}(?:补|奖|优惠|贴息|减免)))", "2027年12月31日前,对小规模纳税人减按1%征收增值税", no=("6月底前对困难群众进行走访",)),
    _none("trade", r"(?:出售|购(?:买|房|置)|合同签订|成交|转让|缴纳|出让|取得|领取[^,。;\n]{0,8}款)(?:之日起?|之?后)", "现住房出售后", "出让合同签订后"),
    _none("for-a-time", rf"{_T}(?=(?:[^,。;\n]{{0,6}})阶段性(?:取消|下调|降低|实施|减|免|缓))", "2022年底前阶段性取消"),
    _none("policy-until", rf"(?:补贴|补助|优惠|政策|减免)[^,。;\n]{{0,8}}截止(?:时间|日期)?(?:为|到|至|:)?{_T}", "购房补贴截止时间为2024年6月30日", no=("申报截止时间为2024年6月30日",)),
)  # fmt: skip
