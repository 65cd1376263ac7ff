package io.partita.core.planner

import io.partita.core.model.PartyId
import io.partita.core.plan.Route
import io.partita.core.plan.Signer
import io.partita.core.plan.law.PlanLaws
import io.partita.core.planfile.PlanFile

/** Who signs for a party whose namespace has several owners. */
class AuthoritySpec extends PlanningSpec {

    def used(namespace, String... hosts) {
        def party = PartyId.of("Alice::$namespace")
        network.host(party, 1, hosts)
        hosts.each { network.node(it.split(' ')[0]).hold(party, PACKAGE, 3) }
        network.participants.values().each { it.vetted << new io.partita.core.model.PackageId(PACKAGE) }
        party
    }

    def unusedParty(namespace, String... hosts) {
        def party = PartyId.of("Alice::$namespace")
        network.host(party, 1, hosts)
        party
    }

    List<String> signatures(plan) {
        plan.steps().filter { it.kind().word() in ['propose', 'sign'] }
                .map { it.kind().word() + ' ' + it.signer().participant().map { n -> n.name() }.orElse('outside') }.toList()
    }

    def "owners that are declared sign in the order of their names, the last one while the target is isolated"() {
        given:
        def alice = used(network.shared(2, 'participant1', 'participant3'), 'participant1 confirmation')

        when:
        def plan = plan(declare().known(alice, 1, 'participant1 confirmation', 'participant2 observation'))

        then:
        signatures(plan) == ['propose participant2', 'sign participant1', 'sign participant3']
        flat(plan).indexOf('sign/participant1/Alice/2') < flat(plan).indexOf('isolate/participant2')
        flat(plan).indexOf('sign/participant3/Alice/2') > flat(plan).indexOf('isolate/participant2')
        plan.content().parties()[0].authority().quorum() == 2
    }

    def "no more owners sign than have to"() {
        given:
        def alice = used(network.shared(1, 'participant1', 'participant3', 'other'), 'participant1 confirmation')

        expect:
        signatures(plan(declare().known(alice, 1, 'participant1 confirmation', 'participant2 observation'))) ==
                ['propose participant2', 'sign participant1']
    }

    def "an owner elsewhere signs before the participant that completes"() {
        given:
        def alice = used(network.shared(2, 'participant1', 'other', 'another'), 'participant1 confirmation')
        revoked.each { network.revoke(it) }

        when:
        def plan = plan(declare().known(alice, 1, 'participant1 confirmation', 'participant2 observation'))

        then:
        signatures(plan) == ['propose participant2', 'sign outside', 'sign participant1']

        and: 'in the view of the participant that told the topology'
        def outside = plan.content().parties()[0].authority().signers()[0]
        outside.kind() == Signer.Kind.OUTSIDE
        outside.reader().name() == 'participant1'
        !(outside.namespace().hex() in revoked.collect { io.partita.core.stub.StubParticipant.fingerprint(it) })

        where:
        revoked << [[], ['other'], ['another']]
    }

    def "a participant proposes where no host signs, whoever else has to sign: #owners"() {
        given:
        def alice = unusedParty(network.shared(quorum, *owners), 'participant1 submission', 'participant2 submission')

        expect:
        signatures(plan(declare().known(alice, 1, 'participant1 submission', 'participant2 observation'))) == signed

        where:
        quorum | owners                                   || signed
        2      | ['participant1', 'other']                || ['propose participant1', 'sign outside']
        3      | ['participant1', 'participant3', 'other'] || ['propose participant1', 'sign outside', 'sign participant3']
    }

    def "an owner that signs as a host is one of those that sign for the namespace"() {
        given: 'otherwise its signature would be the one that completes'
        def alice = unusedParty(network.shared(2, 'participant1', 'participant2', 'participant3'), 'participant1 confirmation')

        when:
        def plan = plan(declare().known(alice, 1, 'participant1 confirmation', 'participant3 observation'))

        then:
        plan.content().parties()[0].path() == Route.Path.SIMPLE
        signatures(plan) == ['propose participant3', 'sign participant1']
    }

    def "every owner that signs for a party stays connected in the round of its window: #order"() {
        given: 'participant1 signs first, so that it neither completes nor exports'
        def alice = used(network.shared(2, 'participant1', 'participant2'), 'participant2 confirmation')
        inUse('Bob', 'participant2', 'participant2 confirmation')
        def declaration = declare()
        order.each {
            it == 'Alice'
                    ? declaration.known(alice, 1, 'participant2 confirmation', 'participant3 observation')
                    : declaration.party('Bob', 'participant2', 1, 'participant2 confirmation', 'participant1 observation')
        }

        when:
        def plan = plan(declaration)

        then:
        plan.content().windows().collect { it.target().name() + ' ' + it.round() } == windows
        PlanLaws.breaches(plan.content()) == []

        and: 'what was written is what is read'
        PlanFile.read(PlanFile.write(plan).text(), 'plan.json').diagnostics() == []

        where:
        order            || windows
        ['Alice', 'Bob'] || ['participant3 1', 'participant1 2']
        ['Bob', 'Alice'] || ['participant1 1', 'participant3 2']
    }

    def "an owner that becomes a host signs before it is isolated, and another one last"() {
        given: 'its consent as a host counts for the namespace'
        def alice = used(network.shared(2, 'participant1', 'participant2', 'participant3'), 'participant1 confirmation')

        when:
        def plan = plan(declare().known(alice, 1, 'participant1 confirmation', 'participant2 observation'))

        then:
        plan.content().parties()[0].path() == Route.Path.OFFLINE
        signatures(plan) == ['propose participant2', 'sign participant1']
        PlanLaws.breaches(plan.content()) == []
    }

    def "refused: #what"() {
        given:
        def alice = path == 'used'
                ? used(network.shared(quorum, *owners), 'participant1 confirmation')
                : unusedParty(network.shared(quorum, *owners), 'participant1 confirmation')
        revoked.each { network.revoke(it) }

        when:
        def found = checked(declare().known(alice, 1, 'participant1 confirmation', 'participant2 observation')).diagnostics()

        then:
        found*.code() == [code]
        found[0].summary() == summary

        where:
        what                                    | path     | quorum | owners                       | revoked   || code                     | summary
        'no owner is declared'                  | 'used'   | 1      | ['other', 'another']         | []        || 'no-owner'               | 'nobody who is declared can sign for Alice'
        'too few owners have a key'             | 'used'   | 2      | ['participant1', 'other']    | ['other'] || 'too-few-owners'         | 'too few owners of its namespace can sign for Alice'
        'a target owns a part of the namespace' | 'used'   | 1      | ['participant1', 'participant2'] | []    || 'owner-cannot-be-target' | 'participant2 cannot receive Alice offline'
        'a new host proposes and signs last'    | 'unused' | 2      | ['participant2', 'other']    | []        || 'too-few-owners'         | 'too few owners of its namespace can sign for Alice'
    }

    def "what can be done about owners that are not declared is said"() {
        given:
        def alice = used(network.shared(2, 'other', 'another'), 'participant1 confirmation')

        when:
        def found = checked(declare().known(alice, 1, 'participant1 confirmation', 'participant2 observation')).diagnostics()

        then:
        found[0].detail().contains(io.partita.core.stub.StubParticipant.fingerprint('other'))
        found[0].hint() == "declare a participant whose id ends with one of the owners' fingerprints, or an owner's key in `keys`"
    }
}
