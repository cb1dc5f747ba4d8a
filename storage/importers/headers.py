"""Headers and file names as CRMs and people write them, in English and German (`languages` has more), and what they
most likely mean."""

from __future__ import annotations

import re
from functools import lru_cache

from storage.importers.fields import fields_of
from storage.importers.languages import (
    CLOSED_ELSEWHERE,
    ENTITIES_ELSEWHERE,
    FILES_ELSEWHERE,
    ID_WORDS_ELSEWHERE,
    NOTES_ELSEWHERE,
    SYNONYMS_ELSEWHERE,
)
from storage.names import fold


@lru_cache(maxsize=50_000)
def squash(text: str) -> str:
    """A header without case, accents, spaces and punctuation."""
    return "".join(letter for letter in fold(text) if letter.isalnum())


def _squashed(text: str) -> tuple[str, ...]:
    return tuple(map(squash, text.split()))


def bare(header: str) -> str:
    """A header without what exports put around it: `property_dealname`, `competitor_c`, `Umsatz (Mio EUR)`."""
    return squash(bare_text(header))


def bare_text(header: str) -> str:
    """The same with its words and case."""
    plain = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header).strip()
    plain = re.sub(r"^(property_hs_|property_|hs_)", "", plain)
    return re.sub(r"(__c|_c)$", "", plain)


def bare_in(table: str, header: str) -> tuple[str, ...]:
    """A bare header, and what is left of it without `associated` or the thing that the rows are: `Company owner` of
    accounts is also `owner`."""
    word = bare(header)
    own = [prefix for prefix in ("associated", *map(squash, ENTITIES[table])) if word.startswith(prefix)]
    several = _SEVERAL.match(bare_text(header))  # `Organization - City/town/village of Address`
    said = map(squash, several[1].split("/")) if several is not None else ()
    return (word, *dict.fromkeys((*(word.removeprefix(prefix) for prefix in own), *said)))


_SEVERAL = re.compile(r"^(?:[^/]*? - )?(.+?)(?: of (?:address|value))?$", re.IGNORECASE)
"""A header that tells the thing before what is told of it, or names the same in several words, as exports of Pipedrive
do."""


UNIT_WORDS = frozenset(
    "eur usd gbp chf sek nok dkk pln cad aud jpy euro euros k m mm mn mio mil million millions millionen thousand "
    "thousands tsd in teur keur meur eurm kusd musd usdm kgbp mgbp gbpm".split()
)
"""What a header says of the unit of its numbers: `turnover_gbp_m`, `Fee in EUR`."""


def header_words(header: str) -> list[str]:
    """The words of a header, however they are joined: `Close Date`, `close_date`, `closeDate`."""
    return re.findall(r"[^\W\d_]+|\d+", re.sub(r"(?<=[^\W\d_A-Z])(?=[A-Z])", " ", header))


