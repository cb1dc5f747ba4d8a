"""Headers of exports in French, Spanish, Italian and Dutch, beside the English and German ones of `headers`.

Words are squashed as headers are: lower case, no spaces, no punctuation, no accents.
"""

from __future__ import annotations

ENTITIES_ELSEWHERE: dict[str, str] = {
    "accounts": "client clients société sociétés entreprise entreprises compte comptes empresa empresas cliente "
    "clientes "
    "clienti cuenta cuentas azienda aziende società bedrijf bedrijven klant klanten organisatie",
    "contacts": "interlocuteur interlocuteurs contacto contactos contatto contatti contactpersoon contactpersonen",
    "leads": "prospect prospects piste pistes",
    "people": "commercial commerciaux utilisateur vendeur usuario vendedor comercial utente venditore agente gebruiker "
    "verkoper medewerker",
    "products": "produit produits producto productos prodotto prodotti producten",
    "opportunities": "opportunité opportunités affaire affaires oportunidad oportunidades negocio negocios opportunità "
    "trattativa trattative kans kansen verkoopkans verkoopkansen",
    "campaigns": "campagne campagnes campaña campañas",
    "contracts": "contrat contrats abonnement abonnements contrato contratos contratto contratti abbonamento "
    "contracten",
    "activities": "activité activités actividad actividades attività activiteit activiteiten",
    "support_cases": "incident incidents réclamation incidencia incidencias segnalazione melding meldingen",
}
"""More words for each table's things."""

FILES_ELSEWHERE: tuple[tuple[str, str], ...] = (
    (r"participants?|inscrits|asistentes|partecipanti|deelnemers", "campaign_invitations"),
    (r"activite|activida|rendez.?vous|visites?\b|citas\b|appels?\b|llamadas|afspraken", "activities"),
    (r"incidents?|incidencias|reclamations?|segnalazioni|meldingen", "support_cases"),
    (r"objectifs?|objetivos?|obiettivi|doelen", "targets"),
    (r"campagnes?|campanas?", "campaigns"),
    (r"contrats?|contratos?|contratti|contracten|abonnements?|abbonamenti", "contracts"),
    (r"affaires?|oportunidad|negocios?|trattativ|(verkoop)?kans(en)?\b", "opportunities"),
    (r"prospects?|pistes?\b", "leads"),
    (r"interlocuteurs?|contactos?|contatt[oi]|contactperso", "contacts"),
    (r"commerciaux|commercial\b|vendeurs?|utilisateurs?|comerciales|vendedor|usuarios|venditori|utenti|verkopers|"
     r"medewerkers|gebruikers|equipes?\b|equipos?\b", "people"),
    (r"produits?|productos?|prodott[oi]|producten", "products"),
    (r"societes?|entreprises?|comptes?\b|empresas?|clientes?|clienti|cuentas?|aziend|societa|bedrij|klant", "accounts"),
)  # fmt: skip
"""More patterns of file names, the more special first; file names are without accents here."""

_NAMES = {
    "first_name": "prénom nombre nome voornaam",
    "last_name": "nomdefamille apellido apellidos cognome achternaam",
}
_PERSONAL = _NAMES | {
    "email": "courriel adressemail adressecourriel adresseemail correo correoelectrónico indirizzoemail emailadres",
    "title": "poste fonction intitulédeposte cargo puesto qualifica mansione functie functietitel ruolo role",
    "country": "pays país paese nazione",
}
_OWNER = (
    "propriétaire propriétairedelopportunité propriétaireducompte responsable responsablecommercial commercial vendeur "
    "chargédaffaires chargédecompte gestionnairedecompte suivipar propietario comercial vendedor gestor gestordecuenta "
    "proprietario responsabile commerciale venditore agente eigenaar verantwoordelijke relatiebeheerder verkoper"
)
_NAME_OF_ACCOUNT = (
    "société nomdelasociété nomsociété raisonsociale entreprise nomdelentreprise client nomduclient nomclient compte "
    "nomducompte empresa nombredelaempresa nombreempresa razónsocial cliente nombredelcliente cuenta nombredelacuenta "
    "azienda nomeazienda ragionesociale società nomecliente bedrijf bedrijfsnaam naambedrijf organisatie klant "
    "klantnaam "
    "relatie"
)
_ACCOUNT = _NAME_OF_ACCOUNT + " idsociété idclient codeclient numéroclient nclient réfclient idcliente codicecliente"
_AMOUNT = "montant montantht valeur importe monto valor importo valore bedrag waarde omzet"
_CURRENCY = "devise divisa moneda valuta"
_CREATED = (
    "datedecréation datecréation crééle crééele ouvertle fechadecreación creadoel fechadealta datadicreazione "
    "datacreazione "
    "creatoil aangemaaktop datumaangemaakt aanmaakdatum angelegt erfasstam eröffnetam erstellungsdatum anlagedatum"
)
_CHANGED = "modifiéle datedemodification dernièremodification modificadoel ultimamodifica gewijzigdop laatstgewijzigd"
_STATUS = "statut état estado stato"

