"""Texts of one mark repeated take no longer than their length asks for."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from govdoc.matching import Targets, context_flags, copies, match_evidence
from govdoc.model import Evidence

Paper = Callable[..., Evidence]

RUNS = ("\n", " ", "\t", "年 ", "占", "号〔", "(", "回访人\t承办人\n", "2019年 ")


@pytest.mark.parametrize("run", RUNS)
def test_a_run_of_one_mark(run: str, paper: Paper, targets: Targets) -> None:
    start = time.perf_counter()
    evidence = paper(f"甲{run * (150_000 // len(run))}乙")
    context_flags(evidence, match_evidence(evidence, targets), targets, ())
    copies([evidence, replace(evidence, path="林业局/a.docx", unit="清川县林业局")])
    # A quadratic search over so many marks takes twenty seconds.
    assert time.perf_counter() - start < 10
