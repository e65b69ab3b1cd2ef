-- Coverage of a country by district and sector over a period: the same aggregates as the program's, written by hand.
-- Binds :country and :everybody (ids), :begins and :ends. The row of area 0 holds the totals.
WITH site_row AS MATERIALIZED (
  SELECT district_id AS cell, area_id AS area, sector_id AS sector, population_group_id AS grp, intervention_id AS work,
         organization_id AS org, status, targeted, reached, CASE WHEN status = 'PLANNED' THEN targeted END AS planned,
         CASE WHEN is_distinct_people THEN 1 ELSE 0 END AS apart
  FROM site
  WHERE country_id = :country AND status <> 'CANCELLED' AND archived_at IS NULL AND intervention_archived_at IS NULL
    AND starts_on <= :ends AND (ends_on IS NULL OR ends_on >= :begins)
), part AS (
  SELECT MIN(cell) AS cell, area, sector, grp, work, apart, SUM(targeted) AS t, SUM(reached) AS r, SUM(planned) AS p
  FROM site_row GROUP BY area, sector, grp, work, apart
), unit AS (
  SELECT MIN(cell) AS cell, area, sector, grp,
         MAX(CASE apart WHEN 0 THEN t END) AS t0, SUM(CASE apart WHEN 1 THEN t END) AS t1,
         MAX(CASE apart WHEN 0 THEN r END) AS r0, SUM(CASE apart WHEN 1 THEN r END) AS r1,
         MAX(CASE apart WHEN 0 THEN p END) AS p0, SUM(CASE apart WHEN 1 THEN p END) AS p1
  FROM part GROUP BY area, sector, grp
), counted AS (
  SELECT cell, area, sector, grp, COALESCE(t0 + t1, t0, t1) AS t, COALESCE(r0 + r1, r0, r1) AS r, COALESCE(p0 + p1, p0, p1) AS p
  FROM unit
), folded AS (
  SELECT MIN(cell) AS cell, area, sector,
         MAX(CASE WHEN grp = :everybody THEN t END) AS ta, SUM(CASE WHEN grp <> :everybody THEN t END) AS tg,
         MAX(CASE WHEN grp = :everybody THEN r END) AS ra, SUM(CASE WHEN grp <> :everybody THEN r END) AS rg,
         MAX(CASE WHEN grp = :everybody THEN p END) AS pa, SUM(CASE WHEN grp <> :everybody THEN p END) AS pg
  FROM counted GROUP BY area, sector
), area_sector AS MATERIALIZED (
  SELECT cell, area, sector, CASE WHEN ta IS NULL OR tg > ta THEN tg ELSE ta END AS t,
         CASE WHEN ra IS NULL OR rg > ra THEN rg ELSE ra END AS r, CASE WHEN pa IS NULL OR pg > pa THEN pg ELSE pa END AS p
  FROM folded
), presence AS (
  SELECT cell, sector, COUNT(DISTINCT org) AS orgs, COUNT(DISTINCT work) AS works,
         COUNT(DISTINCT CASE status WHEN 'PLANNED' THEN work END) AS planned,
         COUNT(DISTINCT CASE status WHEN 'ONGOING' THEN work END) AS ongoing,
         COUNT(DISTINCT CASE status WHEN 'COMPLETED' THEN work END) AS completed
  FROM site_row WHERE cell IS NOT NULL GROUP BY cell, sector
), people AS (
  SELECT cell, sector, SUM(t) AS t, SUM(r) AS r, SUM(p) AS p FROM area_sector WHERE cell IS NOT NULL GROUP BY cell, sector
), need_unit AS (
  SELECT a.district_id AS cell, n.area_id AS area, a.level, n.sector_id AS sector, n.population_group_id AS grp,
         MAX(n.people_in_need) AS n, MAX(n.severity) AS s
  FROM need n JOIN area a ON a.id = n.area_id
  WHERE a.country_id = :country AND n.archived_at IS NULL AND n.starts_on <= :ends AND n.ends_on >= :begins
  GROUP BY a.district_id, n.area_id, a.level, n.sector_id, n.population_group_id
), need_folded AS (
  SELECT cell, area, level, sector, MAX(CASE WHEN grp = :everybody THEN n END) AS na,
         SUM(CASE WHEN grp <> :everybody THEN n END) AS ng, MAX(s) AS s
  FROM need_unit GROUP BY cell, area, level, sector
), need_area AS MATERIALIZED (
  SELECT cell, area, level, sector, CASE WHEN na IS NULL OR ng > na THEN ng ELSE na END AS n, s FROM need_folded
), need_cell AS (
  SELECT cell, sector, MAX(n) AS n, MAX(s) AS s
  FROM (SELECT cell, sector, level, SUM(n) AS n, MAX(s) AS s FROM need_area WHERE cell IS NOT NULL
        GROUP BY cell, sector, level) per_level GROUP BY cell, sector
)
SELECT a.id, s.id, p.orgs, p.works, p.planned, p.ongoing, p.completed, q.t, q.r, q.p, n.n, n.s
FROM area a CROSS JOIN sector s
LEFT JOIN presence p ON p.cell = a.id AND p.sector = s.id
LEFT JOIN people q ON q.cell = a.id AND q.sector = s.id
LEFT JOIN need_cell n ON n.cell = a.id AND n.sector = s.id
WHERE a.level = 2 AND a.country_id = :country AND s.parent_id IS NULL
UNION ALL
SELECT 0, 0, (SELECT COUNT(DISTINCT org) FROM site_row), (SELECT COUNT(DISTINCT work) FROM site_row), 0, 0, 0,
       SUM(t), SUM(r), SUM(p),
       (SELECT MAX(n) FROM (SELECT level, SUM(n) AS n FROM (SELECT area, level, MAX(n) AS n FROM need_area GROUP BY area, level) x
                            GROUP BY level) y), 0
FROM (SELECT MAX(t) AS t, MAX(r) AS r, MAX(p) AS p FROM area_sector GROUP BY area) whole_area