SYNONYMS_ELSEWHERE: dict[str, dict[str, str]] = {
    "people": _NAMES
    | {
        "name": "nom nomcomplet nombrecompleto nomecompleto naam volledigenaam",
        "email": _PERSONAL["email"],
        "role": "rôle fonction poste rol cargo puesto ruolo functie",
        "team": "équipe service equipo squadra reparto afdeling",
        "office": "agence bureau site oficina sede ufficio kantoor vestiging",
        "manager": "responsable supérieur n1 jefe responsabile leidinggevende",
        "active": "actif activo attivo actief",
    },
    "products": {
        "name": "nom produit nomduproduit libellé désignation nombre producto nombredelproducto nome prodotto "
        "nomeprodotto "
        "naam productnaam",
        "family": "famille gamme catégorie familia categoría famiglia categoria gamma productgroep categorie",
        "price": "prix prixunitaire tarif prixcatalogue precio preciounitario prezzo prezzodilistino prijs stuksprijs",
        "currency": _CURRENCY,
    },
    "targets": {
        "team": "équipe equipo squadra",
        "quarter": "trimestre période periodo kwartaal",
        "amount": "objectif objetivo obiettivo doel " + _AMOUNT,
        "currency": _CURRENCY,
    },
    "accounts": {
        "name": "nom " + _NAME_OF_ACCOUNT + " nombre nome naam",
        "aliases": "nomcommercial sigle enseigne nombrecomercial nomecommerciale handelsnaam",
        "former_names": "anciennom anciennomcommercial nombreanterior nomeprecedente vorigenaam",
        "domains": "siteweb siteinternet domaine nomdedomaine sitioweb páginaweb dominio sitoweb sitointernet domein",
        "industry": "secteur secteurdactivité domainedactivité industria sector sectordeactividad settore branche "
        "bedrijfstak",
        "employees": "effectif effectifs nombredesalariés salariés nombredemployés nbsalariés empleados "
        "númerodeempleados "
        "plantilla dipendenti numerodipendenti numerodidipendenti addetti medewerkers aantalmedewerkers werknemers "
        "aantalwerknemers",
        "revenue": "chiffredaffaires chiffredaffairesannuel ca caannuel facturación facturaciónanual ingresos "
        "ingresosanuales ventasanuales fatturato fatturatoannuo ricavi omzet jaaromzet",
        "currency": _CURRENCY,
        "country": "pays país paese nazione",
        "region": "région regione regio",
        "city": "ville ciudad città plaats stad woonplaats commune",
        "founded": "annéedecréation fondéeen fondation añodefundación annodifondazione opgericht oprichtingsjaar",
        "parent": "sociétémère maisonmère groupe empresamatriz matriz capogruppo societàmadre moederbedrijf",
        "lifecycle": "statutclient typedeclient typeclient phaseducycledevie étapeducycledevie tipodecliente "
        "tipocliente "
        "klantstatus typeklant statut",
        "owner": _OWNER,
        "marketer": "responsablemarketing responsabledemarketing responsabilemarketing marketeer",
        "changed_at": _CHANGED,
    },
    "contacts": _PERSONAL
    | {
        "name": "nom nomcomplet nomducontact nombrecompleto contacto nomecompleto contatto naam volledigenaam "
        "contactpersoon",
        "phone": "téléphone tél téléphonefixe portable mobile numérodetéléphone teléfono móvil telefono cellulare "
        "telefoon telefoonnummer mobiel",
        "account": _ACCOUNT,
        "seniority": "niveau niveauhiérarchique nivel livello niveau",
        "department": "service département direction departamento área reparto dipartimento afdeling",
        "opted_out_at": "désinscritle désabonnéle opposéle bajael disiscrittoil uitgeschrevenop afgemeldop",
        "left_at": "partile dateddedépart datedépart datededépart bajaenlaempresa uscitoil vertrokkenop uitdienst",
        "changed_at": _CHANGED,
    },
    "leads": _PERSONAL
    | {
        "name": "nom nomcomplet nombrecompleto nomecompleto naam",
        "company": _NAME_OF_ACCOUNT,
        "source": "origine provenance fuente origen provenienza bron herkomst",
        "status": _STATUS,
        "created_at": _CREATED,
        "owner": _OWNER,
        "changed_at": _CHANGED,
    },
    "campaigns": {
        "name": "nom campagne nomdelacampagne nombre campaña nome campagna naam",
        "channel": "canal type tipo canale kanaal",
        "start_date": "début datededébut datedébut fechadeinicio inicio datainizio inizio startdatum begindatum",
        "end_date": "fin datedefin datefin fechadefin datafine fine einddatum",
        "cost": "coût coûtréel dépense dépenses budget coste costo gasto presupuesto costi spesa kosten uitgaven",
        "currency": _CURRENCY,
        "status": _STATUS,
    },
    "campaign_invitations": {
        "campaign": "campagne campaña campagna",
        "contact": "contact contacto contatto contactpersoon",
        "invited_at": "invitéle datedinvitation fechadeinvitación datainvito uitgenodigdop",
        "status": "réponse respuesta risposta " + _STATUS,
    },
    "opportunities": {
        "name": "nom nomdelaffaire nomaffaire nomdelopportunité affaire opportunité intitulé libellé nombre "
        "oportunidad "
        "nombredelaoportunidad negocio nombredelnegocio nome opportunità trattativa nometrattativa naam kans "
        "verkoopkans onderwerp",
        "account": _ACCOUNT,
        "type": "typedaffaire typedopportunité typeaffaire tipo tipodenegocio tipotrattativa soort",
        "stage": "étape étapedevente phasedevente étapecommerciale etapa fase fasedeventa faseventa fasedivendita "
        "verkoopfase",
        "status": _STATUS,
        "amount": _AMOUNT,
        "currency": _CURRENCY,
        "probability": "probabilité probabilidad probabilità kans waarschijnlijkheid kansopsucces slagingskans",
        "close_date": "datedeclôture dateclôture clôture datedesignature fechadecierre fechacierre cierre "
        "datadichiusura "
        "datachiusura chiusura sluitingsdatum afsluitdatum abschluss abgeschlossenam geschlossenam",
        "created_at": _CREATED,
        "owner": _OWNER,
        "product": "produit producto prodotto",
        "campaign": "campagne campaña campagna",
        "source": "origine provenance fuente origen provenienza bron herkomst",
        "changed_at": _CHANGED,
    },
    "opportunity_changes": {
        "opportunity": "affaire opportunité idaffaire oportunidad idoportunidad negocio opportunità trattativa kans",
        "field": "champ campo veld",
        "old": "anciennevaleur ancien avant valoranterior anterior valoreprecedente oudewaarde oud",
        "new": "nouvellevaleur nouveau après nuevovalor nuevo nuovovalore nieuwewaarde nieuw",
        "changed_at": "modifiéle date fecha data gewijzigdop datum",
        "changed_by": "modifiépar modificadopor modificatoda gewijzigddoor",
    },
    "deal_roles": {
        "opportunity": "affaire opportunité oportunidad negocio opportunità trattativa kans",
        "contact": "contact contacto contatto contactpersoon",
        "role": "rôle rol ruolo",
    },
    "contracts": {
        "account": _ACCOUNT,
        "product": "produit producto prodotto",
        "opportunity": "affaire opportunité oportunidad opportunità kans",
        "name": "nom nducontrat numérodecontrat intitulé nombre númerodecontrato nome numerocontratto naam "
        "contractnummer",
        "amount": "montantannuel valeurannuelle redevance loyer importeanual importoannuo canone jaarbedrag " + _AMOUNT,
        "currency": _CURRENCY,
        "start_date": "début datededébut datedébut prisedeffet fechadeinicio inicio datainizio inizio decorrenza "
        "startdatum ingangsdatum",
        "renewal_date": "renouvellement datederenouvellement échéance datedéchéance fin datedefin datefin renovación "
        "fechaderenovación vencimiento fechadefin rinnovo datarinnovo scadenza datascadenza datafine verlengingsdatum "
        "verlenging einddatum",
        "status": _STATUS,
    },
    "activities": {
        "account": _ACCOUNT,
        "contact": "contact interlocuteur contacto contatto contactpersoon",
        "opportunity": "affaire opportunité oportunidad negocio opportunità trattativa kans",
        "person": "utilisateur auteur réalisépar usuario realizadopor utente eseguitoda gebruiker medewerker " + _OWNER,
        "campaign": "campagne campaña campagna",
        "channel": "canal type typedactivité tipo tipodeactividad canale tipoattività kanaal soort",
        "direction": "sens sentido direzione richting",
        "subject": "objet sujet intitulé asunto oggetto onderwerp",
        "occurred_at": "dateheure date fecha fechayhora data dataeora datum datumentijd",
        "done": "terminé effectué fait completado hecho realizado completato fatto afgerond voltooid gedaan",
    },
    "support_cases": {
        "account": _ACCOUNT,
        "contact": "contact interlocuteur contacto contatto contactpersoon",
        "subject": "objet sujet intitulé asunto oggetto onderwerp",
        "severity": "gravité priorité criticité gravedad prioridad gravità priorità ernst prioriteit",
        "status": _STATUS,
        "opened_at": "ouvertle datedouverture abiertoel fechadeapertura apertoil dataapertura geopendop " + _CREATED,
        "closed_at": "ferméle résolule clôturéle datedeclôture datederésolution cerradoel fechadecierre chiusoil "
        "datachiusura geslotenop opgelostop",
    },
    "list_memberships": {
        "account": _ACCOUNT,
        "list_name": "liste lista lijst",
        "tier": "niveau nivel livello",
        "from_date": "depuis du début desde dal van vanaf",
        "to_date": "jusquau au fin hasta al tot",
    },
    "intent_signals": {
        "account": _ACCOUNT,
        "topic": "sujet thème tema argomento onderwerp",
        "provider": "fournisseur proveedor fornitore",
        "seen_at": "date fecha data datum",
    },
    "technographics": {
        "account": _ACCOUNT,
        "technology": "logiciel technologie outil tecnología tecnologia software",
        "category": "catégorie categoría categoria categorie",
        "status": _STATUS,
    },
    "consents": {
        "contact": "contact contacto contatto contactpersoon",
        "channel": "canal canale kanaal",
        "status": "consentement consentimiento consenso toestemming " + _STATUS,
        "proof": "preuve prueba prova bewijs",
        "given_at": "donnéle dateduconsentement otorgadoel rilasciatoil gegevenop",
        "expires_at": "expirele expirael scadeil verlooptop",
    },
}
"""Per table and field, more headers that feed it."""

