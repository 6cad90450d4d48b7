"""Sections, questions and options of a questionnaire, told apart where the numbering is broken."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from govdoc.model.notice import Question, Section
from govdoc.parsing.answers import answers_behind, boxed_answers, grades, strip, trim
from govdoc.parsing.lines import Source
from govdoc.parsing.open_question import Answer, OpenQuestion, close_question
from govdoc.parsing.question_pieces import Piece
from govdoc.parsing.stems import ASKS, ASKS_PLAINLY, BLANK, BOX, KIND_MARK

Item = Piece | tuple[Question, ...]  # a table of questions comes whole

_CONDITION = re.compile(
    r"如果?(?:您|你)?(?:所在|所属|经营|开办|任职)?(?:的)?(?:单位|企业|家庭)?(?:是|为|属于)(?P<a>[\u4e00-\u9fa5、]{2,20}?)[,，]"
    r"|(?:仅|只)?(?:限|由|请)(?P<b>[\u4e00-\u9fa5、]{2,16}?)(?:请)?(?:填写|回答|作答|填答)"
    r"|\((?:以下|本部分)?(?:仅|只)?(?:限|由|请)?(?P<c>[\u4e00-\u9fa5、]{2,14}?)(?:填写|回答|作答|填答)\)"
)
_EVERYBODY = re.compile(r"客观|真实|匿名|独立|全体|所有|全部|每[位个]|您|你|如实|认真|根据|按照|逐[项一]|受访者|被调查")
_SECTION_WORDS = re.compile(
    r"(?:必答|选答|问答|单选|多选|开放|主观|客观|填空)[\u4e00-\u9fa5]{0,6}|[\u4e00-\u9fa5]{0,8}(?:基本情况|基本信息|个人信息|个人情况)"
    r"|(?:意见|建议|评分|评价)(?:和|与|及)?(?:意见|建议|内容)?(?:栏|部分|表)?|[【\[][\u4e00-\u9fa5]{2,12}[】\]]"
)
_RULES = re.compile(
    r"^(?:填[表写答报]|答题|答卷|投票|投票|填票|调查|问卷)?(?:说明|須知|须知|要求|注意事项|注意事項)[:：]?$"
)
_RULE = re.compile(
    r"打.{0,3}[√✓勾对]|画圈|划√|填表|为单选|为多选|均为|匿名|不记名|每[个個]IP|分之[间間]打分|只能选择?一个|如无特殊"
)
_INFORMATION = re.compile(r"基本情况|基本信息|个人信息|个人情况|填[表写]人|受访者|被调查者|背景")
_ABOUT_PERSON = re.compile(
    r"(?:您的?)?(?:姓名|性别|年龄|职业|职务|学历|文化程度|民族|政治面貌|单位|单位名称|企业名称|公司名称|家庭住址|住址|地址|联系电话|电话|手机|手机号码?|身份|年级|班级|所在(?:乡镇|社区|村|单位|科室|部门|地区?))"
)
_FIELD = re.compile(r"(?P<label>[\u4e00-\u9fa5()]{2,14}?)\s*:\s*(?:_{2,}|\s{2,}|$)")
_FOLLOW_UP = re.compile(
    r"^(?:如有|如果有|如选|若有|若选|如不|若不|如为|请说明|请注明|请列出|其他|其它|具体)[^?？]{0,40}?(?:_{2,}|:|：|是|\(\s*\))\s*_*[。.]?$|^_{3,}\s*$"
)
_REQUEST = re.compile(r"[,，]?\s*请(?:[说說]明|注明|列出|[填写写]+)")
_ASKED_BEHIND = re.compile(r"\s*\(\s*(?P<ask>(?:请|具体|如)[^()]*?)\s*\)\s*$")
_THANKS = re.compile(
    r"感谢|谢谢|谢[您你]|(?:问卷|调查|答题)(?:到此)?(?:全部)?结束|祝您|填[表写]日期|调查(?:员|人|时间|地点|日期)"
)
_FURNITURE = re.compile(r"[\s()\-—–|.·]*第?\s*\d*\.?\d*\s*页?[\s()\-—–|.·]*(?:\(\s*)?")
_STEM_ENDS = re.compile(r"[?？)】\]:：*。_]\s*$")
_SCALE_RULE = re.compile(r"打分|分值|评分")
_ASKING_LINE = re.compile(r"[?？:：]\s*[_\s]*$")


@dataclass(slots=True)
class _Reading:
    """Where the reading of one questionnaire stands."""

    source: Source
    points: bool  # the lead asks for points
    sections: list[tuple[str, str | None, list[Question]]] = field(default_factory=list)
    current: OpenQuestion | None = None
    rules: bool = False  # what follows tells how to fill in

    def questions(self) -> list[Question]:
        if not self.sections:
            self.sections.append(("", None, []))
        return self.sections[-1][2]

    def open(self, number: str, start: int, body: int, end: int) -> None:
        """Begin a question; answers may stand behind its stem on the same line."""
        self.close()
        self.rules = False
        flat = self.source.flat
        stem_end, answers = boxed_answers(flat, body, end)
        if not answers:
            stem_end, answers = answers_behind(flat, body, end)
        self.current = OpenQuestion(number, start, end, [(body, stem_end)])
        self.current.answers += [Answer("", 0, [_ask_behind(self, self.current, *pair)]) for pair in answers]
        self.current.boxed = bool(answers) and bool(BOX.search(flat, body, end))

    def close(self) -> None:
        if self.current is None:
            return
        question, self.current = close_question(self.source, self.current, points=self.points), None
        if question.stem:
            self.questions().append(question)

    def section(self, heading: str, words: str) -> None:
        self.close()
        self.rules = bool(_RULES.match(re.sub(r"\s", "", words)))
        self.sections.append((heading.strip(), _condition(words), []))


def read_sections(source: Source, items: Sequence[Item], lead: str) -> tuple[Section, ...]:
    """The sections that hold questions. `lead` is what stands above the first of them."""
    reading = _Reading(source, bool(_SCALE_RULE.search(lead)))
    for at, item in enumerate(items):
        following = items[at + 1] if at + 1 < len(items) else None
        if isinstance(item, tuple):
            reading.close()
            reading.questions().extend(item)
        elif item.kind == "heading":
            _heading(reading, item, following)
        elif item.kind == "words":
            _words(reading, items, at, item)
        elif item.kind == "option":
            _option(reading, item)
        elif item.kind == "question" or _opens(reading, item, following):
            _begin(reading, item)
        elif reading.current is not None and not reading.rules:
            _option(reading, item)
        elif reading.current is None and _SCALE_RULE.search(item.words(source.flat)):
            reading.points = True
    reading.close()
    return tuple(Section(heading, who, tuple(questions)) for heading, who, questions in reading.sections if questions)


def _condition(words: str) -> str | None:
    found = _CONDITION.search(words)
    who = (found["a"] or found["b"] or found["c"]) if found else None
    return None if who is None or _EVERYBODY.search(who) else who


def _heading(reading: _Reading, piece: Piece, following: Item | None) -> None:
    flat, text = reading.source.flat, reading.source.text
    words = piece.words(flat)
    if _is_section(reading, words, following):
        reading.section(text[piece.start : piece.end], words)
    else:
        reading.open(piece.label, piece.start, piece.body, piece.end)


def _is_section(reading: _Reading, words: str, following: Item | None) -> bool:
    """A Chinese number heads a section, or a question where its words ask and answers follow."""
    if not words.strip() or not ASKS.search(words) or _condition(words) or isinstance(following, tuple):
        return True
    if following is None:
        return False
    flat = reading.source.flat
    if following.kind == "question":
        return True
    if following.kind == "figure":
        return bool(ASKS.search(following.words(flat))) or not ASKS_PLAINLY.search(words)
    if following.kind == "option":
        return False
    return not ASKS_PLAINLY.search(words) and not BOX.search(following.words(flat)) and not BOX.search(words)


def _begin(reading: _Reading, piece: Piece) -> None:
    """A question begins; a number printed twice (“B4.您认为4.决策…”) does not begin it again."""
    current = reading.current
    if current and not current.answers and current.number and len(current.words(reading.source.flat).strip()) <= 6:
        current.stem.append((piece.body, piece.end))
        current.end = piece.end
        before = reading.questions()[-1:]
        if before and before[0].number.isdecimal() and piece.value == int(before[0].number) + 1:
            current.number = piece.label
        return
    reading.open(piece.label, piece.start, piece.body, piece.end)


def _opens(reading: _Reading, piece: Piece, following: Item | None) -> bool:
    """Does a figure begin a question? It numbers an option where it goes on from the options above it."""
    flat, current = reading.source.flat, reading.current
    words = piece.words(flat)
    after = following if isinstance(following, Piece) else None
    if not words.strip():
        return False  # a number printed twice
    if (after_letter := after is not None and after.kind == "option") and after and after.value == 1:
        return True
    answers_below = after is not None and after.kind == "words" and bool(boxed_answers(flat, after.body, after.end)[1])
    if answers_below and piece.begins:
        return True
    if current is None or not current.number:
        if _RULE.search(words) or (reading.rules and not ASKS_PLAINLY.search(words)):
            return False
        starts_answers = after is not None and after.kind == "figure" and after.value == 1
        return bool(ASKS.search(words) or BOX.search(words)) or starts_answers
    next_question = current.number.isdecimal() and piece.value == int(current.number) + 1
    next_option = (current.numbered or not current.answers) and piece.value == len(current.answers) + 1
    if after_letter and not next_question:
        return False  # the first option's letter became a figure
    if ASKS.search(words):
        return not next_option or next_question or not current.answers or bool(ASKS_PLAINLY.search(words))
    if after is not None and after.kind == "figure" and after.value == 1 and next_question:
        return True
    if current.labelled and not current.numbered:
        return next_question
    if current.answers and not current.labelled:
        return next_question
    return next_question and not next_option


def _option(reading: _Reading, piece: Piece) -> None:
    current = reading.current
    if current is None:
        return
    flat = reading.source.flat
    start, end = trim(flat, piece.body, piece.end)
    current.end = max(current.end, end)
    if start >= end:
        return
    start, end = _ask_behind(reading, current, start, end)
    if start < end:
        current.answers.append(Answer(piece.label, piece.value, [(start, end)]))


def _ask_behind(reading: _Reading, current: OpenQuestion, start: int, end: int) -> tuple[int, int]:
    """The option without the blank that asks for more, which becomes the question's follow-up."""
    flat, text = reading.source.flat, reading.source.text
    asked = _ASKED_BEHIND.search(flat, start, end)
    if asked:
        current.follow_up = text[asked.start("ask") : asked.end("ask")].strip()
        return trim(flat, start, asked.start())
    blank = BLANK.search(flat, start, end)
    if blank and blank.start() > start:
        current.follow_up = text[start:end].strip()
        request = _REQUEST.search(flat, start, blank.start())
        left, right = trim(flat, start, request.start() if request and request.start() > start else blank.start())
        return left, right - flat[left:right].endswith(":")
    return start, end


