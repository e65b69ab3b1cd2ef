-- The matrix of annual plans by district and axis: the same aggregates as the program's, written by hand.
-- Binds :country (id), :begins, :ends, :today and :month (its first day).
WITH RECURSIVE plan_row AS MATERIALIZED (
  SELECT p.id AS plan, p.tolerance, a.district_id AS cell,
         (SELECT MAX(s.month) FROM plan_snapshot s WHERE s.plan_id = p.id AND s.month < :month) AS month
  FROM plan p JOIN area a ON a.id = p.area_id
  WHERE p.is_published AND p.archived_at IS NULL AND p.plan_kind = 'ANNUAL' AND p.starts_on <= :ends AND p.ends_on >= :begins
    AND a.country_id = :country
), item AS MATERIALIZED (
  SELECT i.id, i.plan_id AS plan, i.parent_id AS above, i.item_kind AS kind, i.item_state AS state, i.starts_on, i.ends_on,
         i.required, i.unit_key, CAST(i.progress AS DOUBLE PRECISION) AS progress,
         CAST(CASE WHEN whole = 0 THEN 1.0 / n ELSE COALESCE(i.weight, rest) * 1.0 / whole END AS DOUBLE PRECISION) AS share
  FROM plan_item i JOIN plan_row p ON p.plan = i.plan_id
  JOIN (
     SELECT plan_id, COALESCE(parent_id, 0) AS above, COUNT(*) AS n,
        CASE WHEN COUNT(*) > COUNT(weight) THEN GREATEST(100.0 - COALESCE(SUM(weight), 0), 0) / (COUNT(*) - COUNT(weight)) ELSE 0 END AS rest,
        CASE WHEN COUNT(*) > COUNT(weight) THEN GREATEST(100.0, COALESCE(SUM(weight), 0)) ELSE SUM(weight) END AS whole
     FROM plan_item WHERE archived_at IS NULL AND item_state <> 'CANCELLED' GROUP BY 1, 2
  ) b ON b.plan_id = i.plan_id AND b.above = COALESCE(i.parent_id, 0)
  WHERE i.archived_at IS NULL AND i.item_state <> 'CANCELLED'
), tree AS (
  SELECT id, id AS root, kind, share, CAST(1 AS DOUBLE PRECISION) AS part FROM item WHERE above IS NULL
  UNION ALL
  SELECT i.id, t.root, t.kind, t.share * i.share, t.part * i.share FROM tree t JOIN item i ON i.above = t.id
), leaf AS MATERIALIZED (
  SELECT i.id, i.plan, i.state, i.starts_on, i.ends_on, i.required, i.unit_key, i.progress, t.root, t.kind, t.share, t.part,
         p.tolerance, p.cell, p.month
  FROM tree t JOIN item i ON i.id = t.id JOIN plan_row p ON p.plan = i.plan
  WHERE NOT EXISTS (SELECT 1 FROM item b WHERE b.above = i.id)
), given AS (
  SELECT c.item_id AS item, SUM(c.quantity) AS committed,
         SUM(CASE c.commitment_state WHEN 'DELIVERED' THEN c.quantity ELSE 0 END) AS delivered
  FROM leaf i JOIN commitment c ON c.item_id = i.id AND c.unit_key = i.unit_key
  WHERE c.archived_at IS NULL AND c.commitment_state <> 'CANCELLED'
  GROUP BY c.item_id
), told AS MATERIALIZED (
  SELECT l.*, CASE WHEN l.required > 0 AND g.committed > 0 THEN CAST(LEAST(g.delivered * 100.0 / l.required, 100) AS DOUBLE PRECISION)
                   WHEN l.progress IS NOT NULL THEN l.progress WHEN l.state = 'DONE' THEN 100 ELSE 0 END AS now,
         CAST(s.progress AS DOUBLE PRECISION) AS before
  FROM leaf l LEFT JOIN given g ON g.item = l.id
  LEFT JOIN plan_snapshot s ON s.plan_id = l.plan AND s.month = l.month AND s.item_id = l.id
), judged AS (
  SELECT t.*, CASE WHEN state = 'DONE' OR ends_on IS NULL THEN 0 WHEN :today > ends_on THEN 1
                   WHEN starts_on IS NULL OR :today <= starts_on THEN 0
                   WHEN DAYS(:today, starts_on) * 100 - (tolerance + now) * DAYS(ends_on, starts_on) > 0.000001
                   THEN 1 ELSE 0 END AS late
  FROM told t
)
SELECT cell, CASE kind WHEN 'AXIS' THEN root END AS axis, COUNT(*), SUM(CASE state WHEN 'DONE' THEN 1 ELSE 0 END), SUM(late),
       SUM(now), SUM(share), SUM(share * now), SUM(part), SUM(part * now),
       COUNT(before), SUM(now - before), SUM(CASE WHEN before IS NOT NULL THEN share END), SUM(share * (now - before)),
       SUM(CASE WHEN before IS NOT NULL THEN part END), SUM(part * (now - before))
FROM judged GROUP BY cell, axis
