"""LibreOffice as the second reader of old Office formats, where the PC has it."""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from govdoc.readers.clock import seconds_left

_LIMIT = 90.0  # seconds
_USUAL_PLACES = (
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
# A profile of its own for each run: no macro runs, nothing is fetched (whatever still would be is sent to a proxy that
# is not there), and a program the user has open is left alone.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
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


@cache
def soffice() -> str:
    """The LibreOffice program of this PC, "" where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _USUAL_PLACES if Path(place).is_file()), "")


def converted(data: bytes, suffix: str, to: str) -> bytes | None:
    """The file saved by LibreOffice as `to` ("docx", say); None where LibreOffice is missing or fails.

    `suffix` (no dot) tells LibreOffice what the content is.
    """
    program = soffice()
    if not program:
        return None
    with tempfile.TemporaryDirectory(prefix="govdoc-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        source = folder / f"in.{suffix}"
        source.write_bytes(data)
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_SETTINGS, encoding="utf-8")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        options = [profile, "--headless", "--norestore", "--nolockcheck", "--convert-to", to]
        _run([program, *options, "--outdir", str(folder / "out"), str(source)])
        result = folder / "out" / f"in.{to}"
        return result.read_bytes() if result.is_file() else None


def _run(command: list[str]) -> None:
    """Run to the end or to the time limit, and leave nothing running."""
    own_group = sys.platform != "win32"
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=own_group,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    try:
        process.wait(max(0.0, min(_LIMIT, seconds_left())))
    except subprocess.TimeoutExpired:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """The program starts another that does the work: end both."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/T", "/F", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        import signal

        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
