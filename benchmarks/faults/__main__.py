"""Fault injection: `python benchmarks/faults [--clean N] [--each N] [--select CODES] [--output FILE]`; see README.md."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

_HERE = Path(__file__).resolve()
sys.path[:0] = [str(_HERE.parent.parent), str(_HERE.parent.parent.parent / "tests")]


def main() -> int:
    """Run the trials and write the table; the status is 1 where something was missed or too much was said."""
    from faults import trial
    from faults.kinds import FAULTS
    from faults.table import table

    parser = argparse.ArgumentParser(prog="faults", description=__doc__)
    parser.add_argument("--clean", type=int, default=2000, help="consistent reports to check")
    parser.add_argument("--each", type=int, default=20, help="reports with each kind of fault")
    parser.add_argument("--select", default="", help="beginnings of codes, with commas between them")
    parser.add_argument("--output", type=Path, help="file to write the table to")
    given = parser.parse_args()
    begins = tuple(given.select.split(","))
    chosen = [fault for fault in FAULTS if fault.codes[0].startswith(begins)]
    faulty = [*trial.faulty(given.each, chosen), *trial.compared(given.each, begins)]
    clean = list(trial.clean(given.clean))
    text = "\n".join(table(clean, faulty)) + "\n"
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(text)
    if given.output:
        given.output.write_text(text, encoding="utf-8", newline="\n")
    return int(any(one.more or not one.found for one in [*clean, *faulty]))


if __name__ == "__main__":
    sys.exit(main())
