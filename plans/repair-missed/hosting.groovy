synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// Somebody made participant2 a host of Alice without the onboarding flag, and her contracts never arrived there.
party('Alice') {
    local on: participant1
    host participant1, submission
    host participant2, observation
    threshold 1
}
