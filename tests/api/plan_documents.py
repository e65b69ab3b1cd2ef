"""The questions about plans as the contract with portals writes them, word by word."""

PLANS = """query Plans { plans(within: "YE12", kind: [RECOVERY], first: 10) { edges { node { id kind name phase version
    period { from to } area { pcode name } itemCount progress } } } }"""
PLAN = """query Plan($id: ID!) { plan(id: $id) { id name items(kind: [PROJECT]) { id code kind name parent { id }
    sectors { code } areas { pcode name } responsible { name } startsOn endsOn state lateDays
    required unit committed delivered open coverageState progress budget { amount currency }
    indicators { name unit baseline direction progress targets { on value } values { on value } } }
    versions { number adoptedOn reason } } }"""
PLAN_COVERAGE = """query PlanCoverage($id: ID!) { planCoverage(plan: $id) {
    totals { itemCount openCount partialCount committedCount deliveredCount lateCount progress
        budgets { currency planned committed open } }
    items { item { id code name } coverageState required committed delivered open unit lateDays organizationCount }
    } }"""
OPEN = """query Open { openItems(within: "YE12", sector: "WSH", first: 20) { totalCount
    edges { node { id code name plan { id name } open unit } } } }"""
UNPLANNED = """query Unplanned { unplannedInterventions(within: "YE12", first: 20) { totalCount
    edges { node { id title } } } }"""
MATRIX = """query Matrix { planMatrix(kind: ANNUAL, period: {from: "2026-01-01", to: "2026-12-31"}, within: "SY",
    level: GOVERNORATE, by: AXIS) { columns { key name } rows { area { pcode name }
    cells { itemCount doneCount lateCount progress change } } } }"""
