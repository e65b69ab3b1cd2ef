"""The fields of a sheet: one table a kind, from which reading, writing and the help of the importer all come.

No world standard exists. The order is that of the sheet we write; counts are of people unless the name
says households. The further headers that other people write are in `synonyms`.
"""

from tansiq.exchange.sheet import entry_fields, own_fields, plan_fields, unit_fields
from tansiq.exchange.sheet.field import IN_WORDS_OF_5W, Field, SheetKind, in_two_languages
from tansiq.exchange.sheet.people_fields import PEOPLE
from tansiq.language.words import Sentence, say

# fmt: off
_WHO = (
    Field("record_id", "code", "#meta+id", "معرف القيد", "Record id", "Identifiant de l'enregistrement",
          say("The id of the record in this register: a row that carries one updates that record.")),
    Field("source_id", "code", "#meta+id+source", "معرف المصدر", "Source id", "Identifiant source",
          say("The id of the row in the sender's own system.")),
    Field("organization_name", "text", "#org+impl+name #org+impl #org+name #org", "الجهة المنفذة",
          "Implementing organisation", "Organisation de mise en œuvre",
          say("The organisation that carries the work out."), bilingual=True),
    Field("organization_acronym", "text", "#org+impl+acronym #org+acronym #org+impl+abbr #org+abbr",
          "اختصار الجهة المنفذة", "Organisation acronym", "Acronyme de l'organisation",
          say("The short name of the implementing organisation.")),
    Field("organization_kind", "text", "#org+impl+type #org+type #org+type+name #org+impl+type+name",
          "نوع الجهة المنفذة", "Organisation kind", "Type d'organisation",
          say("Its kind: international, national, United Nations, government and so on.")),
    Field("registration_number", "code", "#org+impl+registration #org+registration", "رقم تسجيل الجهة",
          "Registration number", "Numéro d'enregistrement",
          say("The number under which the ministry registered the implementing organisation.")),
    Field("lead_name", "text", "#org+prog+name #org+prog #org+lead+name #org+lead", "الجهة المبرمجة",
          "Lead organisation", "Organisation responsable",
          say("The organisation that answers for the work, where another one carries it out."),
          bilingual=True),
    Field("donor", "names", "#org+funder+name #org+funder #org+donor #org+donor+name", "الممول", "Donor",
          "Bailleur",
          say("Who pays: one organisation or several, parted by a semicolon.")),
)

_WHERE = (
    Field("country", "text", "#country+name #country", "البلد", "Country", "Pays", say("The country."),
          bilingual=True),
    Field("country_pcode", "code", "#country+code #country+iso3 #country+iso2", "رمز البلد", "Country code",
          "Code pays", say("The code of the country, such as YE or YEM.")),
    Field("adm1_name", "text", "#adm1+name #adm1", "المحافظة", "Governorate", "Gouvernorat",
          say("The first level of areas: governorate, region, province."), bilingual=True),
    Field("adm1_pcode", "code", "#adm1+code #adm1+pcode", "رمز المحافظة", "Governorate P-code",
          "Pcode du gouvernorat", say("The P-code of the governorate, such as YE12.")),
    Field("adm2_name", "text", "#adm2+name #adm2", "المديرية", "District", "District",
          say("The second level of areas: district, department, cercle."), bilingual=True),
    Field("adm2_pcode", "code", "#adm2+code #adm2+pcode", "رمز المديرية", "District P-code",
          "Pcode du district", say("The P-code of the district, such as YE1211.")),
    Field("adm3_name", "text", "#adm3+name #adm3", "العزلة أو الناحية", "Sub-district", "Sous-district",
          say("The third level of areas: sub-district, commune, woreda."), bilingual=True),
    Field("adm3_pcode", "code", "#adm3+code #adm3+pcode", "رمز العزلة أو الناحية", "Sub-district P-code",
          "Pcode du sous-district", say("The P-code of the sub-district, such as YE121101.")),
    Field("settlement_name", "text", "#loc+name #loc #adm4+name #adm4", "التجمع أو المخيم", "Settlement",
          "Localité", say("The town, village, camp or site."), bilingual=True),
    Field("settlement_pcode", "code", "#loc+code #loc+pcode #adm4+code #adm4+pcode", "رمز التجمع",
          "Settlement code", "Code de la localité", say("The code of the town, village, camp or site.")),
    Field("settlement_kind", "text", "#loc+type", "نوع التجمع", "Settlement kind", "Type de localité",
          say("What the settlement is: town, village, camp, collective centre...")),
    Field("latitude", "latitude", "#geo+lat #geo+latitude #loc+lat #lat_deg #lat", "خط العرض", "Latitude",
          "Latitude", say("Degrees north of the equator as a decimal number, -90 to 90.")),
    Field("longitude", "longitude", "#geo+lon #geo+long #geo+longitude #loc+lon #lon_deg #lon", "خط الطول",
          "Longitude", "Longitude", say("Degrees east of Greenwich as a decimal number, -180 to 180.")),
)

