synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// Alice was hosted on participant2 before, was removed there, and comes back.
party('Alice') {
    local on: participant1
    host participant1, submission
    host participant2, observation
    threshold 1
}
