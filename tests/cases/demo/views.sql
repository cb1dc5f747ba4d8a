-- Typed views over the raw export of the demo company: what everybody may see. Three accounts, and what hangs on them,
-- are for some people only; `acc_all`, `deal_all`, `contract_all` and `contact_all` hold them as well.
CREATE VIEW acc_all AS
SELECT "Account ID" AS id, "Account Name" AS name, "Industry" AS industry, us_number("Employees") AS employees,
    us_number("Annual Revenue") AS revenue, "Country" AS country, "Region" AS region, "City" AS city,
    CAST("Founded" AS INTEGER) AS founded, "Parent Account" AS parent, "Lifecycle Stage" AS lifecycle,
    "Account Owner" AS owner, "ABM Marketer" AS marketer_email, us_number("Fleet Size") AS fleet, "ERP System" AS erp,
    "Data Residency" AS residency, us_number("NPS") AS nps, us_number("Health Score") AS health,
    "Procurement Portal" AS portal, us_number("IT Budget") AS it_budget,
    NULLIF("Security Review Passed", '') AS security_passed, "Reference Customer" AS reference,
    CAST("Sites" AS INTEGER) AS sites, "Fiscal Year End" AS fiscal, "Sharing" AS sharing
FROM accounts;
CREATE VIEW acc AS SELECT * FROM acc_all WHERE sharing = 'everyone';

CREATE VIEW team AS
SELECT "Full Name" AS name, "Email" AS email, "Role" AS role, "Team" AS team, "Office" AS office, "Manager" AS manager,
    "Active" AS active
FROM people;

CREATE VIEW deal_all AS  -- `qualified`: in a stage from Discovery on; dates are ISO
SELECT o."Opportunity ID" AS id, o."Opportunity Name" AS name, o."Account Name" AS account, o."Type" AS type,
    o."Stage" AS stage,
    CASE o."Stage" WHEN 'Closed Won' THEN 'won' WHEN 'Closed Lost' THEN 'lost' ELSE 'open' END AS status,
    o."Stage" IN ('Discovery', 'Evaluation', 'Proposal', 'Negotiation') AS qualified,
    us_number(o."Amount") AS amount, o."Currency" AS currency, us_number(o."Probability (%)") AS probability,
    month_first(o."Close Date") AS closing, month_first(o."Created Date") AS created, t.name AS owner,
    t.team AS team, t.office AS office, t.manager AS manager, o."Product" AS product,
    o."Primary Campaign" AS campaign, o."Lead Source" AS source, o."Competitor" AS competitor,
    us_number(o."Seats") AS seats, us_number(o."Discount (%)") AS discount,
    us_number(o."Implementation Fee") AS fee, o."Paper Process Started" AS paper,
    month_first(o."Security Review Due") AS security_due, o."Forecast Category" AS forecast,
    o."Loss Reason" AS loss_reason, o."Next Step" AS next_step
FROM opportunities o LEFT JOIN team t ON t.email = o."Opportunity Owner";
CREATE VIEW deal AS SELECT * FROM deal_all WHERE account IN (SELECT name FROM acc);

CREATE VIEW contact_all AS
SELECT c."Contact ID" AS id, a.name AS account, c."First Name" || ' ' || c."Last Name" AS name, c."Email" AS email,
    c."Phone" AS phone, c."Job Title" AS title, c."Seniority" AS seniority, c."Department" AS department,
    c."Country" AS country, c."Preferred Language" AS language, NULLIF(c."Opted Out On", '') AS opted_out,
    NULLIF(c."Left Company On", '') AS gone
FROM contacts c JOIN acc_all a ON a.id = c."Account ID";
CREATE VIEW contact AS SELECT * FROM contact_all WHERE account IN (SELECT name FROM acc);

CREATE VIEW role AS
SELECT d.id AS deal_id, d.name AS deal, d.account, d.status, c.name AS contact, c.gone, r."Role" AS role
FROM opportunity_contact_roles r JOIN deal d ON d.id = r."Opportunity ID" JOIN contact c ON c.id = r."Contact ID";

