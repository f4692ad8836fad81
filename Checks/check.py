"""One thing that was checked, and what was wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field

SHOWN_PROBLEMS = 15


@dataclass
class Check:
    """A named check; it has passed if no problem was noted."""

    name: str
    problems: list[str] = field(default_factory=list)

    def expect(self, condition: object, problem: str) -> bool:
        """Notes the problem unless the condition holds, and says whether it holds."""
        if not condition:
            self.problems.append(problem)
        return bool(condition)

    @property
    def passed(self) -> bool:
        return not self.problems

    def lines(self, module: str) -> list[str]:
        """The lines to print: the verdict, and the first problems below it."""
        lines = [f"{'ok  ' if self.passed else 'FAIL'}  {module:<15} {self.name}"]
        lines += [f"        {problem}" for problem in self.problems[:SHOWN_PROBLEMS]]
        hidden = len(self.problems) - SHOWN_PROBLEMS
        return lines + ([f"        … and {hidden} more"] if hidden > 0 else [])
