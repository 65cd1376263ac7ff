synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// Alice has contracts.
party('Alice') {
    local on: participant1
    host participant1, submission
    host participant2, observation
}