CREATE VIEW contract_all AS
SELECT "Contract No." AS id, "Customer" AS account, "Product" AS product, eu_number("Annual Value") AS amount,
    substr("Annual Value", -3) AS currency, day_first("Start") AS start, day_first("Renewal") AS renewal,
    "Status" AS status
FROM contracts;
CREATE VIEW contract AS SELECT * FROM contract_all WHERE account IN (SELECT name FROM acc);

CREATE VIEW act AS  -- what happened up to today; plans are not in it
SELECT s."Activity ID" AS id, a.name AS account, c.name AS contact, s."Assigned To" AS person, 'Sales' AS side,
    s."Channel" AS channel, s."Direction" AS direction, s."Triggered By" = 'Person' AS human, s."Subject" AS subject,
    '' AS campaign, substr(s."Time (UTC)", 1, 10) AS day
FROM activities_sales s JOIN acc a ON a.id = s."Account ID" LEFT JOIN contact c ON c.id = s."Contact ID"
WHERE s."Time (UTC)" < '2026-11-21'
UNION ALL
SELECT m."Event ID", m."Account Name", c.name, m."Marketer", m."Side", m."Channel", m."Direction",
    m."Triggered By" = 'Person', m."Event", m."Campaign", substr(m."Time (UTC)", 1, 10)
FROM activities_marketing m LEFT JOIN contact c ON c.email = m."Contact Email"
WHERE m."Account Name" IN (SELECT name FROM acc) AND m."Time (UTC)" < '2026-11-21';

CREATE VIEW planned AS
SELECT a.name AS account, c.name AS contact, s."Assigned To" AS person, s."Channel" AS channel,
    s."Subject" AS subject, substr(s."Time (UTC)", 1, 10) AS day
FROM activities_sales s JOIN acc a ON a.id = s."Account ID" LEFT JOIN contact c ON c.id = s."Contact ID"
WHERE s."Time (UTC)" >= '2026-11-21';

CREATE VIEW campaign AS
SELECT "Campaign" AS name, "Channel" AS channel, day_first("Start") AS start, day_first("End") AS finish,
    eu_number("Cost") AS cost, "Currency" AS currency, "Status" AS status
FROM campaigns;

CREATE VIEW member AS
SELECT k."Campaign" AS campaign, c.name AS contact, c.account, m."Status" AS status
FROM campaign_members m JOIN campaigns k ON k."Campaign ID" = m."Campaign ID"
JOIN contact c ON c.email = m."Contact Email";

CREATE VIEW lead AS
SELECT "Name" AS name, "Email" AS email, "Company" AS company, "Title" AS title, "Lead Source" AS source,
    "Status" AS status, "Country" AS country, substr("Created At", 1, 10) AS created, "Lead Owner" AS owner
FROM leads;

CREATE VIEW case_ AS
SELECT "Case Number" AS number, "Account Name" AS account, "Subject" AS subject, "Severity" AS severity,
    "Status" AS status, substr("Opened", 1, 10) AS opened, NULLIF(substr("Closed", 1, 10), '') AS closed
FROM support_cases WHERE "Account Name" IN (SELECT name FROM acc);

CREATE VIEW tier AS
SELECT a.name AS account, a.industry, a.owner, t."List" AS list, t."Tier" AS tier, t."From" AS from_date,
    NULLIF(t."To", '') AS to_date
FROM target_list t JOIN acc a ON a.id = t."Account ID";

CREATE VIEW signal AS
SELECT "Account Name" AS account, "Topic" AS topic, us_number("Score") AS score, "Provider" AS provider,
    substr("Seen At", 1, 10) AS day
FROM intent WHERE "Account Name" IN (SELECT name FROM acc);

CREATE VIEW tech AS
SELECT "Account Name" AS account, "Technology" AS technology, "Category" AS category, "Status" AS status,
    "Last Seen" AS last_seen
FROM technographics WHERE "Account Name" IN (SELECT name FROM acc);

CREATE VIEW change AS
SELECT d.name AS deal, d.account, h."Field" AS field, h."Old Value" AS old, h."New Value" AS new,
    substr(h."Edit Date", 1, 10) AS day, h."Edited By" AS editor
FROM opportunity_history h JOIN deal d ON d.id = h."Opportunity ID";
