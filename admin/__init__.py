"""The back office: ministry and district admins edit records here."""

from flask import Flask
from flask_admin import Admin
from flask_admin.theme import Bootstrap4Theme
from flask_babel import Babel

from admin.account import AccountView
from admin.activity_type import ActivityTypeView
from admin.area import AreaView
from admin.batches import BatchesView
from admin.borrowed import speak_ours_first
from admin.coverage import CoverageView
from admin.deciding import DecisionsPage
from admin.factor_pages import demand_factors
from admin.history import HistoryPage
from admin.imports import ImportsView
from admin.intervention import InterventionView
from admin.licence import LicenceView, RenewalsPage
from admin.need import NeedView
from admin.organization import OrganizationView
from admin.organization_contact import OrganizationContactView
from admin.organization_document import OrganizationDocumentView
from admin.overlaps import OverlapsPage
from admin.pages import dress
from admin.password_pages import open_password_pages
from admin.population_group import PopulationGroupView
from admin.portal import PortalsPage
from admin.profile import ProfilePage
from admin.project import ProjectView
from admin.proposals import ProposalsView
from admin.registering import open_registration
from admin.sector import SectorView
from admin.session_keeping import keep_sessions
from admin.shielding import shield
from admin.sign_in import allow_sign_in
from admin.site import SiteView
from admin.start import StartPage
from admin.viewing import speak_during_requests
from tansiq import models
from tansiq.settings import Settings
from tansiq.words import language

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
    open_password_pages(app)
    open_registration(app)
    keep_sessions(app, settings)
    demand_factors(app)
    panel = Admin(app, name="تنسيق", index_view=StartPage(), theme=Bootstrap4Theme(base_template="panel/frame.html"))
    for question in QUESTIONS:
        panel.add_view(question())
    for view, model in (*VIEWS, *PEOPLE):
        panel.add_view(view(model))
    panel.add_view(ProposalsView())
    for page in DEEDS:
        panel.add_view(page())
