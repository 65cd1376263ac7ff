synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
    participant3 { sandbox() }
    participant4 { sandbox() }
}

// One source, three targets: the plan says how long each of them is offline.
party('Alice') {
    local on: participant1
    host participant1, submission
    host participant2, observation
    host participant3, observation
    host participant4, confirmation
}
