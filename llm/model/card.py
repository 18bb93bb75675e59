"""The generator's model card, written anew by each training so that its figures are its own."""

from __future__ import annotations

from llm.corpus.corpus import Corpus
from llm.corpus.examples import NOISE_SHARE
from llm.model.gpt2 import HEADS, LAYERS, POSITIONS, WIDTH
from llm.model.measure import HELD_OUT_SEED, SAMPLING_TEMPERATURE, Figures
from llm.model.training import Trained

_CARD = """# Storeclerk's generator

A small GPT-2 (transformers' `GPT2LMHeadModel`) that words a shop assistant's replies. It never
sees a fact: code decides what a reply says, the model writes a slot (`{{price}}`) where each fact
goes, code checks the slots and fills them from the shop's records.

| | |
|---|---|
| architecture | GPT-2, {layers} layers, {width} wide, {heads} heads, {positions} positions |
| parameters | {parameters:,} |
| weights | `model.safetensors`, half precision; loaded in single precision |
| tokenizer | byte-level BPE, {vocabulary:,} tokens: single digits, a token for each slot |
| languages | {languages} |
| licence | Apache-2.0, as the project |

## What it learned from

Only this project's own reply corpus (`data/replies/`): {clauses:,} clauses written by hand, drawn
and joined into replies that say a plan's slots in order, each once. {noise:.0%} of the customers'
queries in training are empty, foreign to the task or scrambled, because the plan alone decides the
reply. No customer's text and no other data set went in.

## Recipe

`storeclerk train generator --tokens {budget} --seed {seed}`: {seen:,} tokens in {steps:,} steps of
about 2,000 tokens, batches of like length; AdamW, peak rate {rate:g}, cosine with
{warmup:.0%} warm-up, betas {betas}, weight decay {decay}, gradient clip {clip}; prompt tokens weigh
a tenth of reply tokens; bfloat16 autocast on a CPU, from scratch.

## Figures

On {examples} held-out examples (seed {held_out}: the same clauses in combinations not drawn for
training):

| | |
|---|---|
| loss a reply token | {loss:.4f} |
| perplexity | {perplexity:.3f} |
| replies with exactly their plan's slots, greedy | {slots:.1%} |
| the same, drawn at temperature {temperature} | {sampled:.1%} |
| different wordings among the drawn ones | {distinct} of {examples} |
| gate: highest -log p of a token, and their mean | {max_nll}, {mean_nll} |
| replies with shuffled words that the gate stops | {stopped:.1%} |

The perplexity is that of a choice among wordings that are all right; it can't fall to 1.

## Limits

- It recombines clauses that people wrote; new ways of saying things come from the corpus.
- It knows no products, no policies and no customers, and must not be asked without a plan.
- Some drawn replies lack a slot or say one twice (the figures above say how many). The verifier
  (`llm/grounding/`) turns those away; the writer tries again and then falls back on a template.
  Don't serve it without.
"""


def model_card(trained: Trained, corpus: Corpus, figures: Figures) -> str:
    """Markdown."""
    from_recipe = trained.recipe
    return _CARD.format(
        layers=LAYERS,
        width=WIDTH,
        heads=HEADS,
        positions=POSITIONS,
        parameters=sum(p.numel() for p in trained.model.parameters()),
        vocabulary=trained.tokenizer.size,
        languages=", ".join(language.code for language in corpus.languages),
        clauses=sum(len(language.clauses) for language in corpus.languages),
        noise=NOISE_SHARE,
        budget=from_recipe.tokens,
        seed=from_recipe.seed,
        seen=trained.tokens_seen,
        steps=trained.steps,
        rate=from_recipe.learning_rate,
        warmup=from_recipe.warmup_share,
        betas=", ".join(map(str, from_recipe.betas)),
        decay=from_recipe.weight_decay,
        clip=from_recipe.clip,
        examples=figures.examples,
        held_out=HELD_OUT_SEED,
        loss=figures.loss,
        perplexity=figures.perplexity,
        slots=figures.slot_accuracy,
        sampled=figures.sampled_slot_accuracy,
        temperature=SAMPLING_TEMPERATURE,
        distinct=figures.distinct,
        max_nll=figures.gate.max_nll,
        mean_nll=figures.gate.mean_nll,
        stopped=figures.scrambled_stopped,
    )
