synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// Nobody has used Alice yet: no contracts have to move, and nobody goes offline.
party('Alice') {
    local on: participant1
    host participant1, submission
    host participant2, submission
}
