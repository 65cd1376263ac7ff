synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// Bob is on participant2 from the start, and Alice has contracts with him: participant2 knows these of her contracts already.
party('Alice') {
    local on: participant1
    host participant1, submission
    host participant2, observation
}
