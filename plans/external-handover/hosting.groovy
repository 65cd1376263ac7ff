synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

keys {
    treasury { publicKey 'keys/treasury.pub'; handOver() }
}

// The key is where no network is: partita writes what is to be signed, waits, and goes on with the signature.
// In this folder it stands in keys/treasury.pem, so that the whole way can be tried: chmod 600 it first.
party('Alice') {
    external key: treasury
    host participant1, confirmation
    host participant2, observation
}

party('Reserve') {
    external key: treasury
    host participant1, confirmation
    host participant2, observation
}
