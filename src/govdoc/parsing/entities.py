"""Names, numbers, dates and units of a text: the one place where entities are defined.

A blank Chinese spaCy pipeline: expressions of fixed form (文号, dates, telephone numbers …) are cut out first and kept
whole, jieba segments what lies between, and rule components fed from rules/*.toml label the tokens.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from govdoc.model.span import Span
from govdoc.rules.load import load
from govdoc.text.dates import DAY, MONTH, YEAR

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

EntityKind = Literal["DOC_NUMBER", "DATE", "PHONE", "EMAIL", "URL", "AMOUNT", "METHOD", "UNIT"]


@dataclass(frozen=True, slots=True)
class Entity:
    """One name, number, date or unit in a text."""

    kind: EntityKind
    span: Span


@dataclass(frozen=True, slots=True)
class FixedForm:
    """An expression of fixed form, with examples it must find and must not find."""

    kind: EntityKind
    pattern: re.Pattern[str]
    yes: tuple[str, ...]
    no: tuple[str, ...] = ()


# Patterns are for text folded by `widths.narrow`. The order decides where two overlap.
FIXED_FORMS = (
    FixedForm(
        "DOC_NUMBER",
        re.compile(
            # The office's code: no verb before it, no 和 that joins it to another number.
            r"(?!(?<=[)》号〉])[和及与])(?:(?![据按照依遵的《》等号])[\u4e00-\u9fa5]){2,14}?(?:\([\u4e00-\u9fa5]{1,4}\))?\s?[〔\[(【„﹝]\s?(?:19|20)\d{2}\s?[〕\])】‟﹞]\s?(?:第\s?)?\d{1,5}\s?号"
        ),
        yes=("云法办〔2023〕1号", "云政办(2020)第 12号", "云人社[2021]7号", "云发„2009‟3号"),
        no=("第12号", "2021年第3号公告"),
    ),
    FixedForm("EMAIL", re.compile(r"(?<![A-Za-z0-9_.])[A-Za-z0-9][A-Za-z0-9_.+\-]{0,63}@[A-Za-z0-9\-]+(?:\.[A-Za-z]{2,})+"), yes=("yx@example.com",)),
    FixedForm("URL", re.compile(r"https?://[^\s\u4e00-\u9fa5，。；）)]+|www\.[^\s\u4e00-\u9fa5，。；）)]+"), yes=("http://www.example.gov.cn/a/1.html",)),
    FixedForm(
        "DATE",
        re.compile(
            rf"{YEAR}\s{{0,3}}年\s{{0,3}}{MONTH}\s{{0,3}}月(?:\s{{0,3}}{DAY}\s{{0,3}}(?:[日号]|(?=前|之前|以前)))?|(?<![\d.\-/]){MONTH}\s?月\s?{DAY}\s?[日号]|(?<![\d.\-/])20\d\d([.\-/])\d{{1,2}}\1\d{{1,2}}(?![\d.\-/])"
        ),
        yes=("2021年4月9日", "二○○七年四月十三日", "11月5日", "2021.4.9"),
        no=("12.4国家宪法日",),
    ),
    FixedForm(
        "PHONE",
        re.compile(
            r"(?<![\d.\-])(?:1[3-9]\d(?:[ \-]?\d{4}){2}|[48]00-?\d{3}-?\d{4}|(?:\(0\d{2,3}\)|0\d{2,3})\s?[\-—－]?\s?[1-9]\d{6,7}|[2-8]\d{6,7})(?:\s?[\-—转]\s?\d{1,5})?(?![\d.]|年)"
        ),
        yes=("7653020", "0375-7653020", "13800000000", "(0375)2663225", "138 0000 0000", "7654321转801", "0531-1234567"),
        no=("2021", "12345", "1234567"),
    ),
    FixedForm(
        "AMOUNT",
        re.compile(
            r"(?:不低于|不少于|不得少于|不高于|不超过|不得超过|达到|达|至少|以上|低于|最长不超过)?\s?(?:\d+(?:\.\d+)?\s?(?:%|个工作日|工作日|学时|次|项|个月|小时|日|天|份|家|名|人)|[一二三四五六七八九十]+(?:次|个工作日|学时))(?:以上|以内|以下)?"
        ),
        yes=("不低于80%", "不少于7个工作日", "4次以上", "至少1次"),
    ),
)  # fmt: skip


def entities(text: str) -> tuple[Entity, ...]:
    """The entities of one paragraph, in order; those of one kind never overlap. Expects `widths.narrow` text.

    >>> s = "于11月5日之前报县河长制工作领导小组办公室"
    >>> [(e.kind, e.span.of(s)) for e in entities(s)]
    [('DATE', '11月5日'), ('UNIT', '县河长制工作领导小组办公室')]
    """
    if not text.strip():
        return ()
    doc = _pipeline()(text)
    found = [Entity(span.label_, Span(span.start_char, span.end_char)) for span in doc.spans["facts"]]
    return tuple(sorted(found, key=lambda entity: (entity.span, entity.kind)))


def _fixed(text: str) -> Iterator[tuple[EntityKind, Span]]:
    """Expressions of fixed form, earlier rows first, none inside another."""
    taken: list[Span] = []
    for form in FIXED_FORMS:
        for match in form.pattern.finditer(text):
            span = Span(*match.span())
            if span.end > span.start and all(span.end <= t.start or t.end <= span.start for t in taken):
                taken.append(span)
                yield form.kind, span


@cache
def _pipeline() -> "Language":
    import jieba
    import spacy
    from spacy.language import Language
    from spacy.tokens import Doc

    jieba.setLogLevel(60)
    nlp = spacy.blank("zh", config={"nlp": {"tokenizer": {"segmenter": "jieba"}}})
    vocab = nlp.vocab

    def tokenize(text: str) -> Doc:
        """Fixed expressions whole, jieba's words between them; white space is a token of its own."""
        words: list[str] = []
        kinds: dict[int, str] = {}
        at = 0
        for kind, span in sorted(_fixed(text), key=lambda pair: pair[1]):
            words += _words(text[at : span.start])
            kinds[len(words)] = kind
            words.append(span.of(text))
            at = span.end
        words += _words(text[at:])
        doc = Doc(vocab, words=words, spaces=[False] * len(words))
        doc.user_data["fixed"] = kinds
        return doc

    if not Language.has_factory("govdoc_fixed"):
        Language.component("govdoc_fixed", func=_label_fixed)
        Language.component("govdoc_units", func=_label_units)
    nlp.tokenizer = tokenize
    nlp.add_pipe("govdoc_fixed")
    ruler = nlp.add_pipe("span_ruler", config={"spans_key": "facts", "overwrite": False, "validate": True})
    methods = [{"label": "METHOD", "pattern": row["name"]} for row in load("methods")["method"]]
    ruler.add_patterns(methods)  # type: ignore[attr-defined]
    nlp.add_pipe("govdoc_units")
    return nlp


