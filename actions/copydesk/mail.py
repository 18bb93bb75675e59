"""A whole e-mail of its checked parts: as plain text, and as HTML with the styles in it. Owns the
frame around the words, the escaping, and the line to unsubscribe."""

from __future__ import annotations

import html
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from actions.copydesk.mail_shelf import html_shelf, plain_shelf
from actions.copydesk.shelf import Shelved
from actions.copydesk.wish import is_address
from actions.shop import Shop
from retrieval.values import Product

FALLBACK = "en"
MARK = "{customer}"
NO_UNSUBSCRIBE = "unsubscribe_url"
_FONT = "font-family:Georgia,'Times New Roman',serif;font-size:17px;line-height:1.5;color:#1d1d1b"
_SOFT = "font-family:Arial,sans-serif;font-size:13px;line-height:1.5;color:#595959"
_HIDDEN = "display:none;max-height:0;overflow:hidden"


class MailWords(BaseModel):
    """`[email]` of a language's `copy.toml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    unsubscribe: str
    unsubscribe_link: str
    because: str
    look: str
    shelf: str

    @classmethod
    def load(cls, languages_dir: Path, code: str) -> MailWords:
        """English where the language has none."""
        return _words(languages_dir, code)


@cache
def _words(languages_dir: Path, code: str) -> MailWords:
    path = languages_dir / code / "copy.toml"
    if not (code.isidentifier() and path.is_file()):
        path = languages_dir / FALLBACK / "copy.toml"
    return MailWords.model_validate(tomllib.loads(path.read_text(encoding="utf-8"))["email"])


@dataclass(frozen=True, slots=True)
class Mail:
    """`missing` names what it must have before it may be sent, and hasn't."""

    plain: str
    html: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mailer:
    """`unsubscribe_url` is `[copy]`'s, empty where the shop has none; `sign` makes the token of a
    customer. A mail to many keeps the mark, for whoever sends it to fill in for each."""

    shop: Shop
    unsubscribe_url: str
    sign: Callable[[str], str]
    languages_dir: Path

    def mail(
        self,
        texts: Mapping[str, str],
        product: Product,
        language: str,
        customer_id: str = "",
        shelf: Sequence[Shelved] = (),
    ) -> Mail:
        words = MailWords.load(self.languages_dir, language)
        link = self._link(customer_id)
        more = html_shelf(shelf, words.shelf)
        return Mail(
            self._plain(texts, words, link, plain_shelf(shelf, words.shelf)),
            self._html(texts, product, words, language, more + self._foot(words, link)),
            () if link else (NO_UNSUBSCRIBE,),
        )

    def _link(self, customer_id: str) -> str:
        token = self.sign(customer_id) if customer_id else MARK
        return self.unsubscribe_url.replace(MARK, token)

    def _plain(self, texts: Mapping[str, str], words: MailWords, link: str, more: str) -> str:
        told = words.unsubscribe.replace("{shop}", self.shop.name)
        foot = [self.shop.name, self.shop.contact.address, f"{told} {link}" if link else ""]
        return f"{texts['body']}{more}\n\n-- \n" + "\n".join(line for line in foot if line) + "\n"

    def _html(
        self, texts: Mapping[str, str], product: Product, words: MailWords, language: str, end: str
    ) -> str:
        body = "".join(
            f'<p style="margin:0 0 16px;{_FONT}">{_linked(part, product.url)}</p>'
            for part in texts["body"].split("\n")
            if part.strip()
        )
        return (
            f'<!doctype html>\n<html lang="{_attribute(language)}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width">'
            f"<title>{html.escape(texts['subject'])}</title></head>"
            '<body style="margin:0;padding:24px;background:#ffffff">'
            f'<div style="{_HIDDEN}">{html.escape(texts["preview"])}</div>'
            f'<div style="max-width:560px;margin:0 auto">{_picture(product)}{body}'
            f"{_button(product, texts['body'], words)}{end}"
            "</div></body></html>\n"
        )

    def _foot(self, words: MailWords, link: str) -> str:
        told = [self.shop.name, self.shop.contact.address]
        lines = [html.escape(line) for line in told if line]
        because = html.escape(words.because.replace("{shop}", self.shop.name))
        if link:
            named = html.escape(words.unsubscribe_link)
            lines.append(
                f'{because} <a href="{_attribute(link)}" style="color:#1d1d1b">{named}</a>'
            )
        return f'<p style="margin:32px 0 0;{_SOFT}">{"<br>".join(lines)}</p>'


def _attribute(text: str) -> str:
    return html.escape(text, quote=True)


def _picture(product: Product) -> str:
    """None that a mailbox couldn't load, and none without words in its place."""
    if not is_address(product.image):
        return ""
    return (
        f'<img src="{_attribute(product.image)}" alt="{_attribute(product.title)}" width="560" '
        'style="display:block;width:100%;max-width:560px;height:auto;margin:0 0 24px;border:0">'
    )


def _button(product: Product, body: str, words: MailWords) -> str:
    """A link to the product, where the body has none itself."""
    if not is_address(product.url) or product.url in body:
        return ""
    return (
        f'<p style="margin:0 0 16px;{_FONT}"><a href="{_attribute(product.url)}" '
        f'style="color:#1d1d1b">{html.escape(words.look)}</a></p>'
    )


def _linked(text: str, url: str) -> str:
    escaped = html.escape(text)
    if not is_address(url):
        return escaped
    shown = html.escape(url)
    anchor = f'<a href="{_attribute(url)}" style="color:#1d1d1b">{shown}</a>'
    return escaped.replace(shown, anchor)