CLOSED_ELSEWHERE = (
    "abgeschlossenam geschlossenam abschlussam tatsächlicherabschluss tatsächlichesabschlussdatum "
    "tatsächlabschlussdatum clôturéle clôturéele "
    "datedeclôtureréelle dateclôtureréelle signéle fechadecierrereal cerradoel cierrereal datachiusuraeffettiva "
    "chiusoil "
    "geslotenop afgeslotenop",
    "abschluss datedeclôture dateclôture clôture datedesignature fechadecierre fechacierre cierre datadichiusura "
    "datachiusura chiusura sluitingsdatum afsluitdatum",
    "abschlussgeplant geplanterabschluss geplantesabschlussdatum voraussichtlicherabschluss "
    "voraussichtlichesabschlussdatum voraussichtlabschlussdatum abschlussvoraussichtlich erwarteterabschluss "
    "erwartetesabschlussdatum "
    "abschlusserwartet zieldatum zielabschluss datedeclôtureprévue dateclôtureprévue clôtureprévue clôtureprévuele "
    "dateprévisionnelle datedesignatureprévue fechadecierreprevista fechaprevistadecierre cierreprevisto "
    "datachiusuraprevista datadichiusuraprevista chiusuraprevista verwachtesluitingsdatum verwachteafsluitdatum "
    "verwachtafgesloten",
)
"""Headers of a deal's close date: when it was closed, one for both, when that is expected."""

ID_WORDS_ELSEWHERE = "réf référence numéro n num código codice kenmerk nummer"
"""Words that a column of ids ends or begins with."""

NOTES_ELSEWHERE = (
    "commentaire commentaires remarque remarques compterendu comentario comentarios observaciones notas "
    "descripción nota "
    "osservazioni commento commenti descrizione opmerking opmerkingen notities omschrijving bemerkungen kommentar notiz"
)
"""Headers of free text that becomes notes."""
