"""Rule packs' TOML files: reading, checking and assembling them into editions."""
