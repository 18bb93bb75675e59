"""From a plan to a reply: generate, verify, try again, and fall back on a template.

Owns the order of those steps, not the device: `steps` yields requests to whoever drives it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Sequence
from dataclasses import replace
from pathlib import Path

from torch import Tensor

from llm.corpus.compose import Composer
from llm.decoding import USUAL, Candidates, Decoding
from llm.drive import drive
from llm.engine.engine import Engine
from llm.engine.projection import NumberFormat
from llm.engine.request import Completion, GenerateRequest
from llm.explain import Explanation, explain, explain_template
from llm.grounding.fill import fill
from llm.grounding.final import FinalVerifier
from llm.grounding.templates import Templates, plan_seed
from llm.grounding.verifier import Verifier
from llm.model.bundle import Generator as Model
from llm.model.bundle import open_generator
from llm.plan import Plan
from llm.planning.asking import AskWords
from llm.reply import Reply, Wording
from llm.telling import Telling

TRIES = 8
MAX_NEW_TOKENS = 160
REMEMBERED = 50_000  # choices of the model, 25 MB: a shop's prompts and what follows them
NO_MODEL = "no model is at hand"
_SEEDS = 2**63


class Writer:
    """Words plans. Without a model every reply is a template."""

    def __init__(
        self,
        templates: Templates,
        model: Model | None = None,
        final: FinalVerifier | None = None,
        decoding: Decoding = USUAL,
    ) -> None:
        """`final` reads what is ready to be sent once more; without it clauses alone are held
        against the corpus, which is for measuring `final` itself."""
        self._decoding = decoding
        self._templates = templates
        self._model = model
        self._final = final
        self._verifier = Verifier(model.clauses) if model else None
        taught = model.clauses if model else {}
        self._composers = {code: Composer(clauses) for code, clauses in taught.items()}
        self.engine = Engine(model.model, memory=REMEMBERED) if model else None

    @classmethod
    def open(
        cls,
        model_dir: Path | None,
        languages_dir: Path,
        number_format: NumberFormat = NumberFormat.FP32,
        decoding: Decoding = USUAL,
        device: str = "cpu",
    ) -> Writer:
        """`model_dir` None is for templates alone; `device` is torch's name of one. Raises
        `LanguageError` if the templates can't be read, `ModelError` if the model can't, or not
        there, `UnsupportedModel` if it can't be run in that format."""
        model = open_generator(model_dir, device) if model_dir else None
        if model is not None:
            model = replace(model, model=model.model.cast(number_format))
        templates = Templates(languages_dir)
        final = FinalVerifier(languages_dir, templates, model.clauses if model else {})
        return cls(templates, model, final, decoding)

    def asks(self, language: str) -> AskWords:
        """How customers ask about a product in that language: `plan_qa`'s `words`."""
        return self._templates.language(language).asks

    def steps(
        self, plan: Plan, seed: int = 0, lately: Collection[tuple[int, ...]] = ()
    ) -> Generator[GenerateRequest, Completion, Reply]:
        """Yields requests, is sent their completions, returns the reply. The same plan and `seed`
        give the same reply; another seed another wording. `lately` are wordings (their tokens) that
        the customer has heard: they are taken last, and drawn again a few times."""
        model, verifier = self._model, self._verifier
        if model is None or verifier is None:
            return self.template(plan, seed, NO_MODEL)
        if not model.tokenizer.knows(plan):
            return self.template(plan, seed, "the model was never taught this kind of answer")
        first = ""
        spoken = self._templates.speak(plan)
        prompt = model.tokenizer.prompt(spoken)
        candidates = Candidates(self._decoding.candidates, lately)
        for attempt in range(TRIES + self._decoding.candidates - 1):
            completion = yield self._request(model, prompt, plan, seed * TRIES + attempt, attempt)
            text = model.tokenizer.decode(completion.tokens)
            fault = model.gate.fault(completion) or self._fault(verifier, spoken, text)
            if fault is None:
                candidates.add(completion)
                if candidates.enough:
                    break
            first = first or fault or ""
        if (best := candidates.best) is None:
            return self.template(plan, seed, first)
        text = fill(model.tokenizer.decode(best.tokens), spoken)
        evidence = tuple(fact.evidence() for fact in spoken.facts)
        return Reply(text, evidence, "model", Wording(prompt, best.tokens))

    def _fault(self, verifier: Verifier, spoken: Plan, text: str) -> str | None:
        """Of the unfilled `text`, then of what a customer would read."""
        fault = verifier.fault(spoken, text)
        if fault is None and self._final is not None:
            fault = self._final.fault(spoken, fill(text, spoken))
        return fault

    def fault(self, plan: Plan, text: str) -> str | None:
        """What is wrong with `text`, a filled reply to `plan`, whoever worded it; None if it may be
        sent."""
        if plan.limit and len(text) > plan.limit:
            return f"it is longer than {plan.limit} characters"
        return self._final.fault(self._templates.speak(plan), text) if self._final else None

    def telling(self, plan: Plan, seed: int = 0) -> Telling:
        """The same reply, told sentence by sentence as each is sure; drive it with `tell`."""

        def ask(model: Model, prompt: tuple[int, ...], attempt: int) -> GenerateRequest:
            return self._request(model, prompt, plan, seed * TRIES + attempt, attempt)

        spoken, verifier = self._templates.speak(plan), self._verifier

        def judge(text: str) -> str | None:
            return self._fault(verifier, spoken, text) if verifier else "there is no verifier"

        def template(fault: str | None) -> Reply:
            return self.template(plan, seed, fault)

        composer = self._composers.get(plan.language)
        return Telling(spoken, self._model, composer, judge, ask, template, TRIES)

    def write(self, plan: Plan, seed: int = 0) -> Reply:
        """The reply, generated here and now."""
        return self.write_all([plan], [seed])[0]

    def write_all(
        self,
        plans: Sequence[Plan],
        seeds: Sequence[int] | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> list[Reply]:
        """One reply a plan, batched through the writer's own engine. `progress` hears how many
        are done, and of how many."""
        numbers = seeds if seeds is not None else [0] * len(plans)
        if self.engine is None:
            pairs = zip(plans, numbers, strict=True)
            return [self.template(plan, seed, NO_MODEL) for plan, seed in pairs]
        steps = (self.steps(plan, seed) for plan, seed in zip(plans, numbers, strict=True))

        def done(count: int) -> None:
            if progress:
                progress(count, len(plans))

        return drive(self.engine, steps, done)

    def explain(self, plan: Plan, reply: Reply, attention: Tensor | None = None) -> Explanation:
        """What the model looked at when it wrote `reply` to `plan`. `attention` is the engine's,
        over the reply's wording; a template needs none."""
        spoken = self._templates.speak(plan)
        if self._model is None or reply.wording is None or attention is None:
            return explain_template(spoken, reply)
        return explain(spoken, reply, reply.wording, attention, self._model)

    def look_into(self, plan: Plan, reply: Reply) -> Explanation:
        """The same with the writer's own engine, here and now."""
        if self.engine is None or reply.wording is None:
            return self.explain(plan, reply)
        return self.explain(plan, reply, self.engine.attention(reply.wording.tokens))

    def template(self, plan: Plan, seed: int = 0, fault: str | None = None) -> Reply:
        """The reply without a model; another seed may give another wording. `fault` says why
        there is none of a model."""
        return replace(self._templates.reply(plan, seed), fault=fault)

    def _request(
        self, model: Model, prompt: tuple[int, ...], plan: Plan, draw: int, attempt: int
    ) -> GenerateRequest:
        return GenerateRequest(
            prompt_tokens=prompt,
            stop_token=model.tokenizer.eos,
            max_new_tokens=MAX_NEW_TOKENS,
            temperature=self._decoding.temperature_of(attempt),
            top_p=self._decoding.top_p,
            seed=(plan_seed(plan) + draw) % _SEEDS,
        )
