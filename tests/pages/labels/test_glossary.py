"""Terms that the pages explain: each is defined, and a text of ours writes it as it is spelt."""

import re

from pages.labels.catalogue import LANGUAGES, catalogue, explain, in_language, t
from pages.labels.glossary import STEPS, WORDS, help_texts, spellings
from tests.every import every

OWN = ("glossary.", "said_as.")


@every("word", WORDS)
def test_a_term_is_defined_and_spelt_as_our_texts_write_it(word):
    for language in LANGUAGES:
        texts = [
            row[column]
            for key, row in catalogue().items()
            if not key.startswith(OWN)
            for column in (language, "help" if language == LANGUAGES[0] else "help_chinese")
        ]
        with in_language(language):
            assert explain(f"glossary.{word}")
            unused = [one for one in spellings(word) if not any(_is_in(one, x) for x in texts)]
        assert not unused, language


def _is_in(spelling, text):
    return re.search(re.escape(spelling), text, re.IGNORECASE)


def test_no_two_terms_are_spelt_alike():
    for language in LANGUAGES:
        with in_language(language):
            all_spellings = [one.lower() for word in WORDS for one in spellings(word)]
        assert len(all_spellings) == len(set(all_spellings))


def test_every_step_says_what_to_do_in_both_languages():
    told = []
    for language in LANGUAGES:
        with in_language(language):
            steps = help_texts()["guide"]["steps"]
            assert len(steps) == len(STEPS)
            assert all(
                step["title"] == t(f"steps.{n}") and step["text"] for n, step in enumerate(steps, 1)
            )
            told += [step["text"] for step in steps]
    assert len(set(told)) == len(told)
