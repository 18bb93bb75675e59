"""The shop's policies as they stand on disk, in every language. Owns when they are read again; a
bad file stops nothing: its last good text is quoted, and what is wrong is kept to be shown."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from actions import log
from actions.background import beside
from actions.config import Config
from actions.serving import DeviceOwner, Priority, ServingError
from retrieval.backends.base import Vectors
from retrieval.errors import BadPolicy
from retrieval.passages import Asked, Passages, PolicyFile, policy_files, read_policy
from retrieval.passages.passages import Encode
from retrieval.query import Language

EVERY_S = 2.0
AT_ONCE = 128
LAST_GOOD = "Until then its last good text is used."
LEFT_OUT = "Until then it is left out."

logger = log.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a language says of policies: see `Passages`."""

    asked: Asked
    called: Sequence[str] = ()


class Knowledge:
    """`folder` holds a folder a language, by its code. `problems` are sentences for the merchant,
    each with its file and line; empty when all is well."""

    def __init__(
        self,
        folder: Path = Path(),
        languages: Mapping[str, Spoken] | None = None,
        encode: Encode | None = None,
    ) -> None:
        self.problems: tuple[str, ...] = ()
        self._folder = folder
        self._languages = dict(languages or {})
        self._vectors = _Remembered(encode) if encode else None
        self._files: dict[str, dict[Path, PolicyFile]] = {}
        self._passages: dict[str, Passages] = {}
        self._seen: object = None

    def passages(self, language: str) -> Passages | None:
        """None where the shop wrote no policies in that language."""
        return self._passages.get(language)

    def counted(self) -> dict[str, dict[str, int]]:
        """By language, how many files and passages are in use."""
        return {
            code: {"files": len(self._files[code]), "passages": len(passages)}
            for code, passages in self._passages.items()
        }

    def encode_by(self, encode: Encode) -> None:
        """From now on; the vectors there are stay."""
        if self._vectors:
            self._vectors.encode_by(encode)

    def refresh(self) -> bool:
        """Quote the files as they are now; False when none has changed. Blocks. Raises
        `ServingError` where nothing could be encoded: the next time tries again."""
        seen = self._stamp()
        if seen == self._seen:
            return False
        problems: list[str] = []
        for code in self._languages:
            self._read(code, problems)
        for problem in problems:
            if problem not in self.problems:
                logger.error("policy_bad", problem=problem)
        self.problems = tuple(problems)
        self._seen = seen
        return True

    def _read(self, code: str, problems: list[str]) -> None:
        before = self._files.get(code)
        files: dict[Path, PolicyFile] = {}
        for path in policy_files(self._folder / code):
            try:
                files[path] = read_policy(path)
            except BadPolicy as error:
                good = (before or {}).get(path)
                told = str(error).rstrip(".")
                problems.append(f"{told}. {LAST_GOOD if good else LEFT_OUT}")
                if good:
                    files[path] = good
        if files == before or not self._vectors:
            return
        spoken = self._languages[code]
        passages = Passages(list(files.values()), self._vectors, spoken.asked, spoken.called)
        self._files[code], self._passages[code] = files, passages
        logger.info("policies_read", language=code, files=len(files), passages=len(passages))

    def _stamp(self) -> tuple[tuple[str, int, int], ...]:
        """Each file's name, time and size; of one that just went away, zeros."""
        stamps = []
        for code in self._languages:
            for path in policy_files(self._folder / code):
                try:
                    stat = path.stat()
                except OSError:
                    stamps.append((str(path), 0, 0))
                else:
                    stamps.append((str(path), stat.st_mtime_ns, stat.st_size))
        return tuple(stamps)


def open_knowledge(config: Config, languages: Mapping[str, Language], encode: Encode) -> Knowledge:
    """Read once, in each language that the shop wrote policies in."""
    folder = config.path("knowledge")
    spoken = {
        code: Spoken(Asked.load(config.languages_dir / code), language.policy_names)
        for code, language in languages.items()
        if (folder / code).is_dir()
    }
    knowledge = Knowledge(folder, spoken, encode)
    knowledge.refresh()
    return knowledge


class _Remembered:
    """An `Encode` that asks once for each text: an edit costs the sentences it touched."""

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._known: dict[str, Vectors] = {}

    def encode_by(self, encode: Encode) -> None:
        self._encode = encode

    def __call__(self, texts: Sequence[str]) -> Vectors:
        fresh = [text for text in dict.fromkeys(texts) if text not in self._known]
        for start in range(0, len(fresh), AT_ONCE):
            some = fresh[start : start + AT_ONCE]
            self._known.update(zip(some, self._encode(some), strict=True))
        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        return np.stack([self._known[text] for text in texts])


@asynccontextmanager
async def followed(knowledge: Knowledge, owner: DeviceOwner) -> AsyncIterator[None]:
    """Read again whenever a file changes, for as long as the context lasts. The device's own
    thread encodes, after all that customers wait for."""
    loop = asyncio.get_running_loop()

    def encode(texts: Sequence[str]) -> Vectors:
        asked = owner.encode(texts, priority=Priority.INDEX)
        found: Vectors = asyncio.run_coroutine_threadsafe(asked, loop).result()
        return found

    knowledge.encode_by(encode)
    async with beside(_follow(knowledge)):
        yield


async def _follow(knowledge: Knowledge) -> None:
    while True:
        await asyncio.sleep(EVERY_S)
        try:
            await asyncio.to_thread(knowledge.refresh)
        except ServingError as error:
            logger.warning("policies_not_read", error=str(error))
