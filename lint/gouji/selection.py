"""Which rules are meant: by code, by the beginning of a code, or by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gouji.errors import ConfigError

Names = Mapping[str, str]
"""Names of the known rules by code."""

ALL = "ALL"
_EXACT = 1000
_CONFUSED = str.maketrans("oil", "011")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like this one, None where none is like it."""
    import difflib

    by_case = {item.casefold().translate(_CONFUSED): item for item in known}
    wanted = word.casefold().translate(_CONFUSED)
    found = difflib.get_close_matches(wanted, list(by_case), n=5, cutoff=0.5)
    # Codes are alike by their length alone; the one with most letters in their places is meant.
    found.sort(key=lambda item: -sum(one == other for one, other in zip(item, wanted, strict=False)))
    return by_case[found[0]] if found else None


def meant(word: str, names: Names) -> tuple[int, frozenset[str]]:
    """How specific a selector is and the codes it means. Raises ConfigError where it means none."""
    if word.upper() == ALL:
        return 0, frozenset(names)
    code = word.upper()
    if code in names:
        return _EXACT, frozenset({code})
    named = frozenset(known for known, name in names.items() if name == word.lower())
    if named:
        return _EXACT, named
    begun = frozenset(known for known in names if code and known.startswith(code))
    if begun:
        return len(code), begun
    raise unknown_rule(word, names)


def is_known(word: str, names: Names) -> bool:
    """Whether a selector means any rule."""
    try:
        return bool(meant(word, names)[1])
    except ConfigError:
        return False


def unknown_rule(word: str, names: Names, where: str = "") -> ConfigError:
    """The error for a selector that means no rule; it names the nearest known one."""
    like = nearest(word, [*names, *names.values()])
    zh = f"{where}没有规则「{word}」" + (f"，是否指「{like}」？" if like else "；") + "全部规则见 gouji rules"
    en = f"{where}no rule {word!r}" + (f", perhaps {like!r}?" if like else ";") + " see gouji rules for all of them"
    return ConfigError(zh, en)


def enabled(select: Iterable[str], ignore: Iterable[str], names: Names) -> frozenset[str]:
    """The codes that are selected and not ignored; the more specific selector wins, ignoring where both are equal."""
    wanted, unwanted = _reach(select, names), _reach(ignore, names)
    return frozenset(code for code, reach in wanted.items() if reach > unwanted.get(code, -1))


def _reach(words: Iterable[str], names: Names) -> dict[str, int]:
    """For each code the most specific selector that means it."""
    reach: dict[str, int] = {}
    for word in words:
        specific, codes = meant(word, names)
        for code in codes:
            reach[code] = max(specific, reach.get(code, -1))
    return reach
