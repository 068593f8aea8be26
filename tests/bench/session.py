"""One browser session over Streamlit's own protocol, without a browser.

A websocket at ``<url>/_stcore/stream`` carries protobuf ``BackMsg`` (client to server) and
``ForwardMsg`` (server to client). A session asks for the first run of a page, then changes one
widget again and again, sending what a browser would: every known widget value, the page hash,
the fragment id, the hashes of cached messages.
"""

import argparse
import asyncio
import json
import random
import time
from dataclasses import dataclass, field

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.BidiComponent_pb2 import BidiComponent
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from tests.bench.widgets import (
    AHEAD,
    PANEL,
    REPORTS,
    REST,
    WORDS,
    Rest,
    Widget,
    levers_in,
    user_key,
)

FINISHED_OK = {ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY}
CACHE_RUNS = 2  # a browser drops a cached message that this many runs have not used


class SessionError(Exception):
    """Something a user of the app would see as broken."""


@dataclass
class Outcome:
    """What one session measured."""

    first_run: float | None = None
    latencies: list[float] = field(default_factory=list)
    ahead: list[float] = field(default_factory=list)
    first_bytes: int = 0
    rerun_bytes: list[int] = field(default_factory=list)
    fragment: bool = False
    error: str | None = None


@dataclass
class Run:
    """What the server has sent of the current run."""

    size: int = 0
    seen: set[str] = field(default_factory=set)
    errors: list[str] = field(default_factory=list)
    full: bool = False