def _words(text: str) -> Iterator[str]:
    """Words by jieba, but “报县” is 报 and 县: a verb never belongs to the unit it is aimed at."""
    import jieba

    verbs = frozenset(load("entities")["unit"]["before"])
    for word in jieba.cut(text):
        if len(word) > 1 and word[0] in verbs and word[1] in "省市州县区旗乡镇局":
            yield word[0]
            yield word[1:]
        else:
            yield word


def _label_fixed(doc: "Doc") -> "Doc":
    from spacy.tokens import Span as Run

    doc.spans["facts"] = [Run(doc, at, at + 1, label=kind) for at, kind in doc.user_data["fixed"].items()]
    return doc


def _label_units(doc: "Doc") -> "Doc":
    """A unit is a run of words that ends with a suffix, unbroken by punctuation or a leading word."""
    from spacy.tokens import Span as Run

    vocabulary = load("entities")["unit"]
    endings, before = tuple(vocabulary["suffixes"]), frozenset(vocabulary["before"])
    fixed = doc.user_data["fixed"]
    runs = []
    start = None
    for at, token in enumerate([*doc, None]):
        word = token.text if token is not None else ""
        inside = bool(word) and at not in fixed and word not in before and all("\u4e00" <= c <= "\u9fff" for c in word)
        if inside and start is None:
            start = at
        if not inside and start is not None:
            end = at
            while end > start and not doc[start:end].text.endswith(endings):
                end -= 1
            if end > start and len(doc[start:end].text) > 2:
                runs.append(Run(doc, start, end, label="UNIT"))
            start = None
    doc.spans["facts"] = [*doc.spans["facts"], *runs]
    return doc
