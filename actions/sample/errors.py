"""Errors of the sample shop's generator.

SampleError
└── MaterialError    a department file says something the generator can't draw from
"""

from __future__ import annotations


class SampleError(Exception):
    """The sample shop can't be made."""


class MaterialError(SampleError):
    """A department file says something the generator can't draw from."""