class Session:
    """A reader who moves one widget; ``go`` measures how long the server takes to answer."""

    def __init__(self, args: argparse.Namespace, index: int) -> None:
        self.args = args
        self.rng = random.Random(f"{args.seed}/{index}")
        self.widgets: dict[str, Widget] = {}
        self.values: dict[str, WidgetState] = {}
        self.page_hash = ""
        own = random.Random(f"{args.salt}/{index}")
        varied = [
            f"{name}={own.randint(round(low / step), round(high / step)) * step:g}"
            for name, low, high, step in args.vary
        ]
        self.query_string = "&".join(part for part in (args.query, *varied) if part)
        self.messages: dict[str, tuple[int, ForwardMsg]] = {}  # hash -> last run that used it
        self.run_no = 0
        self.words = ""
        self.asked: dict | None = None
        self.asking: Widget | None = None
        self.out = Outcome()

    async def go(self) -> Outcome:
        args = self.args
        try:
            async with connect(
                args.ws_url,
                origin=args.origin,
                subprotocols=["streamlit", "PLACEHOLDER_AUTH_TOKEN"],
                max_size=None,
                compression=None,
                open_timeout=args.timeout,
                close_timeout=2,
                proxy=None,
            ) as ws:
                await self.measure(ws)
        except SessionError as e:
            self.out.error = str(e)
        except TimeoutError:
            self.out.error = f"no answer within {args.timeout:g} s"
        except (WebSocketException, OSError) as e:
            self.out.error = f"{type(e).__name__}: {e}"
        return self.out

    async def measure(self, ws: ClientConnection) -> None:
        start = time.perf_counter()
        self.out.first_bytes = await self.run_script(ws, None)
        self.out.first_run = time.perf_counter() - start
        target = self.find_widget()
        self.out.fragment = bool(target.fragment_id)
        for _ in range(self.args.reruns):
            if self.args.think:
                await asyncio.sleep(self.rng.uniform(0.5, 1.5) * self.args.think)
            target = self.widgets.get(target.id) or self.find_widget()
            start = time.perf_counter()
            self.asked = None
            size = await self.run_script(ws, target)
            self.out.ahead.append(time.perf_counter() - start)
            if self.asked:  # what is drawn ahead of the rest asks for it
                size += await self.run_script(ws, self.rest())
            self.out.latencies.append(time.perf_counter() - start)
            self.out.rerun_bytes.append(size)

    def rest(self) -> Widget:
        return Widget("rest", Rest(self.asking.id, self.asked), self.asking.fragment_id)

    def find_widget(self) -> Widget:
        label, key = self.args.label, self.args.key
        wanted = [w for w in self.widgets.values() if w.matches(label, key)]
        if label is None and key is None:
            wanted = [w for w in wanted if w.kind in ("slider", "lever")]
        if not wanted:
            known = sorted({f"{w.label!r} ({w.kind})" for w in self.widgets.values()})
            msg = f"no such widget on the page; it has: {', '.join(known) or 'none'}"
            raise SessionError(msg)
        return wanted[0]

    async def run_script(self, ws: ClientConnection, target: Widget | None) -> int:
        """One run, full or of a fragment. Returns the bytes received until it finished."""
        self.run_no += 1
        self.messages = {h: v for h, v in self.messages.items() if self.run_no - v[0] <= CACHE_RUNS}
        msg = self.request()
        if target is None:
            msg.rerun_script.widget_states.SetInParent()
        else:
            self.change(msg.rerun_script, target)
        async with asyncio.timeout(self.args.timeout):
            await ws.send(msg.SerializeToString())
            return await self.receive_run(ws)

    def request(self) -> BackMsg:
        msg = BackMsg()
        client = msg.rerun_script
        client.query_string = self.query_string
        client.page_script_hash = self.page_hash
        client.page_name = self.args.page if not self.page_hash else ""
        client.context_info.timezone = "UTC"
        client.context_info.locale = "en-US"
        client.context_info.url = f"{self.args.origin}{self.args.base}/{self.args.page}"
        client.cached_message_hashes.extend(self.messages)
        return msg

    def change(self, client, target: Widget) -> None:
        client.fragment_id = target.fragment_id
        state = target.other_state(self.rng, self.values.get(target.id))
        for w in self.widgets.values():
            known = state if w.id == target.id else self.values.get(w.id)
            if known is not None:
                client.widget_states.widgets.append(known)
        if target.kind not in ("button", "lever", "rest"):
            self.values[target.id] = state

    async def receive_run(self, ws: ClientConnection) -> int:
        run = Run()
        while True:
            raw = await ws.recv()
            if isinstance(raw, str):
                msg = "the server sent text, not protobuf: is this Streamlit?"
                raise SessionError(msg)
            run.size += len(raw)
            msg = self.from_cache(ForwardMsg.FromString(raw))
            kind = msg.WhichOneof("type")
            if kind == "script_finished":
                if self.is_over(msg.script_finished, run):
                    return run.size
            else:
                getattr(self, f"on_{kind}", lambda *_: None)(msg, run)

    def from_cache(self, msg: ForwardMsg) -> ForwardMsg:
        if msg.WhichOneof("type") == "ref_hash":
            cached = self.messages.get(msg.ref_hash)
            if cached is None:
                text = f"server referred to a message never announced by us: {msg.ref_hash}"
                raise SessionError(text)
            metadata, msg = msg.metadata, ForwardMsg.FromString(cached[1].SerializeToString())
            msg.metadata.CopyFrom(metadata)
            self.messages[msg.hash] = (self.run_no, cached[1])
        elif msg.metadata.cacheable and msg.hash:
            self.messages[msg.hash] = (self.run_no, msg)
        return msg

    def is_over(self, status: int, run: Run) -> bool:
        # FINISHED_EARLY_FOR_RERUN is st.rerun() or st.switch_page(); the next run follows.
        if run.errors:
            raise SessionError("; ".join(run.errors))
        if status == ForwardMsg.FINISHED_WITH_COMPILE_ERROR:
            msg = "the script does not compile"
            raise SessionError(msg)
        if status in FINISHED_OK and run.full:  # a full run replaces the page's widgets
            self.widgets = {i: w for i, w in self.widgets.items() if i in run.seen}
            self.values = {i: v for i, v in self.values.items() if i in run.seen}
        return status in FINISHED_OK

    def on_new_session(self, msg: ForwardMsg, run: Run) -> None:
        self.page_hash = msg.new_session.page_script_hash
        run.seen.clear()
        run.full = not msg.metadata.run.fragment_ids

    def on_navigation(self, msg: ForwardMsg, run: Run) -> None:
        self.page_hash = msg.navigation.page_script_hash or self.page_hash

    def on_page_info_changed(self, msg: ForwardMsg, run: Run) -> None:
        self.query_string = msg.page_info_changed.query_string

    def on_page_not_found(self, msg: ForwardMsg, run: Run) -> None:
        text = f"the app has no page {self.args.page!r}"
        raise SessionError(text)

    def on_session_event(self, msg: ForwardMsg, run: Run) -> None:
        if msg.session_event.HasField("script_compilation_exception"):
            reason = msg.session_event.script_compilation_exception.message[:200]
            run.errors.append(f"the script does not compile: {reason}")

    def on_delta(self, msg: ForwardMsg, run: Run) -> None:
        if msg.delta.WhichOneof("type") != "new_element":
            return
        element = msg.delta.new_element
        kind = element.WhichOneof("type")
        if kind == "exception" and not element.exception.is_warning:
            text = f"{element.exception.type}: {element.exception.message}"
            run.errors.append(text.splitlines()[0][:200])
        elif kind == "bidi_component":
            self.on_component(element.bidi_component, msg.delta.fragment_id, run)
        elif kind in REPORTS:
            self.remember(Widget(kind, getattr(element, kind), msg.delta.fragment_id), run)

    def on_component(self, proto: BidiComponent, fragment_id: str, run: Run) -> None:
        """Take the levers from the panel, its words first; and what is sent ahead of a rest."""
        key = user_key(proto.id)
        if key == WORDS:
            self.words = proto.json or proto.mixed.json
        elif key == REST:
            self.asking = Widget("rest", proto, fragment_id)
        elif key == AHEAD and (sent := json.loads(proto.json or proto.mixed.json)).get("rest"):
            self.asked = {"n": sent["n"], "whole": sent["whole"]}
        elif key == PANEL:
            for lever in levers_in(self.words, proto.id):
                self.remember(Widget("lever", lever, fragment_id), run)

    def remember(self, widget: Widget, run: Run) -> None:
        self.widgets[widget.id] = widget
        run.seen.add(widget.id)
        if widget.id not in self.values or getattr(widget.proto, "set_value", False):
            state = widget.state()
            if state is not None:
                self.values[widget.id] = state
