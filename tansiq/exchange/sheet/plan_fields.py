"""The fields of the sheet of a plan, and the headers that ministries write over them.

A row is an item. Where it stands is told by its code (1.2.3), by a column for each level, or by how far its name is
indented (tansiq.exchange.planning.item_layout). Places, days and money are the fields of 5W sheets.
"""

from tansiq.exchange.sheet.field import Field
from tansiq.language.words import say

# fmt: off
_WHICH = (
    Field("item_code", "code", "#activity+code #item+code", "رمز البند", "Code", "Code",
          say("The number of the item in the plan, such as 1.2.3: item 3 under 1.2.")),
    Field("item_under", "code", "#item+parent+code", "يتبع البند", "Stands under", "Rattaché à",
          say("The code of the item it stands under, where its own code does not tell; 0 for the first level.")),
    Field("item_kind", "item_kind", "#activity+type #item+type", "نوع البند", "Kind of item", "Type d'élément",
          say("Axis, objective, programme, project, activity or milestone.")),
    Field("item_name", "text", "#activity+name #activity #item+name #item", "البند", "Item", "Élément",
          say("What the item is called."), bilingual=True),
    Field("item_description", "prose", "#description #activity+description", "الوصف", "Description", "Description",
          say("What the item is about, in full."), bilingual=True),
)

_LEVEL = (
    Field("level_1", "text", "#item+level1", "المستوى الأول", "Level 1", "Niveau 1",
          say("The item of the first level that the row is, or stands under."), bilingual=True),
    Field("level_2", "text", "#item+level2", "المستوى الثاني", "Level 2", "Niveau 2",
          say("The item of the second level that the row is, or stands under."), bilingual=True),
    Field("level_3", "text", "#item+level3", "المستوى الثالث", "Level 3", "Niveau 3",
          say("The item of the third level that the row is, or stands under."), bilingual=True),
    Field("level_4", "text", "#item+level4", "المستوى الرابع", "Level 4", "Niveau 4",
          say("The item of the fourth level that the row is, or stands under."), bilingual=True),
    Field("level_5", "text", "#item+level5", "المستوى الخامس", "Level 5", "Niveau 5",
          say("The item of the fifth level that the row is, or stands under."), bilingual=True),
    Field("level_6", "text", "#item+level6", "المستوى السادس", "Level 6", "Niveau 6",
          say("The item of the sixth level that the row is, or stands under."), bilingual=True),
    Field("level_axis", "text", "#item+axis", "المحور", "Axis", "Axe",
          say("The axis that the row is, or stands under."), bilingual=True),
    Field("level_objective", "text", "#item+objective", "الهدف", "Objective", "Objectif",
          say("The objective that the row is, or stands under."), bilingual=True),
    Field("level_programme", "text", "#item+programme", "البرنامج", "Programme", "Programme",
          say("The programme that the row is, or stands under."), bilingual=True),
    Field("level_project", "text", "#item+project", "المشروع", "Project", "Projet",
          say("The project that the row is, or stands under."), bilingual=True),
    Field("level_activity", "text", "#item+activity", "النشاط", "Activity", "Activité",
          say("The activity that the row is, or stands under."), bilingual=True),
    Field("level_milestone", "text", "#item+milestone", "المعلم", "Milestone", "Jalon",
          say("The milestone that the row is."), bilingual=True),
)

_WHO_AND_WHERE = (
    Field("item_sectors", "names", "#sector+code #sector+list #sector", "القطاعات", "Sectors", "Secteurs",
          say("Codes or names of the sectors, parted by a semicolon.")),
    Field("item_area_codes", "names", "#adm+code+list", "رموز المناطق", "Area codes", "Codes des zones",
          say("P-codes of the areas, parted by a semicolon.")),
    Field("item_areas", "names", "#adm+name+list", "المناطق", "Areas", "Zones",
          say("Names of the areas, parted by a semicolon; read where no P-codes are given.")),
    Field("responsible", "text", "#org+responsible+name #org+impl #org", "الجهة المسؤولة", "Responsible", "Responsable",
          say("Who answers for the item: an organisation of the register, or an office in plain words.")),
    Field("responsible_office", "text", "#org+office", "المكتب المسؤول", "Responsible office", "Bureau responsable",
          say("The office that answers for the item, where it is no organisation of the register."), bilingual=True),
    Field("supporters", "names", "#org+support+list #org+partner", "الجهات الداعمة", "Supporting organisations",
          "Organisations d'appui", say("Organisations of the register that support it, parted by a semicolon.")),
)

