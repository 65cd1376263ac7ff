synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
    participant3 { sandbox() }
}

party('Alice') {
    local on: participant1
    host participant1, submission
    host participant2, observation
    threshold 1
}