def _words(reading: _Reading, items: Sequence[Item], at: int, piece: Piece) -> None:
    """Words without a mark: a heading, a respondent's field, answers, a follow-up, or more of what stands above."""
    flat, text = reading.source.flat, reading.source.text
    start, end = strip(flat, piece.body, piece.end)
    words = flat[start:end]
    squeezed = re.sub(r"\s", "", words)
    current = reading.current
    if not words or "★" in words or _FURNITURE.fullmatch(words):
        return
    if _RULES.match(squeezed) or _SECTION_WORDS.fullmatch(squeezed) or (len(words) <= 36 and _addresses_some(words)):
        reading.section(text[start:end], words)
    elif _THANKS.search(words) and not ASKS_PLAINLY.search(words):
        reading.close()
    elif (current is None or not current.number) and _fields(reading, start, end):
        return
    elif current is None:
        following = items[at + 1] if at + 1 < len(items) else None
        boxed = isinstance(following, Piece) and following.kind == "words" and BOX.search(following.words(flat))
        if reading.sections and ASKS.search(words) and (boxed or _ASKING_LINE.search(words)):
            reading.open("", start, start, end)
    else:
        current.end = max(current.end, end)
        _under_question(reading, current, items, at, start, end)


def _under_question(
    reading: _Reading, current: OpenQuestion, items: Sequence[Item], at: int, start: int, end: int
) -> None:
    """Words without a mark below a question."""
    flat = reading.source.flat
    words = flat[start:end]
    stem_end, answers = boxed_answers(flat, start, end)
    if _FOLLOW_UP.search(words):
        current.follow_up = reading.source.text[start:end]
    elif answers and current.answers and len(flat[start:stem_end].strip()) >= 4:
        reading.open("", start, start, end)
    elif answers:
        if not current.answers and flat[start:stem_end].strip():
            current.stem.append((start, stem_end))
        current.boxed = True
        current.answers += [Answer("", 0, [_ask_behind(reading, current, *pair)]) for pair in answers]
    elif current.labelled:
        _behind_options(reading, current, items, at, start, end)
    elif not current.answers and not _stem_ended(flat, current, words):
        current.stem.append((start, end))
    elif current.answers and (ASKS if current.boxed else ASKS_PLAINLY).search(words):
        reading.open("", start, start, end)
    elif len(words) <= 40 and not current.boxed and not re.search(r"[。:：]$|_{2,}", words):
        current.answers += [Answer("", 0, [pair]) for pair in grades(flat, start, end)]


