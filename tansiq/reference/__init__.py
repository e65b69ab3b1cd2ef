"""Tables of facts that the register starts with: areas by P-code, sectors, activities, groups, kinds.

The files are ours, in one format: UTF-8, comma, a header row, aliases separated by "|" in any language.
DATA_LICENSES.md says where each fact comes from.
"""
