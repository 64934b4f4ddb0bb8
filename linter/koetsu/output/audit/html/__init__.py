"""How is an audit read by an editor-in-chief?"""

from .report import write_html

__all__ = ["write_html"]
