"""The figures that have goals."""

from dataclasses import dataclass


@dataclass
class Figure:
    name: str
    value: float
    unit: str
    most: float | None
    least: float | None

    def verdict(self) -> str:
        if self.most is not None:
            return ("met" if self.value <= self.most else "MISSED") + f", at most {self.most:g}"
        if self.least is not None:
            return ("met" if self.value >= self.least else "MISSED") + f", at least {self.least:g}"
        return ""


FIGURES: list[Figure] = []


def note(name: str, value: float, unit: str, most: float | None = None, least: float | None = None) -> None:
    FIGURES.append(Figure(name, value, unit, most, least))


def report() -> int:
    """Prints all that were noted; 1 where a goal was missed."""
    for figure in FIGURES:
        print(f"{figure.name:72}{figure.value:>12,.3f} {figure.unit:8}{figure.verdict()}")
    return int(any("MISSED" in figure.verdict() for figure in FIGURES))
