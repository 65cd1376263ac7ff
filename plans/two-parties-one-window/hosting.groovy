synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// Both are in use on participant1 and have contracts with each other: participant2 goes offline once for both, and comes back when it has the contracts of both.
['Alice', 'Bob'].each { name ->
    party(name) {
        local on: participant1
        host participant1, submission
        host participant2, observation
    }
}
