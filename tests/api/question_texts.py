"""Questions and mutations as texts whose places are filled later: {area}, {open} ... are ids of rows."""

COVERAGE = "{ totals { interventionCount organizationCount peopleTargeted } }"
WITHIN = 'within: "YE", level: COUNTRY'
DAYS = 'period: {{from: "2026-01-01", to: "2026-12-31"}}'
YEARS = 'from: "2025", to: "2026"'
GAPS = "{ totalCount edges { node { peopleTargeted } } }"
PAIRS = "{ totalCount edges { node { score } } }"
CHECK = "overlaps {{ score second {{ id }} }} gaps {{ peopleInNeed }} items {{ id }}"
ANSWER = "{ __typename ... on Proposal { id } ... on Refusal { faults { code field message } } }"
ARRANGED = 'case: "{open_case}", organization: "{open}"'
WORK = 'sector: "WSH", titleEn: "Wells", organization: "{open}"'


def propose(name: str, given: str) -> str:
    return f"mutation {{{{ {name}(input: {{{{ {given} }}}}) {ANSWER.replace('{', '{{').replace('}', '}}')} }}}}"


def say(name: str, given: str) -> str:
    return propose(name, given).replace("Proposal {{ id }}", "OverlapDeed {{ case {{ id }} }}")


def propose_entry(type_: str, given: str) -> str:
    return propose("entryPropose", given).replace("(", f"(type: {type_}, ", 1)


def submit(given: str, values: str) -> str:
    sent = ANSWER.replace("Proposal { id }", "ReportSent { report { id } }").replace("{", "{{").replace("}", "}}")
    return f'mutation {{{{ reportSubmit({given}, period: "2026-Q1", values: [{values}]) {sent} }}}}'


def query(name: str, arguments: str, told: str = "{ totalCount }") -> str:
    return f"{{{{ {name}({arguments}) {told.replace('{', '{{').replace('}', '}}')} }}}}"
