"""`python -m scic` is the command `scic`."""

from scic.cli import main

if __name__ == "__main__":
    main()
