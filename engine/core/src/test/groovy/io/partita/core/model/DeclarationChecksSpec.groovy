package io.partita.core.model

import io.partita.core.model.check.DeclarationChecks
import io.partita.core.stub.StubDeclaration
import io.partita.core.stub.StubNetwork
import spock.lang.Specification

/** Judgements about a declaration alone. */
class DeclarationChecksSpec extends Specification {

    StubDeclaration declare() {
        new StubDeclaration().sandboxes('p1', 'p2', 'p3')
    }

    def "#what"() {
        when:
        def found = DeclarationChecks.check(declare().party(name, owner, threshold, *hosts).build())

        then:
        found*.code() == codes
        found.every { it.range().isPresent() && it.hint() && it.subject() == Optional.of(name) }

        where:
        what                                          | name     | owner | threshold | hosts                               || codes
        'nothing is wrong'                            | 'Alice'  | 'p1'  | 1         | ['p1 submission', 'p2 observation'] || []
        'a threshold that all confirming hosts reach' | 'Alice'  | 'p1'  | 2         | ['p1 confirmation', 'p2 confirmation'] || []
        'a threshold over the confirming hosts'       | 'Alice'  | 'p1'  | 2         | ['p1 confirmation', 'p2 observation'] || ['threshold-too-high']
        'submission with a threshold over 1'          | 'Alice'  | 'p1'  | 2         | ['p1 submission', 'p2 confirmation'] || ['submission-with-threshold']
        'a threshold of 0'                            | 'Alice'  | 'p1'  | 0         | ['p1 submission']                   || ['threshold-below-one']
        'a negative threshold'                        | 'Alice'  | 'p1'  | -3        | ['p1 submission']                   || ['threshold-below-one']
        'observers only'                              | 'Alice'  | 'p1'  | null      | ['p1 observation', 'p2 observation'] || ['no-confirming-host']
        'no host'                                     | 'Alice'  | 'p1'  | 1         | []                                  || ['no-host']
        'the same host twice'                         | 'Alice'  | 'p1'  | 1         | ['p1 submission', 'p1 observation'] || ['same-host']
        'a host that is not declared'                 | 'Alice'  | 'p1'  | 1         | ['p1 submission', 'p9 observation'] || ['unknown-participant']
        'an owner that is not declared'               | 'Alice'  | 'p9'  | 1         | ['p1 submission']                   || ['unknown-participant']
        'a name that is no identifier'                | 'A::B'   | 'p1'  | 1         | ['p1 submission']                   || ['party-name']
    }

    def "everything that is wrong is said at once"() {
        expect:
        DeclarationChecks.check(declare()
                .party('Alice', 'p1', 3, 'p1 confirmation', 'p2 confirmation')
                .party('Alice', 'p1', 1, 'p1 observation')
                .build())*.code().sort() == ['no-confirming-host', 'same-party', 'threshold-too-high']
    }

    def "what is kept may confirm, so the quorum is judged when it is known"() {
        expect:
        DeclarationChecks.check(declare()
                .party('Alice', 'p1', 2, 'p1 confirmation').with([], HostingPath.AUTO, ['p2'])
                .build()) == []
    }

    def "a host cannot be both kept and declared"() {
        expect:
        DeclarationChecks.check(declare()
                .party('Alice', 'p1', 1, 'p1 confirmation').with([], HostingPath.AUTO, ['p1'])
                .build())*.code() == ['kept-host-declared']
    }

    def "sandbox and real participants do not mix"() {
        expect:
        DeclarationChecks.check(declare().endpoints('p2', new Backup.Manual()).build())*.subject()*.get() == ['p1', 'p3']
    }

    def "two participants cannot have one endpoint"() {
        given:
        def endpoint = new Endpoint('host', 5001, Optional.empty(), Optional.empty())
        def other = new Endpoint('host', 5002, Optional.empty(), Optional.empty())
        def third = new Endpoint('host', 5003, Optional.empty(), Optional.empty())

        expect:
        DeclarationChecks.check(new StubDeclaration()
                .participant('p1', new Access.Endpoints(endpoint, other), new Backup.Manual())
                .participant('p2', new Access.Endpoints(third, other), new Backup.Manual())
                .build())*.code() == ['shared-endpoint']
    }
}
