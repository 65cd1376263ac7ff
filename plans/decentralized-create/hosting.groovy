synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// Keys for tests, which protect nothing. Git does not keep who may read a file: before you try this by hand, chmod 600 keys/*.pem.
keys {
    treasury { publicKey 'keys/treasury.pub'; file 'keys/treasury.pem' }
}

// All three owners sign the namespace when it is founded; after that, two of them decide.
party('Fund') {
    decentralized owners: [participant1, participant2, treasury], threshold: 2
    host participant1, confirmation
    host participant2, confirmation
    threshold 2
}

// Of these two owners both decide, always: also when the key has only just been introduced.
party('Vault') {
    decentralized owners: [participant1, treasury]
    host participant1, confirmation
    host participant2, observation
}
