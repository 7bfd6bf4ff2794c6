"""`python benchmarks/corpus --out DIR --reports 100000`: reports by year and city, `roster.csv`, `manifest.csv`."""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(_ROOT / "tests"), str(_ROOT / "benchmarks")]

from corpus.agencies import Listed, listed, roster, trees  # noqa: E402
from corpus.histories import Entry, Shares, histories  # noqa: E402


def write(tree: Sequence[Listed], folder: Path, years: range, shares: Shares, seed: int) -> list[Entry]:
    """Write the reports of the agencies of a city; their lines of the manifest."""
    entries: list[Entry] = []
    for written in histories(tree, years, shares, seed):
        entries.append(written.entry)
        if written.entry.path:
            path = folder / written.entry.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written.content)
    return entries


def main(arguments: list[str] | None = None) -> int:
    """Make the corpus; how many reports and how long it took go to standard error."""
    given = _parser().parse_args(arguments)
    first, last = (int(year) for year in given.years.split("-"))
    years = range(first, last + 1)
    folder = Path(given.out)
    folder.mkdir(parents=True, exist_ok=True)
    agencies = listed(-(-given.reports // len(years)), given.seed, first)
    (folder / "roster.csv").write_text(roster(agencies), encoding="utf-8")
    shares = Shares(**{name: getattr(given, name) for name in Shares._fields})
    work = partial(write, folder=folder / "reports", years=years, shares=shares, seed=given.seed)
    begun = time.monotonic()
    with ProcessPoolExecutor(given.jobs) as pool:
        count = _manifest(folder / "manifest.csv", pool.map(work, trees(agencies)))
    print(f"{count} reports of {len(agencies)} agencies in {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return 0


def _manifest(path: Path, written: Iterable[list[Entry]]) -> int:
    """Write the manifest while reports are made; the number of reports."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(Entry._fields)
        for entries in written:
            rows.writerows(entries)
            count += sum(bool(entry.path) for entry in entries)
    return count


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="corpus", description=__doc__)
    parser.add_argument("--out", required=True, help="folder to write into")
    parser.add_argument("--reports", type=int, default=1000, help="about how many reports")
    parser.add_argument("--years", default="2008-2025", help="first and last report year")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=None)
    for name, per_mille in Shares()._asdict().items():
        whose = "reports of governments" if name == "unsummed" else "reports"
        parser.add_argument(
            f"--{name}", type=int, default=per_mille, help=f"of a thousand {whose}, default {per_mille}"
        )
    return parser


if __name__ == "__main__":
    sys.exit(main())
