"""What a sheet of entries says beside the fields of their record type, and what people write over such columns."""

from tansiq.exchange.sheet.field import Field
from tansiq.language.words import say

# fmt: off
ENTRY_ID = Field("entry_id", "code", "#meta+id", "رقم المُدخل", "Entry number", "Numéro de l'entrée",
                 say("The number of the entry in this register: a row that carries one changes that entry."))
OWNER = Field("owner", "own", "#meta+id+owner", "يتبع", "Row of", "Ligne de",
              say("What the row belongs to: its code, its name, or its number with # before it."))
ORGANIZATION = Field("entry_organization", "own", "#org+name #org", "المنظمة", "Organisation", "Organisation",
                     say("An organisation of the register, by name, acronym or registration number."))
AREA = Field("area", "own", "#adm+code #adm", "رمز المنطقة", "Area code", "Code de la zone",
             say("The P-code of the area, or its name where no other area has it."))
PUBLISHED = Field("is_published", "yes_no", "#meta+published", "منشور", "Published", "Publié",
                  say("Whether everybody may read the entry."))
SYNONYMS = {
    "entry_id": "id|entry id|record id|رقم القيد|معرف القيد|المعرف|numéro|identifiant",
    "owner": "belongs to|parent|owner|الأصل|تابع لـ|appartient à",
    "entry_organization": "organization|organisation name|organization name|association|agency|اسم المنظمة|الجهة|"
                          "الجمعية|اسم الجهة|اسم الجمعية|organisme",
    "area": "p code|pcode|area|area name|location code|المنطقة|رمز الموقع|اسم المنطقة|zone",
    "is_published": "public|منشورة|النشر|publié",
}
# fmt: on
FIELDS = (ENTRY_ID, OWNER, ORGANIZATION, AREA, PUBLISHED)
