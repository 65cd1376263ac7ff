synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
    participant3 { sandbox() }
}

// participant1 holds the key of Carol's namespace and is no host of hers: it signs with that key and no other.
party('Carol') {
    id 'Carol::122080f2b520f1abe9b5b7254dff28e80deb39b68187d6eaabff025c50cb12d9b3c8'
    host participant2, confirmation
    host participant3, observation
}
