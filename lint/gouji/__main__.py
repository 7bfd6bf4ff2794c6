"""`python -m gouji`."""

from __future__ import annotations

from gouji.cli import main

main()
