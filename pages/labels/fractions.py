"""Parts of a whole as people say them: four fifths, 八成."""

from pages.labels.catalogue import t

_STEPS = (0.0, 0.1, 0.2, 0.25, 1 / 3, 0.4, 0.5, 0.6, 2 / 3, 0.75, 0.8, 0.9, 1.0)


def fraction(part: float) -> str:
    """Name the nearest common fraction of ``part``, from 0 to 1."""
    place = min(range(len(_STEPS)), key=lambda step: abs(_STEPS[step] - part))
    return t(f"fraction.{place}")
