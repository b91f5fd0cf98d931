"""Hold a piece of a sheet for every element, role, kind, attribute value and layout.

"@" stands for a word that is found nowhere else; each must arrive in every format.
"""

from lembar.sheet.vocabulary import CALL_OUTS, ROLES, SLIDE_LAYOUTS

_PIXEL = "asset:chart.svg"
_INLINE = ("em", "strong", "code", "sub", "sup", "u", "mark", "kbd", "span")
_SIZES = ("small", "medium", "large")


def _table(cells: str, attributes: str = "") -> str:
    head = '<thead><tr><th scope="col">@</th><th scope="col">@</th></tr></thead>'
    return f"<table{attributes}>{head}<tbody>{cells}</tbody></table>"


_ROW = "<tr><td>@</td><td>@</td></tr>"
_GRID = _table(_ROW, ' class="grid"')

# tag → pieces that may stand in an article
CASES: dict[str, list[str]] = {
    "article": ["<p>@</p>"],
    "section": ["<section><p>@</p></section>", '<section id="bagian"><p>@</p></section>'],
    "page-break": ["<p>@</p><page-break><p>@</p>"],
    "keep-together": ["<keep-together><p>@</p><p>@</p></keep-together>"],
    "columns": ['<columns count="2"><p>@</p><p>@</p></columns>'],
    "contents": ["<contents><p>@</p></contents>"],
    "contents-entry": [
        '<contents><contents-entry level="2" href="#judul">@</contents-entry></contents>',
        '<contents><contents-entry level="3" href="#judul">@</contents-entry></contents>',
    ],
    **{f"h{n}": [f"<h{n}>@</h{n}>"] for n in (2, 3, 4)},
    "h1": ['<h1 class="title">@</h1>'],
    "p": [
        "<p>@</p>",
        '<p lang="en">@</p>',
        '<p lang="ar" dir="rtl">@</p>',
        "<p>a &lt; @ &amp; b</p>",
    ],
    "blockquote": ["<blockquote><p>@</p><p>@</p></blockquote>"],
    "pre": ["<pre>@  @\n  @</pre>"],
    "hr": ["<p>@</p><hr><p>@</p>"],
    "ul": ["<ul><li>@</li><li><p>@</p><ul><li>@<br>@</li></ul><p>@</p></li></ul>"],
    "ol": [
        "<ol><li>@</li></ol>",
        '<ol start="3"><li>@</li><li>@</li></ol>',
        *(f'<ol type="{kind}"><li>@</li></ol>' for kind in ("1", "a", "A", "i", "I")),
    ],
    "li": [
        "<ul><li><p>@</p><p>@</p></li></ul>",
        f"<ul><li>{_table(_ROW)}</li></ul>",
        f'<ul><li><figure><img src="{_PIXEL}" alt="@"></figure></li></ul>',
    ],
    "dl": ["<dl><dt>@</dt><dd>@</dd><dt>@</dt><dd><p>@</p><ul><li>@</li></ul></dd></dl>"],
    "dt": ["<dl><dt>@</dt></dl>"],
    "dd": ["<dl><dt>@</dt><dd>@</dd><dd>@</dd></dl>"],
    "table": [
        _table(_ROW),
        _table(_ROW, ' widths="30 70"'),
        f"<table><tbody>{_ROW}</tbody></table>",
    ],
    "caption": [f"<table><caption>@</caption><tbody>{_ROW}</tbody></table>"],
    "thead": [_table(_ROW)],
    "tbody": [_table(_ROW)],
    "tr": [_table(_ROW + _ROW)],
    "th": [
        _table('<tr><th scope="row">@</th><td>@</td></tr>'),
        _table('<tr><th colspan="2">@</th></tr>'),
        _table('<tr><th rowspan="2">@</th><td>@</td></tr><tr><td>@</td></tr>'),
    ],
    "td": [
        *(
            _table(f'<tr><td align="{a}">@</td><td>@</td></tr>')
            for a in ("left", "right", "center")
        ),
        _table('<tr><td colspan="2">@</td></tr>'),
        _table('<tr><td rowspan="2">@</td><td>@</td></tr><tr><td>@</td></tr>'),
        _table("<tr><td><p>@</p><ul><li>@</li></ul></td><td></td></tr>"),
        _table(
            f'<tr><td>@ <img src="{_PIXEL}" alt="@"></td><td><math>\\text{{@}}</math></td></tr>'
        ),
    ],
    "figure": [
        f'<figure width="60%"><img src="{_PIXEL}" alt="@"><figcaption>@</figcaption></figure>',
        f'<figure width="100%"><img src="{_PIXEL}" alt="@"></figure>',
    ],
    "figcaption": [
        f'<figure><img src="{_PIXEL}" alt="@"><figcaption>@ <em>@</em></figcaption></figure>'
    ],
    "img": [
        f'<p>@ <img src="{_PIXEL}" alt="@"> @</p>',
        f'<p><img src="{_PIXEL}" alt="@" width="40%"></p>',
    ],
    "math": ["<p>@ <math>\\frac{1}{2}+\\text{@}</math> @</p>"],
    "math-block": ["<math-block>x^2=\\text{@}</math-block>"],
    "a": [
        '<p><a href="https://example.org/?a=1&amp;b=2">@</a></p>',
        '<p id="sini"><a href="#sini">@</a></p>',
    ],
    **{t: [f"<p>@ <{t}>@</{t}> @</p>"] for t in _INLINE},
    "br": ["<p>@<br>@</p>"],
    "foot-note": ['<p>@<foot-note number="7">@ <em>@</em></foot-note> @</p>'],
    "side-label": [
        "<side-label><block-label>@</block-label><block-body><p>@</p></block-body></side-label>"
    ],
    "block-label": [
        "<side-label><block-label>@</block-label><block-body><p>@</p></block-body></side-label>"
    ],
    "block-body": [
        "<side-label><block-label>@</block-label><block-body><ul><li>@</li></ul></block-body></side-label>"
    ],
    "margin-note": [
        *(f'<margin-note kind="{k}">@</margin-note><p>@</p>' for k in ("term", "note", "teacher")),
        "<margin-note><p>@</p></margin-note><p>@</p>",
    ],
    "call-out": [
        *(f'<call-out kind="{k}"><call-title>@</call-title><p>@</p></call-out>' for k in CALL_OUTS),
        '<call-out kind="note"><p>@</p></call-out>',
    ],
    "call-title": [
        '<call-out kind="activity"><call-title>@</call-title><ol><li>@</li></ol></call-out>'
    ],
    "letter-head": [
        f'<letter-head><img src="{_PIXEL}" alt="@"><p>@</p><p class="title">@</p></letter-head>'
    ],
    "identity-block": [
        "<identity-block>"
        + "".join(f'<identity-field size="{s}">@</identity-field>' for s in _SIZES)
        + "<score-box>@</score-box></identity-block>"
    ],
    "pupil-code": [
        "<identity-block><identity-field>@</identity-field><pupil-code></identity-block>"
    ],
    "identity-field": ["<identity-block><identity-field>@</identity-field></identity-block>"],
    "score-box": ["<identity-block><score-box>@</score-box></identity-block>"],
    "question-group": [
        "<question-group><p>@</p><question-item><p>@</p></question-item></question-group>"
    ],
    "question-item": [
        '<question-item number="91" points="@" ref="a/b"><p class="stem">@</p></question-item>',
        f'<question-item number="92" points="@">{_GRID}</question-item>',
    ],
    "choice-list": [
        *(
            f'<choice-list columns="{n}"><choice-option letter="A">@</choice-option>'
            '<choice-option letter="B">@</choice-option></choice-list>'
            for n in (1, 2, 4)
        ),
    ],
    "choice-option": [
        *(
            f'<choice-list columns="1"><choice-option letter="C"{mark}>@</choice-option>'
            f'<choice-option letter="A"{mark}><p>@</p><p>@</p></choice-option></choice-list>'
            for mark in ("", ' mark="box"', ' mark="gap"')
        ),
        f'<choice-list columns="2"><choice-option letter="A"><figure><img src="{_PIXEL}" alt="@">'
        "</figure></choice-option></choice-list>",
    ],
    "answer-lines": ['<p>@</p><answer-lines count="3"><p>@</p>'],
    "answer-box": ['<p>@</p><answer-box lines="3"><p>@</p>'],
    "fill-blank": [
        *(f'<p>@ <fill-blank size="{s}"></fill-blank> @</p>' for s in _SIZES),
        '<p>@ <fill-blank size="small"><answer-text>@</answer-text></fill-blank></p>',
    ],
    "check-box": ['<p><check-box state="empty">@ <check-box state="ticked">@</p>'],
    "answer-text": ["<p>@ <answer-text>@</answer-text></p>"],
    "answer-block": ["<answer-block><p>@</p><ul><li>@</li></ul></answer-block>"],
    "bubble-grid": [
        '<bubble-grid columns="2"><bubble-row label="@"><mark-bubble>@</mark-bubble></bubble-row>'
        "<bubble-row></bubble-row></bubble-grid>",
    ],
    "bubble-row": [
        *(
            f'<bubble-grid><bubble-row label="@"{write}></bubble-row></bubble-grid>'
            for write in ("", ' write="line"', ' write="box"')
        ),
        '<bubble-grid><bubble-row note="@"><mark-bubble>@</mark-bubble></bubble-row></bubble-grid>',
    ],
    "mark-bubble": [
        "<bubble-grid><bubble-row>"
        + "".join(
            f"<mark-bubble{s}>@</mark-bubble>" for s in ("", ' state="filled"', ' state="struck"')
        )
        + '<mark-bubble state="crossed">A</mark-bubble><mark-bubble state="ticked">B</mark-bubble>'
        "</bubble-row></bubble-grid>"
    ],
    "corner-marks": ['<p>@</p><corner-marks inset="8" size="5"><p>@</p>'],
    "check-ruler": ['<check-ruler length="50">@</check-ruler>'],
    "cut-line": ["<p>@</p><cut-line><p>@</p>"],
    "sign-off": [
        "<sign-off><sign-here><p>@</p><p>@</p></sign-here><sign-here><p>@</p></sign-here></sign-off>"
    ],
    "sign-here": ["<sign-off><sign-here><p>@</p><p>@</p><p>@</p></sign-here></sign-off>"],
}
CASES["p"] += [f'<p class="{role}">@</p>' for role in sorted(ROLES)]
CASES["span"] += [
    f'<p>@ <span class="{r}" lang="en">@</span></p>' for r in ("term", "translation", "source")
]
CASES["h2"] += ['<h2 class="section-title" id="judul">@</h2>']
CASES["td"] += [_table(f'<tr><td class="{r}">@</td><td>@</td></tr>') for r in ("numeric", "term")]
CASES["table"] += [
    _table(_ROW, f' class="{role}"')
    for role in ("strip", "match", "grid", "scores", "data", "glossary", "bank", "forms", "narrow")
]

