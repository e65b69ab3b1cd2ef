"""The fields of a sheet of administrative units, the headers that ministries write over them, and their words of kinds.

A row is a unit. The unit above it is called by its code, or by its name where no other unit has it; it may stand in the
same sheet, further down too.
"""

from tansiq.exchange.sheet.field import Field
from tansiq.language.words import say

# fmt: off
WHICH = (
    Field("unit_code", "code", "#org+unit+code #meta+id", "رمز الوحدة", "Unit code", "Code de l'unité",
          say("Its number in the ministry's own lists: a row with the code of a known unit changes that unit.")),
    Field("unit_name", "text", "#org+unit+name #org+name #org", "الوحدة الإدارية", "Unit", "Unité administrative",
          say("What the unit is called."), bilingual=True),
    Field("unit_kind", "text", "#org+unit+type #org+type", "نوع الوحدة", "Kind of unit", "Type d'unité",
          say("Ministry, governorate, directorate, municipality, council, executive office, service centre or other.")),
)
WHERE = (
    Field("unit_under", "own", "#org+unit+parent", "الوحدة التي تتبعها", "Unit above", "Unité supérieure",
          say("The code or the name of the unit above it, in the register or in this sheet.")),
    Field("unit_area", "own", "#adm+code #adm", "رمز المنطقة", "Area code", "Code de la zone",
          say("The P-code of the area it is in charge of, or its name where no other area has it.")),
)
SYNONYMS = {
    "unit_code": "code|id|no|number|ref|reference|numéro|الرمز|رمز|كود|الكود|الرقم|رقم الوحدة|رقم|كود الوحدة",
    "unit_name":
        "name|unit name|administrative unit|title|entity|nom|intitulé|الاسم|اسم الوحدة|الوحدة|الجهة|اسم الجهة|"
        "اسم الوحدة الإدارية|المسمى",
    "unit_name_ar": "arabic name|name ar|الاسم العربي|الاسم بالعربية|nom arabe",
    "unit_name_en": "english name|name en|الاسم الإنجليزي|الاسم بالإنجليزية|nom anglais",
    "unit_kind": "kind|type|unit type|type of unit|النوع|نوع|نوع الجهة|صنف الوحدة|التصنيف",
    "unit_under":
        "parent|under|parent code|parent unit|above|reports to|belongs to|rattaché à|code parent|تتبع|يتبع|تابعة لـ|"
        "تابع لـ|الوحدة الأعلى|الوحدة الأم|رمز الوحدة الأعلى|الجهة التابعة لها",
    "unit_area": "area|p code|pcode|area name|location code|zone|المنطقة|رمز الموقع|نطاق المسؤولية|اسم المنطقة",
    "starts_on": "from|start|starts on|since|in being from|first day|depuis|début|من|منذ|قائمة من|تاريخ الإحداث|"
                 "تاريخ التأسيس|البداية",
    "ends_on": "until|to|end|ends on|in being until|last day|jusqu'à|fin|حتى|إلى|الى|قائمة حتى|تاريخ الإلغاء|النهاية",
}
KIND_WORDS = {
    "MINISTRY": "ministère|وزارة|الوزارة|هيئة|سلطة",
    "GOVERNORATE": "gouvernorat|province|محافظة|المحافظة|ولاية",
    "DIRECTORATE": "direction|département|department|مديرية|المديرية|إدارة|مديرية عامة|دائرة",
    "MUNICIPALITY": "commune|city|town|municipalité|بلدية|البلدية|بلدة|مدينة|مجلس مدينة|مجلس بلدة|أمانة",
    "COUNCIL": "local council|conseil|مجلس|المجلس|مجلس محلي|المجلس المحلي",
    "OFFICE": "office|bureau|مكتب|المكتب|مكتب تنفيذي",
    "CENTRE": "centre|center|service center|مركز|المركز|مركز خدمة|مركز خدمة المواطن",
    "OTHER": "other|autre|أخرى|غير ذلك",
}
"""By code of a kind: what people write beside its labels."""
# fmt: on
