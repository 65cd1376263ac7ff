synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// Keys for tests, which protect nothing. Git does not keep who may read a file: before you try this by hand, chmod 600 keys/*.pem.
keys {
    treasury { publicKey 'keys/treasury.pub'; file 'keys/treasury.pem' }
}

// Nobody has used Alice yet, and her own key agrees to the change: no contracts have to move.
party('Alice') {
    external key: treasury
    host participant1, confirmation
    host participant2, observation
}
