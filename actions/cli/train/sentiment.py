"""`storeclerk train sentiment`: feelings and aspects, from the project's own sentences.

Owns the command; its figures are those of sentences that are kept apart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from actions.cli import output


@click.command()
@click.option("--out", "folder", type=click.Path(path_type=Path, file_okay=False),
              default=Path("var/models/sentiment"), show_default=True,
              help="Folder to write; the server prefers it to the shipped one.")  # fmt: skip
@click.option("--train", "own", type=click.Path(path_type=Path),
              help="A shop's own CSV text[,title],label: positive, neutral, negative.")  # fmt: skip
@click.option("--language", default="en", show_default=True)
@click.option("--meaning/--no-meaning", default=True, show_default=True,
              help="Learn from sentence vectors, too.")  # fmt: skip
@click.option("--seed", type=int, default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(
    folder: Path, own: Path | None, language: str, meaning: bool, seed: int, as_json: bool
) -> None:
    """Learn what feelings and aspects sound like, and measure the aspects on sentences kept apart.

    The lessons are data/sentiment/<language> and the words of data/languages/<language>. Nothing of
    a customer's is in them, unless you add your shop's own file.
    """
    from actions.cli.aspects_measured import PARTS, measured_on_own, show_measured
    from actions.cli.opening import load_encoder
    from actions.cli.sentiment_vectors import vectors_of
    from actions.config import load_config
    from llm.sentiment.card import write_card
    from llm.sentiment.lessons import read_lessons
    from llm.sentiment.saving import load, save
    from llm.sentiment.teaching import teach, with_own

    config = load_config()
    lessons = read_lessons(config.root / "data" / "sentiment" / language,
                           config.languages_dir / language)  # fmt: skip
    if own is not None:
        lessons = with_own(lessons, own)
    encoder = load_encoder(config) if meaning else None
    taught = teach(
        lessons, config.languages_dir / language, vectors_of if meaning else None,
        encoder=encoder.version if encoder else "", seed=seed,
    )  # fmt: skip
    save(taught, folder)
    kept = load(folder)
    parts = PARTS if language == "en" else {}
    found: dict[str, Any] = {"out": str(folder), **taught.card}
    found["aspects"] = measured_on_own(kept, encoder, parts)
    found["aspects_by_words"] = measured_on_own(kept, None, parts)
    write_card(folder, kept, found)
    if as_json:
        output.print_json(found)
        return
    alone = {f"{name}, by words": told for name, told in found["aspects_by_words"].items()}
    show_measured({**found["aspects"], **alone})
    learned = taught.card["lessons"]
    told = f"{learned['feelings']:,} lessons in feelings, {learned['aspects']:,} in aspects"
    output.out.print(f"{told}; written to {folder}.", markup=False)
