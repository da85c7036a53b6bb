"""``python -m chiso`` is ``chiso``."""

from chiso.cli import main

if __name__ == "__main__":
    main()