def _addresses_some(words: str) -> bool:
    return _condition(words) is not None and not re.search(r"[?？]", words)


def _behind_options(
    reading: _Reading, current: OpenQuestion, items: Sequence[Item], at: int, start: int, end: int
) -> None:
    """Words under lettered options: the rest of the last one, a question without a number, or page furniture."""
    flat = reading.source.flat
    words = flat[start:end]
    following = items[at + 1] if at + 1 < len(items) else None
    last = current.answers[-1]
    goes_on = (
        isinstance(following, Piece)
        and not following.begins
        and following.kind in ("option", "figure")
        and following.value == last.value + 1
    )
    before = items[at - 1]
    long = isinstance(before, Piece) and before.begins and last.stretches[-1][1] - last.stretches[0][0] >= 9
    if goes_on or (
        long and len(words) <= 40 and not ASKS.search(words) and re.fullmatch(r"[\u4e00-\u9fa5、,“”()\d]+。?", words)
    ):
        last.stretches.append((start, end))
    elif ASKS.search(words) and _ASKING_LINE.search(words):
        reading.open("", start, start, end)


def _fields(reading: _Reading, start: int, end: int) -> bool:
    """A respondent's particulars: “姓名：____ 电话：____”, “性别：□男 □女”."""
    flat = reading.source.flat
    about = bool(reading.sections and _INFORMATION.search(reading.sections[-1][0]))
    stem_end, answers = boxed_answers(flat, start, end)
    stem = flat[start:stem_end].strip(" :")
    if answers and stem and (about or _ABOUT_PERSON.fullmatch(stem)):
        reading.open("", start, start, end)
        return True
    found = [
        each for each in _FIELD.finditer(flat, start, end) if about or _ABOUT_PERSON.fullmatch(each["label"].strip())
    ]
    for each in found:
        reading.open("", each.start("label"), each.start("label"), each.end())
    return bool(found)


def _stem_ended(flat: str, current: OpenQuestion, words: str) -> bool:
    """A printed line ends the stem unless it breaks off; a long one may have been broken by the page's width."""
    left, right = current.stem[-1]
    line = flat[left:right].rstrip()
    if KIND_MARK.match(words.strip()):
        return False
    if re.search(r"[,，、]$", line):
        return False
    return bool(_STEM_ENDS.search(line)) or (len(line) < 24 and len(words) <= 16)
