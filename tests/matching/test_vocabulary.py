"""The rule files the matcher reads hold together."""

from collections import Counter

from govdoc.matching.words import boilerplate, concepts, plain
from govdoc.rules.load import load


def test_concepts_are_many_and_named_once() -> None:
    names = Counter(row["name"] for row in load("synonyms")["concept"])
    assert len(names) >= 150
    assert max(names.values()) == 1


def test_phrases_are_words_not_letters() -> None:
    for row in load("synonyms")["concept"]:
        phrases = [*row["words"], *row.get("signs", ())]
        assert all(len(plain(phrase)) >= 2 for phrase in phrases), row["name"]
        assert len(set(phrases)) == len(phrases), row["name"]


def test_every_phrase_shows_its_concept() -> None:
    for row in load("synonyms")["concept"]:
        for phrase in (*row["words"], *row.get("signs", ())):
            assert row["name"] in concepts(plain(phrase)), phrase


def test_genres_are_named_once_and_end_once() -> None:
    rows = load("genres")["genre"]
    endings = Counter(ending for row in rows for ending in row["endings"])
    assert max(Counter(row["name"] for row in rows).values()) == 1
    assert [ending for ending, count in endings.items() if count > 1] == []


def test_boilerplate_has_no_doubles() -> None:
    assert len(boilerplate()) == len(load("boilerplate")["words"])


def test_a_team_s_name_says_nothing_but_its_founding_does() -> None:
    assert "综合执法改革" not in concepts(plain("由综合行政执法大队负责巡查。"))
    assert "综合执法改革" in concepts(plain("关于组建综合行政执法大队的通知"))
