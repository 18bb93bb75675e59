"""How a question is named that the record doesn't answer: `the weight`, `whether it's breathable`,
`“noisy”`. Owns no answers; a question that can't be named in few words isn't.
"""

from __future__ import annotations

from llm.plan import Fact
from llm.planning.asked import beside_name
from llm.planning.asking import AskWords, tokens
from retrieval.values import Product


def topic_facts(product: Product, question: str, ask: str, words: AskWords) -> list[Fact]:
    """None or one: what the language calls the attribute that is asked for, the question as one of
    whether, or the few words that say it."""
    if ask:
        topic = ask.replace("_", " ")
        topic = words.things.get(topic.replace(" ", "_"), topic)
        return [Fact("topic", topic, "ask", topic, "query")]
    said = " ".join(beside_name(question, product.title, words))
    for name, phrase in words.meant_by(said):
        if name in words.topics:
            return [Fact("topic", words.topics[name], "ask", phrase, "query")]
    topic, asked = words.whether.said(question, product.title, words.number(product))
    how = not words.degree.isdisjoint(said.split())
    if not topic and not how and (asked := words.topic(said, tokens(product.title))):
        if asked in words.topics:
            return [Fact("topic", words.topics[asked], "ask", asked, "query")]
        adjective = words.as_property(asked.replace(" ", "_"))
        topic = f"“{asked}”" if adjective or words.open.isdisjoint(said.split()) else asked
    return [Fact("topic", topic, "ask", asked, "query")] if topic else []
