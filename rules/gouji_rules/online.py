"""E-mail and web addresses: whether they can be right, and whether they are official ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.findings import Problem, Severity, Words
from gouji.patterns import pattern
from gouji.report import Report
from gouji.rules import rule
from gouji_rules.contacts import filled

_MAIL = pattern(
    r"[A-Za-z0-9_+#\-]+(?:\.[A-Za-z0-9_+#\-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"
)
_WRONG_END = pattern(r"\.(?:con|cmo|ocm|cim|comm|gov|gov\.com|gov\.c)$", re.IGNORECASE)
_FREE = pattern(
    r"(?:vip\.)?(?:qq|foxmail|163|126|188|139|21cn|sina|sohu|tom|aliyun|gmail|hotmail|outlook|live|msn|yahoo|icloud)"
    r"\.com(?:\.cn)?|(?:yeah|263)\.net|(?:189|wo|sina|live|yahoo)\.cn",
    re.IGNORECASE,
)


# What a content network puts on a page in place of every address, which it gives to readers and keeps from robots.
_HIDDEN = pattern(r"\[?email\s?protected")


@rule("CON706", "warning", basis=("RFC 5322",), literal=True)
def email_invalid(report: Report) -> Iterator[Problem]:
    """电子邮箱地址有误。
    Not an e-mail address.
    """
    for contact in filled(report, "email"):
        written = report.source[contact.span]
        if _HIDDEN.match(report.source.folded, contact.span.start):
            continue
        if "＠" in written:
            yield Problem(
                contact.span, Words("电子邮箱用了全角「＠」", "the e-mail address has a full-width ＠"), actual=written
            )
        elif not _MAIL.fullmatch(contact.value) or _WRONG_END.search(contact.value):
            yield Problem(
                contact.span,
                Words(f"「{written}」不是电子邮箱地址", f"“{written}” is no e-mail address"),
                actual=written,
            )


@rule("CON707", "info", basis=("政府机关宜使用政务邮箱",))
def email_personal(report: Report) -> Iterator[Problem]:
    """使用了商业邮箱。
    A free-mail address is given.
    """
    for contact in filled(report, "email"):
        domain = contact.value.rpartition("@")[2].lower()
        if _FREE.fullmatch(domain):
            message = Words(
                f"「{domain}」是商业邮箱，不是政务邮箱", f"{domain} is a free-mail service, not an official one"
            )
            yield Problem(contact.span, message, actual=contact.value)


_SCHEME = pattern(r"^https?://", re.IGNORECASE)
_HOST = pattern(r"(?:[a-z0-9](?:[a-z0-9\-]*[a-z0-9])?\.)+[a-z]{2,}(?::\d{2,5})?", re.IGNORECASE)
_MISSPELT = pattern(
    r"^w{1,2}\.|^w{4,}\.|^www(?!\.)[^.]*\.?gov|\.gov$|\.(?:con|cm|cmo|ocm|gvo|gov\.c|gov\.com|gov\.cm|gov\.cn\..*)$",
    re.IGNORECASE,
)
# Where offices have accounts of their own, and the party's and the state's media.
_PLATFORM = pattern(
    r"(?:[\w\-]+\.)*(?:weibo|weixin\.qq|douyin|toutiao|kuaishou|bilibili|xinhuanet|people)\.com(?:\.cn)?"
)
_ADDRESS = pattern(r"(?:\d{1,3}\.){3}\d{1,3}(?::\d+)?")


@rule(
    "CON708",
    "warning",
    basis=("国办发〔2017〕47号《政府网站发展指引》：政府网站使用以.gov.cn为后缀的域名",),
    literal=True,
)
def website(report: Report) -> Iterator[Problem]:
    """网址有误或不是政务网站。
    Not a possible web address, or not one of an official site.
    """
    for contact in filled(report, "website"):
        host = _SCHEME.sub("", contact.value, count=1).partition("/")[0]
        if _ADDRESS.fullmatch(host):
            continue
        if not _HOST.fullmatch(host) or _MISSPELT.search(host):
            written = report.source[contact.span]
            yield Problem(
                contact.span,
                Words(f"「{written}」不是可能的网址", f"“{written}” is no possible web address"),
                actual=written,
            )
        elif not host.lower().partition(":")[0].endswith(".cn") and not _PLATFORM.fullmatch(host.lower()):
            message = Words(f"「{host}」不是政务网站域名", f"{host} is not the domain of an official site")
            yield Problem(contact.span, message, severity=Severity.INFO, actual=host)