_WHAT = (
    Field("sector", "text", "#sector+cluster+name #sector+name #sector+cluster #sector", "القطاع", "Sector",
          "Secteur", say("The sector or cluster of the work."), bilingual=True),
    Field("sector_code", "code", "#sector+cluster+code #sector+code", "رمز القطاع", "Sector code",
          "Code du secteur", say("The code of the sector, such as WSH.")),
    Field("subsector", "text", "#subsector+name #subsector", "القطاع الفرعي", "Sub-sector", "Sous-secteur",
          say("The part of the sector."), bilingual=True),
    Field("activity", "text", "#activity+name #activity #activity+type", "النشاط", "Activity", "Activité",
          say("What is done, as a short type of activity."), bilingual=True),
    Field("title", "text", "#activity+title #description", "عنوان التدخل", "Intervention title",
          "Titre de l'intervention", say("The title of the intervention, in a few words."), bilingual=True),
    Field("project_code", "code", "#activity+project+code #project+code", "رمز المشروع", "Project code",
          "Code du projet", say("The code of the project that the intervention belongs to.")),
    Field("project_title", "text", "#activity+project+name #activity+project #project+name #project",
          "اسم المشروع", "Project title", "Titre du projet",
          say("The title of the project that the intervention belongs to."), bilingual=True),
    Field("plan_item", "names", "#activity+plan+code", "رمز بند الخطة", "Plan item code", "Code de l'action du plan",
          say("The codes of the items of plans that it serves, such as P12/1.2.3: item 1.2.3 of plan 12.")),
    Field("modality", "modality", "#modality #modality+name", "الطريقة", "Modality", "Modalité",
          say("How help is given: in kind, cash, voucher, service, or cash and in kind together.")),
    Field("indicator", "text", "#indicator+name #indicator", "المؤشر", "Indicator", "Indicateur",
          say("The indicator that progress is measured by."), bilingual=True),
    Field("indicator_value", "number", "#indicator+num #indicator+value", "قيمة المؤشر", "Indicator value",
          "Valeur de l'indicateur", say("The figure reached, in the indicator's own unit.")),
)

_WHEN = (
    Field("period", "period", "#date+period #period #period_date", "الفترة", "Period", "Période",
          say("The month, quarter or year of the row, where it gives no dates.")),
    Field("month", "period", "#date+month #period+month", "الشهر", "Month", "Mois",
          say("The month of the row; its year stands in a column of its own, or in the same cell.")),
    Field("quarter", "period", "#date+quarter #period+quarter", "الربع", "Quarter", "Trimestre",
          say("The quarter of the row; its year stands in a column of its own, or in the same cell.")),
    Field("half_year", "period", "#date+semester #period+semester", "النصف", "Half-year", "Semestre",
          say("The half of the year of the row; the year stands in a column of its own, or in the same cell.")),
    Field("year", "period", "#date+year #period+year", "السنة", "Year", "Année",
          say("The year of the row.")),
    Field("starts_on", "date", "#date+start", "تاريخ البدء", "Start date", "Date de début",
          say("The first day of the work.")),
    Field("ends_on", "date", "#date+end", "تاريخ الانتهاء", "End date", "Date de fin",
          say("The last day of the work; empty while it has no known end.")),
    Field("reported_on", "date", "#date+reported #date+updated", "تاريخ الإبلاغ", "Reported on",
          "Date de rapport", say("The day the figures were reported.")),
    Field("status", "status", "#status #status+name #activity+status", "الحالة", "Status", "Statut",
          say("Planned, ongoing, completed, suspended or cancelled.")),
)

