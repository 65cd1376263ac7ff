synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// The namespace of Alice is that of no participant, and participant1 holds its key: partita asks for it and signs there.
party('Alice') {
    id 'Alice::12203a74440288c26b231be9dd422c5bc741c9f6f001beae0ab5e36439a962218387'
    host participant1, confirmation
    host participant2, confirmation
}
