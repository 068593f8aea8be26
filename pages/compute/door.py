"""Ask the model: known answers at once, all others in a process beside the server.

Readers who ask the same share one computation. Streamlit ends a run that was superseded, or whose
session is gone, when it next touches the session; who waits here does so again and again, and
leaves its question then. What nobody waits for any more is taken out of the queue, and a long
question that runs is ended with its process.
"""

import os
import pickle
from collections.abc import Callable, Hashable
from concurrent.futures import wait
from threading import RLock, Timer
from typing import Any, ClassVar, ParamSpec, TypeVar

from models import market_files
from models.errors import ModelError
from models.inputs import load_parameters
from pages.compute import framework, run_lock
from pages.compute.answers import Answers, key_of, on_screen
from pages.compute.processes import ProcessDiedError, Question, WorkerPool
from pages.compute.questions import FIRST, LONG, cockpit_questions
from pages.labels.catalogue import t

_P = ParamSpec("_P")
_T = TypeVar("_T")

MAX_SHORT_PROCESSES = 4
"""More processes for short questions than this would keep more copies of every baseline than
they save time."""

LONG_PROCESSES = 2
"""Long questions that run at a time: a search of one reader does not keep the next one waiting."""

NICENESS = 10
"""Long questions get what the short ones and the server leave of the cores."""

WATCH_SECONDS = 0.05
"""How often one who waits looks whether the run was superseded."""

GRACE_SECONDS = 1.0
"""How long a long question runs on without readers: a run that is drawn anew asks it again."""

_PREFETCHED = "compute.ahead"


class ComputationError(ModelError):
    """A question cannot be computed on this machine; the message is in the language in use."""


class _Workers:
    """Worker pools of this server, the questions they work on and the answers already known.

    There are no pools before `begin`; `ask` then computes in the calling process, as tests do.
    """

    pools: dict[bool, WorkerPool] | None = None
    lock = RLock()
    open: ClassVar[dict[Hashable, Question]] = {}
    answers = Answers()


def has_begun() -> bool:
    """Return whether there are processes that compute."""
    return _Workers.pools is not None


def begin() -> None:
    """Start the processes, unless they run; from then on nothing is computed here.

    There are as many for short questions as cores: what a move costs the server is a third of what
    it costs them, so that one core kept free for it would be idle most of the time.
    """
    if has_begun():
        return
    short = min(MAX_SHORT_PROCESSES, os.cpu_count() or 1)
    _Workers.pools = {
        False: WorkerPool(short, 0, cockpit_questions.warm_up),
        True: WorkerPool(LONG_PROCESSES, NICENESS, load_parameters),
    }


def is_short() -> bool:
    """Return whether cores are short: a short question asked now would wait a third of a second.

    What is asked to bridge that wait is one question more for the same cores: asked while others
    wait for less, it would make all wait longer.
    """
    return _Workers.pools is not None and _Workers.pools[False].is_crowded()


def end() -> None:
    """End the processes; `ask` computes here again."""
    pools, _Workers.pools = _Workers.pools, None
    for pool in (pools or {}).values():
        pool.end()
    _Workers.open.clear()


def forget() -> None:
    """Forget all answers."""
    _Workers.answers.forget()


def renew() -> None:
    """Forget all answers and start the processes anew: a file that they have read has changed."""
    forget()
    if _Workers.pools is not None:
        end()
        begin()


def ask(function: Callable[_P, _T], *args: _P.args, **_: _P.kwargs) -> _T:
    """Answer a question: call ``function`` of `pages.compute.questions`, unless the answer is kept.

    Plans among ``args`` are computed with as many draws as the screen does, and lose what no
    number depends on. Errors of the function come through as they are.

    Raises
    ------
    ComputationError
        The question ended its process twice.
    """
    call = tuple(on_screen(value) for value in args)
    key = _key(function, call)
    if known := _Workers.answers.get(key):
        return known[0]
    if _Workers.pools is None:
        here: Callable[..., _T] = function
        answer = here(*call)
        _Workers.answers.keep(key, answer, len(pickle.dumps(answer)))
        return answer
    run_lock.release()
    question = _join(_Workers.pools, key, function, call)
    try:
        return _wait(question)
    except ProcessDiedError:
        raise ComputationError(t("compute.died")) from None
    finally:
        _leave(key, question)


def _key(function: Callable[..., object], call: tuple[object, ...]) -> Hashable:
    """Give what an answer depends on; own markets may be written anew outside of this server."""
    return function, market_files.own_stamps(), *(key_of(value) for value in call)


def prefetch(function: Callable[..., object], *args: object) -> None:
    """Begin what this session will ask for; what it began before and left is not computed."""
    import streamlit as st

    call = tuple(on_screen(value) for value in args)
    key = _key(function, call)
    pools, before = _Workers.pools, st.session_state.pop(_PREFETCHED, None)
    if pools is not None and not _Workers.answers.get(key):
        st.session_state[_PREFETCHED] = key, _join(pools, key, function, call)
    if before:
        _leave(*before)


def _join(
    pools: dict[bool, WorkerPool],
    key: Hashable,
    function: Callable[..., object],
    args: tuple[object, ...],
) -> Question:
    """Find the question among those that are open, or submit it to its pool."""
    with _Workers.lock:
        if question := _Workers.open.get(key):
            question.readers += 1
            return question
        question = _Workers.open[key] = Question(function, args, is_first=function in FIRST)
        question.readers = 1
    question.answer.add_done_callback(lambda _: _close(key, question))
    pools[function in LONG].submit(question)
    return question


def _wait(question: Question) -> Any:  # noqa: ANN401
    import streamlit as st

    is_drawing = framework.in_session()
    while not wait([question.answer], WATCH_SECONDS).done:
        if is_drawing:
            _ = _PREFETCHED in st.session_state  # here Streamlit ends a run that was superseded
    return question.answer.result()[0]


def _leave(key: Hashable, question: Question) -> None:
    """Wait no longer; what nobody waits for is not computed."""
    with _Workers.lock:
        question.readers -= 1
        if question.readers or question.answer.done():
            return
    if question.call[0] in LONG and question.answer.running():
        timer = Timer(GRACE_SECONDS, _withdraw, (key, question))
        timer.daemon = True
        timer.start()
    else:
        _withdraw(key, question)


def _withdraw(key: Hashable, question: Question) -> None:
    with _Workers.lock:
        if question.readers or question.answer.done():
            return
        # A short one that runs is over before its process could be replaced.
        if not question.answer.cancel() and question.call[0] in LONG:
            _Workers.open.pop(key, None)
            question.withdraw()


def _close(key: Hashable, question: Question) -> None:
    """Keep the answer, and have the question asked anew where there is none."""
    answer = question.answer
    if not answer.cancelled() and not answer.exception():
        _Workers.answers.keep(key, *answer.result())
    with _Workers.lock:
        if _Workers.open.get(key) is question:
            del _Workers.open[key]
