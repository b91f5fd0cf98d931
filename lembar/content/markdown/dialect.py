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
from lembar.content.markdown.feedback import feedback_rule, outside_lists
from lembar.content.markdown.fences import fence_rule
from lembar.content.markdown.positions import PositionedInline

_GAP = re.compile(r"\[\[((?:(?!\[\[).)*?)\]\]", re.DOTALL)
_ARROW = re.compile(r"(?<![^\s])->(?![^\s])")
_TEXT: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote"]}
_INTERRUPTS: RuleOptionsType = {
    "alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]
}


@lru_cache(maxsize=8)
def parser(marks: bool = False, pairs: bool = False, gaps: bool = False) -> MarkdownIt:
    """Return the parser: with `marks` `: why` is feedback, with `gaps` `[[word]]` is a gap."""
    options = {"html": True, "typographer": False, "maxNesting": 100}
    md = MarkdownIt("commonmark", options).enable("table")
    md.disable(["html_block", "text_join"])
    md.use(dollarmath_plugin, allow_space=False, allow_digits=False)
    md.use(deflist_plugin)
    md.use(footnote_plugin, inline=True)
    md.inline.ruler.push("lembar_picture", picture_rule)
    md.block.ruler.before("fence", "lembar_braces", line_rule)
    md.core.ruler.after("block", "lembar_attach", attach_rule)
    md.block.ruler.before("fence", "lembar_fence", fence_rule, _INTERRUPTS)
    if marks:
        _add_feedback(md)
    if pairs:
        md.inline.ruler.before("link", "lembar_arrow", _arrow)
    if gaps:
        md.inline.ruler.before("link", "lembar_gap", _gap)
    md.inline = PositionedInline(md.inline)
    return md


def _add_feedback(md: MarkdownIt) -> None:
    """Let `: why` be feedback in lists, and part of a definition list elsewhere only."""
    terms = next(rule.fn for rule in md.block.ruler.__rules__ if rule.name == "deflist")
    md.block.ruler.at("deflist", outside_lists(terms), _TEXT)
    md.block.ruler.before("table", "lembar_feedback", feedback_rule, _TEXT)


def _gap(state: StateInline, silent: bool) -> bool:
    """Take `[[word|other]]` as a gap."""
    found = _GAP.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("gap", "", 0)
        token.content = " ".join(found[1].split())
    state.pos = found.end()
    return True


def _arrow(state: StateInline, silent: bool) -> bool:
    r"""Take ` -> ` as an arrow; `\->` is text."""
    found = _ARROW.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        state.push("arrow", "", 0).content = found[0]
    state.pos = found.end()
    return True
