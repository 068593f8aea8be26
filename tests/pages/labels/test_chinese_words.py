"""Chinese texts are Chinese: no English name of ours in them, no space between Chinese signs."""

import re

from models.calibration.actuals import read_actuals
from models.inputs import actuals_bytes
from models.levers import LEVERS
from models.scenario import POSTURES
from models.validation.laws import Verdict, laws
from pages.figures.trust.law_words import detail
from pages.labels.catalogue import LANGUAGES, catalogue, t, use_language
from pages.labels.said import said
from tests.every import every

CHINESE = "[\u4e00-\u9fff\uff00-\uffef]"
PLACE = re.compile(r"\{(\w+)\}")
OWN = (
    "platform,period,metric,value,unit\n"
    "Taotian,2024Q4,CMR,100.79,RMB bn\n"
    "Taotian,2024Q2,CMR,70000,RMB mn\n"
    "JD,2025Q2,net_revenues,330000,RMB mn\n"
)


def test_notes_of_a_file_name_series_in_chinese():
    notes = read_actuals(actuals_bytes(), OWN.encode()).notes
    heads = {note.partition(":")[0] for note in notes}
    assert {"CMR", "JD net revenue"} <= heads
    use_language("chinese")
    for note in notes:
        text = said(note)
        assert text != note
        assert not re.search("CMR|JD|revenue|figures", text), text


@every("language", LANGUAGES)
@every("law", laws())
def test_the_detail_of_a_law_is_in_the_language_on_screen(law, language):
    use_language(language)
    ends = ["", "least", "most", *(f"{name} {end}" for name in LEVERS for end in ("least", "most"))]
    for end in ends if law.kind == "identity" else [""]:
        for posture in POSTURES if end else [""]:
            where = f"{end}, {posture}" if end else ""
            text = detail(Verdict(law=law, value=0.012, where=where))
            assert not set(re.findall(r"[a-z]+_[a-z_]+|=", text)), text
            if language == "chinese":
                words = set(re.findall("[A-Za-z]{2,}", text)) - {"AI", "KPI", "SME"}
                assert not words, text
    use_language(LANGUAGES[0])


def test_no_space_stands_between_chinese_signs():
    use_language("chinese")
    spaced = 0
    for key, row in catalogue().items():
        names = PLACE.findall(row["chinese"])
        if not names or key.startswith("said."):
            continue
        text = t(key, **dict.fromkeys(names, "不明确"))
        assert not re.search(f"{CHINESE} {CHINESE}", text), (key, text)
        spaced += " " in row["chinese"]
        assert t(key, **dict.fromkeys(names, "1.2")) == row["chinese"].format(
            **dict.fromkeys(names, "1.2")
        )
    assert spaced > 50
    use_language("english")