_WHOM = (
    Field("population_group", "text", "#beneficiary+type #beneficiary #population+type #affected+type",
          "الفئة السكانية", "Population group", "Groupe de population",
          say("Whom the work is for: displaced, host community, refugees..."), bilingual=True),
    Field("sex", "text", "#gender #gender+code #gender+name #sex #sex+code #sex+name", "الجنس", "Sex", "Sexe",
          say("Whether the row counts women and girls, men and boys, or all.")),
    Field("age", "text", "#age #age+range #age+code #age+name #age+group", "الفئة العمرية", "Age group",
          "Groupe d'âge", say("The ages that the row counts, such as 0-17 or 18+.")),
    Field("disability", "text", "#disability #disability+code #disabled", "الإعاقة", "Disability", "Handicap",
          say("Whether the row counts people with disabilities, people without, or all.")),
    Field("population_status", "text", "#population+status", "حالة السكان", "Population status",
          "Statut de la population",
          say("Which figure the row gives: all, affected, in need, targeted or reached.")),
    Field("population", "count", "#population", "السكان", "Population", "Population",
          say("People who live there.")),
    Field("affected", "count", "#affected", "المتضررون", "People affected", "Personnes affectées",
          say("People whom the crisis touches.")),
    Field("severity", "number", "#severity", "الشدة", "Severity", "Sévérité",
          say("How severe the need is, from 1 to 5.")),
    *PEOPLE,
    Field("distinct_people", "yes_no", "#beneficiary+distinct", "أشخاص غير مكررين", "Distinct people",
          "Personnes distinctes",
          say("Yes where these people are others than those of other rows of the same area and sector.")),
)

_MONEY = (
    Field("budget", "money", "#value+budget #value", "الميزانية", "Budget", "Budget",
          say("The money planned, in the unit of the currency column.")),
    Field("currency", "code", "#currency #value+currency", "العملة", "Currency", "Devise",
          say("The currency of the budget as three letters, such as YER or USD.")),
)

_REMARKS = (
    Field("remarks", "text", "#meta+remarks #meta+comments #meta+comment #description+remarks", "ملاحظات",
          "Remarks", "Remarques", say("Anything else that a reader should know.")),
)

_CONTACT = (
    Field("contact_name", "text", "#contact+name #contact", "جهة الاتصال", "Contact name", "Nom du contact",
          say("Personal: who answers questions about the row. It is left out of what is read."),
          personal=True),
    Field("contact_phone", "text", "#contact+phone", "هاتف جهة الاتصال", "Contact phone",
          "Téléphone du contact",
          say("Personal: the telephone of the contact. It is left out of what is read."), personal=True),
    Field("contact_email", "text", "#contact+email", "بريد جهة الاتصال", "Contact email",
          "Courriel du contact",
          say("Personal: the e-mail address of the contact. It is left out of what is read."), personal=True),
)
# fmt: on

Groups = tuple[tuple[Sentence, tuple[Field, ...]], ...]


