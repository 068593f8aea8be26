"""The lever panel as a browser uses it: what it tells, and what it is told."""

import json
from functools import partial
from itertools import count
from unittest.mock import patch

from streamlit.errors import StreamlitAPIException
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.testing.v1 import local_script_runner

from models.analysis.outcome import TRADE
from pages.components.loader import FAILED
from pages.frame.panel_answer import MODULE
from pages.plan.dragging import LEVERS, LIVE

PANEL, WORDS, FRAME, REST = "panel", "panel.words", "live.frame", "live.rest"
_NUMBERS = count(1)


def component(app, key):
    """Give the message that mounts a component, by its key."""
    protos = [element.proto for element in app.get("bidi_component")]
    return next(proto for proto in protos if proto.id.split("-", 2)[-1] == key)


def told(app, key=PANEL):
    """Give the data of a component."""
    return json.loads(component(app, key).mixed.json or component(app, key).json)


def identity(app, key):
    """Give the id of a component, nothing where the page does not have it."""
    found = [element.proto.id for element in app.get("bidi_component")]
    return next((one for one in found if one.split("-", 2)[-1] == key), None)


def tell(app, act, **message):
    """Report a frame of a drag, or something done, as the panel does; and run the page.

    When what was sent ahead is drawn, the browser asks for the rest.
    """
    ahead(app, act, **message)
    is_ahead = identity(app, FRAME) and told(app, FRAME).get("rest")
    return rest(app) if is_ahead else app


def ahead(app, act, **message):
    """Report the same, and stop where the browser has what was sent ahead."""
    value = {"act": act, "n": next(_NUMBERS), **message}
    event = "drag" if act == "drag" else "act"
    app.asking_id = getattr(app, "asking_id", None) or identity(app, REST)
    return _trigger(app, _identity(app), event, value, _part(app, LEVERS))


def rest(app, *, whole=True):
    """Ask for the rest, as the browser does when what was sent ahead is drawn.

    All parts are asked for, so that a test finds all of them on the page.
    """
    asked = {"n": told(app, FRAME)["n"], "whole": whole or told(app, FRAME)["whole"]}
    return _trigger(app, app.asking_id, "rest", asked, _part(app, LIVE))


def _part(app, key):
    """Give the fragment of a key, which messages from it name; none on pages without parts."""
    try:
        return app._fragment_storage.resolve_target(key)
    except StreamlitAPIException:
        return []


def give_back(app, workspace):
    """Hand over what the browser kept, as its storage does for a new session."""
    return _trigger(app, component(app, "plan.storage").id, "stored", workspace)


def _trigger(app, identity, event, value, parts=()):
    states = app._tree.get_widget_states()
    state = WidgetState(id=f"$$STREAMLIT_INTERNAL_KEY_{identity}__events")
    state.json_trigger_value = json.dumps([{"event": event, "value": value}])
    states.widgets.append(state)
    rerun = partial(RerunData, fragment_id_queue=[*parts])  # a test of Streamlit's names no part
    with patch.object(local_script_runner, "RerunData", rerun):
        app._run(states)
    assert not app.exception, [error.value for error in app.exception]
    return app


def _identity(app):
    """Give the id of the panel; a frame of a drag draws only a part of the page, which lacks it."""
    app.panel_id = getattr(app, "panel_id", None) or component(app, PANEL).id
    return app.panel_id


def drawn(app, figure):
    """Give what a frame of a drag shows of a figure over time: values by metric and column."""
    data = told(app, FRAME)
    table = next(one["table"] for one in data["shown"]["figures"] if one["name"] == figure)
    columns = {name: _unpacked(packed, table["rows"]) for name, packed in table["columns"].items()}

    def of(metric, column):
        rows = zip(columns["panel"], columns[column], strict=True)
        return [
            value for panel, value in rows if panel == TRADE.index(metric) and value is not None
        ]

    return of


def _unpacked(packed, rows):
    if isinstance(packed, list):
        return packed
    return [packed["all"]] * rows if "all" in packed else [packed["of"][at] for at in packed["at"]]


def with_sliders(app):
    """Have the page draw plain sliders, as in a browser that does not load the panel."""
    app.session_state[FAILED] = {MODULE}
    return app
