"""Figures as aligned text."""

from __future__ import annotations


def number(value: float) -> str:
    """Three significant figures, and thousands with a comma."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def table(rows: list[list[str]]) -> str:
    """Rows under a heading row; columns of numbers stand to the right."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    numeric = [any(row[column][:1].isdigit() for row in rows[1:]) for column in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = zip(row, widths, numeric, strict=True)
        lines.append("  ".join(cell.rjust(width) if right else cell.ljust(width) for cell, width, right in cells))
    return "\n".join(f"  {line.rstrip()}" for line in lines)
