"""Read Markdown: CommonMark and Lembar's blocks and marks → the course's tree, with places."""

from lembar.content.markdown.blocks import blocks, inlines
from lembar.content.markdown.front import front_matter
from lembar.content.markdown.source import Source

__all__ = ["Source", "blocks", "front_matter", "inlines"]
