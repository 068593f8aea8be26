"""The answer of the optimiser in the shape that the terminal prints."""

from models.analysis.optimise.agreement import Agreement
from models.analysis.optimise.answer import Answer, plan_record
from models.analysis.optimise.shadow_prices import ConstraintStatus


def as_json(answer: Answer) -> dict[str, object]:
    """Give the answer in the shape that the terminal prints."""
    plan = plan_record(answer.plan)
    nearest = {
        "plan": plan,
        "misses": [
            {
                "name": k.name,
                "bound": k.bound,
                "value": k.value,
                "by": k.missing,
                "at": k.at,
                "can_be_kept_alone": k.name in answer.keepable,
            }
            for k in answer.missed
        ],
    }
    record: dict[str, object] = {
        "feasible": answer.is_feasible,
        "verdict": answer.verdict,
        "objective": _objective(answer),
        "start": answer.start,
        "today": answer.today,
        "best": answer.best if answer.is_feasible else None,
        "plan": plan if answer.is_feasible else None,
        "constraints": [_constraint(k, is_priced=answer.is_feasible) for k in answer.limits],
        "starts": _starts(answer.agreement),
        "effects": {name: effect.central for name, effect in answer.effects.items()},
        "effects_80": {name: [e.low, e.high] for name, e in answer.effects.items()},
        "beyond_history": list(answer.beyond),
        "history": [
            {"lever": d.lever, "value": d.value, "seen": [d.low, d.high]} for d in answer.departures
        ],
        "contradictions": [
            {"metric": c.metric or "budget", "at": c.at, "at_least": c.least, "at_most": c.most}
            for c in answer.contradictions
        ],
    }
    return record if answer.is_feasible else record | {"nearest": nearest}


def _starts(ends: Agreement) -> dict[str, object]:
    return {
        "n": ends.starts,
        "within_0.1%": ends.agreed,
        "goals": list(ends.goals),
        "outside_limits": ends.outside,
        "disagree_on": [
            {"lever": one.lever, "low": one.low, "high": one.high} for one in ends.disputed
        ],
    }


def _objective(answer: Answer) -> dict[str, object]:
    goal = answer.task.goal
    return {
        "maximise": dict(goal.weights),
        "at": goal.at,
        "alone": goal.alone,
        "risk": goal.risk,
        "target": goal.target,
        "draws": answer.task.count,
        "unit": answer.unit,
    }


def _constraint(status: ConstraintStatus, *, is_priced: bool) -> dict[str, object]:
    return {
        "name": status.name,
        "at": status.at,
        "bound": status.bound,
        "value": status.value,
        "unit": status.unit,
        "binding": status.is_binding,
        "shadow_price": status.price if is_priced else None,
    }
