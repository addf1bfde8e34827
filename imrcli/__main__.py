"""`python -m imrcli`: the command line, where `imr` is not on the path."""

from imrcli.cli import main

main()
