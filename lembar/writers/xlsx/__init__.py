"""Write a score sheet as a workbook: with formulas to type answers into, or with its results."""

from openpyxl import Workbook

from lembar.course.theme import Theme
from lembar.course.words import Words
from lembar.views.frame import Frame
from lembar.views.score_sheet import ScoreSheetView
from lembar.writers.contract import Written
from lembar.writers.docx.themepart import theme_part
from lembar.writers.xlsx.analysis import analysis_sheet
from lembar.writers.xlsx.answers import answers_sheet
from lembar.writers.xlsx.followup import follow_up_sheet
from lembar.writers.xlsx.formulas import Formulas
from lembar.writers.xlsx.hidden import calc_sheet, origin_sheet
from lembar.writers.xlsx.keys import key_sheet
from lembar.writers.xlsx.layout import Layout
from lembar.writers.xlsx.mastery import mastery_sheet
from lembar.writers.xlsx.package import package
from lembar.writers.xlsx.page import Build
from lembar.writers.xlsx.scores import scores_sheet
from lembar.writers.xlsx.styles import Styles
from lembar.writers.xlsx.values import Values


def write(view: ScoreSheetView, frame: Frame, paper: str, theme: Theme, words: Words) -> Written:
    """Return the workbook of a score sheet."""
    layout, styles = Layout(view, words), Styles(theme)
    formulas = Formulas(layout)
    fill = Values(layout, view.results) if view.results else formulas
    book = Workbook()
    book.remove(book.active)
    book.loaded_theme = theme_part(theme)
    book._named_styles["Normal"].font = styles.font()
    book.properties.title = view.cover.title
    book.properties.creator = frame.teacher.name if frame.teacher else ""
    book.properties.language = words.language
    build = Build(book, layout, styles, fill, frame, paper)
    answers_sheet(build)
    scores_sheet(build)
    analysis_sheet(build)
    if view.objectives:
        mastery_sheet(build)
    follow_up_sheet(build)
    key_sheet(build)
    origin_sheet(build)
    if not view.results:
        calc_sheet(build, formulas)
    return Written(package(book))
