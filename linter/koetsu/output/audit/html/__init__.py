"""How is an audit read by an editor-in-chief?"""

from .page import prepare
from .report import write_html

__all__ = ["prepare", "write_html"]
