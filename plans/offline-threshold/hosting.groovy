synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// Alice is in use: participant2 first becomes a host, and only when its onboarding flag is gone may two confirmations be asked for.
party('Alice') {
    local on: participant1
    host participant1, confirmation
    host participant2, confirmation
    threshold 2
}
