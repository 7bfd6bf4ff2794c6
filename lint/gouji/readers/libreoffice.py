"""LibreOffice, where it is installed: it opens what no library reads. Without window, macros, network or known profile."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Final

from gouji.readers import confined

_SECONDS = 60
_MEMORY = 4 * 1024 * 1024 * 1024
_NAMES = ("soffice.com", "soffice") if sys.platform == "win32" else ("soffice", "libreoffice")
_USUAL: Final = (
    "/usr/bin",
    "/usr/local/bin",
    "/usr/lib/libreoffice/program",
    "/snap/bin",
    "/opt/libreoffice/program",
    "/Applications/LibreOffice.app/Contents/MacOS",
)
_WINDOWS: Final = ("ProgramFiles", "ProgramFiles(x86)", "ProgramW6432")

# A profile that runs no macro, follows no link, and has nowhere to go if it tries.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
<prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>
<prop oor:name="ooInetHTTPProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetHTTPSProxyName" oor:op="fuse"><value>127.0.0.1</value></prop>
<prop oor:name="ooInetHTTPSProxyPort" oor:op="fuse"><value>9</value></prop>
<prop oor:name="ooInetNoProxy" oor:op="fuse"><value></value></prop>
</item>
</oor:items>
"""


def program() -> str | None:
    """The path of LibreOffice: on the search path, or where it usually lies; None where it is not installed."""
    folders = [Path(root) / "LibreOffice" / "program" for name in _WINDOWS if (root := os.environ.get(name))]
    path = os.pathsep.join((os.environ.get("PATH", ""), *map(str, folders), *_USUAL))
    return next((found for name in _NAMES if (found := shutil.which(name, path=path))), None)


def convert(soffice: str, file: Path, folder: Path) -> str | None:
    """Writes a file as .docx into a folder of its own; returns why not, None if it did."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = (
        soffice,
        f"-env:UserInstallation={profile.as_uri()}",
        *(
            "--headless",
            "--invisible",
            "--nologo",
            "--nodefault",
            "--norestore",
            "--nolockcheck",
            "--nofirststartwizard",
        ),
        *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(folder), str(file)),
    )
    return confined.run(command, folder, _SECONDS, _MEMORY)
