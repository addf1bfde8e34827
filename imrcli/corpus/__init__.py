"""The corpus: one SQLite file of many letters, and what is asked of it.

One way: the store (schema.sql, `schema`, `writer`) keeps determinations and what they speak of (`facts`); a `Selection`
says which disputed treatments are meant; the questions (`search`, `similar`) read them; the commands show the answers.
Nothing here is imported before it is asked for.
"""
