-- Pairs of sites that overlap within a country over a period: the program's rules and score, written by hand for DuckDB.
-- Binds $country and $everybody (ids), $begins and $ends. Nobody has decided on any, and no partner is left out but by
-- the two conditions at the end. What is asked of them stands below, by name; what cases alone are made of follows
-- "--cases", and is no part of the other statements.
WITH side AS (
  SELECT s.id AS site, s.intervention_id AS work, s.organization_id AS org, s.sector_id AS sector, s.area_id AS area,
         a.level, s.country_id, s.governorate_id, s.district_id, s.subdistrict_id, s.starts_on, s.ends_on,
         COALESCE(s.ends_on, DATE '9999-12-31') AS last_on, i.subsector_id AS subsector, i.activity_type_id AS activity,
         NULLIF(s.population_group_id, $everybody) AS grp, i.modality
  FROM site s JOIN intervention i ON i.id = s.intervention_id JOIN area a ON a.id = s.area_id
  WHERE s.country_id = $country AND s.archived_at IS NULL AND s.intervention_archived_at IS NULL
    AND s.status <> 'CANCELLED' AND s.starts_on <= CAST($ends AS DATE)
    AND (s.ends_on IS NULL OR s.ends_on >= CAST($begins AS DATE))
), place AS (
  SELECT *, area AS above FROM side
  UNION ALL SELECT *, country_id FROM side WHERE country_id <> area
  UNION ALL SELECT *, governorate_id FROM side WHERE governorate_id <> area
  UNION ALL SELECT *, district_id FROM side WHERE district_id <> area
  UNION ALL SELECT *, subdistrict_id FROM side WHERE subdistrict_id <> area
), partner AS (
  SELECT DISTINCT intervention_id AS work, organization_id AS org FROM partnership
  WHERE role IN ('IMPLEMENTING', 'PROGRAMMING')
), met AS (
  SELECT l.*, u.work AS upper_work, u.org AS upper_org, u.site AS upper_site,
         CASE u.level WHEN 4 THEN 100 WHEN 3 THEN 80 WHEN 2 THEN 50 WHEN 1 THEN 20 ELSE 5 END
         * (CASE WHEN l.activity IS NULL OR u.activity IS NULL THEN 5 WHEN l.activity = u.activity THEN 10 ELSE 0 END
            + CASE WHEN l.grp IS NULL OR u.grp IS NULL THEN 3 WHEN l.grp = u.grp THEN 6 ELSE 0 END
            + CASE WHEN l.modality IS NULL OR u.modality IS NULL THEN 2 WHEN l.modality = u.modality THEN 4 ELSE 0 END)
         * 5 AS whole,
         LEAST(l.last_on, u.last_on) - GREATEST(l.starts_on, u.starts_on) + 1 AS common,
         LEAST(l.last_on - l.starts_on, u.last_on - u.starts_on) + 1 AS shorter,
         l.ends_on IS NULL AND u.ends_on IS NULL AS both_run
         --cases , GREATEST(l.starts_on, u.starts_on) AS common_from, LEAST(l.last_on, u.last_on) AS common_to
  FROM place l JOIN side u ON u.area = l.above AND u.sector = l.sector
   AND u.starts_on <= l.last_on AND u.last_on >= l.starts_on
  WHERE u.org <> l.org AND (u.area <> l.area OR l.work < u.work)
    AND (l.subsector IS NULL OR u.subsector IS NULL OR l.subsector = u.subsector)
), pair AS (
  SELECT LEAST(work, upper_work) AS first, GREATEST(work, upper_work) AS second, district_id, area, sector,
         --cases work, upper_work, org, upper_org, common_from, common_to,
         CASE WHEN both_run THEN whole ELSE (2 * whole * common + shorter) // (2 * shorter) END AS points
  FROM met
  WHERE NOT EXISTS (SELECT 1 FROM partner p WHERE p.work = met.work AND p.org = met.upper_org)
    AND NOT EXISTS (SELECT 1 FROM partner p WHERE p.work = met.upper_work AND p.org = met.org)
), best AS (
  SELECT first, second, MAX(points) AS points FROM pair GROUP BY first, second
)
-- page
SELECT first, second, points FROM best ORDER BY points DESC, first, second LIMIT 50
-- count
SELECT COUNT(*) FROM best
-- groups
SELECT district_id, sector, COUNT(*), MAX(points)
FROM (SELECT district_id, sector, first, second, MAX(points) AS points FROM pair GROUP BY ALL) GROUP BY 1, 2
-- links
SELECT COUNT(*) FROM (SELECT DISTINCT area, sector, first, second FROM pair WHERE points >= 2500)
-- cases
SELECT COUNT(*), SUM(members), SUM(organizations), SUM(points), MIN(overlaps_from), MAX(overlaps_to), MIN(until)
FROM (
  WITH RECURSIVE link AS (
    SELECT *, (CAST(area AS BIGINT) * 1000 + sector) * 100000000 AS cell FROM pair WHERE points >= 2500
  ), way AS (
    SELECT cell + work AS one, cell + upper_work AS other FROM link
    UNION ALL SELECT cell + upper_work, cell + work FROM link
  ), hangs (node, lowest) USING KEY (node) AS (
    SELECT one, MIN(LEAST(one, other)) FROM way GROUP BY one
    UNION
    SELECT known.node, MIN(come.lowest)
    FROM hangs AS come JOIN way ON one = come.node JOIN recurring.hangs AS known ON known.node = other
    WHERE come.lowest < known.lowest GROUP BY known.node
  ), facts AS (
    SELECT lowest, MAX(points) AS points, MIN(common_from) AS overlaps_from, MAX(common_to) AS overlaps_to,
           MIN(common_to) AS until
    FROM link JOIN hangs ON node = cell + work GROUP BY lowest
  ), taking_part AS (
    SELECT lowest, COUNT(*) AS members FROM hangs GROUP BY lowest
  ), organization AS (
    SELECT cell + work AS node, org FROM link UNION ALL SELECT cell + upper_work, upper_org FROM link
  ), of_organizations AS (
    SELECT lowest, COUNT(*) AS organizations
    FROM (SELECT DISTINCT lowest, org FROM organization JOIN hangs USING (node)) GROUP BY lowest
  )
  SELECT * FROM facts JOIN taking_part USING (lowest) JOIN of_organizations USING (lowest)
)
