"""What is said of a field that a ministry defines: its columns, in words."""

from collections.abc import Mapping

from tansiq.language.words import Sentence, say

FIELD_LABELS: Mapping[str, Sentence] = {
    "record_table": say("Records"),
    "record_type": say("Record type"),
    "key": say("Key"),
    "value_type": say("Type"),
    "label_ar": say("Arabic label"),
    "label_en": say("English label"),
    "hint_ar": say("Arabic hint"),
    "hint_en": say("English hint"),
    "group_ar": say("Arabic name of the group"),
    "group_en": say("English name of the group"),
    "position": say("Place in the form"),
    "is_required": say("Has to be filled"),
    "default_value": say("Filled in beforehand"),
    "choice_list": say("List of answers"),
    "unit_ar": say("Arabic unit"),
    "unit_en": say("English unit"),
    "decimals": say("Decimals"),
    "least": say("Least"),
    "most": say("Most"),
    "pattern": say("Pattern"),
    "shows_if": say("Shown if"),
    "formula": say("Formula"),
    "reference_table": say("Refers to"),
    "reference_type": say("Refers to the record type"),
    "is_published": say("Published"),
    "is_personal": say("Personal data"),
    "retention_months": say("Kept for months"),
    "is_listed": say("Column of the list"),
    "is_indexed": say("Lists are ordered by it"),
    "use_state": say("State"),
    "retired_on": say("Retired on"),
    "over_areas": say("Of several units"),
    "over_time": say("Of several periods"),
    "weight_number": say("Weighted by"),
    "breakdown": say("Broken down by"),
    "second_breakdown": say("And by"),
}
"""By column of a FieldDefinition: its label."""
