"""Run the command line with ``python -m ecosim``."""

from ecosim.command_line import main

if __name__ == "__main__":
    main()
