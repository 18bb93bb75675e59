"""`storeclerk train generator`: the GPT-2 that words replies, from the project's own corpus."""

from __future__ import annotations

from pathlib import Path

import click

from actions.cli import output


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data/models/generator"),
    show_default=True,
    help="Folder to write; the model in it is replaced when training has ended.",
)
@click.option(
    "--corpus",
    "corpus_dir",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data/replies"),
    show_default=True,
    help="A folder a language.",
)
@click.option(
    "--tokens",
    type=click.IntRange(min=1_000),
    default=3_000_000,
    show_default=True,
    help="How much to learn from: a million takes about 4 minutes of one core.",
)
@click.option("--seed", type=int, default=17, show_default=True)
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the figures as one JSON object.")
def command(
    out: Path, corpus_dir: Path, tokens: int, seed: int, threads: int, as_json: bool
) -> None:  # fmt: skip
    """Train the generator and print loss, perplexity and slot accuracy on held-out examples."""
    import torch

    from llm.corpus.corpus import Corpus
    from llm.corpus.lint import lint
    from llm.errors import CorpusError
    from llm.model.measure import measure
    from llm.model.saving import save_generator
    from llm.model.training import Recipe, train

    torch.set_num_threads(threads)
    corpus = Corpus.load(corpus_dir)
    faults = [str(fault) for language in corpus.languages for fault in lint(language.clauses)]
    if faults:
        raise CorpusError("the corpus breaks its rules:\n  " + "\n  ".join(faults))
    with output.progress("training") as advance:
        trained = train(corpus, Recipe(tokens=tokens, seed=seed), advance)
    figures = measure(trained.model, trained.tokenizer, corpus)
    save_generator(trained, corpus, figures, out)
    if as_json:
        output.print_json(figures.as_json() | {"tokens": trained.tokens_seen, "out": str(out)})
        return
    rows = [(name.replace("_", " "), value) for name, value in figures.as_json().items()]
    output.print_table(
        f"generator, {trained.tokens_seen:,} tokens -> {out}", ("", "held out"), rows
    )
