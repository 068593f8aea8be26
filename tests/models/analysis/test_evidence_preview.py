"""Further studies: refused by line, and what they would change before they are taken."""

import csv
import io

import pytest

from models.analysis.evidence_file import read_evidence, with_rows
from models.analysis.evidence_preview import evidence_preview
from models.errors import FileError
from models.inputs import DATA, load_effects, read_rows
from pages.labels.catalogue import LANGUAGES, use_language
from pages.labels.said import said
from tests.every import every
from tests.models.parameters.test_evidence import HOSTILE

HEAD = "id,parameter,study,year,url,distance,estimate,low,high,pooled,why_not,conversion"
ROW = {
    "id": "x1", "parameter": "coordination_loss", "study": "Teams", "year": "2025",
    "url": "https://a.b", "distance": "near", "estimate": "1", "low": "0.5", "high": "2",
    "pooled": "yes", "why_not": "", "conversion": "as published",
}  # fmt: skip


def file_of(*rows):
    text = io.StringIO()
    writer = csv.DictWriter(text, HEAD.split(","), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def changed(parameters, *rows):
    given, _ = read_evidence(file_of(*rows), parameters)
    return evidence_preview(load_effects(), given, parameters)


def test_the_stored_file_changes_nothing(parameters):
    data = (DATA / "evidence.csv").read_bytes()
    given, notes = read_evidence(data, parameters)
    assert len(given) == 299
    assert not notes
    assert evidence_preview(load_effects(), given, parameters) == ()
    assert with_rows(read_rows("evidence.csv"), data) == [*map(dict, read_rows("evidence.csv"))]


def test_a_first_study_makes_a_c_and_three_a_b(parameters):
    (one,) = changed(parameters, ROW)
    assert one.before.pool is None
    assert (one.before.grade, one.after.grade, one.after.pool.count) == ("D", "C", 1)
    (three,) = changed(parameters, *(ROW | {"id": f"x{place}"} for place in range(3)))
    assert three.after.grade == "B"
    assert three.after.place == "outside"  # 0.22 beside three studies of about 1


def test_a_known_row_is_replaced_and_its_old_parameter_is_told_too(parameters):
    row = next(row for row in read_rows("evidence.csv") if row["id"] == "e001")
    moved = {name: row[name] for name in ROW} | {"parameter": "coordination_loss"}
    by_name = {change.parameter: change for change in changed(parameters, moved)}
    assert set(by_name) == {"conversion_elasticity_low_ticket", "coordination_loss"}
    lost = by_name["conversion_elasticity_low_ticket"]
    assert lost.after.pool.count == lost.before.pool.count - 1
    (kept,) = [r for r in with_rows(read_rows("evidence.csv"), file_of(moved)) if r["id"] == "e001"]
    assert kept["parameter"] == "coordination_loss"


@pytest.mark.parametrize(("changes", "place", "words"), HOSTILE)
@every("language", LANGUAGES)
def test_a_hostile_row_is_refused_by_line_in_both_languages(
    parameters, changes, place, words, language
):
    names = {"speed|sped": "coordination_loss|cordination_loss"}
    names["speed|speed"] = "coordination_loss|coordination_loss"
    hostile = {name: names.get(text, text) for name, text in changes.items()}
    with pytest.raises(FileError) as error:
        read_evidence(file_of(ROW | {"id": "x0"}, ROW | hostile), parameters)
    column = place.removeprefix("column ")
    (found,) = [problem for problem in error.value.problems if problem.column == column]
    assert found.line == 3
    assert words.split("; closest")[0] in found.message
    use_language(language)
    told = said(found.message)
    use_language(LANGUAGES[0])
    assert (told in found.message) == (language == "english")


def test_another_kind_of_file_is_sent_to_its_place(parameters):
    with pytest.raises(FileError, match="this is a file of reported figures"):
        read_evidence(
            b"platform,period,metric,value,unit\nTaotian,2025Q3,CMR,1,RMB mn\n", parameters
        )
    with pytest.raises(FileError, match="the column conversion is missing"):
        read_evidence(file_of(ROW).replace(b",conversion", b",converted", 1), parameters)
