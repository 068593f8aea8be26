"""The question to the optimiser in one line."""

from models.analysis.optimise.goals import SUM, Limit, Task
from models.notation import HORIZON_METRICS
from pages.figures import decide_words as words
from pages.labels.catalogue import t


def question(task: Task) -> str:
    """Write what is to be as high as possible, by when, and what must be kept."""
    goal = task.goal
    aim = words.listed([t(f"measure.{metric}") for metric in goal.metrics])
    whole = HORIZON_METRICS.keys() >= {*goal.metrics}
    key = "sum" if goal.at == SUM else "whole" if whole else "year"
    text = t(f"best.ask.{key}", aim=aim, quarter=goal.at)
    kept = [_kept(limit) for limit in task.limits]
    return t("best.ask.keeping", text=text, kept=words.together(kept)) if kept else text


def _kept(limit: Limit) -> str:
    key = "most" if limit.is_ceiling else "least"
    percent = f"{100.0 * limit.bound:,.6g}%"
    return t(f"best.ask.{key}", measure=t(f"measure.{limit.metric}"), percent=percent)
