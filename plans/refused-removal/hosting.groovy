synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// participant2 hosts Alice, too, but is not named here: that is never taken for a removal.
party('Alice') {
    local on: participant1
    host participant1, submission
}
