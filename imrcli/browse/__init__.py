"""The database in a browser: Datasette, told what the tables mean, with a page a letter. Needs the extra `browse`."""
