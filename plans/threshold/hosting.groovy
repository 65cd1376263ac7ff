synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
    participant3 { sandbox() }
}

// A third host, confirmation everywhere, and three confirmations for every transaction: one change of one mapping, because Alice is unused.
party('Alice') {
    local on: participant1
    host participant1, confirmation
    host participant2, confirmation
    host participant3, confirmation
    threshold 3
}
