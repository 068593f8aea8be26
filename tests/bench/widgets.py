"""Input widgets as a browser knows them: the value they report and another one they could."""

import random
from dataclasses import dataclass

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


REPORTS = {
    "slider": report_slider,
    "number_input": report_number,
    "checkbox": report_checkbox,
    "selectbox": report_choice,
    "radio": report_choice,
    "button": report_button,
}
