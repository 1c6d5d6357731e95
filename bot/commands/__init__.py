"""The `akari` command's subcommands, one module each."""
