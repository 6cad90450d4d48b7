"""Count what came back."""

from collections import Counter
from collections.abc import Iterable, Sequence

from govdoc.model import OptionCount, Questionnaire, QuestionTally, Refusal, Response, Tally
from govdoc.surveys.questions import MORE, Item, items_of, keys_of

DEFINITION = (
    "满意率＝满意度题目中选“非常满意”“满意”“比较满意”“基本满意”等的有效答案数÷满意度题目的有效答案总数；"
    "未答、超出选项范围和单选题多选的答案不计入；同一单位同月同一编号多次作答的，以第一次为准；测评开始前的答卷不计入。"
)
_SATISFIED = ("非常满意", "很满意", "十分满意", "满意", "比较满意", "较满意", "基本满意")
_NOT = ("不满意", "不太满意", "很不满意", "非常不满意", "不够满意", "一般")


def tally(
    questionnaire: Questionnaire, responses: Iterable[Response], *, unit: str = "", month: str = "", since: str = ""
) -> Tally:
    """Count the responses, those of one unit or month where named; what does not count is told in `refusals`.

    What was answered in a month before `since` does not count.
    """
    kept: dict[tuple[str, str, str], Response] = {}
    refusals: list[Refusal] = []
    for response in responses:
        if (unit and response.unit != unit) or (month and response.month != month):
            continue
        who = response.unit, response.month, response.id  # each unit numbers its own, and anew each month
        if response.month and response.month < since:
            text = f"{response.unit}编号{response.id}填写于{response.month}（{response.source}），早于测评开始，不计入"
            refusals.append(Refusal(response.id, "", "early", text))
        elif who in kept:
            text = f"编号{response.id}重复作答（{response.source}），以第一次为准"
            refusals.append(Refusal(response.id, "", "double", text))
        else:
            kept[who] = response
    questions = tuple(_count(item, tuple(kept.values()), refusals) for item in items_of(questionnaire))
    asked = [question for question in questions if question.satisfied is not None]
    answered = sum(question.answered for question in asked)
    content = sum(round((question.satisfied or 0.0) * question.answered) for question in asked)
    return Tally(unit, month, len(kept), questions, content / answered if answered else None, tuple(refusals))


def _count(item: Item, responses: Sequence[Response], refusals: list[Refusal]) -> QuestionTally:
    question = item.question
    options = keys_of(question)
    chosen: Counter[str] = Counter()
    texts: list[str] = []
    asked = answered = 0
    for response in responses:
        answer = response.answers.get(item.id, ())
        texts += response.answers.get(item.id + MORE, ())
        asked += not item.condition or bool(answer) or _meant(item, response)
        if not answer:
            continue
        fault = _fault(item, answer, options)
        if fault is not None:
            refusals.append(Refusal(response.id, item.id, fault, _told(response, item, answer, fault)))
            continue
        answered += 1
        if options:
            chosen.update(answer)
        else:
            texts.append(answer[0])
    counts = tuple(
        OptionCount(key, option.text, chosen[key], chosen[key] / answered if answered else 0.0)
        for key, option in options.items()
    )
    return QuestionTally(item.id, question.stem, asked, answered, counts, _satisfied(counts, answered), tuple(texts))


def _meant(item: Item, response: Response) -> bool:
    """Whether a conditional section is for whoever answered: any answer in it shows that."""
    section = item.id.split(".")[0]
    return any(key.split(".")[0] == section for key in response.answers)


def _fault(item: Item, answer: tuple[str, ...], options: Iterable[str]) -> str | None:
    if not options:
        return None
    if any(key not in options for key in answer):
        return "out_of_range"
    return "several" if item.question.kind in ("single", "scale") and len(answer) > 1 else None


def _told(response: Response, item: Item, answer: tuple[str, ...], fault: str) -> str:
    who = f"{response.unit}编号{response.id}"
    what = "、".join(answer)[:40]
    why = "不在选项范围内" if fault == "out_of_range" else "单选题选了多项"
    return f"{who}第{item.id}题的答案“{what}”{why}，不计入"


def _satisfied(counts: Sequence[OptionCount], answered: int) -> float | None:
    """The share of satisfied answers, None where the options are not about that."""
    texts = ["".join(one.text.split()) for one in counts]
    if not any(text in _SATISFIED for text in texts) or not any(text in _NOT for text in texts):
        return None
    content = sum(one.count for one, text in zip(counts, texts, strict=True) if text in _SATISFIED)
    return content / answered if answered else 0.0


def coverage(answered: int, served: int) -> float | None:
    """Answered ÷ all served, which is what a threshold of a notice is held against; never returned ÷ handed out.

    >>> coverage(45, 50), coverage(3, 0)
    (0.9, None)
    """
    return answered / served if served else None
