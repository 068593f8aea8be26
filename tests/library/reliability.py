"""What a library must survive, each as a function of how often it is tried."""

import random
from itertools import count

from models.errors import ConflictError
from models.library import changing, close_libraries, finding, open_library, saving
from models.library.database import sqlite_url
from tests.library.doomed import finished, killed
from tests.library.sample_plans import FIGURES, plan


def killed_writers(url, kills, saves, seed=0):
    """Kill ``kills`` writers at random moments among ``saves`` saves; give what was acknowledged.

    Writers save until they are killed or have made their share; all acknowledged saves must be
    there with their messages, under the very numbers that were told.
    """
    rng = random.Random(seed)
    open_library(url)
    acknowledged = {}
    for victim in range(kills):
        share = -(-saves // kills)

        def work(library, tell, victim=victim, share=share):
            for number in range(share):
                token = f"{victim}.{number}"
                done = saving.save(library, plan(f"Plan {number % 3}"), FIGURES, message=token)
                tell(f"{token} {done.name[-1]} {done.revision}")

        for line in killed(url, work, 0.25, rng):
            token, name, revision = line.split()
            acknowledged[token] = (f"Plan {name}", int(revision))
        check_acknowledged(url, acknowledged)
    for number in count():  # the rest undisturbed
        if len(acknowledged) >= saves:
            break
        done = saving.save(open_library(url), plan(), FIGURES, message=f"rest {number}")
        acknowledged[f"rest {number}"] = (done.name, done.revision)
    check_acknowledged(url, acknowledged)
    return acknowledged


def check_acknowledged(url, acknowledged):
    opened = reopened(url)
    assert not opened.notices
    names = {name for name, _ in acknowledged.values()}
    found = {
        one.message: (name, one.revision) for name in names for one in finding.history(opened, name)
    }
    assert acknowledged.items() <= found.items()


def reopened(url):
    close_libraries()
    return open_library(url)


def writers_at_once(url, writers, saves):
    """Have writers save onto what they saw last, and try again after a conflict; count those."""
    saving.save(open_library(url), plan(), FIGURES, message="first")

    def work(library, tell, writer):
        for number in range(saves):
            while True:
                seen = finding.revision(library, "Plan").head
                try:
                    message = f"{writer}.{number}"
                    saving.save(library, plan(), FIGURES, message=message, onto=seen)
                    break
                except ConflictError:
                    tell("conflict")

    works = [lambda lib, tell, w=w: work(lib, tell, w) for w in range(writers)]
    told = finished(url, works)
    history = finding.history(open_library(url), "Plan")
    expected = {f"{w}.{n}" for w in range(writers) for n in range(saves)} | {"first"}
    assert sorted(one.message for one in history) == sorted(expected)
    assert [one.revision for one in history] == list(range(len(expected), 0, -1))
    return sum(map(len, told))


def some_library(folder):
    """Make a library with something in it, and give its file, closed and whole."""
    path = folder / "library.db"
    library = open_library(sqlite_url(path))
    for number in range(5):
        saving.save(library, plan(f"Plan {number}", seed=number), FIGURES, author="王芳")
        changing.comment(library, f"Plan {number}", "why " * 200)
    close_libraries()
    return path


def cut(whole, folder, length):
    """Open a library whose file was cut to ``length``: it is set aside word for word and told."""
    folder.mkdir()
    path = folder / "library.db"
    path.write_bytes(whole[:length])
    library = open_library(sqlite_url(path))
    (notice,) = library.notices
    (aside,) = folder.glob("library.db.damaged-*")
    assert str(aside) in notice
    assert aside.read_bytes() == whole[:length]
    assert finding.plans(library) == []
    saving.save(library, plan(), FIGURES)
    assert [one.name for one in finding.plans(library)] == ["Plan"]
    close_libraries()


def lengths(size, number, page=4096):
    """Lengths to cut a file to: the ends, the edges of its header and of pages, and between."""
    edges = {0, 1, 15, 16, 17, 99, 100, 101, 511, 512, page - 1, page, page + 1, size - 1}
    edges |= {size - page, size - page - 1, size - page + 1}
    random.Random(1).shuffle(between := sorted(set(range(size)) - edges))
    return sorted([*edges, *between[: number - len(edges)]])[:number]
