"""Words of business that stand for one another often enough: a note says "won" where a question says "picked"."""

from __future__ import annotations

FIELDS = """
    discount off rebate reduction nachlass rabatt
    price cost charge quote fee pay
    buy purchase acquire order procure takeover
    sign signature approve approval ok okay authorise authorize release allow permit
    weak weakness lose disadvantage bad
    good strength win advantage
    leave quit depart resign
    switch replace change migrate
    start begin open launch live
    pen penetration pentest
    end expire stop finish over
    meet meeting convene sit session
    complain complaint unhappy angry annoyed dissatisfied hate
    call phone ring rang
    mail email write
    employee staff people headcount worker
    competitor rival
    shop store
    deadline due
    contract agreement deal
    money budget fund financing
    chief ceo boss
    late delay slip postpone
    fix repair solve
    bid offer tender
    keep store retention retain
    risk danger threat
    need require must
    downtime outage down unreachable
    problem trouble issue
    visit trip
    absence absent away holiday vacation
    acquire buy order procure purchase takeover
    acquire merge takeover
    advantage good strength strong win
    agreement contract deal
    aim goal intend plan target
    allow approval approve authorise authorize ok okay permit release sign signature
    alternative instead option
    angry annoyed complain complaint cross dissatisfied furious hate irritate unhappy upset
    answer reply respond response
    apply claim
    argue argument objection
    ask demand insist request want
    assemble assembly convene gather meet meeting sit session
    attend attendance attendee come guest participant visitor
    attorney counsel law lawyer legal
    bad disadvantage lose weak weakness
    ban forbid never prohibit
    basis reason
    beat defeat lose outbid undercut
    begin launch live open start
    bid offer proposal quote tender
    bill invoice
    block blocker object oppose opponent refuse resist
    board council committee
    boat ferry ship vessel
    boss ceo chief director head
    branch office location site
    break defect fail failure fault
    budget finance fund money spend
    bug error fault issue problem trouble
    built year age old
    busy peak rush
    call phone ring telephone
    cancel exit leave quit resign terminate withdraw
    cap ceiling limit maximum threshold
    car fleet lorry truck van vehicle
    cause reason
    ceremony dinner event fair summit conference
    change migrate move replace switch
    change policy rule regulation
    charge cost expense fee pay price quote spend
    choose decide decision pick prefer select
    choose opt pick win
    clerk employee headcount people person staff worker
    coach teach train course lesson
    colleague cover deputy replace substitute
    competitor rival
    compensate compensation credit refund
    condition term
    connect connector integrate integration interface
    convince persuade
    council franchise
    country region location residency
    cut decrease drop lower reduce reduction shrink
    danger risk threat
    data information
    date day
    deadline due
    decrease discount nachlass off rabatt rebate reduction
    defer delay late postpone slip slow
    depart gone leave left quit resign
    depot store warehouse
    dial phone call
    director head lead manager
    dislike hate object
    document file paper paperwork
    double duplicate twice
    downtime crash down failure outage unreachable
    drink food lunch meal menu
    dropped lost
    email letter mail write
    employ hire job recruit
    end expire finish over stop
    english language
    enter type
    expand extend grow growth
    factory mill plant works
    fast quick speed
    fix repair solve
    floor least lowest minimum
    form sheet template
    freight shipping transport
    frequency often
    gap lack miss without
    grow increase raise rise uplift
    handover transfer
    hold keep retain retention store
    host location region reside residency store
    idea suggest suggestion propose
    item point
    journey tour travel trip visit
    keep stay remain
    left open outstanding pending remain
    licence license seat
    manual hand
    method way
    mill plant
    most peak
    name called
    need require must
    newspaper paper press
    next upcoming
    off postpone
    online website
    penalty fine
    pilot poc test trial
    presentation deck slide
    press public publicity publish website
    pupil student
    record log
    refer reference referral
    renew renewal extend prolong
    sad unhappy disappointed
    safe safety security
    sale sell
    save saving
    schedule plan timetable
    screen display
    shop store
    smell odour
    space room
    step stage
    story tale
    teacher trainer
    test check exam
    topic subject theme
    unhappy worry concern fear
    update upgrade version
    urgent urgency
    wage salary pay
    wait queue
    weekday monday tuesday wednesday thursday friday
    additional extra further new
    invest investment spend expense
    questionnaire survey question
    walk leave depart quit withdraw
    damage harm loss lose spoil
    reckon expect estimate forecast
"""
