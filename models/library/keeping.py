"""What the modules of the library share: finding a plan, adding a revision, the time."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.errors import ConflictError, LibraryError
from models.inputs import load_priors, named_markets
from models.library.identity import digest_of
from models.library.tables import Content, Plan, Revision
from models.scenario import Scenario
from models.scenario.csv.scenario_file import read_bytes, write_bytes
from models.text_rules import NAME_LENGTH, name_key, name_rule, note_rule, shown, text_rule

_MARKET = re.compile(r"(?m),market,,(\d{4}Q[1-4]),", re.ASCII)


def now() -> str:
    """Give the time as the library writes it: ISO 8601, UTC, microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def plan_of(session: Session, name: str) -> Plan:
    """Find a plan by name, and hold it while the session writes.

    Raises
    ------
    LibraryError
        There is none.
    """
    found = plan_or_none(session, name)
    if found is None:
        msg = f"the library has no plan {shown(name)!r}; `library list` names those it has"
        raise LibraryError(msg)
    return found


def plan_or_none(session: Session, name: str) -> Plan | None:
    """Find a plan by name; case, outer blanks and encoding make no difference."""
    chosen = select(Plan).where(Plan.name_key == name_key(name))
    writes = session.get_bind().get_execution_options().get("writes")
    return session.scalar(chosen.with_for_update() if writes else chosen)


def revision_of(session: Session, plan: Plan, number: int | None = None) -> Revision:
    """Find a revision of a plan, its last by default.

    Raises
    ------
    LibraryError
        There is none of that number.
    """
    wanted = plan.head if number is None else number
    chosen = select(Revision).where(Revision.plan_id == plan.id, Revision.number == wanted)
    if found := session.scalar(chosen):
        return found
    msg = f"plan {shown(plan.name)!r} has revisions 1 to {plan.head}, and no {wanted}"
    raise LibraryError(msg)


def text_of(session: Session, digest: str) -> str:
    """Read a long text."""
    return session.get_one(Content, digest).text


def keep_text(session: Session, text: str) -> str:
    """Keep a long text, once, and give its digest."""
    digest = digest_of(text)
    postgres = session.get_bind().dialect.name == "postgresql"
    insert = postgresql.insert(Content) if postgres else sqlite.insert(Content)
    session.execute(insert.values(digest=digest, text=text).on_conflict_do_nothing())
    return digest


def scenario_from(text: str, market: str, name: str) -> Scenario:
    """Read the plan of a revision under the name that it bears now.

    Raises
    ------
    LibraryError
        Today's rules refuse it; the message says which.
    """
    # Its market may be one that a reader made and removed since.
    vintages = (*named_markets(), market)
    reading = read_bytes(text.encode(), vintages=vintages, parameters=load_priors().allowed_ranges)
    if reading.problems:
        faults = "; ".join(map(str, reading.problems[:5]))
        msg = f"the plan {shown(name)!r} was saved under other rules and is refused: {faults}"
        raise LibraryError(msg)
    (scenario,) = reading.scenarios
    return replace(scenario, name=name)


def text_from(scenario: Scenario) -> str:
    """Write a plan down as the text of a scenario file."""
    return write_bytes([scenario]).decode("utf-8-sig")


def market_named(text: str) -> str:
    """Give the market that the text of a plan names."""
    found = _MARKET.search(text)
    return found[1] if found else ""


def hold_to(session: Session, plan: Plan, onto: int | None) -> None:
    """Refuse to write where somebody saved after the revision that one began from.

    Raises
    ------
    ConflictError
        Names who did.
    """
    if onto is not None and plan.head != onto:
        winner = revision_of(session, plan)
        raise ConflictError(plan.name, plan.head, winner.author, onto)


def person(name: str) -> str:
    """Check a declared name, which may be empty.

    Raises
    ------
    LibraryError
        It is too long or holds what nobody sees.
    """
    given = name.strip()
    rule = text_rule(given)
    if len(given) > NAME_LENGTH:
        rule = f"a name has at most {NAME_LENGTH} characters, not {len(given)}; shorten it"
    return _allowed(given, rule)


def label(name: str) -> str:
    """Check the name of a plan or of a tag, as `person`."""
    return _allowed(name.strip(), name_rule(name))


def words(text: str) -> str:
    """Check a message or a comment, as `person`."""
    return _allowed(text.strip(), note_rule(text))


def _allowed(text: str, rule: str | None) -> str:
    if rule:
        msg = f"found {shown(text)!r}, but {rule}"
        raise LibraryError(msg)
    return text
