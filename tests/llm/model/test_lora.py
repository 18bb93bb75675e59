import torch

from llm.model.gpt2 import Size, build
from llm.model.lora import LoraConv1D, adapt, merge

SIZE = Size(layers=2, width=32, heads=2, positions=16)
TOKENS = torch.arange(12)[None]


def test_an_adapted_model_starts_unchanged_and_only_adapters_learn() -> None:
    model = build(40, eos=1, pad=0, seed=1, size=SIZE).eval()
    before = model(TOKENS).logits
    adapt(model)
    assert torch.equal(model(TOKENS).logits, before)
    learning = {name for name, p in model.named_parameters() if p.requires_grad}
    assert learning
    assert all(name.endswith((".a", ".b")) for name in learning)
    assert sum(isinstance(module, LoraConv1D) for module in model.modules()) == 4 * SIZE.layers


def test_merged_it_is_a_plain_gpt2_that_says_the_same() -> None:
    model = build(40, eos=1, pad=0, seed=1, size=SIZE).eval()
    names = set(model.state_dict())
    adapt(model)
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, LoraConv1D):
                module.b.normal_(std=0.1)
    adapted = model(TOKENS).logits
    merge(model)
    assert set(model.state_dict()) == names
    assert torch.allclose(model(TOKENS).logits, adapted, atol=1e-4)


def test_only_new_rows_of_the_embedding_learn() -> None:
    model = build(40, eos=1, pad=0, seed=1, size=SIZE)
    adapt(model, new_tokens=5)
    before = model.transformer.wte.weight.detach().clone()
    learning = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=0.01, weight_decay=0.0)
    model(TOKENS, labels=TOKENS).loss.backward()
    optimizer.step()
    after = model.transformer.wte.weight
    assert torch.equal(after[:35], before[:35])
    assert not torch.equal(after[35:], before[35:])
