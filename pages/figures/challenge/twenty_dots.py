"""A chance as twenty dots, those of the plan above those of no change."""

from html import escape

from models.analysis.risk.stress import Stress
from pages.figures.challenge.risk_words import TWENTY, counted, still_share, twenty
from pages.labels.catalogue import t


def dots(stress: Stress, colour: str) -> str:
    """Draw twenty futures of the plan, and of no change where it is known what it does."""
    still = still_share(stress.targets)
    rows = [_row("plan", stress.together, colour)]
    return "".join(rows + ([] if still is None else [_row("still", still, "var(--quiet)")]))


def _row(whose: str, share: float, colour: str) -> str:
    who = t(f"risk.twenty.{whose}")
    label = escape(t("risk.twenty.aria", who=who, count=counted(share)))
    reached = twenty(share)
    marks = '<i class="reached"></i>' * reached + "<i></i>" * (TWENTY - reached)
    return (
        f'<p class="told-more">{escape(who)}</p><div class="twenty" role="img" '
        f'aria-label="{label}" style="--own:{escape(colour)}">{marks}</div>'
    )
