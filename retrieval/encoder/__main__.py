"""`python -m retrieval.encoder [FOLDER]`: make the encoder that set-up needs."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from retrieval.encoder.export import export_encoder
from retrieval.errors import EncoderMissing

DEFAULT_FOLDER = Path("var/models/minilm")


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else DEFAULT_FOLDER
    began = time.perf_counter()
    try:
        made = export_encoder(folder)
    except EncoderMissing as error:
        print(error, file=sys.stderr)
        return 1
    how = f"exported in {time.perf_counter() - began:.0f} s" if made else "up to date"
    print(f"{folder}: {how}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
