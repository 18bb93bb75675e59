"""The generator's model card, written anew by each training so that its figures are its own."""

from __future__ import annotations

from llm.corpus.corpus import Corpus
from llm.corpus.examples import NOISE_SHARE
from llm.model.measure import HELD_OUT_SEED, SAMPLING_TEMPERATURE, Figures
from llm.model.start import SCRATCH
from llm.model.training import Method, Trained

_CARD = """# Storeclerk's generator

A small GPT-2 (transformers' `GPT2LMHeadModel`) that words a shop assistant's replies. It never
sees a fact: code decides what a reply says, the model writes a slot (`{{price}}`) where each fact
goes, code checks the slots and fills them from the shop's records.

| | |
|---|---|
| architecture | GPT-2, {layers} layers, {width} wide, {heads} heads, {positions} positions |
| parameters | {parameters:,} |
| weights | `model.safetensors`, half precision; loaded in single precision |
| tokenizer | byte-level BPE, {vocabulary:,} tokens, one for each slot |
| languages | {languages} |
| licence | Apache-2.0, as the project |

## What it learned from

{before}Only this project's own reply corpus (`data/replies/`{own}): {clauses:,} clauses written by
hand, and the twins for several things ("they're" for "it's") that code makes of them, drawn and
joined into replies that say a plan's slots in order, each once. {noise:.0%} of the
customers' queries in training are empty, foreign to the task or scrambled, because the plan alone
decides the reply. No customer's text and no other data set went in.

## Recipe

`{command}`: {seen:,} tokens in {steps:,} steps of about 2,000 tokens, batches of like length, from
{origin}, {method}; AdamW, peak rate {rate:g}, cosine with {warmup:.0%} warm-up, betas {betas},
weight decay {decay}, gradient clip {clip}; prompt tokens weigh a tenth of reply tokens; multiplied
in {precision} precision. The same command on the same kind of machine makes the same weights, to
the bit.

![Loss in training and on what is held out](loss.svg)

## Figures

On {examples} held-out examples (seed {held_out}). {unseen} of them join slots that no training
example joined; the others, of kinds of answers with few combinations, are replies of several
sentences that training never saw as a whole. The clauses themselves are the same.

| | |
|---|---|
| loss a reply token | {loss:.4f} |
| perplexity | {perplexity:.3f} |
| replies with exactly their plan's slots, greedy | {slots:.1%} |
| slots of the plans said, greedy | {recall:.2%} |
| the same, drawn at temperature {temperature} | {sampled:.1%} |
| different wordings among the drawn ones | {distinct} of {examples} |
| gate (set on plans as training has them): highest -log p, mean | {max_nll}, {mean_nll} |
| replies with shuffled words that the gate stops | {stopped:.1%} |

The perplexity is that of a choice among wordings that are all right; it can't fall to 1.

## Limits

- It recombines clauses that people wrote; new ways of saying things come from the corpus.
- It knows no products, no policies and no customers, and must not be asked without a plan.
- Some drawn replies lack a slot or say one twice (the figures above say how many). The verifier
  (`llm/grounding/`) turns those away; the writer tries again and then falls back on a template.
  Don't serve it without.
"""


_BEFORE = """The weights it started from, {origin}, had learned before; what, their own card says.
Here:
"""


def model_card(
    trained: Trained, corpus: Corpus, figures: Figures, command: str, own: str = ""
) -> str:
    """Markdown. `command` makes it again; `own` says where a shop's own clauses came from."""
    from_recipe, config = trained.recipe, trained.model.config
    return _CARD.format(
        layers=config.n_layer,
        width=config.n_embd,
        heads=config.n_head,
        positions=config.n_positions,
        parameters=sum(p.numel() for p in trained.model.parameters()),
        vocabulary=trained.tokenizer.size,
        languages=", ".join(language.code for language in corpus.languages),
        clauses=sum(len(language.written) for language in corpus.languages),
        noise=NOISE_SHARE,
        command=command,
        origin=trained.origin,
        method="all weights" if from_recipe.method is Method.FULL else "low-rank adapters, merged",
        precision=from_recipe.precision,
        before="" if trained.origin == SCRATCH else _BEFORE.format(origin=trained.origin),
        own=f" and {own}" if own else "",
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
        unseen=figures.unseen_shapes,
        recall=figures.slot_recall,
        slots=figures.slot_accuracy,
        sampled=figures.sampled_slot_accuracy,
        temperature=SAMPLING_TEMPERATURE,
        distinct=figures.distinct,
        max_nll=figures.gate.max_nll,
        mean_nll=figures.gate.mean_nll,
        stopped=figures.scrambled_stopped,
    )
