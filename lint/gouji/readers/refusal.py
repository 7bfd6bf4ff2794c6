"""What is said of a file that no reader reads: what it is, and what to do."""

from __future__ import annotations

from typing import Final

from gouji.errors import UnreadableFile

_WORDS: Final = {
    "encrypted": ("文件有密码，请取消密码再检查", "the file is locked by a password; take it off and check again"),
    "ppt": ("演示文稿，不是年度报告", "slides, which are no annual report"),
    "pptx": ("演示文稿，不是年度报告", "slides, which are no annual report"),
    "odp": ("演示文稿，不是年度报告", "slides, which are no annual report"),
    "ofd": ("OFD 版式文件，请另存为 PDF 或 .docx 再检查", "an OFD file: save it as PDF or .docx and check that"),
    "uof": ("标文通（UOF）文件，请另存为 .docx 再检查", "a file in UOF: save it as .docx and check that"),
    "flat": (
        "OpenDocument 单一 XML 文件（.fodt、.fods），请另存为 .docx 或 .xlsx 再检查",
        "a flat XML file of OpenDocument (.fodt, .fods): save it as .docx or .xlsx and check that",
    ),
    "msg": (
        "Outlook 邮件（.msg），请另存为 .eml 或取出附件再检查",
        "a mail of Outlook (.msg): save it as .eml, or save what is attached, and check that",
    ),
    "thumbnails": ("缩略图缓存，不是年度报告", "a cache of thumbnails, no annual report"),
    "compound": (
        "旧版办公文件，不知是哪一种，请另存为 .docx 再检查",
        "an old office file of unknown kind: save it as .docx",
    ),
    "zip": ("压缩文件，请解压再检查", "an archive: unpack it and check what is inside"),
    "7z": ("7z 压缩文件，请解压再检查", "a 7z archive: unpack it and check what is inside"),
    "rar": ("RAR 压缩文件，请解压再检查", "a RAR archive: unpack it and check what is inside"),
    "tar": ("tar 归档文件，请解压再检查", "a tar archive: unpack it and check what is inside"),
    "warc": ("网页归档（WARC）", "a web archive (WARC)"),
    "eml": ("邮件，请取出附件再检查", "a mail: save what is attached and check that"),
    "mbox": ("邮箱文件，请取出附件再检查", "a mailbox: save what is attached and check that"),
    "pdf": ("PDF 文件", "a PDF file"),
}


def refusal(kind: str, name: str) -> UnreadableFile | None:
    """The error for a kind of file that nobody reads; None for texts, which anybody may try."""
    words = _WORDS.get(kind)
    return None if words is None else UnreadableFile(f"{name}: {words[0]}", f"{name}: {words[1]}")
