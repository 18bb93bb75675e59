"""What answers about feelings look like, as JSON Schema: texts, reviews, the report."""

from __future__ import annotations

from actions.api.schema_parts import NUMBER, TEXT, WHOLE, Schema, a_list, a_map, an_object

_WORD = an_object(word=TEXT, start=WHOLE, stop=WHOLE, adds=NUMBER)
_FELT = a_map(WHOLE)
_IN_A_MONTH: Schema = {
    "type": "object",
    "properties": {"month": TEXT},
    "required": ["month"],
    "additionalProperties": WHOLE,
}

FEELINGS: dict[str, Schema] = {
    "Sentiments": a_list(
        an_object(
            label=TEXT, score=NUMBER, probabilities=a_map(NUMBER), words=a_list(_WORD),
            # What the words add, `meaning` and `given` make `margin`: the label's log-odds.
            meaning=NUMBER, given=NUMBER, margin=NUMBER,
            aspects=a_list(
                an_object(
                    aspect=TEXT, label={"enum": ["positive", "negative", "mixed"]}, score=NUMBER,
                    words=a_list(_WORD), quotes=a_list(TEXT),
                )
            ),
        )
    ),
    "ReviewsStored": an_object(stored=WHOLE, heard=WHOLE),
    "ReviewReport": an_object(
        reviews=WHOLE, labels=_FELT, months=a_list(_IN_A_MONTH),
        aspects=a_list(
            an_object(
                aspect=TEXT, positive=WHOLE, negative=WHOLE, mixed=WHOLE,
                months=a_list(_IN_A_MONTH),
                quotes=a_list(
                    an_object(
                        text=TEXT, label=TEXT, review_id=TEXT, product_id=TEXT, title=TEXT,
                        written=TEXT,
                    )
                ),
            )
        ),
        products=a_list(
            an_object(
                product_id=TEXT, title=TEXT, reviews=WHOLE, positive=WHOLE, neutral=WHOLE,
                negative=WHOLE, polarity=NUMBER, worst=TEXT,
            )
        ),
    ),
}  # fmt: skip
