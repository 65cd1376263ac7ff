synchronizer 'mysynchronizer'

participants {
    participant1 { sandbox() }
    participant2 { sandbox() }
}

// Keys for tests, which protect nothing. Git does not keep who may read a file: before you try this by hand, chmod 600 keys/*.pem.
keys {
    treasury { publicKey 'keys/treasury.pub'; file 'keys/treasury.pem' }
    customer { publicKey 'keys/customer.pub'; file 'keys/customer.pem' }
}

// Nobody has created them yet, and no participant holds their keys: each exists when its key and all of its hosts have signed.
party('Treasury') {
    external key: treasury
    host participant1, confirmation
    host participant2, confirmation
    threshold 2
}

party('Customer') {
    external key: customer
    host participant1, confirmation
    host participant2, observation
}
