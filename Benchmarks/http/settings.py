"""How long and how often to measure."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

ARTICLE = "/do-many-south-koreans-defect-to-north-korea"


@dataclass(frozen=True)
class Settings:
    """What the command line chose."""

    binary: Path
    rounds: int = 5
    seconds: int = 5
    cold_starts: int = 10
    publications: int = 50
    sizes: list[int] = field(default_factory=lambda: [100, 10_000, 100_000])

    def say(self, what: str) -> None:
        """Tells the person who waits what is being done."""
        print(f"… {what}", file=sys.stderr, flush=True)
