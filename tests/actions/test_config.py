from pathlib import Path

import pytest

from actions.config import PROJECT_ROOT, Config, ConfigError, load_config

SHOP = 'name = "Test"\ncurrency = "EUR"\n'


def load(tmp_path: Path, text: str, environ: dict[str, str] | None = None) -> Config:
    (tmp_path / "shop.toml").write_text(text, encoding="utf-8")
    return load_config(tmp_path, environ or {})


def test_the_projects_own_shop_file_is_valid() -> None:
    config = load_config(PROJECT_ROOT, {})
    assert config.shop.currency == "EUR"
    assert (config.server.port, config.server.inside_port, config.server.rasa_port) == (
        8080,
        5055,
        5006,
    )


def test_environment_beats_file_beats_default(tmp_path: Path) -> None:
    text = SHOP + "[server]\nport = 9000\ninside_port = 9001\n"
    config = load(
        tmp_path, text, {"STORECLERK_PORT": "9100", "STORECLERK_LIMIT_MESSAGE_CHARS": "7"}
    )
    assert config.server.port == 9100
    assert config.server.inside_port == 9001
    assert config.server.rasa_port == 5006
    assert config.limits.message_chars == 7


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("curency = 'EUR'\nname = 'x'", "curency: did you mean currency"),
        (SHOP + "[contact]\nemial = 'a@b.c'", "contact.emial: did you mean contact.email"),
        (SHOP + "[server]\nprot = 1", "server.prot: did you mean server.port"),
        (SHOP + "[limits]\nmesage_chars = 1", "did you mean limits.message_chars"),
    ],
)
def test_an_unknown_key_names_the_nearest_known_one(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError, match=said.replace(".", r"\.")):
        load(tmp_path, text)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('name = "x"\ncurrency = "EURO"', "currency"),
        (SHOP + 'time_zone = "Europe/Dublinn"', "time_zone"),
        (SHOP + 'locale = "klingon"', "locale"),
        (SHOP + 'tone = "shouty"', "tone"),
        (SHOP + '[hours]\nmon = "9 to 5"', "hours.mon"),
        (SHOP + "[server]\nport = 70000", "server.port"),
        (SHOP + "[limits]\nturn_deadline_s = 0", "limits.turn_deadline_s"),
        ('name = "x"', "currency"),
    ],
)
def test_a_wrong_value_names_its_key(tmp_path: Path, text: str, key: str) -> None:
    with pytest.raises(ConfigError, match=key.replace(".", r"\.")):
        load(tmp_path, text)


def test_broken_toml_and_a_missing_file_are_clear_errors(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"can't be read.*line 1, column 8"):
        load(tmp_path, "name = !\n")
    with pytest.raises(ConfigError, match="is missing"):
        load_config(tmp_path / "nowhere", {})


def test_a_mistyped_variable_is_refused_and_a_foreign_one_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="did you mean STORECLERK_INSIDE_PORT"):
        load(tmp_path, SHOP, {"STORECLERK_INSIDE_PROT": "1"})
    assert load(tmp_path, SHOP, {"STORECLERK_DATASETS": "/data"}).server.port == 8080


def test_relative_paths_hold_from_any_folder(tmp_path: Path) -> None:
    config = load(tmp_path, SHOP)
    assert config.path("index") == tmp_path / "var" / "index"
    assert config.database_url == f"sqlite:///{tmp_path}/var/storeclerk.db"
    moved = load(tmp_path, SHOP, {"STORECLERK_DATABASE": "postgresql://shop@db/shop"})
    assert moved.database_url == "postgresql://shop@db/shop"


def test_origins_come_as_a_list_from_the_environment(tmp_path: Path) -> None:
    config = load(
        tmp_path, SHOP, {"STORECLERK_EMBED_ORIGINS": "https://a.example,https://b.example"}
    )
    assert config.server.embed_origins == ("https://a.example", "https://b.example")


def test_another_model_is_named_in_the_file_or_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "shop.toml"
    told = 'name = "S"\ncurrency = "EUR"\n[generator]\nurl = "http://127.0.0.1:8000/v1"\n'
    file.write_text(told, encoding="utf-8")
    assert load_config(environ={}, file=file).generator.url == "http://127.0.0.1:8000/v1"
    environ = {"STORECLERK_GENERATOR_MODEL": "small"}
    assert load_config(environ=environ, file=file).generator.model == "small"
    file.write_text(told.replace("url", "uri"), encoding="utf-8")
    with pytest.raises(ConfigError, match=r"generator\.url"):
        load_config(environ={}, file=file)
