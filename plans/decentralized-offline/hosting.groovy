synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// Keys for tests, which protect nothing. Git does not keep who may read a file: before you try this by hand, chmod 600 keys/*.pem.
keys {
    treasury { publicKey 'keys/treasury.pub'; file 'keys/treasury.pem' }
}

// Both owners have to agree to a change of Alice. The last of them signs when participant2 is offline.
party('Alice') {
    decentralized owners: [participant1, treasury], threshold: 2
    host participant1, confirmation
    host participant2, observation
}
