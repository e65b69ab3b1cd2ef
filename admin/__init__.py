"""The back office: ministry and district admins edit records here."""

from flask import Flask
from flask_admin import Admin
from flask_admin.theme import Bootstrap4Theme
from flask_babel import Babel

from admin.coverage import CoverageView
from admin.imports.page import ImportsView
from admin.overlaps.deciding import DecisionsPage
from admin.overlaps.page import OverlapsPage
from admin.pages.batches import BatchesView
from admin.pages.current_viewer import speak_during_requests
from admin.pages.frame import dress
from admin.pages.history import HistoryPage
from admin.pages.start import StartPage
from admin.proposals.page import ProposalsView
from admin.proposals.registering import open_registration
from admin.signing_in.browser_safety import shield
from admin.signing_in.factor_pages import demand_factors
from admin.signing_in.password_pages import open_password_pages
from admin.signing_in.profile import ProfilePage
from admin.signing_in.session_keeping import keep_sessions
from admin.signing_in.sign_in import allow_sign_in
from admin.views.account import AccountView
from admin.views.activity_type import ActivityTypeView
from admin.views.area import AreaView
from admin.views.intervention import InterventionView
from admin.views.licence import LicenceView, RenewalsPage
from admin.views.need import NeedView
from admin.views.organization import OrganizationView
from admin.views.organization_contact import OrganizationContactView
from admin.views.organization_document import OrganizationDocumentView
from admin.views.population_group import PopulationGroupView
from admin.views.portal import PortalsPage
from admin.views.project import ProjectView
from admin.views.sector import SectorView
from admin.views.site import SiteView
from admin.words.library_catalogues import speak_ours_first
from tansiq import models
from tansiq.language.words import language
from tansiq.platform.settings import Settings

VIEWS = (
    (InterventionView, models.Intervention),
    (SiteView, models.Site),
    (ProjectView, models.Project),
    (OrganizationView, models.Organization),
    (LicenceView, models.Licence),
    (OrganizationContactView, models.OrganizationContact),
    (OrganizationDocumentView, models.OrganizationDocument),
    (NeedView, models.Need),
    (AreaView, models.Area),
    (SectorView, models.Sector),
    (ActivityTypeView, models.ActivityType),
    (PopulationGroupView, models.PopulationGroup),
)
"""The views with their tables, in the order of the menu."""
PEOPLE = ((AccountView, models.Account),)
"""Who signs in: views of the same make, for administrators alone."""
QUESTIONS = (CoverageView, OverlapsPage, DecisionsPage)
DEEDS = (RenewalsPage, ImportsView, BatchesView, HistoryPage, PortalsPage, ProfilePage)
"""The pages that stand before and after them."""


def install(app: Flask, settings: Settings) -> None:
    """Add the panel at /admin/ and its sign-in to the application."""
    Babel(app, locale_selector=language, configure_jinja=False)
    speak_during_requests(app)
    shield(app, settings)
    security = allow_sign_in(app, settings)
    speak_ours_first(security.i18n_domain)
    dress(app, settings)
    open_password_pages(app, settings)
    open_registration(app, settings)
    keep_sessions(app, settings)
    demand_factors(app, settings)
    panel = Admin(app, name="تنسيق", index_view=StartPage(), theme=Bootstrap4Theme(base_template="panel/frame.html"))
    for question in QUESTIONS:
        panel.add_view(question())
    for view, model in (*VIEWS, *PEOPLE):
        panel.add_view(view(model))
    panel.add_view(ProposalsView())
    for page in DEEDS:
        panel.add_view(page())
