"""`action_undo`: back to the searches before the last changes, or forward again to one undone."""

from __future__ import annotations

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.ended import Ended
from actions.dialogue.results import SHOWN, Page, found
from actions.dialogue.state import SearchState
from actions.dialogue.utterance import Utterance


class UndoAction(ShopAction):
    intent = "undo"

    async def answer(self, said: Utterance) -> Answer:
        state, phrases = said.state, self.phrases(said)
        if self.services.desk_ended.of(said.sender_id) is Ended.DONE:
            return self._done_stays(said)
        undone = state is not None and state.ahead
        if phrases.has("redo", said.text) and (undone or state is None or not state.past):
            return await self._forward(said)
        if state is not None and state.offset and not self._far(said):
            return await self._page_before(state, said)
        if state is None or not state.past:
            return Answer.words(self.say("nothing_to_undo", said))
        steps = min(self._steps(said), len(state.past))
        *earlier, wanted = state.past[: len(state.past) - steps + 1]
        undone = (state.understood, *reversed(state.past[len(earlier) + 1 :]))
        opening = self.say("undone" if earlier or steps == 1 else "undone_all", said)
        page = Page(past=tuple(earlier), ahead=(*state.ahead, *undone), opening=opening)
        return await found(wanted, said, self.services, page)

    def _done_stays(self, said: Utterance) -> Answer:
        """What the desk did is no search: a colleague may know a way."""
        self.services.desk_ended.keep(said.sender_id, Ended.PERSON_OFFERED)
        person = self.phrases(said).choices["human"]
        return Answer.words(self.say("done_stays", said), [person])

    async def _forward(self, said: Utterance) -> Answer:
        state = said.state
        if state is None or not state.ahead:
            return Answer.words(self.say("nothing_to_redo", said))
        *further, wanted = state.ahead
        opening = self.say("redone", said)
        page = Page(past=state.past_with_this, ahead=tuple(further), opening=opening)
        return await found(wanted, said, self.services, page)

    async def _page_before(self, state: SearchState, said: Utterance) -> Answer:
        """After `more`, back is the page before."""
        offset = max(0, state.offset - SHOWN)
        opening = self.say("undone", said)
        page = Page(past=state.past, ahead=state.ahead, offset=offset, opening=opening)
        return await found(state.understood, said, self.services, page)

    def _far(self, said: Utterance) -> bool:
        return self.phrases(said).has("to_the_start", said.text)

    def _steps(self, said: Utterance) -> int:
        """`two steps back`, `undo the last two`; to the very start where that is said."""
        phrases = self.phrases(said)
        if self._far(said):
            return len(said.state.past) if said.state else 1
        if phrases.has("twice", said.text):
            return 2
        counted = (phrases.numbers.get(word) or _digit(word) for word in said.words)
        steps = next((number for number in counted if number), 1)
        return steps if phrases.has("step", said.text) else 1


def _digit(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) == 1 else 0
