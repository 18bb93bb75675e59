"""Rasa's own command, quicker to start and to end: `python -m bot.start run ...`.

Owns two cuts, both around Rasa and none inside it. Importing TensorFlow imports JAX where it is
installed, for a converter that nothing here uses: seconds of a start. And Python tears TensorFlow
down object by object after Rasa has closed all that it owns: seconds of a stop.
"""

from __future__ import annotations

import logging
import os
import sys

UNUSED = ("jax",)


def without_unused() -> None:
    """Whoever imports one of them is told that it isn't installed, and does without."""
    for name in UNUSED:
        sys.modules.setdefault(name, None)


def main() -> None:
    without_unused()
    from rasa.__main__ import main as rasa  # noqa: PLC0415 - after the cut

    try:
        rasa()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
        if isinstance(end.code, str):
            print(end.code, file=sys.stderr)
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main()
