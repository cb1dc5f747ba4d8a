-- Typed views over the raw tables: what everybody may see. One account (and what hangs on it) is for one team only.
CREATE VIEW acc AS
SELECT "Kundennr" AS id, "Firma" AS name, "Branche" AS branche, eu_number("Mitarbeiter") AS employees,
    eu_number("Umsatz (Mio EUR)") * 1000000 AS revenue, "Land" AS land, "Region" AS region, "Standort" AS city,
    CAST("Gegründet" AS INTEGER) AS founded, "Muttergesellschaft" AS parent, "Status" AS status,
    "Betreuer" AS owner, CAST("Anzahl Labore" AS INTEGER) AS labs, "ISO 13485" AS iso,
    CAST("Installed analyzers" AS INTEGER) AS analyzers, "Service level" AS service,
    "Sterilisation method" AS method, day_first("Letztes Audit") AS audit
FROM firmen WHERE "Freigabe" = 'everyone';

CREATE VIEW hidden AS SELECT "Firma" AS name FROM firmen WHERE "Freigabe" <> 'everyone';

CREATE VIEW deal AS
SELECT opportunity_id AS id, opportunity_name AS name, account, sales_agent AS rep, product, deal_stage AS stage,
    CASE deal_stage WHEN 'Won' THEN 'won' WHEN 'Lost' THEN 'lost' ELSE 'open' END AS status, deal_type AS type,
    day_first(engage_date) AS engaged, day_first(close_date) AS closing, eu_number(close_value) AS value, currency,
    lead_source AS source, campaign, "Wettbewerber" AS competitor, "Ausschreibung" AS tender,
    eu_number("Rabatt %") AS discount, CAST(NULLIF("Lieferzeit (Wochen)", '') AS INTEGER) AS weeks
FROM sales_pipeline WHERE account NOT IN (SELECT name FROM hidden);

CREATE VIEW contact AS
SELECT "Kontakt-ID" AS id, "Vorname" || ' ' || "Nachname" AS name, "Firma" AS account, "E-Mail" AS email,
    "Telefon" AS phone, "Funktion" AS title, "Ebene" AS level, "Abteilung" AS department, "Land" AS land,
    day_first("Werbesperre seit") AS opted_out, day_first("Ausgeschieden am") AS gone
FROM ansprechpartner WHERE "Firma" NOT IN (SELECT name FROM hidden);

CREATE VIEW act AS  -- what happened up to today; plans are not in it
SELECT activity_id AS id, substr(day_first(logged_at), 1, 10) AS day, account, contact_email AS email,
    sales_agent AS rep, kind, direction, side, campaign, subject
FROM activity_log WHERE account NOT IN (SELECT name FROM hidden) AND day_first(logged_at) < '2026-11-21';

CREATE VIEW team AS
SELECT sales_agent AS name, email, position, manager, regional_office AS office, team, active FROM sales_teams;
