"""`storeclerk train generator`: the GPT-2 that words replies, from the project's own corpus."""

from __future__ import annotations

import hashlib
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from actions.cli import output
from actions.cli.train.watching import watching

if TYPE_CHECKING:
    from llm.corpus.corpus import Corpus
    from llm.model.start import Start
    from llm.model.training import Recipe

OUT = Path("data/models/generator")


@click.command()
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), default=OUT, show_default=True,
    help="Folder to write; the model in it is replaced when training has ended.",
)  # fmt: skip
@click.option(
    "--corpus", "corpus_dir", type=click.Path(path_type=Path, file_okay=False),
    default=Path("data/replies"), show_default=True, help="A folder a language.",
)  # fmt: skip
@click.option(
    "--own", type=click.Path(path_type=Path, file_okay=False),
    help="Your own clauses besides, in the same form: a folder a language.",
)  # fmt: skip
@click.option(
    "--from", "source",
    help="Go on from these weights: a folder (a generator, or any GPT-2 with its tokenizer) or a"
    " name on the model hub, such as gpt2. Without: from scratch.",
)  # fmt: skip
@click.option(
    "--method", type=click.Choice(["full", "lora"]), default="full", show_default=True,
    help="lora: low-rank adapters learn, merged when saved. For large weights.",
)  # fmt: skip
@click.option(
    "--tokens", type=click.IntRange(min=1_000), default=6_000_000, show_default=True,
    help="How much to learn from.",
)  # fmt: skip
@click.option("--seed", type=int, default=17, show_default=True)
@click.option(
    "--rate", type=click.FloatRange(min=0), default=0.0,
    help="Peak learning rate; 0 takes what fits.",
)  # fmt: skip
@click.option(
    "--precision", type=click.Choice(["auto", "single", "bfloat16"]), default="auto",
    show_default=True, help="auto: bfloat16 where the processor has it built in.",
)  # fmt: skip
@click.option(
    "--checkpoint", "every", type=click.IntRange(min=1), default=50, show_default=True,
    help="Steps between two. They lie in OUT.training; a training that was cut off goes on there.",
)  # fmt: skip
@click.option(
    "--held-out", type=click.IntRange(min=8), default=400, show_default=True,
    help="Examples to measure on that training never saw.",
)  # fmt: skip
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def command(
    out: Path, corpus_dir: Path, own: Path | None, source: str | None, method: str, tokens: int,
    seed: int, rate: float, precision: str, every: int, held_out: int, threads: int, as_json: bool,
) -> None:  # fmt: skip
    """Train the generator and print loss, perplexity and slot accuracy on held-out examples."""
    import torch
    from transformers.utils.logging import disable_progress_bar

    from llm.model.checkpoint import Checkpoints
    from llm.model.measure import measure
    from llm.model.saving import save_generator
    from llm.model.start import from_scratch, from_weights
    from llm.model.training import Method, Precision, Recipe, train

    torch.set_num_threads(threads)
    disable_progress_bar()  # type: ignore[no-untyped-call]  # gone before they are read
    corpus = _corpus(corpus_dir, own)
    recipe = Recipe(
        tokens=tokens,
        seed=seed,
        learning_rate=rate,
        method=Method(method),
        precision=Precision(precision),
    )
    start = from_weights(source, corpus, seed) if source else from_scratch(corpus, seed)
    folder = out.with_name(f"{out.name}.training")
    checkpoints = Checkpoints(folder, _key(corpus, recipe, start), every)
    with watching("training", "tokens") as watch:
        trained = train(corpus, recipe, start, checkpoints=checkpoints, watch=watch)
    figures = measure(trained.model, trained.tokenizer, corpus, held_out)
    save_generator(trained, corpus, figures, out, command=_told(), own=f"`{own}`" if own else "")
    checkpoints.remove()
    if as_json:
        output.print_json(figures.as_json() | {"tokens": trained.tokens_seen, "out": str(out)})
        return
    rows = [(name.replace("_", " "), value) for name, value in figures.as_json().items()]
    output.print_table(
        f"generator, {trained.tokens_seen:,} tokens -> {out}", ("", "held out"), rows
    )


def _corpus(folder: Path, own: Path | None) -> Corpus:
    from actions.config import load_config
    from llm.corpus.corpus import Corpus
    from llm.corpus.lint import lint
    from llm.corpus.own import joined, read_own
    from llm.errors import CorpusError

    corpus = Corpus.load(folder)
    faults = [str(fault) for language in corpus.languages for fault in lint(language.written)]
    if faults:
        raise CorpusError("the corpus breaks its rules:\n  " + "\n  ".join(faults))
    if own is None:
        return corpus
    return joined(corpus, read_own(own), load_config().languages_dir)


def _key(corpus: Corpus, recipe: Recipe, start: Start) -> str:
    """What a checkpoint must have in common with a training to be gone on from."""
    import torch

    from llm.model.tokenizer import corpus_texts

    parts = [repr(recipe), start.fingerprint, torch.__version__, *corpus_texts(corpus)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _told() -> str:
    """The command as it was given, for the model card; where it was run from is nobody's."""
    context = click.get_current_context()
    words = ["storeclerk", "train", "generator"]
    for parameter in context.command.params:
        given = context.get_parameter_source(parameter.name or "")
        if given is not click.core.ParameterSource.COMMANDLINE or parameter.name == "as_json":
            continue
        words += [parameter.opts[0], str(context.params[parameter.name or ""])]
    return shlex.join(words)
