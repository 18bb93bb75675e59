import pytest
import torch
from transformers import GPT2Config, GPT2LMHeadModel

from llm.engine import Gpt2, UnsupportedModel
from llm.engine.kv_cache import KVCache
from llm.engine.runner import Runner


def logits_of(gpt2, prompt):
    cache = KVCache(
        layers=len(gpt2.blocks), slots=2, heads=gpt2.heads, max_len=16,
        head_width=gpt2.width // gpt2.heads,
    )  # fmt: skip
    with torch.inference_mode():
        return Runner(gpt2, cache).prefill([prompt, prompt[:1]], first_slot=0)


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"activation_function": "gelu_pytorch_tanh"},
        {"activation_function": "gelu"},
        {"scale_attn_weights": False},
        {"scale_attn_by_inverse_layer_idx": True},
    ],
)
def test_logits_are_transformers_own(options):
    torch.manual_seed(1)
    config = GPT2Config(
        vocab_size=53, n_positions=16, n_embd=24, n_layer=2, n_head=3, initializer_range=0.4,
        **options,
    )  # fmt: skip
    model = GPT2LMHeadModel(config).eval()
    prompt = [3, 1, 4, 1, 5, 9]
    with torch.inference_mode():
        wanted = torch.stack(
            [model(torch.tensor([prompt])).logits[0, -1], model(torch.tensor([[3]])).logits[0, -1]]
        )
    torch.testing.assert_close(logits_of(Gpt2.from_transformers(model), prompt), wanted)


def test_a_folder_reads_as_the_model_that_was_saved_there(tiny_gpt2, tmp_path):
    tiny_gpt2.save_pretrained(tmp_path)
    prompt = [3, 1, 4, 1, 5]
    saved = logits_of(Gpt2.from_folder(tmp_path), prompt)
    torch.testing.assert_close(saved, logits_of(Gpt2.from_transformers(tiny_gpt2), prompt))


def test_another_architecture_is_refused(tiny_gpt2):
    config = tiny_gpt2.config.to_dict()
    for changed in ({"model_type": "llama"}, {"activation_function": "relu"}):
        with pytest.raises(UnsupportedModel):
            Gpt2.from_state(tiny_gpt2.state_dict(), config | changed, torch.float32)
    state = {k: v for k, v in tiny_gpt2.state_dict().items() if "wpe" not in k}
    with pytest.raises(UnsupportedModel, match=r"transformer\.wpe\.weight"):
        Gpt2.from_state(state, config, torch.float32)
