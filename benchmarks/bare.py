"""`site-builder` without compression and pictures, so that both can be timed apart.

Takes the arguments of `site-builder`. What it makes is for no reader.
"""

from unittest.mock import patch

from site_builder.adapters.compression import Compression
from site_builder.adapters.png import Rasteriser
from site_builder.cli.main import main


def _nothing(*_: object) -> bytes:
    return b""


if __name__ == "__main__":
    # A name that is no longer there is an error.
    for adapter, names in (
        (Compression, ("compressed", "zipped", "quickly_compressed")),
        (Rasteriser, ("icon", "icons", "card")),
    ):
        for name in names:
            patch.object(adapter, name, _nothing).start()
    main()