# What belongs to the page: once in a sheet, before everything else.
_ON = "<p>awal</p><page-break>"  # a running head begins on the second page
FRAME = {
    "page-head": "<page-head><head-left>@</head-left><head-right>@</head-right></page-head>" + _ON,
    "head-left": "<page-head><head-left>@ <em>@</em></head-left></page-head>" + _ON,
    "head-right": "<page-head><head-right>@</head-right></page-head>" + _ON,
    "page-section": "<page-head><head-right>@ <page-section></head-right></page-head>" + _ON,
    "page-foot": "<page-foot><foot-left>@</foot-left><foot-right>@</foot-right></page-foot>",
    "foot-left": "<page-foot><foot-left>@ <em>@</em></foot-left></page-foot>",
    "foot-right": "<page-foot><foot-right>@ <page-number></foot-right></page-foot>",
    "page-number": "<page-foot><foot-right>@ <page-number></foot-right></page-foot>",
    "page-count": "<page-foot><foot-right>@ <page-count></foot-right></page-foot>",
    "page-mark": "<page-mark>@</page-mark>",
}

_BODY = "<h2>@</h2><p>@</p>"
_LAYOUT_BODY = {
    "title": '<h1 class="title">@</h1><p class="lead">@</p>',
    "columns": "<h2>@</h2><section><p>@</p></section><section><ul><li>@</li></ul></section>",
    "quote": '<h2>@</h2><blockquote><p>@</p></blockquote><p class="source">@</p>',
    "picture": f'<h2>@</h2><figure><img src="{_PIXEL}" alt="@"><figcaption>@</figcaption></figure>',
    "table": f"<h2>@</h2>{_table(_ROW)}",
    "question": '<h2>@</h2><question-item number="1" points="@"><p class="stem">@</p>'
    '<choice-list columns="1"><choice-option letter="A">@</choice-option></choice-list>'
    "</question-item>",
}
SLIDES: dict[str, list[str]] = {
    "slide": [
        f'<slide layout="{layout}" kicker="@">{_LAYOUT_BODY.get(layout, _BODY)}</slide>'
        for layout in SLIDE_LAYOUTS
    ]
    + ["<slide><h2>@</h2><p>@</p></slide>", '<slide layout="content"><p>@</p></slide>'],
    "speaker-notes": [
        '<slide layout="content"><h2>@</h2><speaker-notes><p>@</p><ul><li>@</li></ul>'
        "<p><answer-text>@</answer-text></p></speaker-notes></slide>"
    ],
}
# Elements that hold nothing: a file with one is not the same as a file without.
VOID = {
    "page-break": "<page-break>",
    "hr": "<hr>",
    "answer-lines": '<answer-lines count="3">',
    "answer-box": '<answer-box lines="3">',
    "cut-line": "<cut-line>",
    "pupil-code": "<pupil-code>",
    "corner-marks": "<corner-marks>",
    "br": "<p>satu<br>dua</p>",
    "check-box": '<p>satu<check-box state="ticked">dua</p>',
    "page-section": "<p>satu<page-section>dua</p>",
    "page-number": "<p>satu<page-number>dua</p>",
    "page-count": "<p>satu<page-count>dua</p>",
    "img": f'<p>satu<img src="{_PIXEL}" alt="gambar">dua</p>',
}
VOID_WITHOUT = "<p>satudua</p>"
