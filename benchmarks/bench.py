"""Measures gouji against the least that reading the same files takes, in one run; see README.md.

python benchmarks/bench.py [throughput] [readers] [start] [growth] [memory] [jobs] [again] [scans] [--files N] [--rounds N]
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

import bare
import material
from gouji.cli import GARBAGE

Work = Callable[[], object]


def interleaved(works: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Median CPU seconds of each piece of work; all of them are done in every round, so that noise falls on all."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            gc.collect()
            start = time.process_time()
            work()
            taken[name].append(time.process_time() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def checking(files: Sequence[bytes], name: str) -> Work:
    """`gouji check --format json` in this process, over files held in memory."""
    from gouji import plugins
    from gouji.checking import Checker, Request
    from gouji.reporters import Style
    from gouji.walking import Target

    registry = plugins.load()
    checker = Checker(Request(), registry)
    reporter = registry.reporters["json"]

    def work() -> int:
        results = (checker.check(Target(f"{number}/{name}", data)) for number, data in enumerate(files))
        return sum(map(len, reporter.write(results, Style())))

    return work


def over(files: Sequence[bytes], read: bare.Bare) -> Work:
    """Something done with each of the files held in memory."""

    def work() -> None:
        for data in files:
            read(data)

    return work


def reading(files: Sequence[bytes], name: str) -> Work:
    """The reader of a format alone: from bytes to a document."""
    from gouji import readers

    return over(files, lambda data: readers.read(data, name))


def decoding(folder: Path) -> Work:
    """Reading the files of a folder and decoding them."""
    paths = sorted(folder.iterdir())
    return lambda: sum(len(path.read_bytes().decode()) for path in paths)


def throughput(count: int, rounds: int) -> None:
    """CPU of a check, one core, by format."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts, pages = material.texts(count), material.pages(count)
        for number, data in enumerate(texts):
            (folder / f"{number}.txt").write_bytes(data)
        works = {
            "check html": checking(pages, "report.html"),
            "parse html": over(pages, bare.html),
            "check text": checking(texts, "report.txt"),
            "read and decode text": decoding(folder),
        }
        works["check text"]()
        median = interleaved(works, rounds)
    print(f"throughput: {count} reports each, html median {size(pages)} KB, text median {size(texts)} KB, one core")
    tell(median, count)
    print(f"  check html / parse html            {median['check html'] / median['parse html']:8.1f} x   goal <= 6")
    print(f"  check text / read and decode text  {median['check text'] / median['read and decode text']:8.1f} x")


def by_reader(count: int, rounds: int) -> None:
    """CPU of each reader alone, and of a check, against a bare library on the same bytes."""
    from forms import FORMS

    print("readers: CPU and ratio to a bare library on the same bytes, one core")
    for form in FORMS:
        if form.lacking:
            print(f"  {form.title}: not measured, needs {form.lacking}")
            continue
        files = form.make(min(count, form.most))
        works = {
            "reader": reading(files, form.file),
            "check": checking(files, form.file),
            **{title: over(files, read) for title, read in form.against.items()},
        }
        units = sum(map(form.units, files))
        interleaved(works, 1)  # imports, and what is kept from report to report
        median = interleaved(works, rounds)
        print(f"  {form.title}: {len(files)} files, median {size(files)} KB{form.goal and f'   goal: {form.goal}'}")
        for work in ("reader", "check"):
            ratios = ", ".join(f"{median[work] / median[title]:.2f} x {title}" for title in form.against)
            print(f"    {work:8} {1000 * median[work] / units:8.3f} ms a {form.unit}   {ratios}")


def tell(median: Mapping[str, float], files: int) -> None:
    """Print what each piece of work takes a file."""
    for work, seconds in median.items():
        print(f"  {work:22} {1000 * seconds / files:8.3f} ms a file")


def size(files: Sequence[bytes]) -> int:
    """Median size in KB."""
    return round(statistics.median(map(len, files)) / 1000)


def command(*arguments: str) -> Work:
    """A process from its start to its end."""
    return lambda: subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


