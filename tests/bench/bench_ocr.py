"""Seconds a page and character error rate of recognition: `python tests/bench/bench_ocr.py`.

Reads a page drawn by the tests, a little askew, with noise and JPEG losses, at 150, 200 and 300 dpi and in several
typefaces, in one process on all cores and in two workers of one thread each.
"""

import importlib.util
import io
import multiprocessing
import sys
import time
from pathlib import Path
from types import ModuleType

import numpy as np
from PIL import Image

PAGES = 4  # of each kind, by turns in each typeface
RESOLUTIONS = (150, 200, 300)
TYPEFACES = ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "uming.ttc", "ukai.ttc")


def drawing() -> ModuleType:
    """The tests' own page."""
    path = Path(__file__).parents[1] / "readers" / "test_ocr.py"
    spec = importlib.util.spec_from_file_location("test_ocr", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def scans(dpi: int) -> list[bytes]:
    """Pages as a scanner in daily use gives them, as JPEG files."""
    tests, random = drawing(), np.random.default_rng(dpi)
    folders = {Path(font).parent for font in tests.FONTS}
    fonts = [str(folder / name) for name in TYPEFACES for folder in folders if (folder / name).exists()]
    found = []
    for at in range(PAGES):
        tests.FONT = (fonts or [tests.FONT])[at % max(len(fonts), 1)]
        page = tests.notice(dpi).rotate(random.uniform(-1, 1), Image.Resampling.BICUBIC, fillcolor="white")
        noisy = np.asarray(page, dtype=np.float32) * 0.92 + 8 + random.normal(0, 8, (page.height, page.width, 1))
        out = io.BytesIO()
        Image.fromarray(noisy.clip(0, 255).astype(np.uint8)).save(out, "JPEG", quality=75)
        found.append(out.getvalue())
    return found


def text_of(data: bytes) -> str:
    """What a worker does with a page."""
    from govdoc.readers import read

    return read("scan.jpg", data).text


def report(label: str, dpi: int, seconds: float, texts: list[str]) -> None:
    """Print a row."""
    rates = [drawing().error_rate(text) for text in texts]
    print(f"{label:<28}{dpi:>5} dpi{seconds / len(texts):>8.2f} s/page   CER {sum(rates) / len(rates):.4f}", flush=True)


def main() -> None:
    """Print the rows."""
    from govdoc.readers.ocr import available

    if not available() or not drawing().FONT:
        sys.exit("needs the extra ocr and a Chinese font")
    pages = {dpi: scans(dpi) for dpi in RESOLUTIONS}
    text_of(pages[150][0])  # the models are loaded
    for dpi, images in pages.items():
        start = time.perf_counter()
        texts = [text_of(image) for image in images]
        report("one process, all cores", dpi, time.perf_counter() - start, texts)
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        pool.map(text_of, [pages[150][0]] * 2, chunksize=1)
        for dpi, images in pages.items():
            start = time.perf_counter()
            texts = pool.map(text_of, images, chunksize=1)
            report("two workers, a thread each", dpi, time.perf_counter() - start, texts)


if __name__ == "__main__":
    main()
