network '../networks/test'

party('Alice') {
    local on: participant1
    host participant1, submission
    host participant2, observation
}
