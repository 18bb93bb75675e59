"""`action_details`: a question about one product, answered from its record or not at all."""

from __future__ import annotations

from typing import Any

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.desk.wordings import Wordings
from actions.dialogue.reference import meant_product, named, points_beyond
from actions.dialogue.results import Page, found
from actions.dialogue.state import SearchState
from actions.dialogue.unknown_name import spoken_name
from actions.dialogue.utterance import Utterance
from actions.dialogue.versions import asks_no_more, read_version, version_answer
from actions.dialogue.voice import asked, voice
from actions.dialogue.words import words_of
from actions.serving import ServingError
from actions.turns import Part
from llm.planning import may_be_quoted, plan_qa, telling_sentence
from llm.planning.asked import beside_name
from retrieval.evidence import sentences
from retrieval.values import Hit, Product, Understood, Variant


class DetailsAction(ShopAction):
    intent = "details"

    async def answer(self, said: Utterance) -> Answer:
        spoken = None if named(said, self.services) else spoken_name(said, self.services)
        if spoken and spoken.known is None:
            return await self._no_such(spoken.name, said)
        meant = spoken.known if spoken else meant_product(said, self.services)
        if meant is None:
            beyond = said.state is not None and points_beyond(said, self.services)
            return Answer.words(self.say("no_such_place" if beyond else "which_product", said))
        return await self.about(*meant, said, question=said.text)

    async def _no_such(self, name: str, said: Utterance) -> Answer:
        """Said so, with what a search for the name finds, and no answer about another product."""
        opening = self.say("no_such_product", said, title=name)
        understood = self.services.index.understand(name, language=said.language)
        page = Page(before=said.state, opening=opening)
        return await found(understood, said.saying(name), self.services, page)

    async def about(
        self, product: Product, variant: Variant, said: Utterance, *, question: str
    ) -> Answer:
        """The answer to `question`; to an empty one, the product's main details."""
        asks = self.services.replies.asks(said.language)
        versions = read_version(said, self.services, product, question)
        if versions and asks_no_more(versions, question, asks, product):
            words = Wordings.of(said, self.services)
            told = version_answer(versions, product, variant, words)
            version = told.variant.variant_id if versions.fitting else None
            return self._told(said, product, told.variant, told.text, told.evidence, version)
        variant = versions.nearest(variant) if versions else variant
        tone = voice(said, self.services)
        plan = plan_qa(product, variant, question, words=asks, **tone)
        if may_be_quoted(plan.ask, plan.answers):
            quote = await self._quote(product, said, question)
            plan = plan_qa(product, variant, question, quote=quote, words=asks, **tone)
        reply = await self.services.replies.reply(plan, **asked(said))
        return self._told(said, product, variant, reply.text, list(reply.evidence))

    def _told(
        self,
        said: Utterance,
        product: Product,
        variant: Variant,
        text: str,
        evidence: list[dict[str, Any]],
        version: str | None = None,
    ) -> Answer:
        custom = {
            "type": "product",
            "lead": text,
            "hits": [Hit(product, variant, 0.0).as_json()],
            "quick_replies": list(self.phrases(said).quick_replies.get("product", ())),
        }
        state = said.state or SearchState(
            Understood(product.title, product.title, language=said.language),
            ((product.product_id, variant.variant_id),),
        )
        part = Part(text, custom, evidence)
        return Answer((part,), state.with_selected(product.product_id, version))

    async def _quote(self, product: Product, said: Utterance, question: str) -> str:
        """The sentence of its description that answers; empty where none does, or where there is
        no time to look. Its own name asks for nothing: each of its sentences is about it."""
        chooser, texts = self.services.evidence, sentences(product.description)
        asks = self.services.replies.asks(said.language)
        if telling := telling_sentence(question, texts, asks):
            return telling
        if chooser is None or not texts:
            return ""
        if " ".join(words_of(product.title)) in " ".join(words_of(question)):
            question = " ".join(beside_name(question, product.title, asks)) or question
        try:
            vectors = await self.services.owner.encode([question, *texts], deadline=said.deadline)
        except ServingError:
            return ""
        chosen = chooser.choose(question, texts, vectors[0], vectors[1:])
        return texts[chosen.place] if chosen else ""
