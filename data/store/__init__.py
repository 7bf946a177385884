"""Where facts live: tables, queries, the one writer, migrations. The only room that knows SQL."""
