synchronizer 'mysynchronizer'

participants {
    participant1 {
        operator 'bank-a'
        sandbox()
    }
    participant2 {
        operator 'bank-a'
        sandbox()
    }
}
