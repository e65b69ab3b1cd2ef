"""The back office: ministry and district admins edit records here."""

from flask import Flask
from flask_admin import Admin
from flask_admin.theme import Bootstrap4Theme
from flask_babel import Babel

from admin.area_reports.page import AreaReportPage
from admin.cases.arranging_page import ArrangingPage
from admin.cases.figures_page import CaseFiguresPage
from admin.cases.list_page import CasesPage
from admin.cases.page import CasePage
from admin.coverage import CoverageView
from admin.coverage.plan_matrix import PlanMatrixPage
from admin.current_viewer import speak_during_requests
from admin.following.figures_page import FiguresPage
from admin.following.page import FollowingPage
from admin.following.to_fill_page import ToFillPage
from admin.following.waiting_page import WaitingPage
from admin.imports.learned_names import LearnedNamesPage
from admin.imports.page import ImportsView
from admin.meetings.calendar_link import open_calendars
from admin.overlaps.deciding import DecisionsPage
from admin.overlaps.page import OverlapsPage
from admin.overlaps.weights import WeightsPage
from admin.pages.batches import BatchesView
from admin.pages.definition_documents import DefinitionDocumentsPage
from admin.pages.exports import ExportsPage, make_files
from admin.pages.fields import FieldsPage
from admin.pages.frame import install_frame
from admin.pages.history import HistoryPage
from admin.pages.kept_files import give_files
from admin.pages.month import MonthPage
from admin.pages.notices import NoticesPage
from admin.pages.profile import ProfilePage
from admin.pages.registers import RegistersPage
from admin.pages.search import SearchPage
from admin.pages.start import StartPage
from admin.pages.typed_day import read_typed_days
from admin.partnerships.call_page import CallPage
from admin.plans.item_lists import LateItemsPage, OpenItemsPage
from admin.plans.page import OutlinePage
from admin.plans.versions_page import VersionsPage
from admin.proposals.page import ProposalsView
from admin.proposals.registering import open_registration
from admin.reports.page import ReportsPage
from admin.rounds.evaluation_page import EvaluationPage
from admin.rounds.page import RoundsPage
from admin.rounds.statement_page import StatementPage
from admin.signing_in.browser_safety import install_browser_safety
from admin.signing_in.factor_pages import demand_factors
from admin.signing_in.password_pages import open_password_pages
from admin.signing_in.sending_again import offer_to_send_again
from admin.signing_in.session_keeping import keep_sessions
from admin.signing_in.sign_in import allow_sign_in
from admin.surveys.feedback_page import FeedbackPage
from admin.surveys.public_pages import open_surveys
from admin.twins.page import TwinsPage
from admin.views.commitment import OwnCommitmentsPage
from admin.views.entry import EntryView
from admin.views.licence import RenewalsPage
from admin.views.of_type import views_with_models
from admin.views.plan_comment import CommentsPage
from admin.views.portal import PortalsPage
from admin.words.library_catalogues import speak_ours_first
from tansiq.language.words import language
from tansiq.platform.settings import Settings

FIRST_PAGES = (
    CoverageView,
    AreaReportPage,
    OverlapsPage,
    DecisionsPage,
    WeightsPage,
    CasesPage,
    CasePage,
    CaseFiguresPage,
    ArrangingPage,
    MonthPage,
)
LAST_PAGES = (
    EntryView, RegistersPage, TwinsPage, PlanMatrixPage, RenewalsPage, LateItemsPage, OpenItemsPage, CommentsPage,
    OwnCommitmentsPage, ReportsPage, LearnedNamesPage, ImportsView, BatchesView, HistoryPage, FieldsPage,
    DefinitionDocumentsPage, PortalsPage, NoticesPage, ProfilePage, SearchPage, ExportsPage, OutlinePage, VersionsPage,
    FollowingPage, FiguresPage, WaitingPage, ToFillPage, FeedbackPage, RoundsPage, EvaluationPage,
    StatementPage, CallPage,
)  # fmt: skip
"""The pages that stand before and after them."""


def install(app: Flask, settings: Settings) -> None:
    """Add the panel at /admin/ and its sign-in to the application."""
    Babel(app, locale_selector=language, configure_jinja=False)
    speak_during_requests(app)
    install_browser_safety(app, settings)
    security = allow_sign_in(app, settings)
    speak_ours_first(security.i18n_domain)
    install_frame(app, settings)
    read_typed_days(app)
    give_files(app)
    open_password_pages(app)
    open_registration(app)
    open_surveys(app)
    open_calendars(app)
    keep_sessions(app, settings)
    offer_to_send_again(app)
    demand_factors(app)
    make_files(app)
    panel = Admin(app, name="تنسيق", index_view=StartPage(), theme=Bootstrap4Theme(base_template="panel/frame.html"))
    for question in FIRST_PAGES:
        panel.add_view(question())
    for view, model in views_with_models():
        panel.add_view(view(model))
    panel.add_view(ProposalsView())
    for page in LAST_PAGES:
        panel.add_view(page())
