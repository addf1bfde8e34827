"""A letter beside what was read from it: one HTML page, or the PDF with highlights.

`fields` lists what a determination says and where; `pictures` renders the letter's pages; `page` makes the HTML,
`annotate` the PDF. Nothing here reads a letter: the evidence comes with the determination.
"""
