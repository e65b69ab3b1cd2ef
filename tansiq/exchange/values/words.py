"""Words of cells: names, codes, several names, and coded words (status, modality, yes and no)."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tansiq.exchange.values.cell_problems import failed, problem
from tansiq.exchange.values.decorations import Words, reading_of
from tansiq.exchange.values.problems import CellError, Problem
from tansiq.exchange.values.text import plain, says_nothing, tidy
from tansiq.language.arabic import fold
from tansiq.language.plan_vocabulary import ITEM_KINDS, ITEM_STATES
from tansiq.language.vocabulary import MODALITIES, STATUSES, Vocabulary
from tansiq.language.words import listed, say

_STATUS = {
    "PLANNED": "planned|not started|not yet started|pipeline|upcoming|to start|scheduled|committed|"
    "prévu|prévue|planifié|planifiée|programmé|non démarré|à venir|مخطط|مخطط له|مخططة|مقرر|لم يبدأ|"
    "لم يبدأ بعد|قيد التخطيط|قادم",
    "ONGOING": "ongoing|on going|in progress|active|implementation|under implementation|started|running|"
    "current|en cours|en cours d'exécution|actif|جار|جاري|جارٍ|جارية|قيد التنفيذ|جاري التنفيذ|مستمر|"
    "مستمرة|نشط|تحت التنفيذ",
    "COMPLETED": "completed|complete|closed|finished|done|ended|terminé|terminée|achevé|achevée|clôturé|"
    "réalisé|fini|مكتمل|مكتملة|منتهي|منته|منتهية|منجز|منجزة|مغلق|تم|تم الإنجاز|اكتمل|انتهى",
    "SUSPENDED": "suspended|on hold|hold|paused|stopped|stalled|halted|interrupted|suspension|interrompu|"
    "interrompue|suspension temporaire|suspendu|suspendue|en pause|arrêté|"
    "معلق|معلقة|متوقف|متوقفة|موقوف|متعثر|متوقف مؤقتا",
    "CANCELLED": "cancelled|canceled|abandoned|dropped|withdrawn|annulé|annulée|abandonné|ملغى|ملغي|ملغاة|ألغي|لاغ",
}
_MODALITY = {
    "IN_KIND": "in kind|inkind|kind|goods|items|en nature|nature|عيني|عينية|مساعدات عينية|عينا",
    "CASH": "cash|cash transfer|cash assistance|multi purpose cash|mpca|money|espèces|en espèces|"
    "transfert monétaire|transfert d'argent|argent|cash transfert|نقد|نقدي|نقدية|نقدا|مساعدات نقدية|"
    "تحويلات نقدية|مبالغ نقدية",
    "VOUCHER": "voucher|vouchers|coupon|coupons|bon|bons|e voucher|قسيمة|قسائم|كوبون|كوبونات|قسائم شرائية",
    "SERVICE": "service|services|service delivery|capacity building|training|technical assistance|"
    "prestation de service|prestation de services|formation|خدمة|خدمات|خدمي|خدمية|تقديم خدمات|تدريب|"
    "بناء القدرات",
    "MIXED": "mixed|cash and in kind|in kind and cash|combined|hybrid|mixte|espèces et nature|مختلط|"
    "مختلطة|نقدي وعيني|عيني ونقدي|مزيج",
}
_ITEM_KIND = {
    "AXIS": "axis|pillar|component|axe|pilier|composante|محور|المحور|ركيزة|مكون",
    "OBJECTIVE": "objective|goal|outcome|output|result|specific objective|objectif|résultat|هدف|الهدف|غاية|نتيجة|مخرج",
    "PROGRAMME": "programme|program|sub programme|برنامج|البرنامج",
    "PROJECT": "project|projet|مشروع|المشروع",
    "ACTIVITY": "activity|task|action|sub activity|activité|tâche|نشاط|النشاط|مهمة|إجراء|فعالية",
    "MILESTONE": "milestone|jalon|معلم|المعلم|محطة|محطة إنجاز",
}
_ITEM_STATE = {
    "NOT_STARTED": _STATUS["PLANNED"],
    "UNDER_WAY": _STATUS["ONGOING"] + "|under way|underway|قيد الإنجاز|بدأ",
    "DONE": _STATUS["COMPLETED"] + "|منفذ|منفذة|نفذ|تم التنفيذ",
    "SUSPENDED": _STATUS["SUSPENDED"],
    "CANCELLED": _STATUS["CANCELLED"],
}
_YES_NO = {"YES": "yes|y|true|1|oui|o|vrai|نعم|أجل|صح|ن", "NO": "no|n|false|0|non|faux|لا|كلا|خطأ"}


def _words(table: dict[str, str]) -> dict[str, str]:
    """Every folded synonym to its code; the code itself is a word too."""
    found = {fold(word): code for code, words in table.items() for word in words.split("|")}
    return found | {fold(code): code for code in table}


_STATUS_WORDS, _MODALITY_WORDS, _YES_NO_WORDS = _words(_STATUS), _words(_MODALITY), _words(_YES_NO)
_ITEM_KIND_WORDS, _ITEM_STATE_WORDS = _words(_ITEM_KIND), _words(_ITEM_STATE)


@dataclass(frozen=True)
class _Labels:
    """The labels of a vocabulary as a list, in the language of whoever reads it."""

    words: Vocabulary

    def __str__(self) -> str:
        return listed((label for _, label in self.words.choices()), "or")


_fold = lru_cache(maxsize=1024)(fold)
_JOINT = re.compile(r"\s*(?:[/;,،؛+&]|\band\b|\bet\b)\s*")


def read_text(raw: Any, address: str) -> str | Problem | None:
    """Text for people to read. "-" and "N/A" are no text; 5.0 is "5"."""
    if raw is None:
        return None
    if isinstance(raw, CellError):
        return failed(raw, address)
    text = tidy(raw)
    return None if says_nothing(text) else text


def read_prose(raw: Any, address: str) -> str | Problem | None:
    """Text of several lines: each as `read_text` gives it, empty ones in between kept."""
    if not isinstance(raw, str) or isinstance(raw, CellError):
        return read_text(raw, address)
    text = "\n".join(map(tidy, raw.splitlines())).strip("\n")
    return None if says_nothing(text) else text


def read_item_kind(raw: Any, address: str) -> str | Problem | None:
    """A code of ITEM_KINDS, from words in three languages."""
    return _coded(raw, address, _ITEM_KIND_WORDS, _Labels(ITEM_KINDS))


def read_item_state(raw: Any, address: str) -> str | Problem | None:
    """A code of ITEM_STATES, from words in three languages."""
    return _coded(raw, address, _ITEM_STATE_WORDS, _Labels(ITEM_STATES))


def read_code(raw: Any, address: str) -> str | Problem | None:
    """A code: text without any white space, digits as 0-9, letters as they stand."""
    text = read_text(raw, address)
    return plain(text).replace(" ", "") if isinstance(text, str) else text


def read_names(raw: Any, address: str) -> list[str] | Problem:
    """Names in one cell, parted where a sign says so for certain: a semicolon, a stroke | or a new line.

    A comma, / or "and" also stands within names: whoever knows the organisations parts there (`name_lists`).
    """
    if isinstance(raw, CellError):
        return failed(raw, address)
    text = "" if raw is None or says_nothing(tidy(raw)) else str(raw)
    names = (tidy(part) for part in re.split(r"[;؛|\n\r]+", text))
    return list(dict.fromkeys(name for name in names if not says_nothing(name)))


def read_status(raw: Any, address: str) -> str | Problem | None:
    """PLANNED, ONGOING, COMPLETED, SUSPENDED or CANCELLED, from words in three languages."""
    return _coded(raw, address, _STATUS_WORDS, _Labels(STATUSES))


def read_modality(raw: Any, address: str) -> str | Problem | None:
    """IN_KIND, CASH, VOUCHER, SERVICE or MIXED; two different ones in a cell ("cash & in-kind") are MIXED."""
    text = read_text(raw, address)
    parts = {_MODALITY_WORDS.get(_fold(part)) for part in _JOINT.split(text)} if isinstance(text, str) else set()
    if parts and None not in parts:
        return "MIXED" if len(parts) > 1 else parts.pop()
    return _coded(raw, address, _MODALITY_WORDS, _Labels(MODALITIES))


def read_yes_no(raw: Any, address: str) -> bool | Problem | None:
    """Yes or no, in three languages, as a tick or as 1 and 0."""
    if isinstance(raw, bool):
        return raw
    code = _coded(raw, address, _YES_NO_WORDS, say("yes, no"))
    return code == "YES" if isinstance(code, str) else code


def _coded(raw: Any, address: str, words: dict[str, str], choices: object) -> str | Problem | None:
    text = read_text(raw, address)
    if not isinstance(text, str):
        return text
    code = words.get(_fold(text)) or reading_of(text, Words(words.get, _one))
    return code or problem("unknown-word", raw, address, choices=choices)


def _one(codes: set[str]) -> str | None:
    return next(iter(codes)) if len(codes) == 1 else None
