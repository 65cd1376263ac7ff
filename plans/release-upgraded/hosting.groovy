synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 {
        sandbox()
        backup manual
    }
}

// Alice has contracts, and a person makes the backup.
party('Alice') {
    local on: participant1
    host participant1, submission
    host participant2, observation
}
