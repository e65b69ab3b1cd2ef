"""The headers that other people write over the columns of their 5W sheets, in English, French and Arabic.

Parted by "|"; matched after folding, so case, accents, hamza, spaces and punctuation do not matter. Names of
areas and counts of people are not listed here: `header_places` and `header_people` put them together.
"""

# fmt: off
SYNONYMS: dict[str, str] = {
    # What our own sheets called it once.
    "record_id": "معرف السجل",
    "source_id": "id|identifiant|المعرف|row id|uuid",
    "organization_name":
        "organisation|organization|org|organisation name|name of organisation|organization full name|"
        "organisations|organizations|nom organisation|nom de l'organisation|partner|partner name|"
        "implementing partner|implementing partner name|implementing organization|implementing agency|"
        "implementer|reporting organization|reporting organisation|agency|agence|partenaire|"
        "partenaire de mise en œuvre|organisation d'exécution|المنظمة|اسم المنظمة|المنظمة المنفذة|"
        "الشريك المنفذ|الجهة|اسم الجهة|المنفذ|اسم الجهة المنفذة|الشريك|implementing partners|"
        "implementing org|ip|ip name|executing agency|operating partner|operational partner|ngo|ngo name|actor|actors|"
        "ong|nom ong|structure|nom de la structure|acteur|intervenant|organisme|partenaire d'exécution|"
        "partenaire d'implémentation|structure de mise en œuvre|partenaires|المنظمات|الشركاء|"
        "الشريك المنفذ للمشروع|الجهة المنفذة للمشروع|المؤسسة المنفذة|الجهة المنفذة للنشاط",
    "organization_acronym":
        "acronym|acronyme|accronyme|organisation accronyme|organisation acronyme|organization acronym|"
        "org acronym|acronyme organisation|sigle|partner acronym|abbreviation|اختصار|الاختصار|"
        "اختصار المنظمة|الاسم المختصر|اختصار الجهة",
    "organization_kind":
        "organisation type|organization type|type organisation|type of organisation|org type|"
        "partner type|organisation type short|organization type short|implementing partner type|"
        "agency type|نوع المنظمة|نوع الجهة|تصنيف المنظمة|نوع الشريك",
    "registration_number":
        "registration no|organisation registration number|organization registration number|رقم التسجيل|"
        "رقم الترخيص|رقم الإشهار|رقم القيد|numéro d'agrément",
    "lead_name":
        "lead organization|lead agency|lead partner|program organization|programme organisation|"
        "programming organisation|programming organization|programme partner|organisation programmatrice|"
        "chef de file|organisation chef de file|الجهة الرئيسية|المنظمة الرئيسية|الشريك الرئيسي|"
        "المنظمة القائدة",
    "donor":
        "donors|donor name|donor(s)|funder|funders|funded by|funding agency|funding organisation|"
        "bailleurs|bailleur de fond|bailleur de fonds|bailleurs de fonds|الجهة الممولة|الجهة المانحة|"
        "المانح|المانحون|المانحين|الممولون|مصدر التمويل",
    "country": "country name|nom du pays|الدولة|اسم البلد|اسم الدولة",
    "country_pcode": "iso3|iso2|country iso3|location code|رمز الدولة",
    "settlement_kind":
        "settlement type|site type|type of site|location type|type de site|camp type|نوع الموقع|"
        "نوع المخيم",
    "latitude": "lat|gps latitude|y|coord y|دائرة العرض|الإحداثي ص",
    "longitude": "lon|long|lng|gps longitude|x|coord x|الإحداثي س",
    "sector":
        "cluster|clusters|sectors|sector name|cluster name|sector cluster|cluster sector|secteurs|"
        "secteur cluster|nom du secteur|category|catégorie|الكتلة|الكلاستر|المجموعة القطاعية|"
        "القطاع الرئيسي|اسم القطاع|المجال|الفئة القطاعية",
    "sector_code": "cluster code|code secteur|code cluster",
    "subsector": "sub sector|sub cluster|subcluster|aor|area of responsibility|sous cluster",
    "activity":
        "activities|activités|activity name|activity type|type of activity|type d'activité|الأنشطة|"
        "نوع النشاط|اسم النشاط|نوع التدخل",
    "title":
        "title|titre|activity title|activity description|description of activity|description|العنوان|"
        "عنوان النشاط|وصف النشاط|وصف التدخل|اسم التدخل",
    "project_code": "hrp project code|project id number|code projet|رقم المشروع|كود المشروع",
    "project_title":
        "project|project name|projet|nom du projet|titre projet|intitulé du projet|المشروع|عنوان المشروع",
    "plan_item":
        "plan item|item code|code of plan item|code of the plan item|plan activity code|item of the plan|"
        "code de l'élément du plan|code élément du plan|ligne du plan|code de la ligne du plan|"
        "بند الخطة|رمز البند|كود البند|كود بند الخطة|رقم البند|رقم بند الخطة|رمز النشاط في الخطة",
    "modality":
        "assistance modality|delivery modality|response modality|modality of assistance|assistance type|"
        "type of assistance|modalité d'assistance|طريقة التقديم|طريقة التنفيذ|آلية التقديم|شكل المساعدة|"
        "نوع المساعدة",
    "indicator": "indicators|indicateurs|indicator name|المؤشرات|اسم المؤشر",
    "indicator_value": "achieved|achievement|réalisé|réalisation|value achieved|المحقق|المنجز|القيمة المحققة",
    "period":
        "reporting period|période de rapportage|période du rapport|فترة التقرير|month year|month and year|mois année|"
        "mois et année|year month|الشهر والسنة|الفترة الزمنية",
    "month":
        "month name|reporting month|report month|month of report|month of activity|activity month|"
        "mois de rapportage|mois du rapport|mois d'activité|شهر التقرير|شهر النشاط|شهر الإبلاغ",
    "quarter": "reporting quarter|trimestre de rapportage|trim|qtr|ربع السنة|ربع العام|الربع السنوي|الفصل",
    "half_year": "half|half of year|semester|reporting semester|نصف السنة|نصف العام|النصف السنوي",
    "year":
        "reporting year|report year|activity year|calendar year|année de rapportage|exercice|العام|سنة التقرير|"
        "عام التقرير|سنة النشاط",
    "starts_on":
        "start|starts on|start date planned|project start date|project start|activity start date|from|"
        "date début|début|date de démarrage|date debut projet|البدء|بداية النشاط|تاريخ البداية|"
        "تاريخ بدء المشروع|تاريخ بدء النشاط|بداية المشروع|reference period start",
    "ends_on":
        "end|ends on|end date planned|project end date|project end|activity end date|completion date|to|"
        "date fin|fin|date fin projet|date d'achèvement|الانتهاء|تاريخ النهاية|نهاية النشاط|"
        "نهاية المشروع|تاريخ انتهاء المشروع|تاريخ انتهاء النشاط|reference period end",
    "reported_on":
        "report date|reporting date|date reported|date of report|last updated|date de mise à jour|"
        "date du rapport|تاريخ التقرير|تاريخ التحديث",
    "status":
        "activity status|project status|implementation status|état|état d'avancement|"
        "statut de l'activité|statut du projet|حالة النشاط|حالة المشروع|حالة التنفيذ|الوضع",
    "population_group":
        "beneficiary type|type of beneficiary|type of beneficiaries|beneficiary group|target group|"
        "target population|targeted population|targeted group|population type|type de bénéficiaires|"
        "type de population|population cible|groupe cible|الفئة|فئة المستفيدين|نوع المستفيدين|"
        "الفئة المستهدفة|الفئات المستهدفة",
    "sex": "gender|genre|sex of beneficiaries|النوع الاجتماعي|جنس المستفيدين",
    "age":
        "age|ages|age range|age category|age groups|âge|tranche d'âge|classe d'âge|العمر|الأعمار|الفئات العمرية|"
        "المرحلة العمرية",
    "disability": "disability status|disabled marker|situation de handicap|حالة الإعاقة|ذوو الإعاقة",
    "population": "total population|population totale|عدد السكان",
    "affected": "affected|affectés|affected people|affected population|المتأثرون|عدد المتضررين",
    "severity": "severity phase|severity score|درجة الشدة|مستوى الشدة",
    "distinct_people":
        "unique beneficiaries|distinct beneficiaries|bénéficiaires distincts|مستفيدون غير مكررين",
    "budget":
        "project budget|total budget|amount|montant|budget total|activity budget|المبلغ|الموازنة|الكلفة|"
        "التكلفة|ميزانية المشروع",
    "currency": "monnaie|budget currency|عملة",
    "remarks":
        "remark|comment|comments|commentaire|commentaires|notes|note|observations|observation|الملاحظات|"
        "تعليقات|ملاحظة",
    "contact_name":
        "contact|contact person|focal point|focal person|focal point name|point focal|"
        "personne de contact|اسم جهة الاتصال|مسؤول التواصل|ضابط الاتصال|اسم مسؤول التواصل|نقطة الاتصال|"
        "name of focal point",
    "contact_phone":
        "phone|telephone|mobile|phone number|contact number|mobile number|téléphone|tél|"
        "numéro de téléphone|هاتف|الهاتف|رقم الهاتف|رقم الجوال|الجوال|رقم الموبايل",
    "contact_email":
        "email|e mail|contact e mail|email address|courriel|adresse email|mail|البريد الإلكتروني|البريد|"
        "الإيميل",
    "in_need": "pin|total pin",
}
# fmt: on
