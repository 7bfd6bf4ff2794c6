"""What the values of pack files may be: ids, codes, years, sentences in both languages."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Id = Annotated[str, Meta(pattern=r"^[a-z]\w*(\.\w+)*$")]
EditionId = Annotated[str, Meta(pattern=r"^\w[\w-]*$")]
LawId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9-]*$")]
Code = Annotated[str, Meta(pattern=r"^[A-Z]{2,8}[0-9]{3,4}$")]
Text = Annotated[str, Meta(min_length=1)]
Years = Annotated[list[Annotated[int, Meta(ge=2008, le=2999)]], Meta(min_length=1, max_length=2)]
AgencyKinds = list[Literal["government", "department", "township"]]
Missing = Literal["error", "warning", "info", "never"]
Places = Literal["prose", "headings", "all"]


class BothWords(Struct, forbid_unknown_fields=True):
    """A sentence in both languages."""

    zh: Text
    en: Text
