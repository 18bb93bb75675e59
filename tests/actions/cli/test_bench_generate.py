import json

from click.testing import CliRunner
from transformers import GPT2Config, GPT2LMHeadModel

from actions.cli.bench.generate import command


def test_every_run_is_timed_against_generate_one_by_one(tmp_path):
    config = GPT2Config(vocab_size=50, n_positions=80, n_embd=16, n_layer=1, n_head=2)
    GPT2LMHeadModel(config).save_pretrained(tmp_path)
    result = CliRunner().invoke(command, ["--model", tmp_path, "--requests", "2", "--json"])
    assert result.exit_code == 0
    runs = json.loads(result.stdout)["runs"]
    assert list(runs) == [
        "generate, one by one",
        *(f"engine, {slots} concurrent" for slots in (1, 4, 16, 32)),
    ]
    assert runs["generate, one by one"]["ratio"] == 1.0
    assert all(run["tokens_s"] > 0 for run in runs.values())
