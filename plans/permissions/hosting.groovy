synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
    participant3 { sandbox() }
}

// All three are hosts already and have the contracts of Alice, so nothing moves, and nobody goes offline.
party('Alice') {
    local on: participant1
    host participant1, confirmation
    host participant2, submission
    host participant3, observation
}