_HOW_MUCH = (
    Field("weight", "share", "#item+weight", "الوزن", "Weight", "Poids",
          say("Its share among its siblings, in per cent.")),
    Field("required", "number", "#targeted+quantity #indicator+target", "الكمية المطلوبة", "Quantity required",
          "Quantité requise", say("How much is required, in the unit of the unit column.")),
    Field("unit", "text", "#indicator+unit #unit", "الوحدة", "Unit", "Unité",
          say("What the quantity counts: metres, classrooms, households connected.")),
    Field("people", "count", "#beneficiary #targeted", "المستفيدون", "People to be served", "Bénéficiaires",
          say("Persons to be served, not households.")),
    Field("goals", "names", "#goal+code", "أهداف التنمية المستدامة", "Sustainable development goals",
          "Objectifs de développement durable", say("Goals or targets by their numbers, such as 6.1; 4.a.")),
)

_HOW_FAR = (
    Field("item_state", "item_state", "#status #status+name", "حالة التنفيذ", "State", "État",
          say("Not started, under way, done, suspended or cancelled.")),
    Field("progress", "share", "#item+progress", "نسبة الإنجاز", "Progress", "Avancement",
          say("How far it is, from 0 to 100.")),
    Field("item_remark", "prose", "#meta+remarks #meta+comments", "ملاحظات", "Remark", "Remarque",
          say("What is to be said of how far it is.")),
    Field("serves", "code", "#item+serves+code", "يخدم البند", "Serves", "Contribue à",
          say("The item of the plan above that it serves, such as P12/1.2.")),
)
# fmt: on

WHICH, LEVELS, WHO_AND_WHERE, HOW_MUCH, HOW_FAR = _WHICH, _LEVEL, _WHO_AND_WHERE, _HOW_MUCH, _HOW_FAR

BY_NUMBER = tuple(f"level_{number}" for number in range(1, 7))
"""The columns of levels that say nothing of the kind of their items."""
BY_KIND = {
    "level_axis": "AXIS",
    "level_objective": "OBJECTIVE",
    "level_programme": "PROGRAMME",
    "level_project": "PROJECT",
    "level_activity": "ACTIVITY",
    "level_milestone": "MILESTONE",
}
"""The columns of levels that do, from the widest to the narrowest."""

