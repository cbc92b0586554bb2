"""PDF documents, set by typst in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

#: Templates are named from here, and read nothing outside.
ROOT = Path(__file__).parent.parent
#: A document that takes longer is given up.
SECONDS = 20

_PROGRAM = Path(__file__).with_name("typeset.py")


class NotSet(Exception):
    """A document could not be made; `told` is what typst says of it, which may quote the text."""

    def __init__(self, reason: str, told: str = "") -> None:
        super().__init__(reason)
        self.told = told


def pdf_of(template: str, values: dict[str, Any], *, made_at: datetime) -> bytes:
    """A document from a template of `app/`, such as `printing/sheet.typ`, with these values in it.

    Values are data to the template, never a part of its source: whatever stands in a text is
    printed as it stands. The same values at the same moment give the same bytes. Raises NotSet.
    """
    # In this process it would take half the time, but typst would keep 100 MiB for good.
    asked = {
        "root": str(ROOT),
        "template": template,
        "made_at": int(made_at.timestamp()),
        "values": values,
    }
    try:
        done = subprocess.run(
            # Isolated: neither the variables nor the folder of whoever started us play a part.
            (sys.executable, "-I", _PROGRAM),
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except subprocess.TimeoutExpired:
        raise NotSet(f"{template}: not set within {SECONDS} s") from None
    except subprocess.CalledProcessError as error:
        raise NotSet(f"{template}: refused", told=error.stderr.decode(errors="replace")) from None
    return done.stdout
