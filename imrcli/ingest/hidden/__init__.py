"""Text of a PDF's page that no reader of the page sees: what is not seen is not said.

Text is hidden by a shape, a picture or an annotation drawn over it, by a layer that is switched off, by being drawn
invisible or in the colour of what is under it, or by lying off the page. The page's objects (`objects.py`) tell what
may be hidden; only where there is any, two pictures of the page (`picture.py`), one without those objects, tell which
of their characters are seen (`unseen.py`). Invisible text over a scan is the scan's OCR layer, and no hidden text,
unless the same words are printed at its place.

`page.py` takes what is hidden out of a page's text; `annotations.py` tells what annotations cover, and draws in those
that show text.
"""
