synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// Somebody began to replicate Alice to participant2, and left it isolated.
party('Alice') {
    local on: participant1
    host participant1, submission
    host participant2, observation
    threshold 1
}
