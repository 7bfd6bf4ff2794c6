"""Recall and precision by rule, as Markdown, and the reports in which something was missed or too much was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from faults.trial import Trial

_MOST_LISTED = 60


def table(clean: Sequence[Trial], faulty: Sequence[Trial]) -> Iterator[str]:
    """The lines of the report on all trials."""
    injected = [trial for trial in faulty if trial.codes]
    yield from _summary(clean, injected, [trial for trial in faulty if not trial.codes])
    yield ""
    yield "| rule | kinds | injected | found | recall | too much | precision |"
    yield "|---|---|---|---|---|---|---|"
    everything = [*clean, *faulty]
    extra = Counter(one.code for trial in everything for one in trial.more)
    for code in sorted({trial.codes[0] for trial in injected} | extra.keys()):
        yield _row(code, [trial for trial in injected if trial.codes[0] == code], extra[code])
    yield from _listed("Missed", (trial for trial in injected if not trial.found))
    yield from _listed("Too much", (trial for trial in everything if trial.more))


def _summary(clean: Sequence[Trial], injected: Sequence[Trial], paired: Sequence[Trial]) -> Iterator[str]:
    found = sum(trial.found for trial in injected)
    alone = sum(trial.found and not trial.more for trial in injected)
    wrong = sum(bool(trial.more) for trial in clean)
    kinds = len({(trial.codes, trial.name) for trial in injected})
    yield f"- {len(clean)} consistent reports: {wrong} with an error or a warning"
    if paired:
        yield f"- {len(paired)} consistent reports held against another: {sum(bool(t.more) for t in paired)} with an error or a warning"
    yield f"- {len(injected)} reports with one fault each, of {kinds} kinds over {len({t.codes[0] for t in injected})} rules"
    yield f"- recall {_share(found, len(injected))}; exactly one finding for one fault {_share(alone, len(injected))}"


def _row(code: str, mine: Sequence[Trial], extra: int) -> str:
    found = sum(trial.found for trial in mine)
    kinds = len({trial.name for trial in mine})
    precision = _share(found, found + extra) if found + extra else "–"
    return f"| {code} | {kinds} | {len(mine)} | {found} | {_share(found, len(mine)) if mine else '–'} | {extra} | {precision} |"


def _share(part: int, whole: int) -> str:
    """A share, rounded down: 1.000 is all of them."""
    return f"{int(1000 * part / whole) / 1000:.3f}" if whole else "–"


def _listed(title: str, trials: Iterable[Trial]) -> Iterator[str]:
    chosen = list(trials)
    if not chosen:
        return
    yield f"\n## {title}: {len(chosen)}\n"
    for trial in chosen[:_MOST_LISTED]:
        said = "; ".join(f"{one.line} {one.code} {one.severity} {one.message}" for one in trial.more)
        yield f"- {'/'.join(trial.codes) or 'clean'} {trial.name} ({trial.where}) {said}".rstrip()
    if len(chosen) > _MOST_LISTED:
        yield f"- … and {len(chosen) - _MOST_LISTED} more"
