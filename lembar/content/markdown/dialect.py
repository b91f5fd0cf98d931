"""The dialect: which rules a parser has, one parser for each set of flags."""

import re
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_inline.state_inline import StateInline
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from lembar.content.markdown.attributes import attach_rule, line_rule, picture_rule
from lembar.content.markdown.fences import fence_rule
from lembar.content.markdown.positions import PositionedInline

_GAP = re.compile(r"\[\[(.*?)\]\]")


@lru_cache(maxsize=2)
def parser(gaps: bool) -> MarkdownIt:
    """Return the parser; with `gaps`, `[[word]]` is a gap."""
    md = MarkdownIt("commonmark", {"html": True, "typographer": False}).enable("table")
    md.disable(["html_block"])
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False)
    md.use(deflist_plugin)
    md.use(footnote_plugin, inline=True)
    md.inline.ruler.push("lembar_picture", picture_rule)
    md.block.ruler.before("fence", "lembar_braces", line_rule)
    md.core.ruler.after("block", "lembar_attach", attach_rule)
    interrupts: RuleOptionsType = {
        "alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]
    }
    md.block.ruler.before("fence", "lembar_fence", fence_rule, interrupts)
    if gaps:
        md.inline.ruler.before("link", "lembar_gap", _gap)
    md.inline = PositionedInline(md.inline)
    return md


def _gap(state: StateInline, silent: bool) -> bool:
    """Take `[[word|other]]` as a gap."""
    found = _GAP.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("gap", "", 0)
        token.content = found[1]
    state.pos = found.end()
    return True
