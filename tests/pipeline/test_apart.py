"""Work in a process of its own; it is `eval`, which can be told to do anything."""

import os

import pytest

from govdoc.errors import GovdocError, ReadError
from govdoc.pipeline.apart import apart


def test_what_the_work_gives_comes_back() -> None:
    assert apart(eval, "6 * 7") == 42
    assert apart(eval, "__import__('os').getpid()") != os.getpid()


@pytest.mark.parametrize(
    ("work", "told"),
    [
        ("1 / 0", "读取出错"),
        ("__import__('os').abort()", "异常退出"),
        pytest.param(
            "bytearray(8 * 1024 ** 3)",
            "内存过多",
            marks=pytest.mark.skipif(os.name == "nt", reason="memory is only reserved there"),
        ),
    ],
)
def test_what_becomes_of_the_process_is_told(work: str, told: str) -> None:
    with pytest.raises(GovdocError, match=told):
        apart(eval, work)


def test_a_refusal_comes_back_as_it_was() -> None:
    refusal = "__import__('govdoc.errors').errors.ReadError('damaged', '坏了', '请重报')"
    with pytest.raises(ReadError, match="坏了（请重报）") as told:
        apart(eval, f"(_ for _ in ()).throw({refusal})")
    assert told.value.status == "damaged"