def _variants(*rows: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(variant for row in rows for field in row for variant in in_two_languages(field))


FIELDS: tuple[Field, ...] = _variants(_WHO, _WHERE, _WHAT, _WHEN, _WHOM, _MONEY, _REMARKS, _CONTACT)
"""Those of a 5W sheet."""
PERIODS = ("month", "quarter", "half_year", "period", "year")
"""The fields that tell when by a period, the finest first."""

GROUPS: Groups = tuple(
    (title, _variants(rows))
    for title, rows in (
        (say("Who"), _WHO),
        (say("Where"), _WHERE),
        (say("What"), _WHAT),
        (say("When"), _WHEN),
        (say("For whom"), _WHOM),
        (say("For how much"), _MONEY),
        (say("More about the row"), _REMARKS),
        (say("Personal, always left out"), _CONTACT),
    )
)
"""The same fields under headings, to be chosen from."""

_PLACES = tuple(field for field in _WHERE if field.name.startswith(("adm", "settlement_name", "settlement_pcode")))
_DAYS = tuple(field for field in _WHEN if field.name in ("starts_on", "ends_on", "reported_on"))
_PLAN_GROUPS: Groups = tuple(
    (title, _variants(rows))
    for title, rows in (
        (say("Which item"), plan_fields.WHICH),
        (say("A column for each level"), plan_fields.LEVELS),
        (say("Who and where"), (*plan_fields.WHO_AND_WHERE, *_PLACES)),
        (say("When"), _DAYS),
        (say("For how much"), (*plan_fields.HOW_MUCH, *_MONEY)),
        (say("How far it is"), plan_fields.HOW_FAR),
        (say("Personal, always left out"), _CONTACT),
    )
)

_UNIT_GROUPS: Groups = tuple(
    (title, _variants(rows))
    for title, rows in (
        (say("Which unit"), unit_fields.WHICH),
        (say("Where"), unit_fields.WHERE),
        (say("When"), tuple(field for field in _DAYS if field.name != "reported_on")),
    )
)

GROUPS_OF: dict[SheetKind, Groups] = {
    **dict.fromkeys(IN_WORDS_OF_5W, GROUPS),
    "PLAN": _PLAN_GROUPS,
    "UNITS": _UNIT_GROUPS,
}
FIELDS_OF: dict[SheetKind, tuple[Field, ...]] = {
    kind: tuple(field for _title, fields in groups for field in fields) for kind, groups in GROUPS_OF.items()
}
BY_NAME: dict[str, Field] = {row.name: row for fields in reversed(FIELDS_OF.values()) for row in fields}
"""All fields of all kinds of sheet; those that several kinds share are the same."""
_ENTRY_FIELDS: dict[str, Field] = {row.name: row for row in entry_fields.FIELDS}
_POINT = tuple(field for field in _WHERE if field.name in ("latitude", "longitude"))


def find_field(name: str) -> Field | None:
    """The field of this name, one that a ministry defined too; None where there is none."""
    return BY_NAME.get(name) or _ENTRY_FIELDS.get(name) or own_fields.own_field(name)


def field_named(name: str) -> Field:
    """The field of this name, which is there. Raises LookupError."""
    if (found := find_field(name)) is None:
        raise LookupError(f"No column of a sheet means {name}.")
    return found


def groups_of(kind: SheetKind) -> Groups:
    """The fields of a kind of sheet under headings, with those that a ministry defined."""
    own = own_fields.own_fields(kind)
    further = ((say("Fields of the ministry"), own),) if own else ()
    return (*_static_groups_of(kind), *further)


def fields_of(kind: SheetKind) -> tuple[Field, ...]:
    """The same in one line."""
    return tuple(field for _title, fields in groups_of(kind) for field in fields)


def static_fields_of(kind: SheetKind) -> tuple[Field, ...]:
    """Those that the program knows by itself."""
    return tuple(field for _title, fields in _static_groups_of(kind) for field in fields)


def _static_groups_of(kind: SheetKind) -> Groups:
    return GROUPS_OF[kind] if kind in GROUPS_OF else _of_entries(kind)


def _of_entries(kind: SheetKind) -> Groups:
    """What entries of an own record type say beside its fields: it depends on the type."""
    definition = own_fields.type_of_kind(kind)
    if definition is None:
        return ()
    which = (entry_fields.ENTRY_ID, *([own_fields.owner_field(definition)] if definition.owner_table else []))
    where = (entry_fields.AREA, *_variants(_PLACES)) if definition.has_area else ()
    told = (
        (say("Which entry"), which),
        (say("Who"), (entry_fields.ORGANIZATION,) if definition.has_organization else ()),
        (say("Where"), (*where, *(_POINT if definition.has_point else ()))),
        (say("More about the row"), (entry_fields.PUBLISHED,) if definition.policy == "PUBLIC" else ()),
    )
    return tuple((title, fields) for title, fields in told if fields)
