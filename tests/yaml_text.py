"""YAML as tests read it: ten times sooner, wherever PyYAML brings its quick loader."""

from typing import Any

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str | bytes) -> Any:
    return yaml.load(text, Loader=LOADER)
