synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
    participant3 { sandbox() }
}

// Three confirmations can only be asked for when there are three hosts that confirm.
party('Alice') {
    local on: participant1
    host participant1, confirmation
    host participant2, confirmation
    host participant3, confirmation
    threshold 3
}

// A host that no longer confirms has to be missed by nobody.
party('Bob') {
    local on: participant1
    host participant1, confirmation
    host participant2, observation
    host participant3, observation
    threshold 1
}
