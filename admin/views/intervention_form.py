"""The form of one intervention: its own fields, a new project, its partners and its sites.

tansiq.intervention_entry.Entry  --shown by-->  InterventionForm  --entry()-->  Entry  --entering.save-->  kept
                                           ^                                       |
                                           +---- show(): each fault at its place --+  (Refused)
"""

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar, NamedTuple

from admin.panel.figure_fields import month_field, settle, show_proposed
from admin.panel.form_rows import FormRows
from admin.panel.forms import GuardedForm, RowForm, fill, initial_values, show_fault, whole_or_zero
from admin.panel.new_form import seen_values
from tansiq.faults import Fault, Refused
from tansiq.intervention_entry import Entry, complete_totals
from tansiq.language.words import gettext
from tansiq.models import Intervention, Project, Site
from tansiq.models.extra import number_of
from tansiq.models.site import COUNTS

PROJECT_FIELDS = ("code", "title_ar", "title_en")
PARTNER_FIELDS = ("organization", "role")
PLACE_FIELDS = ("area", "population_group")
MORE_FIELDS = ("is_distinct_people", "latitude", "longitude")
SITE_FIELDS = (*PLACE_FIELDS, *COUNTS, *MORE_FIELDS)
AT_ONCE = 50
"""Sites that one page of the form shows; the others are on further pages, and stay as they are."""

TOTALS = ("targeted", "reached", "households_targeted", "households_reached")


class FormFault(NamedTuple):
    """One thing wrong: the id of its field or row, what that is called, and the sentence."""

    anchor: str
    label: str
    text: str


