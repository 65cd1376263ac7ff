synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
    participant3 { sandbox() }
}

// Nobody has created Alice yet: she is created with all of her hosts and her threshold in one step.
party('Alice') {
    local on: participant1
    host participant1, confirmation
    host participant2, confirmation
    host participant3, observation
    threshold 2
}
