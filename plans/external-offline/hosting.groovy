synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// Keys for tests, which protect nothing. Git does not keep who may read a file: before you try this by hand, chmod 600 keys/*.pem.
keys {
    treasury { publicKey 'keys/treasury.pub'; file 'keys/treasury.pem' }
}

// Alice is in use on participant1: her contracts have to move, so participant2 will be offline for a moment, in which her key signs.
party('Alice') {
    external key: treasury
    host participant1, confirmation
    host participant2, confirmation
}
