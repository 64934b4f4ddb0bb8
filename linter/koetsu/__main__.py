"""How is koetsu started, as ``koetsu`` and as ``python -m koetsu``?"""

import sys

INTERRUPTED = 130
"""The exit status after Ctrl-C, as shells have it."""


def main() -> None:
    """Run the command line and end the process; Ctrl-C ends it without a word, also while koetsu is being loaded."""
    try:
        from koetsu.cli import main as run

        run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
