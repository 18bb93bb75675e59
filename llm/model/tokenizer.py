"""The generator's tokenizer: byte-level BPE of the reply corpus, single digits, and a token of its
own for each slot and control word. Owns no prompts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE
from tokenizers.trainers import BpeTrainer

from llm.corpus.clause import SLOT
from llm.corpus.corpus import Corpus
from llm.errors import ModelError
from llm.model.prompt import EOS, PAD, control_tokens, delexicalise, prompt_text, slot_token
from llm.plan import Form, Plan

VOCABULARY = 2304
MAX_QUERY_TOKENS = 96  # emoji and foreign letters take several tokens each
_INCOMPLETE = "\ufffd"
_SLOT_TOKEN = re.compile(r"<s:(\w+)>")


class ReplyTokenizer:
    """Text with `{slot}` marks <-> token ids."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self.eos = self._id(EOS)
        self.pad = self._id(PAD)

    @classmethod
    def train(
        cls, texts: Iterable[str], languages: Iterable[str], vocabulary: int = VOCABULARY
    ) -> ReplyTokenizer:
        """From the corpus's texts; all 256 bytes are in, so that any query can be written."""
        tokenizer = Tokenizer(BPE())
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
            [
                pre_tokenizers.Digits(individual_digits=True),
                pre_tokenizers.ByteLevel(add_prefix_space=False),
            ]
        )
        tokenizer.decoder = decoders.ByteLevel()
        trainer = BpeTrainer(
            vocab_size=vocabulary,
            special_tokens=_control_tokens(languages),
            initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
            show_progress=False,
        )
        tokenizer.train_from_iterator([SLOT.sub(" ", text) for text in texts], trainer)
        return cls(tokenizer)

    @classmethod
    def open(cls, path: Path) -> ReplyTokenizer:
        """Raises `ModelError` if there is no readable tokenizer at `path`."""
        if not path.is_file():
            raise ModelError(f"{path} is missing")
        try:
            return cls(Tokenizer.from_str(path.read_text(encoding="utf-8")))
        except (ValueError, UnicodeDecodeError) as error:
            raise ModelError(f"{path}: {error}") from error
        except Exception as error:  # the library raises bare Exceptions
            raise ModelError(f"{path} isn't a tokenizer: {error}") from error

    @classmethod
    def open_extended(cls, folder: Path, languages: Iterable[str]) -> ReplyTokenizer:
        """The tokenizer of a folder of GPT-2 weights, with our control tokens added where they are
        missing. Raises `ModelError`."""
        path = folder / "tokenizer.json"
        try:
            if path.is_file():
                tokenizer = Tokenizer.from_str(path.read_text(encoding="utf-8"))
            else:
                tokenizer = _gpt2_tokenizer(folder)
        except Exception as error:  # the library raises bare Exceptions
            raise ModelError(
                f"{folder} has no tokenizer.json, nor vocab.json and merges.txt, that can be read:"
                f" {error}"
            ) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        tokenizer.add_special_tokens(_control_tokens(languages))
        return cls(tokenizer)

    def save(self, path: Path) -> None:
        self._tokenizer.save(str(path), pretty=False)

    @property
    def size(self) -> int:
        return int(self._tokenizer.get_vocab_size())

    def knows(self, plan: Plan) -> bool:
        """Whether every control word of the plan has its token."""
        head, _, tail = _texts(plan)
        wanted = re.findall(r"<[^<>]+>", head + tail)
        return all(self._tokenizer.token_to_id(token) is not None for token in wanted)

    def prompt(self, plan: Plan) -> tuple[int, ...]:
        head, query, tail = _texts(plan)
        return tuple(self._parts(head, query, tail))

    def example(
        self, form: Form, query: str, slots: Sequence[str], reply: str
    ) -> tuple[list[int], list[int]]:
        """Prompt and reply of a training example; the reply ends with the end token."""
        head, said, tail = prompt_text(form, query, slots)
        return self._parts(head, said, tail), [*self.encode(reply), self.eos]

    def encode(self, reply: str) -> list[int]:
        marked = SLOT.sub(lambda match: slot_token(match.group(1)), reply)
        return self._ids(marked)

    def decode(self, tokens: Sequence[int]) -> str:
        """A reply with `{slot}` marks; control tokens other than slots stay as they are, which no
        verifier lets pass."""
        text = str(self._tokenizer.decode(list(tokens), skip_special_tokens=False))
        return _SLOT_TOKEN.sub(r"{\1}", text)

    def pieces(self, tokens: Sequence[int]) -> list[str]:
        """The text that each token adds, control and slot tokens by name. A letter that takes
        several tokens stands with its last."""
        texts, before = list[str](), ""
        for end in range(1, len(tokens) + 1):
            text = self._tokenizer.decode(list(tokens[:end]), skip_special_tokens=False)
            whole = str(text).rstrip(_INCOMPLETE)
            texts.append(whole[len(before) :])
            before = whole
        return texts

    def _parts(self, head: str, query: str, tail: str) -> list[int]:
        return [*self._ids(head), *self._ids(query)[:MAX_QUERY_TOKENS], *self._ids(tail)]

    def _ids(self, text: str) -> list[int]:
        return [int(token) for token in self._tokenizer.encode(text, add_special_tokens=False).ids]

    def _id(self, token: str) -> int:
        found = self._tokenizer.token_to_id(token)
        if found is None:
            raise ModelError(f"the tokenizer has no {token}")
        return int(found)


def corpus_texts(corpus: Corpus) -> list[str]:
    """All that a tokenizer of our own learns its words from."""
    clauses = [clause.text for language in corpus.languages for clause in language.clauses]
    queries = [
        query
        for language in corpus.languages
        for said in language.queries.values()
        for query in said
    ]
    return clauses + queries


def _control_tokens(languages: Iterable[str]) -> list[AddedToken]:
    return [
        AddedToken(token, special=True, normalized=False) for token in control_tokens(languages)
    ]


def _gpt2_tokenizer(folder: Path) -> Tokenizer:
    """As OpenAI published it, before there was a `tokenizer.json`."""
    tokenizer = Tokenizer(BPE.from_file(str(folder / "vocab.json"), str(folder / "merges.txt")))
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def _texts(plan: Plan) -> tuple[str, str, str]:
    return prompt_text(plan.form, delexicalise(plan), plan.slots)
