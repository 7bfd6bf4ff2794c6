"""Plugins: rules, readers, reporters and editions that come through the entry point group `gouji`.

A plugin is a module (or object) with functions under `@hookimpl`; see `Hooks` for their names. The official rule pack
comes through the same door. Whatever does not load stops the run: leaving out rules and saying that a report has
passed would be wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from gouji import hooks
from gouji.entries import Entry, entries
from gouji.errors import GoujiError, PackError, PluginError
from gouji.hooks import hookimpl
from gouji.kept_patterns import KEPT
from gouji.patterns import pattern
from gouji.rules import Rule

if TYPE_CHECKING:
    from gouji.config_files import Known
    from gouji.declared import Taken
    from gouji.editions import Edition
    from gouji.findings import Words
    from gouji.packs.tables import Pack
    from gouji.readers import Reader
    from gouji.reporters import Reporter

__all__ = ["Registry", "hookimpl", "load"]

Plugins = Mapping[str, object]
"""Plugins by `distribution:entry`."""

_CODE = pattern(r"[A-Z]{2,8}\d{3,4}")


class Registry:
    """Everything the plugins brought, by code or name; `origins` names the plugin of each rule, `cache` a folder."""

    def __init__(
        self,
        rules: Mapping[str, Rule],
        readers: Mapping[str, Reader],
        reporters: Mapping[str, Reporter],
        edition_files: tuple[Path, ...],
        origins: Mapping[str, str],
        cache: Path | None = None,
    ) -> None:
        """What was collected of the plugins."""
        self.coded: Final = rules
        self.readers: Final = readers
        self.reporters: Final = reporters
        self.edition_files: Final = edition_files
        self.origins: Final = origins
        self.cache: Final = cache
        self._extended: dict[tuple[Path, ...], Registry] = {}

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """All rules by code, in their order: those that plugins coded and those that packs declare. Raises PackError."""
        codes = {each.code for edition in self.editions.values() for form in edition.forms for each in form.identities}
        if codes <= self.coded.keys() and not any("rules" in pack.data for pack in self._packs):
            return self.coded
        from gouji import declared
        from gouji.packs.places import refusal

        faults: dict[Words, None] = {}
        found = declared.declared(self._packs, self.editions, self.taken, faults)
        if faults:
            raise refusal(faults)
        return MappingProxyType(dict(sorted({**self.coded, **{rule.code: rule for rule in found}}.items())))

    @property
    def taken(self) -> Taken:
        """What rules of packs cannot be called."""
        from gouji.declared import Taken

        own = (code for code, origin in self.origins.items() if origin.startswith("gouji:"))
        names = {code: rule.name for code, rule in self.coded.items()}
        return Taken(names, frozenset(code.rstrip("0123456789") for code in own))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Names of the rules by code."""
        return MappingProxyType({code: rule.name for code, rule in self.rules.items()})

    @cached_property
    def editions(self) -> Mapping[str, Edition]:
        """The editions by id, read when first asked for. Raises PackError."""
        from gouji.packs import assembly

        return assembly.editions(self._packs)

    @cached_property
    def _packs(self) -> tuple[Pack, ...]:
        from gouji.packs import files

        return files.read(self.edition_files, self.cache)

    def known(self, packs: tuple[Path, ...]) -> Known:
        """The words that a configuration with these packs may use."""
        from gouji.config_files import Known

        there = self.with_packs(packs)
        return Known(there.names, ("auto", *there.editions))

    def with_packs(self, paths: tuple[Path, ...]) -> Registry:
        """The same with more pack files, those left out that are there already."""
        more = tuple(path for path in dict.fromkeys(paths) if path not in self.edition_files)
        if not more:
            return self
        if more not in self._extended:
            files = (*self.edition_files, *more)
            self._extended[more] = Registry(self.coded, self.readers, self.reporters, files, self.origins, self.cache)
        return self._extended[more]


def load(found: Iterable[Entry] | None = None, cache: Path | None = None) -> Registry:
    """Load all plugins, or those of the given entry points. Raises PluginError.

    `cache` is a folder where what was read of edition files, and compiled patterns, may be kept for the next run.
    """
    from gouji import builtin

    if cache is not None:
        KEPT.load(cache)
    known = sorted(entries(hooks.GROUP) if found is None else found, key=_named)
    if not known:
        raise PluginError(
            "没有找到任何规则包：入口点组 gouji 为空。在源码目录中运行时，先执行 pip install -e .",
            "no rule pack found: the entry point group gouji is empty. In a source checkout run pip install -e . first",
        )
    plugins: dict[str, object] = {"gouji:builtin": builtin}
    for entry in known:
        plugins[_named(entry)] = _imported(entry)
    return _registry(plugins, cache)


def _named(entry: Entry) -> str:
    return f"{entry.distribution}:{entry.name}"


