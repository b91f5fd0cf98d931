"""Build printable course material from one source.

The pipeline, in the words used everywhere (folders, docstrings, log, progress):

1. read     files → typed course + assets; every value knows its file, line and column
2. draw     item bank + assessment + seed → forms
3. plan     course + forms + theme + profile → the sets of documents to be made
4. render   document + Jinja template → the sheet: one tree of known elements
5. write    sheet → PDF | DOCX | PPTX | HTML | Markdown bytes
6. publish  sets of bytes → output/, all or nothing, with a manifest and index pages

Data goes one way. Only `read` and `publish` touch files; every other stage is a plain function.
"""

__version__ = "0.1.0"
