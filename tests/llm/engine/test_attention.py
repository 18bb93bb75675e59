"""What the served model's heads look at, beside what transformers says they do."""

from pathlib import Path

import pytest
import torch
from transformers import GPT2Config, GPT2LMHeadModel

from llm.engine import BadRequest, Engine, GenerateRequest, Gpt2

SHIPPED = Path(__file__).parents[3] / "data" / "models" / "generator"
TEXT = (3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9)


def transformers_attention(model, tokens):
    """(layers, H, T, T). The eager attention is the one that hands its weights out."""
    model.set_attn_implementation("eager")
    with torch.inference_mode():
        out = model(torch.tensor([tokens]), output_attentions=True)
    return torch.cat(out.attentions)


@pytest.mark.parametrize(
    "options", [{}, {"scale_attn_weights": False}, {"scale_attn_by_inverse_layer_idx": True}]
)
def test_each_head_looks_where_transformers_says(options):
    torch.manual_seed(1)
    config = GPT2Config(
        vocab_size=53, n_positions=16, n_embd=24, n_layer=3, n_head=4, initializer_range=0.4,
        **options,
    )  # fmt: skip
    model = GPT2LMHeadModel(config).eval()
    seen = Engine(model).attention(TEXT)
    assert seen.shape == (3, 4, len(TEXT), len(TEXT))
    torch.testing.assert_close(seen, transformers_attention(model, TEXT))
    assert (seen.std(dim=1) > 0.01).any()  # the heads do differ: an average would not pass


@pytest.mark.skipif(not (SHIPPED / "model.safetensors").exists(), reason="no shipped weights")
def test_the_shipped_weights_look_where_transformers_says():
    model = GPT2LMHeadModel.from_pretrained(SHIPPED, dtype=torch.float32).eval()
    tokens = tuple(range(40, 140))
    seen = Engine(Gpt2.from_folder(SHIPPED)).attention(tokens)
    torch.testing.assert_close(seen, transformers_attention(model, tokens), atol=1e-5, rtol=1e-4)


def test_rows_sum_to_one_and_nothing_looks_ahead(tiny_gpt2):
    seen = Engine(tiny_gpt2).attention(TEXT)
    torch.testing.assert_close(seen.sum(-1), torch.ones(seen.shape[:-1]))
    assert seen.triu(1).eq(0).all()
    assert seen.min() >= 0


def test_a_beginning_looks_the_same_whatever_comes_after(tiny_gpt2):
    engine = Engine(tiny_gpt2)
    torch.testing.assert_close(engine.attention(TEXT[:6]), engine.attention(TEXT)[:, :, :6, :6])


def test_looking_in_the_middle_of_a_reply_changes_no_token_of_it(tiny_gpt2):
    alone, watched = Engine(tiny_gpt2), Engine(tiny_gpt2)
    request = GenerateRequest((5, 9), 210, 12)
    sequences = [alone.add(request), watched.add(request)]
    while alone.has_work:
        alone.step()
        watched.attention(TEXT)
        watched.step()
    assert sequences[0].tokens == sequences[1].tokens


@pytest.mark.parametrize("tokens", [(), (1,) * 97, (1, 211), (-1,)])
def test_what_cannot_be_run_is_refused(tiny_gpt2, tokens):
    with pytest.raises(BadRequest):
        Engine(tiny_gpt2).attention(tokens)
