synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
    participant3 { sandbox() }
}

// Nobody has created Alice yet. participant1 was asked for a key of her own before, and showed this fingerprint.
party('Alice') {
    local on: participant1, namespace: '12203a74440288c26b231be9dd422c5bc741c9f6f001beae0ab5e36439a962218387'
    host participant1, submission
    host participant2, observation
}

// participant1 holds the key of Carol's namespace and is no host of hers: it signs with that key and no other.
party('Carol') {
    id 'Carol::122080f2b520f1abe9b5b7254dff28e80deb39b68187d6eaabff025c50cb12d9b3c8'
    host participant2, confirmation
    host participant3, observation
}