def wall(works: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Median wall seconds of each piece of work, interleaved."""
    taken: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            taken[name].append(time.perf_counter() - start)
    return {name: statistics.median(times) for name, times in taken.items()}


def start(rounds: int) -> None:
    """From the command to its end, against a Python that does nothing."""
    gouji = str(Path(sys.executable).parent / "gouji")
    with tempfile.TemporaryDirectory() as name:
        text, page = Path(name, "one.txt"), Path(name, "one.html")
        text.write_bytes(material.texts(1)[0])
        page.write_bytes(material.pages(1)[0])
        works = {
            "python -c pass": command(sys.executable, "-c", "pass"),
            "gouji --version": command(gouji, "--version"),
            "gouji check one.txt": command(gouji, "check", str(text)),
            "gouji check one.html": command(gouji, "check", str(page)),
        }
        for work in works.values():
            work()
        median = wall(works, rounds * 5)
    print("start: wall time, warm")
    goals = {"gouji --version": 6, "gouji check one.txt": 9, "gouji check one.html": 10}
    for name, seconds in median.items():
        ratio = seconds / median["python -c pass"]
        print(
            f"  {name:22} {1000 * seconds:8.1f} ms   {ratio:5.1f} x"
            + (f"   goal <= {goals[name]}" if name in goals else "")
        )


def growth(most: int, rounds: int) -> None:
    """CPU against the size of one file; the exponent is 1 where it grows with the size."""
    print("growth: CPU of one file by size, net of an empty one")
    sizes = [size for size in (10_000, 100_000, 1_000_000, 10_000_000) if size <= most]
    for shape in material.SHAPES:
        taken = []
        for size in sizes:
            name, data = material.grown(shape, size)
            works = {"file": checking([data], name), "empty": checking([b""], name)}
            median = interleaved(works, rounds if size < 1_000_000 else 1)
            taken.append(median["file"] - median["empty"])
        steps = pairwise(taken)
        exponents = [math.log10(max(after, 1e-6) / max(before, 1e-6)) for before, after in steps]
        times = " ".join(f"{1000 * seconds:10.1f}" for seconds in taken)
        print(
            f"  {shape:14} {times} ms   exponents {' '.join(f'{value:.2f}' for value in exponents)}   goal <= 1.04 at the end"
        )


def memory(count: int) -> None:
    """Greatest resident size of `gouji check` over a tenth of the files and all of them."""
    print("memory: greatest resident size of gouji check --format json")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = folder / "few", folder / "many"
        for place, number in ((few, count // 10), (many, count)):
            place.mkdir()
            for index, data in enumerate(material.pages(number)):
                (place / f"{index}.html").write_bytes(data)
        sizes = [resident(place) for place in (few, many)]
    print(f"  {count // 10} files {sizes[0]:.0f} MB, {count} files {sizes[1]:.0f} MB   goal <= 60 MB")
    print(f"  ratio {sizes[1] / sizes[0]:.2f} x   goal <= 1.05")


def resident(folder: Path) -> float:
    """Greatest resident size in MB of a check of a folder, one process."""
    program = (
        "import sys\nfrom gouji.cli import app\ntry:\n    app(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        # Not ru_maxrss: a child inherits that of the process that started it.
        "status = dict(line.split(':', 1) for line in open('/proc/self/status'))\n"
        "print(status['VmHWM'].split()[0], file=sys.stderr)"
    )
    arguments = [sys.executable, "-c", program, "check", str(folder), "--format", "json", "--jobs", "1"]
    done = subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=True)
    unit = 1_000_000 if sys.platform == "darwin" else 1000
    return int(done.stderr.split()[-1]) / unit


def jobs(count: int, rounds: int) -> None:
    """From the command to its end: in two processes against one, and in as many as gouji thinks pay."""
    gouji = str(Path(sys.executable).parent / "gouji")
    print("jobs: wall time of gouji check --format json over html reports")
    with tempfile.TemporaryDirectory() as name:
        for number, goal in ((1, 0.97), (10, 0.97), (50, 0.97), (count, 1.65)):
            folder = Path(name, str(number))
            folder.mkdir()
            for index, data in enumerate(material.pages(number)):
                (folder / f"{index}.html").write_bytes(data)
            works = {
                jobs: command(gouji, "check", str(folder), "--format", "json", "--jobs", jobs)
                for jobs in (("1", "auto") if number < count else ("1", "2", "auto"))
            }
            median = wall(works, rounds * 3 if number < count else rounds)
            gains = ", ".join(f"--jobs {one} {median['1'] / median[one]:.2f} x as fast" for one in works if one != "1")
            print(f"  {number:5} files, --jobs 1 {1000 * median['1']:8.0f} ms   {gains}   goal >= {goal}")


def again(count: int, rounds: int) -> None:
    """CPU of a check with results kept, where nothing has changed, against hashing the files and the first run."""
    from gouji import plugins
    from gouji.checking import Checker, Request
    from gouji.kept_results import KeptResults
    from gouji.processing import check_all
    from gouji.reporters import Style
    from gouji.walking import targets

    registry = plugins.load()
    checker = Checker(Request(), registry)
    numbers = iter(range(10**6))

    def checked(database: Path) -> int:
        kept = KeptResults(database, "", checker.configuration.settings)
        results = check_all(targets([name], {".html"}), checker, 1, kept)
        return sum(map(len, registry.reporters["json"].write(results, Style())))

    with tempfile.TemporaryDirectory() as name:
        paths = [Path(name, f"{index}.html") for index in range(count)]
        for path, data in zip(paths, material.pages(count), strict=True):
            path.write_bytes(data)
        time.sleep(3)  # a file changed just now is read once more
        checked(Path(name, "kept"))
        works: dict[str, Work] = {
            "hashing the files": lambda: [hashlib.sha256(path.read_bytes()).digest() for path in paths],
            "first run": lambda: checked(Path(name, f"kept{next(numbers)}")),
            "again": lambda: checked(Path(name, "kept")),
        }
        median = interleaved(works, rounds)
    print(f"again: {count} html reports that have not changed, check --cache, one core, without the start")
    tell(median, count)
    print(f"  again / hashing the files  {median['again'] / median['hashing the files']:8.2f} x   goal <= 2")
    print(f"  again / first run          {median['again'] / median['first run']:8.3f} x   goal <= 0.2")


def scans(rounds: int) -> None:
    """CPU of a scanned page, against recognition of the same picture by rapidocr alone; needs the extra and Chromium."""
    import numpy as np
    from rapidocr import RapidOCR

    from builder import build, pictures
    from gouji.readers import page_picture, scan

    alone = RapidOCR(params={"Global.log_level": "critical", "Global.use_cls": False})
    parts = build("2021", 1).parts
    for top in (0, 1123):
        shown = pictures.shown(parts, 200, top + 1123)
        page = np.asarray(shown.crop((0, shown.height * top // (top + 1123), shown.width, shown.height)))
        sized = page_picture.sized(page)
        works: dict[str, Work] = {
            "alone": lambda page=page: alone(page),
            "gouji": lambda page=sized: scan.sheet(page, 1),
        }  # type: ignore[misc]
        times = interleaved(works, rounds)
        print(f"  page {times['gouji']:.1f} s, {times['gouji'] / times['alone']:.2f} x rapidocr alone   goal <= 1.2")


def main() -> None:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "what", nargs="*", default=["throughput", "readers", "start", "growth", "memory", "jobs", "again"]
    )
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=int, default=10_000_000, help="greatest file of growth, in bytes")
    options = parser.parse_args()
    gc.set_threshold(GARBAGE)
    works: dict[str, Work] = {
        "throughput": lambda: throughput(options.files, options.rounds),
        "readers": lambda: by_reader(options.files, options.rounds),
        "start": lambda: start(options.rounds),
        "growth": lambda: growth(options.most, options.rounds),
        "memory": lambda: memory(options.files),
        "jobs": lambda: jobs(options.files, options.rounds),
        "again": lambda: again(options.files, options.rounds),
        "scans": lambda: scans(options.rounds),
    }
    for name in options.what:
        works[name]()


if __name__ == "__main__":
    main()
