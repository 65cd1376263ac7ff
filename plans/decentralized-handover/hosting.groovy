synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
    participant3 { sandbox() }
}

keys {
    treasury { publicKey 'keys/treasury.pub'; handOver() }
}

// All three have to agree. The owner of the key signs elsewhere, overnight if need be; nobody is offline meanwhile.
// In this folder the key stands in keys/treasury.pem, so that the whole way can be tried: chmod 600 it first.
party('Alice') {
    decentralized owners: [participant1, participant2, treasury], threshold: 3
    host participant1, confirmation
    host participant3, observation
}
