"""How is koetsu called as ``python -m koetsu``?"""

from koetsu.cli import main

if __name__ == "__main__":
    main()
