"""How one figure becomes another at the keyboard."""

from __future__ import annotations


def slip(stands: str, wanted: str) -> str:
    """What may have happened to `wanted` that `stands` stands in its place.

    `transposed` (21 for 12), `digit-lost` (12 for 123), `digit-added` (123 for 12), else `wrong-figure`. Figures of one
    digit tell nothing.
    """
    if len(stands) == len(wanted) > 1 and sorted(stands) == sorted(wanted):
        return "transposed"
    if len(stands) > 1 and len(wanted) == len(stands) + 1 and (wanted.startswith(stands) or wanted.endswith(stands)):
        return "digit-lost"
    if len(wanted) > 1 and len(stands) == len(wanted) + 1 and (stands.startswith(wanted) or stands.endswith(wanted)):
        return "digit-added"
    return "wrong-figure"
