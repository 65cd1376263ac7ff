synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
    participant3 { sandbox() }
    participant4 { sandbox() }
}

// participant3 and participant4 have no package of Alice or Carol: it is fetched from a host once, and vetted on each of them.
party('Alice') {
    local on: participant1
    host participant1, submission
    host participant2, observation
    host participant3, observation
}

party('Carol') {
    local on: participant1
    host participant1, submission
    host participant4, observation
}
