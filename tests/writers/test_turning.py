"""Style sheets turned round: what is at the left stands at the right."""

import pytest

from lembar.writers.turning import mirrored


@pytest.mark.parametrize(
    ("css", "turned"),
    [
        ("a { padding-left: 2mm; }", "a { padding-right: 2mm; }"),
        ("a { left: 0; top: 1mm }", "a { right: 0; top: 1mm }"),
        ("a { float: left; clear: both; }", "a { float: right; clear: both; }"),
        ("a { border-left-width: 4pt; }", "a { border-right-width: 4pt; }"),
        ("a { text-align: left; }", "a { text-align: right; }"),
        ("a { margin: 1mm 2mm 3mm 4mm; }", "a { margin: 1mm 4mm 3mm 2mm; }"),
        ("a { margin: 0 auto; }", "a { margin: 0 auto; }"),
        (
            "a { margin: 0 0 3mm calc(0mm - var(--outer) - 5mm); }",
            "a { margin: 0 calc(0mm - var(--outer) - 5mm) 3mm 0; }",
        ),
        ("a { object-position: 0 0; }", "a { object-position: 100% 0; }"),
        ("a { transform: translateX(-50%); }", "a { transform: translateX(50%); }"),
        (".logo.left { left: 0; }", ".logo.left { right: 0; }"),
        ("a { --left: 1mm; content: 'left'; }", "a { --left: 1mm; content: 'left'; }"),
        ("a { padding-inline-start: 1em; }", "a { padding-inline-start: 1em; }"),
        ("@media print { a { right: 0 } }", "@media print { a { left: 0 } }"),
        ("/* left: { */ a { left: 0 }", " a { right: 0 }"),
    ],
)
def test_left_becomes_right(css, turned):
    assert mirrored(css) == turned


def test_turned_twice_it_is_as_it_was():
    css = "a { margin: 1mm 2mm 3mm 4mm; float: right; border-left: 1pt solid red; }"
    assert mirrored(mirrored(css)) == css
