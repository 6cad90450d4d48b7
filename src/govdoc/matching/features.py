"""What speaks for an indicator. A feature is a row: a name, a weight, a value per target and a sentence.

To add one, write the two functions and a line in FEATURES.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from govdoc.matching.background import telling
from govdoc.matching.hints import PathHints, called
from govdoc.matching.targets import Field, Target, Targets, Vector
from govdoc.matching.view import Part, View
from govdoc.matching.words import boilerplate

_QUOTED = 36  # characters of a required item a reason quotes


@dataclass(frozen=True, slots=True)
class Pair:
    """A file seen, with what its path hints at."""

    view: View
    hints: PathHints
    methods: frozenset[str] = frozenset()  # those the file's sort or its folder point to


@dataclass(frozen=True, slots=True)
class Feature:
    """One view on how well a file fits. `values` gives one number per target, 0 where nothing speaks for it.

    `sentence` tells a reviewer what met, in Chinese, quoting it. `content` is False where only the path speaks.
    """

    name: str
    weight: float
    values: Callable[[Pair, Targets], Vector]
    sentence: Callable[[Pair, Targets, Target], str]
    content: bool = True


def _share(field: Field, terms: Mapping[str, float], slack: float, foreign: float = 1.0, power: float = 1.0) -> Vector:
    """How much of what the terms say each target says too, by rarity: about 0 to 1.

    `slack` counts terms that are assumed unmet, so that one weak word alone is not a whole. `foreign` is the
    weight of terms no target has; `power` below 1 lets a long text keep what it says.
    """
    columns, strengths, missed, mass = [], [], [], 0.0
    for term, strength in terms.items():
        at = field.column.get(term)
        if at is None:
            missed.append((term, strength))
        else:
            mass += strength * float(field.rarity[at])
            columns.append(at)
            strengths.append(strength)
    weights = telling(term for term, _ in missed)
    mass += foreign * field.unseen * sum(s * w for (_, s), w in zip(missed, weights, strict=True))
    if not columns:
        return np.zeros(field.weights.shape[0], dtype=np.float32)
    whole = np.float32(mass**power + slack * field.unseen)
    met: Vector = field.weights[:, columns] @ np.asarray(strengths, dtype=np.float32) / whole
    return met


def _often(counts: Counter[str]) -> dict[str, float]:
    """A term said again adds ever less."""
    return {term: n / (n + 1) for term, n in counts.items()}


def _short(part: Part, targets: Targets) -> Vector:
    by_words = _share(targets.words, _often(part.words), slack=1.5)
    return (by_words + _share(targets.pairs, _often(part.pairs), slack=1.5)) / np.float32(2)


def _long(part: Part, targets: Targets) -> Vector:
    by_words = _share(targets.words, _often(part.words), slack=3.0, foreign=0.5, power=0.5)
    return (by_words + _share(targets.pairs, _often(part.pairs), slack=3.0, foreign=0.5, power=0.5)) / np.float32(2)


def _title_chars(pair: Pair, targets: Targets) -> Vector:
    return _share(targets.chars, _often(pair.view.title.chars), slack=1.5)


def _body_chars(pair: Pair, targets: Targets) -> Vector:
    return _share(targets.chars, _often(pair.view.body.chars), slack=3.0, foreign=0.5, power=0.5)


def _alike(part: Part, targets: Targets, target: Target) -> str:
    """The rarest characters of the part that the target uses too, quoted."""
    field, row = targets.chars, targets.row(target)
    both = [char for char in part.chars if char in field.column and field.weights[row, field.column[char]] > 0]
    both.sort(key=lambda char: (-float(field.rarity[field.column[char]]), char))
    return "".join(f"“{char}”" for char in both[:4])


def _conceptual(part: Part, targets: Targets) -> Vector:
    return _share(targets.concepts, {name: spotted.strength for name, spotted in part.concepts.items()}, slack=0.6)


def _requirement(pair: Pair, targets: Targets) -> Vector:
    """How much of its best required item the file speaks of, 0 to 1."""
    said = {*pair.view.title.pairs, *pair.view.body.pairs}
    columns = sorted(targets.pairs.column[p] for p in said if p in targets.pairs.column)
    covered = targets.asked.weights[:, columns].sum(axis=1) / targets.asked.mass
    best = np.zeros(len(targets), dtype=np.float32)
    np.maximum.at(best, targets.asked.owner, covered.astype(np.float32))
    return best


def _best_item(pair: Pair, target: Target) -> str:
    said = pair.view.title.pairs.keys() | pair.view.body.pairs.keys()
    item = max(target.items, key=lambda i: (len(i.pairs & said) / (len(i.pairs) + 4), i.requirement.id))
    text = item.requirement.text
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}……"


def _met(part: Part, targets: Targets, target: Target) -> str:
    """The rarest stretches of the part that the target says too, quoted."""
    field, runs, run = targets.pairs, dict[str, float](), ""
    for at in range(len(part.plain)):
        pair = part.plain[at : at + 2]
        if len(pair) == 2 and pair in part.pairs and pair in target.plain:
            run = run + pair[1] if run else pair
            continue
        if len(run) > 2 or run in part.words:
            known = (run[k : k + 2] for k in range(len(run) - 1))
            runs[run] = sum(float(field.rarity[field.column[p]]) for p in known if p in field.column)
        run = ""
    best = sorted(runs, key=lambda text: (text in boilerplate(), -runs[text]))[:3]
    return "".join(f"“{text}”" for text in best)


def _shared(part: Part, targets: Targets, target: Target) -> str:
    """The rarest concepts both sides show, each with the phrase that shows it here."""
    field, row = targets.concepts, targets.row(target)
    both = [name for name in part.concepts if name in field.column and field.weights[row, field.column[name]] > 0]
    both.sort(key=lambda name: -float(field.rarity[field.column[name]]) * part.concepts[name].strength)
    return "；".join(_equated(part.concepts[name].phrases, name) for name in both[:3])


def _equated(phrases: tuple[str, ...], name: str) -> str:
    return f"“{name}”即指标所指" if name in phrases else f"“{'、'.join(phrases[:2])}”对应“{name}”"


def _numbers(pair: Pair, targets: Targets) -> Vector:
    return np.asarray([pair.hints.codes.get(t.code, (0.0, ""))[0] for t in targets.items], dtype=np.float32)


def _fitting(pair: Pair, targets: Targets) -> Vector:
    return np.asarray([bool(pair.methods.intersection(t.methods)) for t in targets.items], dtype=np.float32)


def _path(pair: Pair, targets: Targets) -> Vector:
    part = pair.view.path
    return (_short(part, targets) + _conceptual(part, targets)) / np.float32(2)


def _handbook(pair: Pair, targets: Targets) -> Vector:
    return targets.handbook.said(pair.view.title.plain, pair.view.body.plain)


def _warnings(pair: Pair, targets: Targets) -> Vector:
    return -targets.handbook.warned(pair.view.title.plain, pair.view.body.plain)


def _from_handbook(pair: Pair, targets: Targets, target: Target, *, against: bool) -> str:
    find = targets.handbook.doubts if against else targets.handbook.met
    terms = find(targets.row(target), pair.view.title.plain, pair.view.body.plain)
    return "".join(f"“{term}”" for term in terms[:3])


FEATURES = (
    Feature(
        "title",
        13.0,
        lambda pair, targets: _short(pair.view.title, targets),
        lambda pair, targets, target: f"标题与指标同有{_met(pair.view.title, targets, target)}",
    ),
    Feature(
        "title_concept",
        13.0,
        lambda pair, targets: _conceptual(pair.view.title, targets),
        lambda pair, targets, target: f"标题中{_shared(pair.view.title, targets, target)}",
    ),
    Feature(
        "body",
        9.5,
        lambda pair, targets: _long(pair.view.body, targets),
        lambda pair, targets, target: f"正文与指标同有{_met(pair.view.body, targets, target)}",
    ),
    Feature(
        "body_concept",
        8.0,
        lambda pair, targets: _conceptual(pair.view.body, targets),
        lambda pair, targets, target: f"正文中{_shared(pair.view.body, targets, target)}",
    ),
    Feature(
        "title_chars",
        11.0,
        _title_chars,
        lambda pair, targets, target: f"标题与指标都用到{_alike(pair.view.title, targets, target)}等字",
    ),
    Feature(
        "body_chars",
        10.0,
        _body_chars,
        lambda pair, targets, target: f"正文与指标都用到{_alike(pair.view.body, targets, target)}等字",
    ),
    Feature(
        "requirement",
        8.0,
        _requirement,
        lambda pair, _, target: f"与材料项“{_best_item(pair, target)}”相合",
    ),
    Feature(
        "handbook",
        1.5,
        _handbook,
        lambda pair, targets, target: f"有操作手册所列的{_from_handbook(pair, targets, target, against=False)}",
    ),
    Feature(
        "handbook_warning",
        0.5,
        _warnings,
        lambda pair, targets, target: (
            f"有{_from_handbook(pair, targets, target, against=True)}，操作手册提示易与本项混淆"
        ),
    ),
    Feature(
        "path",
        4.5,
        _path,
        lambda pair, targets, target: f"文件夹或文件名与指标同有{_met(pair.view.path, targets, target)}",
        content=False,
    ),
    Feature(
        "method_offered",
        5.0,
        _fitting,
        lambda pair, _, target: f"该项设有材料所属的查验方式“{'、'.join(sorted(pair.methods & set(target.methods)))}”",
        content=False,
    ),
    Feature(
        "path_number",
        5.0,
        _numbers,
        lambda pair, _, target: f"路径“{pair.hints.codes[target.code][1]}”写明{called(target.code)}",
        content=False,
    ),
)
