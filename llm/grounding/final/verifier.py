"""The law over final texts, whatever model wrote them: each sentence is a fact's words in the
shop's voice, or it isn't sent.

Owns the order of the checks. The world is closed: no list of forbidden colours, brands or claims
is kept, since a word that is neither a fact's nor the shop's own is already too much. A sentence
that people wrote for this kind of answer is licensed as it stands; any other is held against the
plan for its words, claims, polarity and comparisons. Binding and coverage hold for all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from llm.corpus.clause import Clause
from llm.corpus.corpus import Corpus
from llm.grounding.answered import answer_fault
from llm.grounding.final.binding import Named, binding_fault, mentioned
from llm.grounding.final.claims import Claims
from llm.grounding.final.comparison import comparison_fault
from llm.grounding.final.coverage import coverage_fault
from llm.grounding.final.cues import cue_fault
from llm.grounding.final.order import order_fault
from llm.grounding.final.polarity import polarity_fault
from llm.grounding.final.sentence import Sentence, headed, sentences
from llm.grounding.final.spans import find_spans
from llm.grounding.final.tongue import Tongue
from llm.grounding.final.verdict import Judged, Verdict
from llm.grounding.final.voice import Voice
from llm.grounding.final.wording import wording_fault
from llm.grounding.templates import Templates
from llm.plan import Plan, Task

# What commits the shop: a rule's wording is its meaning.
_AS_WRITTEN = (Task.RETURN, Task.HANDOFF)


class FinalVerifier:
    """Knows the languages under `languages_dir`; `taught` are the clauses of a generator."""

    def __init__(
        self, languages_dir: Path, templates: Templates, taught: Mapping[str, Sequence[Clause]]
    ) -> None:
        self._dir = languages_dir
        self._templates = templates
        self._taught = taught
        self._known: dict[str, tuple[Voice, Claims]] = {}

    @classmethod
    def of_corpus(cls, languages_dir: Path, replies_dir: Path) -> FinalVerifier:
        """With the clauses of the corpus itself, for texts that no generator of ours wrote."""
        corpus = Corpus.load(replies_dir, languages_dir)
        taught = {language.code: language.clauses for language in corpus.languages}
        return cls(languages_dir, Templates(languages_dir), taught)

    def judge(self, plan: Plan, text: str) -> Verdict:
        """`plan` must be spoken: with a text for every fact."""
        voice, claims = self._language(plan.language)
        spans = find_spans(text, plan, voice.tongue)
        found = sentences(text, spans, plan, voice)
        named = Named()
        judged = []
        for number, sentence in enumerate(found):
            under = headed(found[number - 1] if number else None, sentence)
            fault = None if sentence.known else _fault(sentence, under, plan, voice, claims, named)
            named.hear([p for _, p in mentioned(sentence, named, voice.tongue)])
            judged.append(Judged(sentence.text, sentence.slots, fault))
        if not judged:
            return Verdict((), "there is nothing to read")
        whole = (
            answer_fault(plan)
            or coverage_fault(found, plan, voice.tongue)
            or binding_fault(found, plan, voice.tongue)
        )
        return Verdict(tuple(judged), whole)

    def fault(self, plan: Plan, text: str) -> str | None:
        """What is wrong with `text`, the filled reply to `plan`; None if it may be sent."""
        return self.judge(plan, text).fault

    def plain_words(self, code: str) -> frozenset[str]:
        """A language's words that say nothing by themselves."""
        return self._language(code)[0].tongue.words

    def _language(self, code: str) -> tuple[Voice, Claims]:
        if code not in self._known:
            language = self._templates.language(code)
            tongue = Tongue.load(self._dir / code)
            clauses = (*self._taught.get(code, ()), *language.composer.clauses)
            self._known[code] = (Voice(clauses, tongue), Claims.of(tongue, language.words))
        return self._known[code]


def _fault(
    sentence: Sentence, under: Sentence, plan: Plan, voice: Voice, claims: Claims, named: Named
) -> str | None:
    tongue = voice.tongue
    if plan.task in _AS_WRITTEN:
        return "of this only people's own sentences are sent"
    return (
        wording_fault(sentence, plan, voice)
        or order_fault(sentence, tongue)
        or claims.fault(sentence, under, plan)
        or polarity_fault(sentence, plan, tongue)
        or cue_fault(sentence, plan, voice)
        or comparison_fault(under, plan, named, tongue)
    )