# fmt: off
SYNONYMS: dict[str, str] = {
    "item_code":
        "item code|code of item|no|no.|n°|nº|num|number|numéro|ref|reference|réf|référence|wbs|serial|s n|sn|index|"
        "activity code|code activité|code de l'activité|activity no|الرقم|رقم|رقم البند|الرمز|رمز|كود|الكود|م|ت|"
        "التسلسل|تسلسل|رقم النشاط|رمز النشاط|الترقيم|الرقم التسلسلي",
    "item_under": "parent|parent code|under|code parent|البند الأعلى|البند الرئيسي|رمز البند الأعلى|تابع لـ",
    "item_kind": "kind|type|item type|item kind|level type|نوع|النوع|type d'action|نوع المستوى",
    "item_name":
        "name|title|item name|task|task name|action|actions|line|plan item|activity name and level|nom|titre|intitulé|"
        "libellé|désignation|tâche|action prévue|الاسم|اسم البند|العنوان|البيان|المسمى|بيان|المهمة|التفاصيل|الإجراء|"
        "الإجراءات|البنود|بند الخطة",
    "item_description": "details|desc|detail|détails|تفاصيل|شرح|وصف البند|وصف النشاط|وصف المشروع|activity description",
    "level_axis":
        "pillar|axes|pillars|strategic axis|main axis|component|pilier|axe stratégique|composante|المحاور|"
        "المحور الرئيسي|المحور الاستراتيجي|المكون|الركيزة|المجال",
    "level_objective":
        "goal|strategic objective|specific objective|outcome|objectives|objectif spécifique|objectif stratégique|"
        "résultat|الأهداف|الهدف الاستراتيجي|الهدف الخاص|الهدف الفرعي|الهدف العام|النتيجة|المخرج|output|الغاية",
    "level_programme": "program|programmes|programs|البرامج|البرنامج التنموي|sub programme|sous programme",
    "level_project": "projects|project name|nom du projet|المشاريع|المشروعات|اسم المشروع|مشروع",
    "level_activity":
        "activities|sub activity|main activity|activités|الأنشطة|الأنشطة الرئيسية|النشاط الرئيسي|النشاط الفرعي|"
        "الفعالية",
    "level_milestone": "milestones|jalons|معلم|المعالم|محطة الإنجاز",
    "level_1": "first level|premier niveau|المستوى 1|level one",
    "level_2": "second level|deuxième niveau|المستوى 2|level two",
    "level_3": "third level|troisième niveau|المستوى 3|level three",
    "level_4": "fourth level|quatrième niveau|المستوى 4|level four",
    "level_5": "fifth level|cinquième niveau|المستوى 5|level five",
    "level_6": "sixth level|sixième niveau|المستوى 6|level six",
    "item_sectors": "sector|sector code|cluster|secteur|القطاع|رمز القطاع|رموز القطاعات|sector codes|المجال القطاعي",
    "item_area_codes": "area code|pcode|p code|pcodes|p codes|رمز المنطقة|رمز المكان",
    "item_areas":
        "area|location|locations|place|places|target area|geographic area|zone|lieu|lieux|localisation|المنطقة|الموقع|"
        "المواقع|المكان|مكان التنفيذ|النطاق الجغرافي|المناطق المستهدفة|موقع التنفيذ|نطاق التنفيذ",
    "responsible":
        "responsible organisation|responsible party|responsible entity|lead|lead organisation|"
        "implementing organisation|implementing partner|implementer|owner|organisation|"
        "responsibility|entité responsable|organisation responsable|"
        "structure responsable|الجهة المنفذة|المسؤول|المسؤولية|مسؤولية التنفيذ|الجهة|الجهة المسؤولة عن التنفيذ|المنفذ|"
        "جهة التنفيذ|المنظمة المسؤولة",
    "responsible_office": "office|bureau|المكتب|المكتب التنفيذي|مكتب التنفيذ|department|الإدارة المسؤولة",
    "supporters":
        "supporters|supporting|supporting partners|partners|supporting entities|partenaires|organisations d'appui|"
        "الجهات المساندة|الشركاء|الجهات المشاركة|الجهة الداعمة|الداعمون|الجهة المساندة|شركاء التنفيذ",
    "weight": "weights|relative weight|weight %|pondération|الوزن النسبي|الأوزان|الأهمية النسبية|poids relatif",
    "required":
        "quantity|target quantity|required|target|required quantity|qty|quantité|cible|الكمية|المستهدف|العدد|"
        "العدد المطلوب|الكمية المستهدفة|حجم العمل",
    "unit": "unit of measure|measure|uom|unité de mesure|وحدة القياس|وحدة|وحدة العدد",
    "people":
        "people|beneficiaries|persons|people served|target people|number of beneficiaries|personnes|"
        "nombre de bénéficiaires|عدد المستفيدين|المستفيدين|عدد السكان المستفيدين|الأشخاص|المستهدفون",
    "goals": "sdg|sdgs|sdg targets|odd|cibles odd|غايات التنمية المستدامة|الهدف الأممي",
    "item_state": "status|implementation status|statut|الحالة|حالة البند|الوضع|موقف التنفيذ|الموقف التنفيذي",
    "progress":
        "progress %|% progress|completion|% complete|percent complete|achievement|achieved %|réalisation|"
        "taux d'avancement|taux de réalisation|الإنجاز|نسبة التنفيذ|نسبة الانجاز %|التقدم|الإنجاز %|مستوى الإنجاز",
    "item_remark": "remarks|comment|comments|note|notes|observations|remarques|commentaires|ملاحظة|الملاحظات|تعليقات",
    "serves": "serves item|contributes to|aligned with|يخدم|البند المخدوم|contribue à l'élément|يخدم بند الخطة الأم",
    "starts_on":
        "start|starts on|start date|from|first day|begin|beginning|date début|début|البدء|البداية|بداية التنفيذ|"
        "تاريخ البداية|من|بداية النشاط|تاريخ بداية التنفيذ|بدء التنفيذ",
    "ends_on":
        "end|ends on|finish|finish date|due|due date|deadline|to|last day|date fin|fin|échéance|الانتهاء|النهاية|"
        "نهاية التنفيذ|تاريخ النهاية|إلى|الى|موعد الانتهاء|تاريخ نهاية التنفيذ|انتهاء التنفيذ",
    "reported_on": "report date|reporting date|date reported|updated|date du rapport|تاريخ التقرير|تاريخ التحديث",
    "budget":
        "cost|costs|estimated cost|amount|total cost|budget estimate|coût|montant|coût estimé|التكلفة|الكلفة|"
        "التكلفة التقديرية|الكلفة التقديرية|الموازنة|المبلغ|الميزانية التقديرية|الاعتماد",
    "currency": "monnaie|budget currency|عملة|عملة الميزانية",
}
# fmt: on
