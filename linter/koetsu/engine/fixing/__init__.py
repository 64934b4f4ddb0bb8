"""How is a file mended, and what would be changed?"""

from koetsu.engine.fixing.choice import Applied
from koetsu.engine.fixing.diff import unified_diff
from koetsu.engine.fixing.passes import Fixed, Recheck, fix_file
from koetsu.engine.fixing.writing import told, write_fixed

__all__ = ["Applied", "Fixed", "Recheck", "fix_file", "told", "unified_diff", "write_fixed"]
