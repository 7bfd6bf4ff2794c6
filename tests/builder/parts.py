"""What a report is made of before it is written in a format: the parts of drafts."""

from __future__ import annotations

from gouji.drafting.parts import Address, Heading, Part, Prose, Sheet, Slot, grid

__all__ = ["Address", "Heading", "Part", "Prose", "Sheet", "Slot", "grid"]
