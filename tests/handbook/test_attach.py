import pytest

from govdoc.handbook import attach, book
from govdoc.model import Indicator, Notice

# What a county may make of an indicator, in its own words, and the entry that speaks of it.
WORDINGS = (
    ("依法编制并公布本级许可事项清单，逐项压缩审批承诺时限。", "审批事项清单和办理时限"),
    ("不得以备案、登记、年检等形式设置变相许可。", "取消非许可审批、严禁变相许可"),
    ("各部门权责清单根据机构职能变化及时调整并公布。", "权责清单和公共服务清单"),
    ("随机抽取检查对象、随机选派检查人员，“双随机、一公开”监管全覆盖。", "双随机一公开和智慧监管"),
    ("出台涉企政策前开展公平竞争审查，破除地方保护。", "公平竞争审查"),
    ("起草行政规范性文件要向社会公开征求意见，征求意见期限不少于七个工作日。", "规范性文件公开征求意见"),
    ("行政规范性文件印发前一律合法性审核，合法性审核率达到100%。", "规范性文件合法性审核"),
    ("行政规范性文件印发后按时报送备案。", "规范性文件备案和建议审查"),
    ("每年公布重大行政决策事项目录，明确决策主体。", "重大行政决策目录和制度"),
    ("重大行政决策讨论时主要负责人末位发言。", "行政首长末位发言"),
    ("重大行政决策执行一年后开展后评估，跟踪实施效果。", "重大决策执行跟踪和后评估"),
    ("规范性文件实施两年后开展后评估，评估结果作为修改、废止的参考。", "规范性文件后评估"),
    ("配齐执法记录仪，现场执法全程音像记录。", "执法记录仪和音像记录"),
    ("重大执法决定作出前必须经法制审核，未经审核不得作出。", "重大执法决定法制审核实施"),
    ("制定重大执法决定法制审核事项目录清单并公布。", "法制审核目录清单"),
    ("建立裁量权基准制度，量化处罚幅度。", "行政裁量权基准"),
    ("对轻微违法行为实行首违不罚。", "轻微违法不予处罚和包容审慎监管"),
    ("行政机关负责人出庭应诉率不低于九成，败诉率逐年下降。", "负责人出庭应诉和败诉率"),
    ("及时反馈检察建议，办复率100%。", "监察监督和检察建议办复"),
    ("及时反馈司法建议，履行生效裁判。", "履行生效裁判和司法建议办复"),
    ("村（居）人民调解委员会全覆盖，人民调解经费列入预算。", "人民调解组织和经费"),
    ("承担行政调解职责的部门成立行政调解委员会，规范行政调解程序。", "行政调解"),
    ("修订突发事件应急预案，每年组织演练。", "应急预案和应急体制机制"),
    ("政府常务会议每季度会前学法，组织旁听庭审。", "领导干部学法和旁听庭审"),
    ("每年第一季度报告上一年度法治政府建设情况并公开。", "法治政府建设年度报告"),
    ("党政主要负责人履行法治建设第一责任人职责，年终述法。", "第一责任人职责和述法"),
)

OTHER_SUBJECTS = (
    "对新购买的节能家电给予补贴。",
    "完善城市公共停车设施，新增泊位二千个。",
    "组织开展夏季消费促进活动，发放消费券。",
    "建设县级物流配送中心，畅通农产品上行通道。",
    "支持餐饮企业延长营业时间，打造夜间消费集聚区。",
    "落实带薪休假，丰富文化旅游产品供给。",
    "加强消费领域信用监管，公布失信名单。",
    "完善消费维权机制，畅通12345热线举报渠道。",
    "加大对中小微企业信贷支持力度。",
    "各责任单位每季度报送进展情况。",
)


def notice(*texts: str) -> Notice:
    indicators = (Indicator(str(at), "", "indicator", (), "", text) for at, text in enumerate(texts, 1))
    return Notice("云法办〔2024〕1号", "main", indicators=tuple(indicators))


ADOPTED = attach(notice(*(text for text, _ in WORDINGS)), book())


@pytest.mark.parametrize(("code", "name"), [(str(at), name) for at, (_, name) in enumerate(WORDINGS, 1)])
def test_an_indicator_in_other_words_finds_its_entry(code: str, name: str) -> None:
    assert ADOPTED[code].name == name


def test_every_entry_is_found_by_its_own_gist() -> None:
    entries = book()
    found = attach(notice(*(entry.sense.gist for entry in entries)), entries)
    assert [found[str(at)].name for at in range(1, len(entries) + 1)] == [entry.guide.name for entry in entries]


def test_the_number_does_not_matter() -> None:
    turned = attach(notice(*(text for text, _ in reversed(WORDINGS))), book())
    assert [turned[str(at)].name for at in range(len(WORDINGS), 0, -1)] == [name for _, name in WORDINGS]


def test_a_notice_on_another_subject_is_left_alone() -> None:
    assert attach(notice(*OTHER_SUBJECTS), book()) == {}


def test_an_indicator_of_its_own_among_the_others_has_no_entry() -> None:
    own = "组织老年大学书画展。"
    found = attach(notice(*(text for text, _ in WORDINGS), own), book())
    assert str(len(WORDINGS) + 1) not in found


def test_every_entry_says_all_there_is_to_say() -> None:
    names = [entry.guide.name for entry in book()]
    assert len(set(names)) == len(names) > 100
    for entry in book():
        guide = entry.guide
        assert all((guide.chapter, guide.notes, guide.terms, guide.evidence, guide.excluded, guide.example)), guide.name
        assert not set(guide.terms) & set(guide.others), guide.name
        assert not [term for term in (*guide.terms, *guide.others) if set(term) & set("；;，,、\n")], guide.name
