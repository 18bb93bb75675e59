"""What the server can be told: ports, paths, limits. Owns names, defaults and bounds of each;
`actions.config` reads them from `shop.toml` and the environment."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, field_validator, model_validator
from pydantic.dataclasses import dataclass

STRICT = ConfigDict(extra="forbid")
# What the sample shop's own index says of itself: its orders go with it, and with no other.
SAMPLE_INDEX = "sample shop"
Port = Annotated[int, Field(ge=0, le=65535)]
Positive = Annotated[int, Field(gt=0)]
Days = Annotated[int, Field(ge=1, le=36_500)]
PositiveFloat = Annotated[float, Field(gt=0)]


@dataclass(frozen=True, slots=True, config=STRICT)
class ServerSettings:
    """`[server]`. Paths are relative to the project's root. `rasa_url` is empty for the Rasa that
    `storeclerk up` runs. `embed_origins` are the sites that may show the widget (`https://shop.example`).
    `candidates` is how many wordings of a reply are drawn, of which the best is sent.
    `number_format` is the generator's: `auto` is int8 on a CPU, bf16 on a GPU; fp32 is exact.
    `encoder_device` and `generator_device` are torch's name for a GPU (`cuda`), or `cpu`.
    `search_log_days` is how long searches are counted, `question_log_days` questions that got no
    answer, `exposure_days` how often each product is shown; 0 keeps none.
    `recent_replies` is how many replies a merchant can look into; 0 keeps none.
    `conversations` is Rasa's database, where that is SQLite; another is named in endpoints.yml.
    `proxies` counts the reverse proxies in front, whose X-Forwarded-For is believed."""

    host: str = "127.0.0.1"
    port: Port = 8080
    inside_port: Port = 5055
    rasa_port: Port = 5006
    rasa_url: str = ""
    index: str = "var/index"
    database: str = "sqlite:///var/storeclerk.db"
    encoder: str = "var/models/minilm"
    encoder_device: str = "cpu"
    generator: str = "data/models/generator"
    generator_device: str = "cpu"
    candidates: Annotated[int, Field(ge=1, le=8)] = 1
    number_format: Literal["auto", "fp32", "bf16", "int8"] = "auto"
    ranker: str = "data/models/ranker/ranker.json"
    evidence: str = "data/models/evidence/evidence.json"
    sentiment: str = "var/models/sentiment"
    recommender: str = "var/models/recommend"
    predictor: str = "var/models/predict"
    rasa_models: str = "var/models/rasa"
    conversations: str = "var/rasa.db"
    knowledge: str = "data/knowledge"
    secrets: str = "var/secrets.json"
    logs: str = "var/log"
    merchandising: str = "merchandising.toml"
    service_rules: str = "data/policies/rules.toml"
    claims: str = "data/policies/claims.toml"
    search_log_days: Annotated[int, Field(ge=0, le=3650)] = 90
    question_log_days: Annotated[int, Field(ge=0, le=3650)] = 90
    exposure_days: Annotated[int, Field(ge=0, le=3650)] = 90
    recent_replies: Annotated[int, Field(ge=0, le=10_000)] = 100
    embed_origins: tuple[str, ...] = ()
    proxies: Annotated[int, Field(ge=0)] = 0
    log_level: str = "info"


@dataclass(frozen=True, slots=True, config=STRICT)
class GeneratorSettings:
    """`[generator]`: another model by choice, at an OpenAI-compatible server. `url` ends before
    `/chat/completions` (`http://127.0.0.1:8000/v1`); empty for the shop's own model. `api_key_env`
    names the environment variable that holds the key, `requests_per_hour` is a budget (0: none)."""

    url: str = ""
    model: str = ""
    api_key_env: str = ""
    timeout_s: PositiveFloat = 8.0
    requests_per_hour: Annotated[int, Field(ge=0)] = 0

    @field_validator("url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError(f'"{value}" is no address: http://... or https://...')
        return value


@dataclass(frozen=True, slots=True, config=STRICT)
class HandoffSettings:
    """`[handoff]`: where a conversation goes when a person is asked for. `console` is the page
    `/admin/inbox`, `none` tells customers how to reach the shop. `url` is the webhook's address or
    Chatwoot's; `secret_env` names the environment variable with the secret that signs,
    `token_env` that with Chatwoot's access token, `desk_token_env` that with a token of the desk's
    own for answers. While nobody has taken it the assistant goes on, or with `silence` doesn't.
    What was said is kept for `keep_days`, `keep_lines` of a conversation that is with nobody."""

    to: Literal["none", "console", "webhook", "chatwoot"] = "none"
    while_waiting: Literal["assistant", "silence"] = "assistant"
    keep_days: Annotated[int, Field(ge=1, le=3650)] = 30
    keep_lines: Annotated[int, Field(ge=2, le=10_000)] = 80
    url: str = ""
    secret_env: str = ""
    token_env: str = ""
    desk_token_env: str = ""
    account_id: Annotated[int, Field(ge=0)] = 0
    inbox_id: Annotated[int, Field(ge=0)] = 0
    timeout_s: PositiveFloat = 8.0

    @model_validator(mode="after")
    def _knows_the_desk(self) -> Self:
        needed = {"webhook": ("url",), "chatwoot": ("url", "account_id", "inbox_id")}
        for name in needed.get(self.to, ()):
            if not getattr(self, name):
                raise ValueError(f'to = "{self.to}" needs {name}')
        if self.url and not self.url.startswith(("http://", "https://")):
            raise ValueError(f'"{self.url}" is no address: http://... or https://...')
        return self


@dataclass(frozen=True, slots=True, config=STRICT)
class CopySettings:
    """`[copy]`. `unsubscribe_url` is where whoever gets an e-mail takes their consent back; its
    `{customer}` stands for a signed token. Without it no e-mail may be accepted."""

    unsubscribe_url: str = ""

    @field_validator("unsubscribe_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError(f'"{value}" is no address: http://... or https://...')
        if value and "{customer}" not in value:
            raise ValueError(f'"{value}" has no {{customer}} in it: whose consent is it?')
        return value


@dataclass(frozen=True, slots=True, config=STRICT)
class RetentionSettings:
    """`[retention]`: after how many days something is forgotten. `carts_days` since something was
    put in, `identified_days` since it was known who a visitor is (as long as their conversation is
    kept: a customer's conversations are found by it), `done_days` and `unfinished_days` since an
    operation was prepared, `events_days` for events, thumbs, who was written to, what
    was written for one customer, who was in an experiment, and for what a visitor who is no
    customer agreed to, `audiences_days` since an audience was made."""

    carts_days: Days = 30
    identified_days: Days = 40
    done_days: Days = 365
    unfinished_days: Days = 30
    events_days: Days = 365
    audiences_days: Days = 90


@dataclass(frozen=True, slots=True, config=STRICT)
class LimitSettings:
    """`[limits]`. Rates are sustained requests a second, bursts what may come at once."""

    chat_body_bytes: Positive = 64 * 1024
    api_body_bytes: Positive = 1024 * 1024
    webhook_body_bytes: Positive = 16 * 1024 * 1024
    message_chars: Positive = 2_000
    query_chars: Positive = 500
    search_hits: Positive = 1_000
    session_rate: PositiveFloat = 1.0
    session_burst: Positive = 20
    chat_rate: PositiveFloat = 20.0
    chat_burst: Positive = 200
    api_rate: PositiveFloat = 50.0
    api_burst: Positive = 500
    waiting_messages: Positive = 8
    open_turns: Positive = 256
    turn_deadline_s: PositiveFloat = 12.0
    session_ttl_s: Positive = 30 * 24 * 3600
