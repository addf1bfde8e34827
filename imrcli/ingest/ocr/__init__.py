"""Reads scans: pages whose text is a picture, by an OCR engine, each page that needs it.

scan       a page as a picture, drawn as it was scanned
prepare    the picture evened out, straightened, turned upright
engine     recognises words; one small interface, two engines
recognise  a page from its scan to its lines
mend       what OCR damages, put right where it can be told
page       the lines as text with positions and confidences
decide     which pages of a PDF are read so
reader     what the readers of sources use
"""
