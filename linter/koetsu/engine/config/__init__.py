"""What is configured, for the run and for each file?"""

from koetsu.engine.config.configuration import Configuration
from koetsu.engine.config.file import FILE_NAMES
from koetsu.engine.config.layers import Layers, Origin
from koetsu.engine.config.tables import PRESETS, configuration_schema

__all__ = ["FILE_NAMES", "PRESETS", "Configuration", "Layers", "Origin", "configuration_schema"]
