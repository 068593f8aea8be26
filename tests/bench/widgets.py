"""Input widgets as a browser knows them: the value they report and another one they could."""

import json
import random
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from streamlit.proto.WidgetStates_pb2 import WidgetState


@dataclass
class Widget:
    """An input widget as last sent by the server."""

    kind: str
    proto: object
    fragment_id: str

    @property
    def id(self) -> str:
        return self.proto.id

    @property
    def label(self) -> str:
        return self.proto.label

    def matches(self, label: str | None, key: str | None) -> bool:
        if key is not None and self.kind == "lever":
            return key in (self.proto.name, f"lever.{self.proto.name}")
        if key is not None:  # ids look like "$$ID-<hash>-<user key>"
            return self.id.split("-", 2)[-1] == key
        return label is None or self.label == label

    def state(self, rng: random.Random | None = None) -> WidgetState | None:
        """Its value as a browser reports it: the current one, or with rng another one."""
        state = WidgetState(id=self.id)
        return state if REPORTS[self.kind](self.proto, state, rng) else None

    def other_state(self, rng: random.Random, before: WidgetState | None) -> WidgetState | None:
        """Return a value that differs from ``before``: a browser sends only a change."""
        state = before
        for _ in range(20):
            state = self.state(rng)
            if state != before:
                break
        return state


def report_slider(p, state, rng):
    values = list(p.value) if p.set_value and p.value else list(p.default)
    if p.options:  # select_slider reports the option texts
        values = [float(rng.randrange(len(p.options)))] * len(values) if rng else values
        state.string_array_value.data.extend(p.options[int(v)] for v in values)
    else:
        if rng:
            steps = max(round((p.max - p.min) / (p.step or 1)), 1)
            picks = sorted(p.min + rng.randint(0, steps) * (p.step or 1) for _ in values)
            values = [min(v, p.max) for v in picks]
        state.double_array_value.data.extend(values)
    return True


def report_number(p, state, rng):
    value = p.value if p.set_value else p.default
    if rng:
        step = p.step or 1
        low = p.min if p.has_min else value - 10 * step
        high = p.max if p.has_max else value + 10 * step
        value = min(low + rng.randint(0, max(round((high - low) / step), 1)) * step, high)
    state.double_value = value
    return True


def report_checkbox(p, state, rng):
    value = p.value if p.set_value else p.default
    state.bool_value = (not value) if rng else value
    return True


def report_choice(p, state, rng):
    if p.options:
        state.string_value = rng.choice(p.options) if rng else p.options[p.default]
    return bool(p.options)


def report_button(p, state, rng):
    if rng:
        state.trigger_value = True
    return rng is not None


@dataclass(frozen=True)
class Lever:
    """A lever of the panel, which is one component: moved, it tells of itself by a trigger."""

    id: str
    label: str
    name: str
    trigger: str
    low: float
    high: float
    step: float


@dataclass(frozen=True)
class Rest:
    """What asks for the rest of what a move changes, when what was sent ahead is drawn."""

    id: str
    asked: dict
    label = ""

    @property
    def trigger(self) -> str:
        return f"$$STREAMLIT_INTERNAL_KEY_{self.id}__events"


WORDS, PANEL, AHEAD, REST = "panel.words", "panel", "live.frame", "live.rest"
_NUMBERS = count(1)


def user_key(identity: str) -> str:
    """Key that the app gave a widget; ids look like ``$$ID-<hash>-<user key>``."""
    return identity.split("-", 2)[-1]


@lru_cache(maxsize=8)
def levers_in(text: str, panel: str) -> tuple[Lever, ...]:
    """Every lever that the words of the panel, as JSON, tell of."""
    told = json.loads(text)["words"]["levers"]
    trigger = f"$$STREAMLIT_INTERNAL_KEY_{panel}__events"
    return tuple(
        Lever(f"{panel}/{name}", one["label"], name, trigger, one["low"], one["high"], one["step"])
        for name, one in told.items()
        if not one["shut"]
    )


def report_lever(p, state, rng):
    if rng:
        steps = round((p.high - p.low) / p.step)
        value = min(p.low + rng.randint(0, steps) * p.step, p.high)
        told = {"act": "move", "n": next(_NUMBERS), "lever": p.name, "value": value}
        state.id = p.trigger
        state.json_trigger_value = json.dumps([{"event": "act", "value": told}])
    return rng is not None


def report_rest(p, state, rng):
    if rng:
        state.id = p.trigger
        state.json_trigger_value = json.dumps([{"event": "rest", "value": p.asked}])
    return rng is not None


REPORTS = {
    "rest": report_rest,
    "lever": report_lever,
    "slider": report_slider,
    "number_input": report_number,
    "checkbox": report_checkbox,
    "selectbox": report_choice,
    "radio": report_choice,
    "button": report_button,
}
