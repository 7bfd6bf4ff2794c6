"""Files at addresses that fsspec knows: object storage, web servers, memory. Needs the extra `sweep`, and what the kind of address needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from gouji.checking import LARGEST
from gouji.errors import ConfigError
from gouji.findings import Words
from gouji.walking import Target, is_left_out


def fetched(address: str, suffixes: frozenset[str]) -> Iterator[Target]:
    """The files at an address with one of the suffixes: one file, all below a folder, or those that fit a pattern."""
    system, path = _system(address)
    scheme = address.partition("://")[0]
    try:
        names = _below(system, path)
        for name in names:
            last = PurePosixPath(name)
            if len(names) == 1 or (last.suffix.lower() in suffixes and not is_left_out(last.name)):
                shown = name if "://" in name else f"{scheme}://{name.lstrip('/')}"
                yield _read(system, name, shown)
        if not names:
            yield Target(address, error=Words("此处没有文件", "there is no file"))
    except Exception as error:  # each kind of storage has errors of its own
        yield Target(address, error=_failed(error))


def fetch(address: str) -> Target:
    """The file at an address."""
    try:
        return _read(*_system(address), address)
    except ConfigError:
        raise
    except Exception as error:  # as above
        return Target(address, error=_failed(error))


def _below(system: Any, path: str) -> list[str]:
    if any(mark in path for mark in "*?["):
        return sorted(system.glob(path))
    return sorted(system.find(path)) if system.isdir(path) else [path] if system.exists(path) else []


def _read(system: Any, path: str, shown: str) -> Target:
    try:
        with system.open(path, "rb") as file:
            data = file.read(LARGEST + 1)
    except Exception as error:  # as above
        return Target(shown, error=_failed(error))
    if len(data) > LARGEST:
        size = LARGEST // 1024**2
        return Target(shown, error=Words(f"文件超过 {size} MB，不予读取", f"more than {size} MB, not read"))
    return Target(shown, data)


def _system(address: str) -> tuple[Any, str]:
    """File system and path of an address. Raises ConfigError."""
    try:
        from fsspec.core import url_to_fs

        return url_to_fs(address)  # type: ignore[no-any-return]
    except (ImportError, ValueError) as error:
        said = " ".join(f"{error}".split())
        raise ConfigError(
            f'{address}: 无法读取（{said}）；请运行 pip install "gouji[sweep]" 并装上该类地址所需的包',
            f'{address}: cannot be read ({said}); run pip install "gouji[sweep]" and install what such addresses need',
        ) from error


def _failed(error: Exception) -> Words:
    said = " ".join(f"{error}".split())[:200] or type(error).__name__
    return Words(f"无法读取：{said}", f"cannot be read: {said}")
