"""What can fail that the user can mend?

Every error of this module names the thing that failed and what would be right; the command line prints it without a
traceback and ends with exit code 2. Anything else that is raised is koetsu's own fault.
"""

from __future__ import annotations


class KoetsuError(Exception):
    """Something that the person who called koetsu can put right."""


class UsageError(KoetsuError):
    """An option or a path on the command line that means nothing."""


class ConfigurationError(KoetsuError):
    """A configuration file that does not say what it should.

    The text holds one line a fault, each beginning with its place as ``path:line:column`` (both from 1).
    """


class BaselineError(KoetsuError):
    """A file of accepted findings that cannot be read or written, or that does not say what it should.

    The text begins with the path, and with the line (from 1) where one is at fault.
    """


class PluginError(KoetsuError):
    """A package of rules that cannot be loaded."""


class KilledProcessError(KoetsuError):
    """A process that checked files and was killed from outside, as a system does that runs out of memory."""


class ClusterError(KoetsuError):
    """A Dask cluster that cannot check the files.

    ``reason`` is one of ``missing`` (Dask is not installed), ``refused`` (no scheduler answers), ``idle`` (it has no
    workers), ``lost`` (it stopped answering), ``different`` (a worker has no koetsu, or another one) and ``unseen`` (a
    worker does not see a file); ``detail`` holds the address, the path or the system's own words.
    """

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail


class UnreadableSourceError(KoetsuError):
    """A file that cannot be read as text.

    ``reason`` is one of ``missing``, ``dangling`` (a link to what is not there), ``permission``, ``out-of-reach`` (in a
    folder that may not be entered), ``directory``, ``utf-16``, ``not-utf-8`` and ``failed``; ``detail`` holds the
    offset of the first byte that is no UTF-8, or the system's own words.
    """

    def __init__(self, path: str, reason: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.reason = reason
        self.detail = detail

    def __reduce__(self) -> tuple[type[UnreadableSourceError], tuple[str, str, str]]:
        return type(self), (self.path, self.reason, self.detail)


class UnwritableFileError(KoetsuError):
    """A file to which fixes cannot be written; it holds what it held before.

    ``reason`` is one of ``changed`` (by another program, since it was checked), ``permission`` and ``failed``;
    ``detail`` holds the system's own words.
    """

    def __init__(self, path: str, reason: str, detail: str) -> None:
        super().__init__(f"{path}: {detail}")
        self.path = path
        self.reason = reason
        self.detail = detail
