"""What a text wishes of a variant: values wanted and not wanted, and what to take where that can't
be had. Owns reading it; comparisons are `comparing`'s, which variant fits is `variants`'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.choosing.comparing import comparisons
from actions.choosing.options import Options, Pair, Said
from actions.choosing.terms import Term
from actions.choosing.wish import Wish
from actions.choosing.words import ChoosingWords

NEGATION_REACH = 4
PREFERENCE_REACH = 6


def read_wishes(terms: Sequence[Term], options: Options, words: ChoosingWords) -> list[Wish]:
    """What is wished, and then in order what instead; empty where nothing of the kind is said."""
    pieces = _pieces(terms, words)
    read = [_wish(piece, options, words) for piece in pieces]
    wishes = [wish for wish in read if wish != Wish(kept=wish.kept)]
    told = [wishes[0], *(wishes[0].or_else(other) for other in wishes[1:])] if wishes else []
    return [one for wish in told for one in _firm(wish)]


def _firm(wish: Wish) -> list[Wish]:
    """With what is preferred as far as it can be had, and then without; a preference that is all
    that is said is what is wanted."""
    if not wish.soft:
        return [wish]
    bare = replace(wish, soft=())
    whole = replace(bare, wanted=(*wish.wanted, *wish.soft))
    return [whole] if bare == Wish(kept=wish.kept) else [whole, bare]


def _pieces(terms: Sequence[Term], words: ChoosingWords) -> list[Sequence[Term]]:
    """Cut at "otherwise" and at "if ... then": what is said between if and then is no wish."""
    cuts = [(start, end, "else") for start, end in words.spans(terms, "fallback", "else")]
    cuts += [(start, end, "if") for start, end in words.spans(terms, "fallback", "if")]
    pieces: list[Sequence[Term]] = []
    begin = 0
    for start, end, what in sorted(cuts):
        if start < begin:
            continue
        pieces.append(terms[begin:start])
        begin = _consequence(terms, end, words) if what == "if" else end
    return [*pieces, terms[begin:]]


def _consequence(terms: Sequence[Term], begin: int, words: ChoosingWords) -> int:
    """Where what follows from a condition begins: after a word for it, else after a comma."""
    ends = [at for at in range(begin, len(terms)) if terms[at].breaks and terms[at].key != ","]
    sentence = terms[: ends[0] if ends else len(terms)]
    for name in ("then", "comma"):
        stops = [end for start, end in words.spans(sentence, "fallback", name) if start >= begin]
        if stops:
            return min(stops)
    return len(sentence)


def _wish(terms: Sequence[Term], options: Options, words: ChoosingWords) -> Wish:
    wanted: list[tuple[Pair, ...]] = []
    soft: list[tuple[Pair, ...]] = []
    leads = False
    avoided: set[Pair] = set()
    unheard: set[str] = set()
    steps, price, whole = comparisons(terms, options, words)
    last: tuple[int, bool] = (-1, False)
    found = _settled(options.said(terms))
    taken = {at for said in found if said.pairs for at in range(said.start, said.end)}
    for said in found:
        if _is_current(terms, said.start, words) or _inside(said, terms, words):
            continue
        chained = 0 <= said.start - last[0] <= 2 and words.has(
            terms[last[0] : said.start], "terms", "or"
        )
        denied = _denied(terms, said.start, taken, words) or (chained and last[1])
        last = (said.end, denied)
        if denied:
            _deny(said, options, wanted, avoided)
        elif not said.pairs:
            unheard |= said.options
        else:
            preferred = _is_preferred(terms, said.start, words)
            leads = leads or (preferred and not wanted)
            _want(tuple(sorted(said.pairs)), soft if preferred and not leads else wanted, chained)
    for option in _denied_options(terms, taken, options, words):
        nothing = tuple((option, v) for v in options.values[option] if options.is_none(v))
        if nothing:
            wanted.append(nothing)
    named = {option for pairs in wanted for option, _ in pairs}
    steps = [step for step in steps if step.option not in named]
    return Wish(
        tuple(wanted), frozenset(avoided), frozenset(unheard), tuple(steps),
        tuple(soft), _kept(terms, options, words), price, whole,
    )  # fmt: skip


def _is_preferred(terms: Sequence[Term], place: int, words: ChoosingWords) -> bool:
    """`size M, preferably black`. What leads all that is wished is meant: `I'd prefer black, M`."""
    before = _same_thought(terms, place, PREFERENCE_REACH)
    return words.has(before, "terms", "prefer")


def _kept(terms: Sequence[Term], options: Options, words: ChoosingWords) -> frozenset[str]:
    """`the same size`."""
    near = [
        term.key
        for _, end in words.spans(terms, "terms", "same")
        for term in terms[end : end + 2]
        if not term.breaks
    ]
    return frozenset(o for o, names in options.names.items() if names.intersection(near))


def _want(pairs: tuple[Pair, ...], wanted: list[tuple[Pair, ...]], chained: bool) -> None:
    """`black or white` is one wish; of one option named twice, the later word counts."""
    options = {option for option, _ in pairs}
    before = next((w for w in wanted if {option for option, _ in w} == options), None)
    if before is not None:
        wanted.remove(before)
        if chained:
            pairs = tuple(dict.fromkeys([*before, *pairs]))
    wanted.append(pairs)


def _deny(said: Said, options: Options, wanted: list[tuple[Pair, ...]], avoided: set[Pair]) -> None:
    """`not waterproof` wants the `no`; anything else leaves a value out."""
    affirmed = [(o, v) for o, v in said.pairs if options.is_affirmed(v)]
    opposite = [(o, v) for o, _ in affirmed for v in options.values[o] if options.is_none(v)]
    if opposite:
        wanted.append(tuple(opposite))
    else:
        avoided |= said.pairs


def _denied_options(
    terms: Sequence[Term], taken: set[int], options: Options, words: ChoosingWords
) -> list[str]:
    """`no backlight`: the option itself is denied."""
    found = []
    for place, term in enumerate(terms):
        if place not in taken and _denied(terms, place, taken, words):
            found += [option for option, names in options.names.items() if term.key in names]
    return list(dict.fromkeys(found))


def _denied(terms: Sequence[Term], place: int, taken: set[int], words: ChoosingWords) -> bool:
    """A `no` that is a value itself (`waterproof: no`) denies nothing that follows."""
    begin = place
    while begin > max(0, place - NEGATION_REACH) and begin - 1 not in taken:
        begin -= 1
    before = _same_thought(terms, place, place - begin)
    joins = [at + 1 for at, term in enumerate(before) if term.key in words.phrases("terms", "and")]
    return words.has(before[joins[-1] if joins else 0 :], "terms", "not")


def _settled(found: Sequence[Said]) -> list[Said]:
    """What may be of several options is of one that no other words speak of: in `M, medium`."""
    sure = {next(iter(said.options)) for said in found if len(said.options) == 1 and said.pairs}
    settled = []
    for said in found:
        left = frozenset(pair for pair in said.pairs if pair[0] not in sure)
        if len(said.options) > 1 and left:
            said = replace(said, pairs=left, options=frozenset(option for option, _ in left))
        settled.append(said)
    return settled


def _is_current(terms: Sequence[Term], place: int, words: ChoosingWords) -> bool:
    """Whether it says what the customer has now: `from blue to black`, `instead of the red`."""
    before = _same_thought(terms, place, NEGATION_REACH)
    held = words.spans(before, "terms", "held")
    turned = words.spans(before, "terms", "turn")
    return bool(held) and (not turned or turned[-1] < held[-1])


def _same_thought(terms: Sequence[Term], place: int, reach: int) -> Sequence[Term]:
    begin = max(0, place - reach)
    stops = [at for at in range(begin, place) if terms[at].breaks]
    return terms[(stops[-1] + 1) if stops else begin : place]


def _inside(said: Said, terms: Sequence[Term], words: ChoosingWords) -> bool:
    """Whether the words belong to a comparison (`high` of `highest price`), not to a value."""
    names = ("price_least", "price_most", "price_less", "price_more")
    return any(
        start <= said.start and said.end <= end
        for name in names
        for start, end in words.spans(terms, "compare", name)
    )
