"""Errors that the user of the tool can mend; the command line turns each into one line and exit status 2."""

from __future__ import annotations

import errno

_SAID = {
    errno.ENOENT: "没有这个文件夹或文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.EACCES: "没有权限，或者文件正在别的程序中打开",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只能读",
    errno.ENOSPC: "磁盘已满",
    errno.ENAMETOOLONG: "文件名太长",
}
"""What an operating system says of files, in Chinese; a file that is open in Word is refused on Windows."""


NOT_UTF_8 = ("不是 UTF-8 编码，请另存为 UTF-8", "not in UTF-8; save it as UTF-8")
"""What is said of a text file of ours in another encoding, in Chinese and in English: Notepad and Excel write GBK."""


def reasons(error: OSError) -> tuple[str, str]:
    """Why the operating system refused something, in Chinese and in English."""
    english = error.strerror or str(error)
    return _SAID.get(error.errno or 0, english), english


class GoujiError(Exception):
    """What went wrong, where, and what to do about it, in one line; `zh` and `en` say the same."""

    def __init__(self, zh: str, en: str = "") -> None:
        """The line in Chinese and in English; without the latter the former serves for both."""
        super().__init__(zh)
        self.zh = zh
        self.en = en or zh

    def of(self, language: str) -> str:
        """The line in a language, `zh` or `en`."""
        return self.en if language == "en" else self.zh


class ConfigError(GoujiError):
    """A configuration file, an option or a rule code is wrong."""


class PackError(GoujiError):
    """A rule pack holds a fault; the message names file, line and key."""


class PluginError(GoujiError):
    """A plugin does not load, or two plugins contradict each other."""


class UnreadableFile(GoujiError):
    """A file that does not exist or that no reader can open."""


class RuleDefect(GoujiError):
    """A rule raised an exception: a fault of the tool, not of the report."""
