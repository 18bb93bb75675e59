"""What every object of a request shares: further keys are left alone, amounts have a currency."""

from __future__ import annotations

from decimal import Decimal

from pydantic import BaseModel, ConfigDict, Field


class Row(BaseModel):
    """Further keys are allowed and left alone: a shop's export has its own."""

    model_config = ConfigDict(extra="ignore")


class MoneyRow(Row):
    """In major units."""

    amount: Decimal
    currency: str = Field(pattern="^[A-Z]{3}$")
