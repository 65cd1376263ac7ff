network '../networks/test'

party('Bob') {
    local on: participant2
    host participant2, submission
}
