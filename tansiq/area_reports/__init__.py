"""The report of an area: what the register tells of a district, a governorate or a country in a period, section by
section; what is told beside each figure says what it counts."""
