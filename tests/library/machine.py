"""A library against a dictionary: whatever is done to both, both say the same."""

from dataclasses import dataclass, field, replace

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from models.errors import ConflictError, LibraryError
from models.inputs import read_scenario_bytes
from models.library import changing, close_libraries, finding, open_library, saving
from models.library.tables import Base
from models.text_rules import name_key
from tests.library.doomed import killed
from tests.library.sample_plans import FIGURES, PLANS, TITLES


@dataclass
class Known:
    """What the dictionary holds of a plan; revision 1 is the first of ``revisions``."""

    name: str
    owner: str
    revisions: list = field(default_factory=list)
    archived: bool = False
    tags: dict = field(default_factory=dict)
    comments: list = field(default_factory=list)


def bare(scenario):
    """A plan without what belongs to the copy and not to the plan."""
    return replace(scenario, name="-", author="", model="")


class LibraryMachine(RuleBasedStateMachine):
    """``url`` is set by the test that runs it."""

    url = None
    keys = Bundle("keys")

    def __init__(self):
        super().__init__()
        self.known = {}
        self.library = open_library(self.url)
        with self.library.writing() as session:
            for table in reversed(Base.metadata.sorted_tables):
                session.execute(table.delete())

    def teardown(self):
        for known in self.known.values():
            self.check(known)

    def check(self, known):
        history = finding.history(self.library, known.name)
        assert [one.revision for one in history] == list(range(len(known.revisions), 0, -1))
        assert {t: one.revision for one in history for t in one.tags} == known.tags
        for number, scenario in enumerate(known.revisions, 1):
            kept = finding.revision(self.library, known.name, number)
            assert kept.name == kept.scenario().name == known.name
            assert bare(kept.scenario()) == bare(scenario)
            assert kept.figures == FIGURES
        notes = finding.comments(self.library, known.name)
        assert [(one.revision, one.text) for one in notes] == known.comments

    def saved(self, scenario, author):
        key = name_key(scenario.name)
        known = self.known.setdefault(key, Known(name=scenario.name.strip(), owner=author))
        known.archived = False
        known.revisions.append(scenario)
        return key

    @rule(target=keys, title=TITLES, scenario=PLANS, author=st.sampled_from(["", "王芳", "=Bob"]))
    def save(self, title, scenario, author):
        scenario = replace(scenario, name=title)
        done = saving.save(self.library, scenario, FIGURES, author=author)
        key = self.saved(scenario, author)
        assert (done.name, done.revision) == (self.known[key].name, len(self.known[key].revisions))
        return key

    @rule(key=keys, scenario=PLANS, behind=st.integers(0, 2))
    def save_onto(self, key, scenario, behind):
        if known := self.known.get(key):
            scenario, head = replace(scenario, name=known.name), len(known.revisions)
            onto = max(0, head - behind)
            if behind and onto != head:
                with pytest.raises(ConflictError) as caught:
                    saving.save(self.library, scenario, FIGURES, onto=onto)
                assert caught.value.revision == head
            else:
                saving.save(self.library, scenario, FIGURES, onto=onto)
                self.saved(scenario, "")

    @rule(target=keys, key=consumes(keys), title=TITLES)
    def rename(self, key, title):
        if not (known := self.known.get(key)):
            return key
        new = name_key(title)
        if new != key and new in self.known:
            with pytest.raises(LibraryError, match="already"):
                changing.rename(self.library, known.name, title)
            return key
        changing.rename(self.library, known.name, title)
        del self.known[key]
        known.name = title.strip()
        self.known[new] = known
        return new

    @rule(target=keys, key=keys, title=TITLES)
    def branch(self, key, title):
        known, new = self.known.get(key), name_key(title)
        if not known:
            return key
        if new in self.known:
            with pytest.raises(LibraryError, match="already"):
                changing.branch(self.library, known.name, title)
            return key
        changing.branch(self.library, known.name, title, author="Eve")
        self.known[new] = Known(title.strip(), "Eve", [known.revisions[-1]])
        return new

    @rule(key=keys, back=st.integers(0, 5))
    def restore(self, key, back):
        if known := self.known.get(key):
            number = len(known.revisions) - back
            if number < 1:
                with pytest.raises(LibraryError, match="revisions 1 to"):
                    changing.restore(self.library, known.name, number)
            else:
                changing.restore(self.library, known.name, number)
                known.revisions.append(known.revisions[number - 1])

    @rule(key=keys, away=st.booleans())
    def archive(self, key, away):
        if known := self.known.get(key):
            changing.archive(self.library, known.name, away=away)
            known.archived = away

    @rule(key=keys, tag=st.sampled_from(["board", "=1", "终稿"]))
    def tag(self, key, tag):
        if known := self.known.get(key):
            known.tags[tag] = changing.tag(self.library, known.name, tag)
            assert known.tags[tag] == len(known.revisions)

    @rule(key=keys, text=TITLES)
    def comment(self, key, text):
        if known := self.known.get(key):
            changing.comment(self.library, known.name, text, on="subsidy_budget")
            known.comments.append((len(known.revisions), text.strip()))

    @rule(key=keys)
    def export_and_import(self, key):
        if known := self.known.get(key):
            reading = read_scenario_bytes(finding.exported(self.library, [known.name]))
            assert not reading.problems
            (back,) = reading.scenarios
            assert back.name == known.name
            assert bare(back) == bare(known.revisions[-1])
            done = saving.save_all(self.library, [(back, FIGURES)], again=False)
            assert done == []
            known.archived = False

    @rule(target=keys, title=TITLES, scenario=PLANS)
    def kill(self, title, scenario):
        scenario, key = replace(scenario, name=title), name_key(title)

        def work(library, tell):
            tell(saving.save(library, scenario, FIGURES).revision)

        told = killed(self.url, work, 0.03)
        self.reopen()
        before = len(self.known[key].revisions) if key in self.known else 0
        try:
            head = finding.revision(self.library, title).head
        except LibraryError:
            head = 0
        assert head in (before, before + 1)
        assert head == before + 1 or not told, "a save was acknowledged and lost"
        if head > before:
            self.saved(scenario, "")
        return key

    @rule()
    def reopen(self):
        close_libraries()
        self.library = open_library(self.url)
        assert not self.library.notices

    @invariant()
    def lists_agree(self):
        for archived in (False, True):
            found = {
                one.name: (one.revision, one.owner)
                for one in finding.plans(self.library, archived=archived)
            }
            expected = {
                one.name: (len(one.revisions), one.owner)
                for one in self.known.values()
                if one.archived == archived
            }
            assert found == expected