def _imported(entry: Entry) -> object:
    """The plugin of an entry point, once it is sure that all its hooks will be called."""
    name = _named(entry)
    try:
        plugin = entry.load()
        if entry.distribution != "gouji":
            hooks.verify(plugin)
    except GoujiError as error:
        raise _broken(name, error.zh, error.en) from error
    except Exception as error:  # a plugin may raise anything on import
        raise _broken(
            name, f"无法导入 {entry.value}:{_said(error)}", f"cannot import {entry.value}: {_said(error)}"
        ) from error
    _check_hooks(plugin, name)
    if not any(hooks.is_marked(getattr(plugin, hook, None)) for hook in hooks.NAMES):
        raise _broken(name, "没有任何钩子（缺 @hookimpl？）", "implements no hook (is @hookimpl missing?)")
    return plugin


def _check_hooks(plugin: object, name: str) -> None:
    """Refuse hooks that do not exist, which nobody would call."""
    from gouji.selection import nearest

    for attribute in dir(plugin):
        found = getattr(plugin, attribute, None)
        is_meant = hooks.is_marked(found) or (attribute.startswith("gouji_") and callable(found))
        if attribute in hooks.NAMES or not is_meant:
            continue
        like = nearest(attribute, hooks.NAMES)
        raise _broken(
            name,
            f"没有名为 {attribute} 的钩子" + (f"，是否指 {like}？" if like else ""),
            f"there is no hook {attribute}" + (f", perhaps {like}?" if like else ""),
        )


def _said(error: BaseException) -> str:
    """An exception in one line."""
    return " ".join(f"{type(error).__name__}: {error}".split())


def _broken(name: str, zh: str, en: str) -> PluginError:
    distribution = name.partition(":")[0]
    return PluginError(
        f"插件 {name} {zh}；修正它，或卸载：pip uninstall {distribution}",
        f"plugin {name}: {en}; mend it, or remove it: pip uninstall {distribution}",
    )


def _registry(plugins: Plugins, cache: Path | None) -> Registry:
    rules, origins = _collect(plugins, "gouji_rules", lambda rule: rule.code, Rule)
    # Readers of plugins are asked first: what they know is more particular than HTML or text.
    latest_first = dict(reversed(list(plugins.items())))
    readers, _ = _collect(latest_first, "gouji_readers", lambda reader: reader.name)
    reporters, _ = _collect(plugins, "gouji_reporters", lambda reporter: reporter.name)
    _check_rules(rules, origins)
    files = tuple(Path(path) for _, path in _results(plugins, "gouji_editions"))
    return Registry(
        rules=MappingProxyType(dict(sorted(rules.items()))),
        readers=MappingProxyType(readers),
        reporters=MappingProxyType(reporters),
        edition_files=files,
        origins=MappingProxyType(origins),
        cache=cache,
    )


def _results(plugins: Plugins, hook: str) -> Iterator[tuple[str, Any]]:
    """What each plugin returned from a hook, with the plugin's name."""
    for name, plugin in plugins.items():
        function = getattr(plugin, hook, None)
        if function is None or not hooks.is_marked(function):
            continue
        try:
            items = tuple(function())
        except PackError:
            raise
        except GoujiError as error:
            raise _broken(name, error.zh, error.en) from error
        except Exception as error:  # as on import
            raise _broken(name, f"的钩子 {hook} 出错：{_said(error)}", f"hook {hook} failed: {_said(error)}") from error
        for item in items:
            yield name, item


def _collect(
    plugins: Plugins, hook: str, key: Callable[[Any], str], kind: type | None = None
) -> tuple[dict[str, Any], dict[str, str]]:
    """The items of a hook by key, and the plugin of each; two of one key are refused."""
    items: dict[str, Any] = {}
    origins: dict[str, str] = {}
    for name, item in _results(plugins, hook):
        if kind is not None and not isinstance(item, kind):
            said = type(item).__name__
            raise _broken(
                name,
                f"的钩子 {hook} 给出了 {said}，不是 {kind.__name__}",
                f"hook {hook} gave a {said}, no {kind.__name__}",
            )
        if key(item) in items:
            other = origins[key(item)]
            raise _broken(name, f"的 {key(item)} 与插件 {other} 重复", f"{key(item)} stands in plugin {other} already")
        items[key(item)], origins[key(item)] = item, name
    return items, origins


def _check_rules(rules: Mapping[str, Rule], origins: Mapping[str, str]) -> None:
    """Codes have their shape, names are unique, needs exist."""
    named: dict[str, str] = {}
    for code, rule in rules.items():
        plugin = origins[code]
        if not _CODE.fullmatch(code):
            raise _broken(
                plugin,
                f"的规则代码 {code} 应为大写字母加三或四位数字",
                f"rule code {code} should be capitals and three or four digits",
            )
        if rule.name in named:
            other = named[rule.name]
            raise _broken(
                plugin,
                f"的规则 {code} 与 {other} 同名 {rule.name}",
                f"rule {code} has the name of {other}, {rule.name}",
            )
        named[rule.name] = code
        for need in rule.needs:
            if need not in rules:
                raise _broken(
                    plugin, f"的规则 {code} 依赖未知的规则 {need}", f"rule {code} needs the unknown rule {need}"
                )