def unitless(header: str) -> str:
    """A bare header without the unit its numbers are in: `spent_gbp` is `spent`."""
    words = header_words(re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", header))
    while len(words) > 1 and words[-1].casefold() in UNIT_WORDS:
        words.pop()
    return squash(" ".join(words))


ID_WORDS = ("id", "ids", "no", "nr", "number", "nummer", "num", "code", "key", "ref", "reference", "uuid", "guid")
"""Words that a column of ids ends with."""
_ID_BEFORE = ("id", "code", "ref", "num", *_squashed(ID_WORDS_ELSEWHERE))
"""Words that it begins with in other languages: `Code client`, `N° de compte`."""


def names_ids(header: str) -> bool:
    """Whether a header says that the column holds ids."""
    words = [squash(word) for word in header_words(bare_text(header))]
    last = words[-1] if words else ""
    return bool(words) and (last in ID_WORDS or last.endswith(("id", "nummer")) or words[0] in _ID_BEFORE)


def id_headers(table: str) -> dict[str, int]:
    """Headers of a table's own id, with their rank."""
    words = [squash(word) for word in ENTITIES[table]]
    found = ["id", *(f"{word}id" for word in words), "recordid", "uuid"]
    found += [f"{word}{end}" for word in words for end in ("number", "nr", "no", "code", "key", "nummer")]
    found += [f"{start}{word}" for word in words for start in _ID_BEFORE]
    return {word: rank for rank, word in reversed(list(enumerate(found)))}


def _words(**fields: str) -> dict[str, tuple[str, ...]]:
    return {field: _squashed(text) for field, text in fields.items()}


_ENTITIES: dict[str, tuple[str, ...]] = _words(
    accounts="account accounts company companies customer customers client clients organization organisation "
    "organizations organisations org orgs firma firmen kunde kunden unternehmen organisationen",
    contacts="contact contacts person persons kontakt kontakte ansprechpartner ansprechperson",
    leads="lead leads interessent interessenten",
    people="user users owner owners rep reps salesrep agent salesagent employee staff seller verkäufer mitarbeiter "
    "benutzer "
    "vertriebler colleague member person",
    products="product products product2 artikel produkt produkte sku item",
    opportunities="opportunity opportunities deal deals verkaufschance verkaufschancen opp chance",
    campaigns="campaign campaigns kampagne kampagnen",
    contracts="contract contracts vertrag verträge subscription subscriptions sub agreement agreements licence license "
    "order orders",
    activities="activity activities task tasks event events engagement aktivität aktivitäten",
    support_cases="case cases ticket tickets supportcase fall fälle servicefall servicefälle",
    consents="consent consents einwilligung",
    targets="target quota",
    campaign_invitations="member campaignmember invitation membership response",
    list_memberships="membership listmember",
    intent_signals="signal intent",
    technographics="finding technographic",
    deal_roles="role contactrole",
    opportunity_changes="history change",
)
ENTITIES = {
    table: tuple(dict.fromkeys((*words, *_squashed(ENTITIES_ELSEWHERE.get(table, "")))))
    for table, words in _ENTITIES.items()
}
"""What each table's things are called: `ENTITYid` is an id, or a reference from another table."""

FILE_WORDS: tuple[tuple[str, str], ...] = (
    (
        r"opportunity.?contact.?roles?|contact.?roles?|deal.?contacts?|buying.?(center|centre|committee|roles?)|"
        r"deal.?roles?|"
        r"stakeholders?",
        "deal_roles",
    ),
    (r"(opportunity|opp|deal).?(field.?)?(history|changes?)|deal.?stage|stage.?history", "opportunity_changes"),
    (r"campaign.?(members?|invit|response)|invitations?|attendees|teilnehmer", "campaign_invitations"),
    (
        r"email.?event|engagement|form.?submission|activit|aktivit|tasks?\b|meetings?|calls?\b|events?\b|interactions?",
        "activities",
    ),
    (r"support|tickets?|cases?\b|(service)?f[aä]e?lle\b|servicefall", "support_cases"),
    (r"target.?(list|accounts?)|list.?member|abm.?list", "list_memberships"),
    (r"quotas?|targets?|ziele|quoten", "targets"),
    (r"consents?|einwilligung|opt.?ins?", "consents"),
    (r"intent", "intent_signals"),
    (r"technograph|tech.?stack|installs?\b|technolog", "technographics"),
    (r"campaigns?|kampagnen?", "campaigns"),
    (
        r"contracts?|vertr[aä]e?ge?|subscriptions?|agreements?|licen[cs]es?\b|retainers?|orders?\b|renewals?",
        "contracts",
    ),
    (r"opportunit|deals?|pipeline|verkaufschancen|opps?\b", "opportunities"),
    (r"leads?\b|interessenten", "leads"),
    (r"contacts?|persons\b|ansprechpartner|kontakte?", "contacts"),
    (
        r"sales.?teams?|teams?\b|users?\b|owners?\b|people|reps?\b|agents?\b|employees|staff|mitarbeiter|vertrieb",
        "people",
    ),
    (r"products?|produkte?|artikel|price.?(book|list)|preisliste", "products"),
    (r"accounts?|compan(y|ies)|firmen|firma|kunden?|customers?|clients?|organi[sz]ations?|unternehmen", "accounts"),
    *FILES_ELSEWHERE,
)
"""Patterns of file names without accents, the more special first."""

NOT_RECORDS = re.compile(r"property|user.?roles?|merge|deal.?pipeline|pipeline.?stage|deal.?pipelines?", re.IGNORECASE)
"""Files of a CRM's own setup, which hold nothing of the account store."""
LINE_ITEMS = re.compile(r"line.?items?", re.IGNORECASE)

_NAMES = _words(first_name="firstname vorname givenname", last_name="lastname nachname surname familyname")
_PERSONAL = _NAMES | _words(
    email="email emailaddress mail emailadresse workemail emailwork",
    title="title jobtitle position job jobrole funktion titel",
    country="country mailingcountry land billingcountry countryregion",
)
_OWNER = (
    "owner ownerid ownername accountowner dealowner opportunityowner leadowner contactowner hubspotownerid salesagent "
    "salesrep rep accountmanager accountexecutive betreuer kundenbetreuer verantwortlich vertriebler zuständig "
    "besitzer inhaber"
)

_SYNONYMS: dict[str, dict[str, tuple[str, ...]]] = {
    "people": _NAMES
    | _words(
        name="name fullname salesagent salesrep agent rep employee mitarbeiter username displayname owner "
        "vollständigername",
        email="email emailaddress mail emailprimär",
        slack_id="slackid slackmemberid slackuserid slack",
        role="role rolle position funktion jobrole job jobtitle",
        team="team salesteam primaryteam hubspotteam squad group crew department division abteilung",
        office="office regionaloffice location büro standort niederlassung",
        manager="manager managerid managername reportsto reportstoid vorgesetzter teamlead",
        active="active isactive activeflag isenabled enabled aktiv",
    ),
    "products": _words(
        name="name productname product artikel produkt bezeichnung produktname itemname",
        family="family productfamily series category line productline produktfamilie produktgruppe kategorie group",
        price="price salesprice listprice unitprice preis listenpreis standardprice",
        currency="currency currencyisocode währung amountcurrency",
    ),
    "targets": _words(
        team="team salesteam abteilung",
        quarter="quarter period quartal",
        amount="amount quota target ziel betrag quote",
        currency="currency währung",
    ),
    "accounts": _words(
        name="name accountname account companyname company firma firmenname unternehmen kunde kundenname customer "
        "customername organization organizationname organisation client",
        aliases="aliases alias alsoknownas shortname kurzname dba",
        former_names="formernames formername previousname ehemaligername früherername",
        domains="domains domain domainname website websitedomains webdomain websiteurl url homepage webseite "
        "web internet site",
        industry="industry sector branche vertical industrie",
        employees="employees numberofemployees employeecount headcount mitarbeiter mitarbeiterzahl anzahlmitarbeiter "
        "noofemployees staff companysize",
        revenue="revenue annualrevenue umsatz jahresumsatz turnover annualturnover",
        currency="currency currencyisocode währung amountcurrency",
        country="country billingcountry land countryregion paysrégion paísregión landregion paeseregione "
        "officelocation location headquarters",
        region="region territory salesterritory salesregion state county province stateprovince billingstate "
        "bundesland bundeslandkanton kanton",
        city="city billingcity town stadt ort standort",
        founded="founded yearestablished yearfounded foundedyear established gegründet gründungsjahr gründung",
        parent="parent parentaccount parentid parentaccountid parentcompany parentorganization parentorganisation "
        "parentorgid parentorg subsidiaryof muttergesellschaft "
        "mutterkonzern ultimateparent übergeordnetefirma übergeordnetesunternehmen übergeordneterkunde",
        lifecycle="lifecycle lifecyclestage accountstatus customerstatus kundenstatus status type accounttype label "
        "beziehungstyp kundentyp kundenart",
        owner=_OWNER,
        marketer="marketer abmmarketer marketingowner",
        tier="tier accounttier abmtier targettier fittier icptier kundenklasse kundensegmentabc abcklasse",
        changed_at="lastmodifieddate lastmodified modifieddate hslastmodifieddate updatedat geändertam "
        "zuletztgeändertam",
    ),
    "contacts": _PERSONAL
    | _words(
        name="name fullname contactname contact ansprechpartner",
        phone="phone phonenumber telefon tel workphone phonework mobilephone phonemobile mobile telefongeschäftlich "
        "geschäftstelefon telefondienstlich",
        account="account accountid accountname company companyid companyname associatedcompanyid associatedcompany "
        "orgid organizationid organisationid org organization organisation organizationname organisationname employer "
        "firma kunde",
        seniority="seniority level ebene managementlevel",
        department="department abteilung bereich",
        opted_out_at="optedoutat optedouton optoutdate unsubscribedat werbesperreseit",
        left_at="leftat leftcompanyon leftcompany ausgeschiedenam",
        changed_at="lastmodifieddate lastmodified modifieddate updatedat geändertam zuletztgeändertam",
    ),
    "leads": _PERSONAL
    | _words(
        name="name fullname leadname contactperson person vollständigername",
        email="email emailaddress mail emailadresse workemail emailwork personemail",
        company="company companyname account accountname firma organization",
        source="source leadsource originalsource quelle herkunft leadquelle",
        status="status leadstatus",
        created_at="createdat createdon createddate createdate datecreated created leadcreated erstelltam angelegtam",
        owner=_OWNER,
        account="convertedaccountid accountid",
        changed_at="lastmodifieddate lastmodified updatedat geändertam",
    ),
    "campaigns": _words(
        name="name campaignname campaign kampagne subject kampagnenname",
        channel="channel type campaigntype kanal kampagnentyp",
        start_date="startdate start starts startson startsat begin begins launchdate beginn startdatum",
        end_date="enddate end ends endson endsat finish finishes enddatum ende",
        cost="cost actualcost actualspend totalspend spend spent amountspent budgetspent budgetedcost "
        "budget kosten istkosten tatsächlichekosten",
        currency="currency currencyisocode währung amountcurrency",
        status="status state statusgrund",
    ),
    "campaign_invitations": _words(
        campaign="campaign campaignid campaignname kampagne",
        contact="contact contactid contactemail contactname person personid email kontakt",
        invited_at="invitedat invitedon invitedate dateinvited createddate createdate date responsedate respondedat "
        "respondedon statusdate addtime",
        status="status memberstatus responsestatus response",
    ),
    "opportunities": _words(
        name="name opportunityname dealname opportunity deal title bezeichnung thema name verkaufschance",
        account="account accountid accountname company companyid companyname customer kunde firma client "
        "associatedcompanyid orgid organizationid organisationid org organization organisation potenziellerkunde",
        type="type opportunitytype dealtype businesstype art pipeline pipelinename dealpipeline geschäftsart "
        "verkaufschancentyp",
        stage="stage stagename dealstage salesstage dealpipelinestageid phase verkaufsphase pipelinestage",
        status="status state",
        is_won="iswon isclosedwon closedwon won",
        is_closed="isclosed closed",
        amount="amount closevalue value dealvalue dealamount betrag wert auftragswert volume acv arr tcv "
        "geschätzterumsatz tatsächlicherumsatz umsatz",
        currency="currency currencyisocode währung dealcurrencycode amountcurrency amountcurrencycode",
        probability="probability wahrscheinlichkeit winprobability",
        close_date="closedate closetime expectedclosedate expectedcloseon closingdate abschlussdatum closedat closedon "
        "dateclosed closed",
        created_at="createdat createdon createddate createdate datecreated created addtime dateadded addedat "
        "addedon createtime dealcreated "
        "creationdate engagedate opendate startdate angelegtam erstelltam",
        owner=_OWNER + " salesperson seller",
        product="product productname productid produkt artikel",
        campaign="campaign campaignid campaignname primarycampaign primarycampaignid sourcecampaignid sourcecampaign "
        "kampagne quellkampagne",
        source="source leadsource dealsource sourcechannel quelle leadquelle",
        changed_at="lastmodifieddate lastmodified modifieddate updatedat geändertam",
    ),
    "opportunity_changes": _words(
        opportunity="opportunity opportunityid deal dealid opportunityname dealname",
        field="field fieldname property feld",
        old="old oldvalue from previousvalue alt alterwert",
        new="new newvalue to value neu neuerwert",
        changed_at="changedat changedon editdate createddate date timestamp dateentered geändertam",
        changed_by="changedby editedby createdby createdbyid user geändertvon",
    ),
    "deal_roles": _words(
        opportunity="opportunity opportunityid deal dealid opportunityname dealname",
        contact="contact contactid contactemail contactname person personid email kontakt",
        role="role rolle buyingrole contactrole dealrole",
    ),
    "contracts": _words(
        account="account accountid accountname company companyid customer orgid organizationid organisationid org "
        "organization organisation kunde firma",
        product="product productid productname produkt artikel",
        opportunity="opportunity opportunityid deal dealid",
        name="name contractname title contractnumber ordernumber bezeichnung titel vertragsname vertragsnummer",
        amount="amount totalamount value annualvalue acv arr contractvalue fee yearlyfee annualfee annualprice "
        "yearlyprice yearlyvalue price mrr monthlyfee monthlyvalue betrag wert jahresgebühr jahreswert jahresbetrag",
        currency="currency currencyisocode währung amountcurrency",
        start_date="startdate start starts startson startsat effectivedate effectivefrom validfrom commencementdate "
        "termstart beginn vertragsbeginn",
        renewal_date="renewaldate renewal renewson renewsat enddate end ends endson endsat expirationdate expirydate "
        "expires expireson validto validuntil termend verlängerung vertragsende ende",
        status="status state vertragsstatus",
    ),
    "activities": _words(
        account="account accountid accountname company companyid orgid organizationid organisationid org organization "
        "organisation firma kunde bezug",
        contact="contact contactid contactemail contactname contactperson personid whoid kontakt",
        opportunity="opportunity opportunityid deal dealid whatid verkaufschance",
        person="person owner ownerid assignedto assignedtouser salesagent rep user userid marketer mitarbeiter "
        "hubspotownerid",
        campaign="campaign campaignid campaignname kampagne",
        side="side bereich",
        channel="channel activitytype type kind kanal art tasksubtype eventsubtype aktivitätstyp",
        direction="direction richtung",
        human="human ishuman",
        subject="subject betreff title summary topic calltitle meetingname meetingtitle emailsubject tasktitle "
        "tasksubject",
        occurred_at="occurredat activitydatetime startdatetime starttime timestamp timeutc loggedat activitydate date "
        "datum datetime duedate dueon time createddate createdat addtime",
        done="done isdone completed iscompleted closed isclosed erledigt taskstatus activitystatus "
        "meetingoutcome outcome activityoutcome aktivitätsstatus",
    ),
    "support_cases": _words(
        account="account accountid accountname company companyid customer kunde",
        contact="contact contactid contactemail contactname kontakt ansprechpartner",
        subject="subject betreff title ticketname casename titel thema",
        severity="severity priority ticketpriority priorität schweregrad dringlichkeit",
        status="status state pipelinestage fallstatus",
        opened_at="openedat openedon opened opendate createdat createdon createddate createdate datecreated reportedon "
        "eröffnetam erstelltam",
        closed_at="closedate closedat closedon closed closeddate dateclosed resolvedat resolvedon resolutiondate "
        "solvedat "
        "solvedon "
        "geschlossenam gelöstam gelöstam erledigtam",
    ),
    "list_memberships": _words(
        account="account accountid accountname company companyname firma kunde",
        list_name="list listname liste",
        tier="tier",
        from_date="from fromdate since start startdate addedon von",
        to_date="to todate until end enddate removedon bis",
    ),
    "intent_signals": _words(
        account="account accountid accountname company companyname firma",
        topic="topic keyword thema",
        score="score strength surge",
        provider="provider source vendor anbieter",
        seen_at="seenat date timestamp observedat week datum",
    ),
    "technographics": _words(
        account="account accountid accountname company companyname firma",
        technology="technology tech product software technologie",
        category="category kategorie",
        status="status",
        first_seen="firstseen firstdetected since",
        last_seen="lastseen lastdetected",
    ),
    "consents": _words(
        contact="contact contactid contactemail email kontakt",
        channel="channel kanal",
        status="status",
        proof="proof evidence nachweis source",
        given_at="givenat givenon consentdate date grantedon erteiltam",
        expires_at="expiresat expireson expirydate gültigbis",
    ),
}  # fmt: skip
SYNONYMS = {
    table: {
        field: tuple(dict.fromkeys((*words, *_squashed(SYNONYMS_ELSEWHERE.get(table, {}).get(field, "")))))
        for field, words in fields.items()
    }
    for table, fields in _SYNONYMS.items()
}
"""Per table and field, the headers that feed it, the best one first."""

FIRST_OF: dict[tuple[str, str], tuple[frozenset[str], ...]] = {
    (table, field): tuple(frozenset(_squashed(words)) for words in kinds)
    for table, field, kinds in (
        (
            "opportunities",
            "close_date",
            (
                "closetime closedat closedon dateclosed actualclosedate actualclose closeddate closed "
                + CLOSED_ELSEWHERE[0],
                "wontime wonon wondate wonat",
                "losttime loston lostdate lostat",
                "closedate closingdate abschlussdatum " + CLOSED_ELSEWHERE[1],
                "expectedclosedate expectedcloseon expectedclose plannedclosedate plannedclose estimatedclosedate "
                "estclosedate targetclosedate forecastclosedate forecastclose " + CLOSED_ELSEWHERE[2],
            ),
        ),
        (
            "activities",
            "occurred_at",
            (
                "markedasdonetime donetime doneat completedat completedon completeddatetime",
                "occurredat activitydatetime startdatetime starttime timestamp activitydate date",
                "duedate dueon",
            ),
        ),
        (
            "contacts",
            "phone",
            ("phone phonenumber workphone phonework telefon tel", "mobilephone mobile phonemobile mobilephonenumber"),
        ),
        ("accounts", "country", ("country billingcountry land", "shippingcountry")),
        ("accounts", "city", ("city town billingcity stadt", "shippingcity")),
    )
}  # fmt: skip
"""Fields that two or more columns share in many exports: kinds of headers, those that count first before the others."""

NOTE_HEADERS = frozenset(
    _squashed("description about notes note comments comment beschreibung notizen bemerkung body " + NOTES_ELSEWHERE)
)
DELETED_HEADERS = frozenset(_squashed("isdeleted deleted fivetrandeleted archived gelöscht"))
INACTIVE_HEADERS = frozenset({"fivetranactive"})


_COUNTRY_NAMES = """
argentina australia austria belgien belgium brasilien brazil bulgaria canada chile china colombia croatia czechia
denmark deutschland dänemark egypt england estonia finland finnland france frankreich germany greece griechenland
hungary iceland india indien indonesia ireland irland israel italien italy japan jordan kanada kenya korea latvia
lithuania luxembourg luxemburg malaysia mexico mexiko morocco netherlands niederlande nigeria norway norwegen oman
pakistan panama peru philippines poland polen portugal qatar romania rumänien russia schweden schweiz serbia singapore
singapur slovakia slovenia spain spanien sweden switzerland taiwan thailand tschechien turkey türkei uae uk ukraine
ungarn unitedarabemirates unitedkingdom unitedstates unitedstatesofamerica uruguay us usa vereinigtestaaten vietnam
österreich at be br ca ch cn cz de dk es fi fr gb ie in it jp mx nl no pl pt se sg
"""
COUNTRIES = frozenset(_squashed(_COUNTRY_NAMES))
"""Countries as they stand in exports, squashed: enough to tell a column of countries from one of cities."""

PLACES = frozenset({"officelocation", "location", "headquarters"})
"""Headers that may mean a country or a city."""

_YES_NO_FIRST = frozenset(
    "is has had was can does did do will should needs wants still allow allows opted uses met never ist".split()
)
_YES_NO_LAST = frozenset(
    "flag done active enabled there certified signed approved verified subscribed unsubscribed completed required "
    "allowed accepted confirmed archived deleted optin optout aktiv erledigt".split()
)


def asks_yes_or_no(header: str) -> bool:
    """Whether a header names something that is or is not so: `still_there`, `Active flag`."""
    words = [word.casefold() for word in header_words(bare_text(header))]
    return bool(words) and (
        words[0] in _YES_NO_FIRST or words[-1] in _YES_NO_LAST or "".join(words[-2:]) in _YES_NO_LAST
    )


MEANINGS: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {
    ("accounts", "lifecycle"): (
        ("former", r"former|ehemalig|churn|lapsed|inactive|lost|past|ancien|antigu|inacti|cessat|voormalig"),
        ("customer", r"customer|kunde|client|bestand|klant"),
        ("opportunity", r"opportunit|pipeline"),
        ("prospect", r"prospect|interessent|target|lead|potenti|potenzial|potencial"),
    ),
    ("people", "role"): (
        ("SDR", r"\bsdr\b|\bbdr\b|sales development|business development rep|inside sales|innendienst"),
        ("CSM", r"\bcsm\b|customer success|kundenbetreu"),
        ("marketer", r"market"),
        ("lead", r"head|director|\bvp\b|vice president|chief|lead|leiter|leitung|manager sales|sales manager"),
        ("rep", r"\bae\b|account (executive|manager)|\brep\b|representative|sales|vertrieb|seller"),
    ),
    ("activities", "side"): (
        ("sales", r"sales|vertrieb|commercial|vent[ae]s?\b|vendit|verkoop"),
        ("marketing", r"market"),
    ),
    ("activities", "direction"): (
        ("inbound", r"in|eingehend|received|entrant|entrante|reçu"),
        ("outbound", r"out|ausgehend|sent|sortant|salient|uscente|uitgaand"),
    ),
    ("activities", "channel"): (
        ("email", r"e-?mail|courriel|correo"),
        ("call", r"call|phone|anruf|tele?fon|t[ée]l[ée]phon|\bappel|llamad|chiamat|gesprek|\bbel"),
        (
            "meeting",
            r"meeting|besuch|termin|visit|demo|rendez-?vous|\brdv\b|r[ée]uni[oó]n|riunione|incontro|afspraak|bezoek|"
            r"vergadering",
        ),
        ("webinar", r"webinar|web seminar"),
        ("event", r"event|messe|conference|konferenz|salon|[ée]v[ée]nement|feria|fiera|beurs"),
    ),
    ("activities", "done"): (
        (
            "no",
            r"no.?show|cancel|resched|postpon|abgesagt|abgebrochen|storniert|verschoben|nicht erschienen|annul|"
            r"reporté|not held|^open|^planned|"
            r"^offen|^geplant|not started|in progress|nicht begonnen|in bearbeitung|pending",
        ),
        ("yes", r"."),
    ),
    ("campaign_invitations", "status"): (
        ("attended", r"attend|teilgenommen|particip|partecip|asisti|aanwezig"),
        ("declined", r"declin|abgesagt|décliné|refus|rechaz|rifiut|afgemeld"),
        ("responded", r"respon|accept|zugesagt|registered|répond|inscrit|inscrito|iscritt|aangemeld|rispost"),
        ("invited", r"invit|sent|eingeladen|uitgenodigd"),
    ),
    ("support_cases", "status"): (
        (
            "closed",
            r"clos|resolv|solved|cancel|complet|fixed|geschlossen|gelöst|erledigt|résolu|ferm|cerrad|resuelt|"
            r"chius|risolt|gesloten|opgelost",
        ),
        ("pending", r"pending|waiting|hold|\bwart|attente|pendiente|attesa|wacht"),
        (
            "open",
            r"open|active|new|progress|working|offen|neu|bearbeitung|ouvert|en cours|abiert|en curso|apert|in corso|"
            r"lopend",
        ),
    ),
    ("opportunities", "type"): (
        ("renewal", r"renew|verläng|verlaeng|extension|renouvel|renovaci|rinnov|verleng"),
        (
            "expansion",
            r"expan|up-?sell|upgrade|cross|existing|erweiter|bestand|add-? ?on|growth|ampliaci|"
            r"espansion|uitbreiding|additionnel",
        ),
        ("new", r"\bnew|neu|first|acquisition|logo|nouve|nuev|nuov|nieuw|conqu[êe]te|primer|premi[eè]r"),
    ),
    ("opportunities", "status"): (
        ("lost", r"lost|verloren|perdu|perdid|\bpers[ao]\b|abandon"),
        ("won", r"won\b|gewonnen|gagn|ganad|\bvint[ao]\b"),
        (
            "open",
            r"open|offen|active|aktiv|progress|pending|working|pipeline|ouvert|en cours|abiert|"
            r"en curso|apert|in corso|lopend",
        ),
    ),
}
"""What words in exports mean in this house: the first pattern found in a word decides."""


def meaning(table: str, field: str, word: str) -> str | None:
    """Our word for one of an export's, None where it cannot be told."""
    text = word.casefold()
    return next((ours for ours, theirs in MEANINGS.get((table, field), ()) if re.search(theirs, text)), None)


def field_called(table: str, header: str) -> str | None:
    """The field of `table` that a header names outright, by its own name or a usual other one."""
    word = bare(header)
    for name in fields_of(table):
        if squash(name) == word:
            return name
    return next((name for name, words in SYNONYMS.get(table, {}).items() if word in words), None)
