"""Fill a score sheet with formulas, of functions that Excel has had since 2010."""

from dataclasses import dataclass

from lembar.course.statistics import DIFFICULTY, DISCRIMINATION, GROUP, WORKING, Steps
from lembar.course.typed import Entry
from lembar.writers.xlsx.fill import Cell
from lembar.writers.xlsx.layout import (
    ANALYSIS_FIRST,
    FIRST,
    NAME,
    NUMBER,
    Layout,
    by_form,
    column,
    quoted,
)
from lembar.writers.xlsx.marking import plain, score_of

_MOST_DIGITS = 6  # beyond which figures are noise, before they are compared with a limit


@dataclass(frozen=True, slots=True)
class Formulas:
    """Give formulas."""

    layout: Layout

    def who(self, what: str, row: int) -> Cell:
        """Return what the sheet of answers says of a pupil."""
        cell = self.layout.who(what, row)
        return f'=IF({cell}="","",{cell})'

    def pass_mark(self) -> Cell:
        """Return what the sheet of scores says."""
        cell = self.layout.pass_mark()
        return f'=IF({cell}="","",{cell})'

    # --- calculations -------------------------------------------------------------------------

    def form(self, row: int) -> Cell:
        """Return which form a pupil had, from 1."""
        forms = self.layout.view.forms
        if len(forms) == 1:
            return 1
        codes = ",".join(map(quoted, forms))
        return f'=IFERROR(MATCH(TRIM({self.layout.who("C", row)}),{{{codes}}},0),"")'

    def counts(self, row: int) -> Cell:
        """Return 1 for a pupil of whom something was typed, else 0."""
        form = self.layout.calc("form", row)
        return f"=IF(AND(ISNUMBER({form}),COUNTA({self.layout.all_typed(row)})>0),1,0)"

    def answer(self, row: int, item: int) -> Cell:
        """Return an answer by item, without what makes no difference."""
        each = self.layout.view.items[item]
        raw = by_form(
            each, self._form(row), lambda _, asked: self.layout.typed(row, asked.number), '""'
        )
        return f'=IF({self.layout.calc("counts", row)}=0,"",{plain(each.asked.first, raw)})'

    def group(self, name: str, row: int) -> Cell:
        """Return how much of a pupil belongs to the upper or lower group; ties share the edge."""
        mark, marks = self.layout.mark(row), self.layout.marks()
        size = f"MAX(1,ROUND(COUNT({marks})*{GROUP}/100,0))"
        rank = f"RANK({mark},{marks},{0 if name == 'upper' else 1})"
        room = f"({size}-{rank}+1)/COUNTIF({marks},{mark})"
        return f'=IF({self.layout.calc("counts", row)}=0,"",MAX(0,MIN(1,{room})))'

    def turn(self, name: str, row: int) -> Cell:
        """Return a pupil's place in the remedial or the enrichment list."""
        letter = self.layout.calc_column(name)
        sign = "<" if name == "remedial" else ">="
        mark, limit = self.layout.mark(row), self.layout.pass_mark()
        place = f"MAX({letter}${FIRST - 1}:{letter}{FIRST + row - 1})+1"
        known = f"AND(ISNUMBER({mark}),ISNUMBER({limit}))"
        return f'=IF({known},IF({mark}{sign}{limit},{place},""),"")'

    # --- scores -------------------------------------------------------------------------------

    def points(self, row: int, item: int) -> Cell:
        """Return the points of an answer."""
        each = self.layout.view.items[item]
        form = self._form(row)

        def cell(name: str) -> str:
            return by_form(each, form, lambda f, _: self.layout.key(name, f, each), '""')

        answer = self.layout.answer(row, item)
        score = score_of(each.asked.first, answer, f"{column(item)}$5", cell)
        if None in each.asked.on:
            has = by_form(each, form, lambda *_: "1", "0")
            score = f'IF({has}=0,"",{score})'
        return f'=IF({self.layout.calc("counts", row)}=0,"",{score})'

    def total(self, row: int) -> Cell:
        """Add up a pupil's points."""
        last = column(len(self.layout.view.items) - 1)
        at = FIRST + row
        return self._if_counted(row, f"ROUND(SUM({column(0)}{at}:{last}{at}),2)")

    def mark(self, row: int) -> Cell:
        """Return the share of all points, of 100."""
        view = self.layout.view
        most = [
            str(sum(a.points for a in (i.asked.on[form] for i in view.items) if a and not a.bonus))
            for form in range(len(view.forms))
        ]
        whole = most[0] if len(set(most)) == 1 else f"CHOOSE({self._form(row)},{','.join(most)})"
        mark = f"ROUND({self.layout.after(0)}{FIRST + row}*100/{whole},2)"
        if "0" in most:  # all that counted was declared void
            mark = f"IFERROR({mark},0)"
        beyond = any(a.bonus for item in view.items for a in item.asked.on if a)
        return self._if_counted(row, f"MIN(100,{mark})" if beyond else mark)

    def passed(self, row: int) -> Cell:
        """Compare a mark with the pass mark."""
        mark, limit = self.layout.mark(row), self.layout.pass_mark()
        yes, no = (quoted(self.layout.words(f"sheet.passed.{word}")) for word in ("yes", "no"))
        known = f"AND(ISNUMBER({mark}),ISNUMBER({limit}))"
        return f'=IF({known},IF({mark}>={limit},{yes},{no}),"")'

    def band(self, row: int) -> Cell:
        """Look a mark up in the bands."""
        bands = self.layout.view.bands
        marks = ",".join(str(band.mark) for band in bands)
        labels = ",".join(quoted(band.label) for band in bands)
        found = f"LOOKUP({self.layout.mark(row)},{{{marks}}},{{{labels}}})"
        return self._if_counted(row, found)

    # --- analysis -----------------------------------------------------------------------------

    def summary(self, name: str) -> Cell:
        """Return a figure of the class."""
        marks, limit = self.layout.marks(), self.layout.pass_mark()
        if name == "pupils":
            return f"=COUNT({marks})"
        if name == "passed":
            return f'=IF(ISNUMBER({limit}),COUNTIF({marks},">="&{limit}),"")'
        if name == "alpha":
            return self._alpha()
        made = {"mean": "AVERAGE", "highest": "MAX", "lowest": "MIN"}[name]
        return f'=IF(COUNT({marks})=0,"",{made}({marks}))'

    def _alpha(self) -> Cell:
        items = self.layout.view.items
        counting = [at for at, item in enumerate(items) if item.asked.points]
        if len(counting) < 2 or any(None in items[at].asked.on for at in counting):
            return "–"
        k = len(counting)
        own = "+".join(f"VARP({self.layout.scores(at)})" for at in counting)
        found = f"{k}/{k - 1}*(1-({own})/VARP({self.layout.totals()}))"
        return f'=IFERROR({found},"–")'

    def figure(self, name: str, item: int) -> Cell:
        """Return a figure of an item."""
        scores = self.layout.scores(item)
        most = self.layout.view.items[item].asked.points
        at = ANALYSIS_FIRST + item
        if name == "pupils":
            return f"=COUNT({scores})"
        if name == "omitted":
            typed = self.layout.answers(item)
            left = f'SUMPRODUCT(ISNUMBER({scores})*(({typed}="")+({typed}="-")))'
            return f'=IF(COUNT({scores})=0,"",{left}/COUNT({scores}))'
        if not most:  # void: it does not count
            return "–" if name in ("difficulty", "discrimination", "rest") else None
        if name == "difficulty":
            return f'=IF(COUNT({scores})=0,"",SUM({scores})/(COUNT({scores})*{most}))'
        if name == "difficulty-band":
            return self._band(f"E{at}", "<=", "difficulty", DIFFICULTY)
        if name == "discrimination":
            upper, lower = (self._group_mean(each, scores) for each in ("upper", "lower"))
            return f'=IF(COUNT({self.layout.marks()})<2,"",IFERROR(({upper}-{lower})/{most},""))'
        if name == "discrimination-band":
            return self._band(f"G{at}", "<", "discrimination", DISCRIMINATION)
        return f'=IFERROR({self._rest(scores)},"")'

    def _group_mean(self, name: str, scores: str) -> str:
        weights = self.layout.calc_all(name)
        return f"SUMPRODUCT({weights},{scores})/SUMPRODUCT({weights},--ISNUMBER({scores}))"

    def _rest(self, scores: str) -> str:
        """Return the correlation of an item with the total less the item."""
        totals = self.layout.totals()
        n, own = f"COUNT({scores})", f"SUM({scores})"
        has = f"--ISNUMBER({scores})"
        both, squares = f"SUMPRODUCT({scores},{totals})", f"SUMSQ({scores})"
        rest = f"(SUMPRODUCT({totals},{has})-{own})"
        rests = f"(SUMPRODUCT({totals},{totals},{has})-2*{both}+{squares})"
        covariance = f"({n}*({both}-{squares})-{own}*{rest})"
        spread = f"SQRT(({n}*{squares}-{own}^2)*({n}*{rests}-{rest}^2))"
        return f"{covariance}/{spread}"

    def _band(self, cell: str, sign: str, words: str, steps: Steps) -> str:
        """Return a formula that names the band of a figure."""
        made = ""
        for limit, name in reversed(steps):
            word = quoted(self.layout.words(f"{words}.{name}"))
            if limit is None:
                made = word
            else:
                made = f"IF(ROUND({cell},{_MOST_DIGITS}){sign}{float(limit):g},{word},{made})"
        return f'=IF(ISNUMBER({cell}),{made},"")'

    def share(self, item: int, choice: int) -> Cell:
        """Count who chose a choice, by its letter on each form."""
        each = self.layout.view.items[item]
        typed, forms = self.layout.answers(item), self.layout.calc_all("form")
        several = each.asked.first.entry is Entry.SEVERAL
        counted = "+".join(
            f"COUNTIFS({forms},{form + 1},{typed},{quoted(f'*{sign}*' if several else sign)})"
            for form, sign in enumerate(each.choices[choice].signs)
            if sign
        )
        scores = self.layout.scores(item)
        return f'=IF(COUNT({scores})=0,"",({counted})/COUNT({scores}))'

    def idle(self, item: int, cells: tuple[str, ...]) -> Cell:
        """Name the distractors that fewer than one in twenty chose; `cells` hold the shares."""
        pairs = zip(self.layout.view.items[item].choices, cells)
        named = "&".join(
            f'IF({cell}<{float(WORKING):g}," {choice.letter}","")'
            for choice, cell in pairs
            if not choice.right
        )
        return f'=IF(C{ANALYSIS_FIRST + item}=0,"",TRIM({named}))' if named else None

    # --- mastery and lists --------------------------------------------------------------------

    def mastery(self, row: int, objective: int) -> Cell:
        """Return the share of the points of an objective."""
        scores = self.layout.sheet("scores")
        last = column(len(self.layout.view.items) - 1)

        def line(at: int, fixed: str = "$") -> str:
            return f"{scores}${column(0)}{fixed}{at}:${last}{fixed}{at}"

        at = FIRST + row
        own = f"--({line(6)}={quoted(self.layout.view.objectives[objective][0])})"
        got = f"SUMPRODUCT({own},{line(at, '')})"
        most = f"SUMPRODUCT({own},--ISNUMBER({line(at, '')}),{line(5)})"
        return self._if_counted(row, f'IFERROR(ROUND({got}*100/{most},2),"")')

    def not_mastered(self, row: int) -> Cell:
        """Name the objectives below the pass mark."""
        limit = self.layout.pass_mark()
        named = "&".join(
            f'IF(AND(ISNUMBER({cell}),{cell}<{limit}),{quoted(f", {name}")},"")'
            for at, (name, _) in enumerate(self.layout.view.objectives)
            for cell in (f"{column(at)}{FIRST + row}",)
        )
        return f'=IF(ISNUMBER({limit}),MID({named},3,999),"")'

    def class_mastery(self, name: str, objective: int) -> Cell:
        """Return the mean, or the share of those who have reached the pass mark."""
        cells, limit = self.layout.all_mastered(objective), self.layout.pass_mark()
        if name == "mean":
            return f'=IF(COUNT({cells})=0,"",ROUND(AVERAGE({cells}),2))'
        reached = f'COUNTIF({cells},">="&{limit})/COUNT({cells})'
        return f'=IF(AND(COUNT({cells})>0,ISNUMBER({limit})),{reached},"")'

    def listed(self, list_: str, what: str, place: int) -> Cell:
        """Look up who stands at a place of a list."""
        scores = self.layout.sheet("scores")
        last = FIRST + self.layout.view.rows - 1
        columns = {
            "number": f"{scores}${NUMBER}${FIRST}:${NUMBER}${last}",
            "name": f"{scores}${NAME}${FIRST}:${NAME}${last}",
            "mark": self.layout.marks(),
            "objectives": self.layout.not_mastered() if self.layout.view.objectives else "",
        }
        if not columns[what]:
            return None
        found = f"MATCH({place + 1},{self.layout.calc_all(list_)},0)"
        return f'=IFERROR(INDEX({columns[what]},{found}),"")'

    def _form(self, row: int) -> str:
        return self.layout.calc("form", row)

    def _if_counted(self, row: int, formula: str) -> str:
        return f'=IF({self.layout.calc("counts", row)}=0,"",{formula})'
