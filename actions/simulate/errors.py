"""What goes wrong with a simulation.

BadInput (actions.errors)
└── NoTau2          the folder or the tasks file isn't of tau2-retail's form
Unavailable (actions.errors)
└── NoAnswer        the assistant could not be reached
"""

from __future__ import annotations

from actions.errors import BadInput, Unavailable


class NoTau2(BadInput):
    pass


class NoAnswer(Unavailable):
    pass
