import java.nio.file.Files

synchroniser 'mysynchronizer'

participants {
    participant1 {
        admin 'localhost'
        ledger 'localhost:70000'
    }
    participant2 {
        admin 'localhost:5022', tls: [ca: 'certs/ca.pem', cert: 'certs/client.pem']
        ledger 'localhost:5021', token: 'eyJhbGciOi.not.a-reference'
        sandbox()
    }
    participant2 { sandbox() }
    participant4 { admin 'localhost:5042' }
    participant5 {
        admin 'localhost:5052', tsl: true
        ledger 'localhost:5051'
        backup automatic
    }
}

party('Alice') {
    local on: participnat1
    host participant1, submision
    host participant9, observation
    host participant5, observation
    host participant5, confirmation
    threshold 0
    path simple
    tresholds 2
}

party('Bob') {
    id 'Bob::1220abc'
    threshold 'two'
}

party('Bob') {
    local on: participant4
    host participant4, submission
    threshold 2
}

party('C::D') {
    local on: participant5
    host participant5, confirmation
    dars 42
    keep participant99
}

def files = new File('/etc/passwd').text
System.exit(1)
party("Mallory ${'x'.class.name}") {
    external key: 'x'
    host participant5, observation
}
while (true) { }
@Grab('a:b:1')
def q = 'rm'.execute()
