"""`action_more`: the next page of the last search, the rest of it, or the same page again."""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.answer import Answer
from actions.dialogue.base import ShopAction
from actions.dialogue.results import SHOWN, Page, found
from actions.dialogue.state import SearchState
from actions.dialogue.utterance import Utterance

MOST_AT_ONCE = 15


class MoreAction(ShopAction):
    intent = "more"

    async def answer(self, said: Utterance) -> Answer:
        state = said.state
        if state is None:
            return Answer.words(self.say("nothing_shown", said))
        answer = await found(state.understood, said, self.services, self._page(state, said))
        if answer.state is None:
            return answer
        return replace(answer, state=replace(answer.state, selected=state.selected))

    def _page(self, state: SearchState, said: Utterance) -> Page:
        phrases = self.phrases(said)
        shown = Page(past=state.past, ahead=state.ahead, offset=state.offset)
        if phrases.has("again", said.text):
            size = max(SHOWN, len(state.shown))
            return replace(shown, size=size, opening=self.say("again", said))
        following = replace(shown, offset=state.offset + len(state.shown), follows=True)
        if phrases.has("rest", said.text):
            return replace(following, size=MOST_AT_ONCE)
        return following