class InterventionForm(GuardedForm):
    """`kinds` are the classes of the rows by name: "project", "partners", "sites"."""

    kinds: ClassVar[dict[str, type[RowForm]]]
    month_of_reached = month_field()

    def __init__(self, formdata: Any = None, entry: Entry | None = None, first: int = 1, start: int = 0) -> None:
        """Show `entry`, its sites from the place `start` on, or what was sent in its place. `first` is the number
        that its next new site gets."""
        self.shown = entry or Entry(Intervention())
        # Who was told what others changed meanwhile, and saves all the same, names the version they were told of.
        self.over = formdata.get("over") if formdata else None
        # Items of plans that were ticked.
        given = formdata.getlist("serves") if formdata else []
        self.serves = [whole_or_zero(one) for one in given] if formdata else list(self.shown.serves)
        row = self.shown.intervention
        values = initial_values(row)
        # What somebody copies, or sends once more, holds what they may not read.
        super().__init__(formdata, data=values if row.id else seen_values(values, row))
        self.project_new = self.kinds["project"](formdata, prefix="new_project-")
        self.partners = FormRows("partners", self.kinds["partners"], lambda n: gettext("Partner %(number)s", number=n))
        self.sites = FormRows("sites", self.kinds["sites"], lambda n: gettext("Site %(number)s", number=n))
        self.first, self.stored = first, {site.id: site for site in self.shown.sites if site.id}
        self.order: dict[str, list[RowForm]] = {}
        if formdata:
            self.partners.read(formdata, {})
            self.sites.read(formdata, {str(site_id): initial_values(site) for site_id, site in self.stored.items()})
        else:
            self.partners.show(self.shown.partners)
            sites = self.shown.sites[start : start + AT_ONCE]
            self.sites.show([initial_values(site) for site in sites] or ([] if row.id else [{}]))
            for site, form in zip(sites, self.sites.forms, strict=False):
                show_proposed(site, form["reached"], self.month_of_reached)

    def rows(self) -> list[tuple[str, RowForm]]:
        """(title, form) of each partner and each site."""
        partners = [(self.partners.title(n), form) for n, form in enumerate(self.partners.forms, 1)]
        return [*partners, *((self.sites.title(n), form) for n, form in self.numbered())]

    def numbered(self) -> list[tuple[int, RowForm]]:
        """Each site with its number: its own, or the one it gets when it is saved."""
        found, fresh = [], self.first
        for form in self.sites.forms:
            site = self.stored.get(whole_or_zero(form.id.data))
            found.append((site.number if site else fresh, form))
            fresh += 0 if site else 1
        return found

    def validate(self, extra_validators: Any = None) -> bool:
        kept = [form for _title, form in self.rows() if not (form.is_removed or form.is_blank)]
        return all([super().validate(extra_validators), self._is_project_right(), *(form.validate() for form in kept)])

    @property
    def errors(self) -> dict[Any, Any]:
        """Whatever is wrong anywhere in the form."""
        rows = {title: form.errors for title, form in self.rows() if form.errors}
        return {**super().errors, **rows, **self.project_new.errors}

    def wrongs(self) -> Iterator[FormFault]:
        """What is wrong in partners, sites and the new project, in the order of the page."""
        for title, form in [(gettext("New project"), self.project_new), *self.rows()]:
            for text in form.form_errors:
                yield FormFault(form.id.id.removesuffix("-id"), title, text)
            for field in form:
                yield from (FormFault(field.id, f"{title} · {field.label.text}", text) for text in field.errors)

    def pages(self) -> list[tuple[int, int, int]]:
        """(start, first place, last place) of each page of sites; none where one page shows them all."""
        count = len(self.stored)
        starts = range(0, count, AT_ONCE) if count > AT_ONCE else ()
        return [(start, start + 1, min(start + AT_ONCE, count)) for start in starts]

    def others(self) -> list[Site]:
        """The stored sites that this page of the form does not show."""
        shown = {whole_or_zero(form.id.data) for form in self.sites.forms}
        return [site for site_id, site in self.stored.items() if site_id not in shown]

    def totals(self) -> dict[str, int | None]:
        """People and households of the whole intervention: its sites add up, as all are of one sector."""
        sites = [self._site(form) for form in self.sites.forms if not form.is_removed]
        return _added([*sites, *self.others()])

    def other_totals(self) -> dict[str, int | None]:
        """The same over the sites that this page does not show, for the scripts to add to."""
        return _added(self.others())

    def entry(self, row: Intervention) -> Entry:
        """What the form holds, with `row` filled from it."""
        columns = row._meta.fields.keys() - {"version"}
        fill(row, self, [name for name in self._fields if name in columns or number_of(name) is not None])
        row.version = whole_or_zero(self.over or self.version.data)
        kept = [form for form in self.sites.forms if not (form.is_removed or form.is_blank)]
        gone = [form for form in self.sites.forms if form.is_removed and form.id.data]
        partners = [form for form in self.partners.forms if not (form.is_removed or form.is_blank)]
        self.order = {"sites": kept, "removed": gone, "partners": partners}
        return Entry(
            row,
            partners=[{name: form[name].data for name in PARTNER_FIELDS} for form in partners],
            sites=[self._site(form) for form in kept],
            removed=[self._stored(form) for form in gone],
            project=self._project(row),
            serves=self.serves,
        )

    def show(self, refusal: Refused) -> None:
        """Put each fault beside its field, or above its row, or on top."""
        for fault in refusal.faults:
            form, name = self._place(fault)
            show_fault(form, name, fault)

    def show_further(self, faults: Iterable[Fault]) -> None:
        """Put each fault beside what could not be read; a field that is told of already has no value to judge."""
        for fault in faults:
            form, name = self._place(fault)
            if name not in form or not form[name].errors:
                self.show(Refused(fault))

    def _place(self, fault: Fault) -> tuple[Any, str]:
        head, *rest = fault.field.split(".")
        if head == "project" and rest:
            return self.project_new, rest[0]
        if head == "project" and fault.code == "CONFLICT":
            return self.project_new, "code"
        if head in self.order and rest:
            return self.order[head][int(rest[0])], ".".join(rest[1:])
        return self, fault.field

    def _stored(self, form: RowForm) -> Site:
        """A copy of the stored site, at the version at which the form read it."""
        given = whole_or_zero(form.id.data)
        site = self.stored.get(given)
        found = Site(**dict(site.__data__)) if site else Site(id=given or None)
        if given:
            # A site that the form does not know is refused whatever its version.
            found.version = whole_or_zero(form.version.data) if site else 0
        return found

    def _site(self, form: RowForm) -> Site:
        site = self._stored(form)
        before = site.values() if site.id else {}
        fill(site, form, SITE_FIELDS)
        complete_totals(site, before)
        settle(site, form["reached"], self.month_of_reached, before.get("reached"))
        return site

    def _project(self, row: Intervention) -> Project | None:
        if self.project_new.is_blank:
            return None
        values = {name: self.project_new[name].data for name in PROJECT_FIELDS}
        return Project(**values, organization=row.organization_id, is_published=row.is_published)

    def _is_project_right(self) -> bool:
        if self.project_new.is_blank:
            return True
        is_right = self.project_new.validate()
        if self.project.data:
            self.project_new.code.errors = [gettext("Choose a project or enter a new one, not both.")]
            return False
        return bool(is_right)


def _added(sites: list[Site]) -> dict[str, int | None]:
    """People and households of all the sites together; None where no site tells."""
    known = {name: [value for site in sites if (value := getattr(site, name)) is not None] for name in TOTALS}
    return {name: sum(values) if values else None for name, values in known.items()}
