package io.partita.core.planner

import io.partita.core.model.ParticipantName
import io.partita.core.model.check.DeclarationChecks
import io.partita.core.plan.Home
import io.partita.core.stub.TestDar
import io.partita.core.diagnostic.NextCommand
import io.partita.core.diagnostic.Severity
import io.partita.core.model.Fingerprint
import io.partita.core.model.HostingMapping
import io.partita.core.model.HostingPath
import io.partita.core.plan.Fact
import io.partita.core.plan.Route
import io.partita.core.provider.Activation
import io.partita.core.provider.CallFailure
import io.partita.core.provider.HostingProposal
import io.partita.core.provider.HostingState
import io.partita.core.provider.Registration
import io.partita.core.provider.TransactionEvidence
import io.partita.core.stub.StubNetwork
import java.nio.file.Path

/** Everything that isolates nobody: nothing to do, new parties, changes, unused parties, left-over flags. */
class ConnectedPlanSpec extends PlanningSpec {

    def "nothing is planned while nobody is connected, which may be an interrupted run's doing"() {
        given:
        network.participants.values().each { it.connection = Registration.Connection.DISCONNECTED }

        when:
        def found = checked(declare().party('Alice', 'participant1', 1, 'participant1 submission')).diagnostics()

        then:
        found*.code() == ['not-connected']
        found[0].summary() == "no participant is connected to 'mysynchronizer'"
        found[0].next() == [NextCommand.resume()]
    }

    def "what is as declared gives an empty plan"() {
        given:
        inUse('Alice', 'participant1', 'participant1 submission', 'participant2 observation')

        when:
        def plan = plan(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation'))

        then:
        plan.isEmpty()
        plan.facts().empty
        plan.content().parties().empty
        plan.content().unchanged() == ['Alice']
    }

    def "a new party is warned about when a live one could be meant: #name of #owner"() {
        given:
        inUse('Alice', 'participant1', 'participant1 submission')

        when:
        def found = checked(declare().party(name, owner, null, owner + ' submission')).diagnostics()

        then:
        found*.code() == codes
        found.every {
            it.severity() == Severity.WARNING && it.detail().contains('; live is ' + network.party('Alice', 'participant1'))
        }

        where:
        name    | owner          || codes
        'Alcie' | 'participant1' || ['resembling-party']
        'AIice' | 'participant1' || ['resembling-party']
        'Alcie' | 'participant2' || ['resembling-party']
        'Alice' | 'participant2' || ['resembling-party']
        'Alice' | 'participant1' || []
        'Bob'   | 'participant1' || []
    }

    def "a new party gets all of its hosts with one mapping, the owner last"() {
        when:
        def plan = plan(declare().party('Alice', 'participant1', null, 'participant1 submission', 'participant2 observation'))

        then:
        ids(plan) == [
                ['check-ready/participant1', 'check-ready/participant2'],
                ['propose/participant2/Alice/1'],
                ['sign/participant1/Alice/1', 'await-effective/participant1/Alice/1'],
                ['verify-hosting/participant1/Alice', 'verify-hosting/participant2/Alice']]
        shape(signed(plan, 'sign/participant1/Alice/1')) == '1 t1 participant1:sub participant2:obs'
    }

    def "an unused party takes the simple path, with everything in one mapping"() {
        given:
        unused('Alice', 'participant1', 1, 'participant1 submission')

        when:
        def plan = plan(declare().party('Alice', 'participant1', 3,
                'participant1 confirmation', 'participant2 confirmation', 'participant3 confirmation'))

        then:
        ids(plan) == [
                ['check-ready/participant1', 'check-ready/participant2', 'check-ready/participant3'],
                ['note-ledger-end/participant1/Alice/2', 'propose/participant2/Alice/2', 'sign/participant3/Alice/2'],
                ['check-unused/participant1/Alice/2', 'sign/participant1/Alice/2', 'await-effective/participant1/Alice/2', 'confirm-unused/participant1/Alice/2'],
                ['verify-hosting/participant1/Alice', 'verify-hosting/participant2/Alice', 'verify-hosting/participant3/Alice']]
        shape(signed(plan, 'sign/participant1/Alice/2')) == '2 t3 participant1:con participant2:con participant3:con'
        plan.content().parties()[0].route().evidence()*.sentence() == [
                'participant1: no active contract at offset 100',
                'participant1: no transaction after offset 0 up to offset 100',
                'participant1: a host since serial 1, never pruned: its history is complete']
        plan.facts().find { it instanceof Fact.Unused } != null
    }

    def "the path is offline when #what"() {
        given:
        def alice = unused('Alice', 'participant1', 1, 'participant1 submission')
        change(network, alice)

        when:
        def plan = plan(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation'))

        then:
        plan.content().parties()[0].path() == Route.Path.OFFLINE
        plan.content().parties()[0].route().reason() == reason

        where:
        what                            | change                                                                                                          | reason
        'a transaction is found'        | { net, subject -> net.node('participant1').transactions[subject] = new TransactionEvidence('1220ab', 42) }          | Route.Reason.USED
        'the history is pruned'         | { net, subject -> net.node('participant1').prunedUpTo = 50 }                                                      | Route.Reason.HISTORY_INCOMPLETE
        'a question times out'          | { net, subject -> net.node('participant1').fail('anyTransaction', CallFailure.Kind.OUTCOME_UNKNOWN, 'DEADLINE_EXCEEDED') } | Route.Reason.UNANSWERED
        'transactions stay in flight'   | { net, subject -> net.node('participant1').inFlight.clear(); net.node('participant1').inFlight.add(1) }           | Route.Reason.IN_FLIGHT
    }

    def "pruning before the party existed does not matter"() {
        given:
        def alice = unused('Alice', 'participant1', 1, 'participant1 submission')
        network.node('participant1').prunedUpTo = 50
        network.node('participant1').activations[alice] = [new Activation(60, effective)]

        expect:
        plan(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')).content().parties()[0].path() == path

        where:
        effective                          | path
        StubNetwork.START                  | Route.Path.SIMPLE
        StubNetwork.START.plusSeconds(100) | Route.Path.OFFLINE
    }

    def "what is in flight is waited for"() {
        given:
        unused('Alice', 'participant1', 1, 'participant1 submission')
        network.node('participant1').inFlight.clear()
        network.node('participant1').inFlight.addAll([2, 1, 0])

        expect:
        plan(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')).content().parties()[0].path() == Route.Path.SIMPLE
        pauses == 2
    }

    def "a host that joined later proves nothing, one that was there from the start does"() {
        given: 'participant2 joined at serial 2'
        def alice = unused('Alice', 'participant1', 1, 'participant1 submission')
        network.host(alice, 1, 'participant1 submission', 'participant2 observation')
        network.node('participant1').prunedUpTo = pruned

        expect:
        plan(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation', 'participant3 observation'))
                .content().parties()[0].path() == path

        where:
        pruned | path
        0      | Route.Path.SIMPLE
        50     | Route.Path.OFFLINE
    }

    def "who signs a change of existing hosts: #what"() {
        given:
        unused('Alice', 'participant1', 1, *live)

        when:
        def plan = plan(declare().party('Alice', 'participant1', threshold, *desired))

        then:
        flat(plan).findAll { it.startsWith('propose/') || it.startsWith('sign/') } == signers
        plan.content().parties()[0].path() == Route.Path.CHANGE

        where:
        what        | live                                                   | threshold | desired                                                | signers
        'raised'    | ['participant1 submission', 'participant2 observation'] | 1        | ['participant1 submission', 'participant2 confirmation'] | ['propose/participant2/Alice/2', 'sign/participant1/Alice/2']
        'lowered'   | ['participant1 submission', 'participant2 submission'] | 1         | ['participant1 submission', 'participant2 observation'] | ['propose/participant1/Alice/2']
        'threshold' | ['participant1 confirmation', 'participant2 confirmation'] | 2     | ['participant1 confirmation', 'participant2 confirmation'] | ['propose/participant1/Alice/2']
        'owner'     | ['participant1 confirmation', 'participant2 observation'] | 1      | ['participant1 submission', 'participant2 observation'] | ['propose/participant1/Alice/2']
    }

    def "a threshold that is not declared is not touched"() {
        given:
        unused('Alice', 'participant1', 2, 'participant1 confirmation', 'participant2 confirmation')

        expect:
        plan(declare().party('Alice', 'participant1', null, 'participant1 confirmation', 'participant2 confirmation')).isEmpty()
    }

    def "a live host that is not declared is an error unless it is kept"() {
        given:
        unused('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')
        def declaration = declare().party('Alice', 'participant1', 1, 'participant1 submission').with([], HostingPath.AUTO, keep)

        expect:
        errors(declaration) == codes

        where:
        keep             | codes
        []               | ['undeclared-host']
        ['participant2'] | []
        ['participant9'] | ['undeclared-host', 'unknown-participant']
    }

    def "the hint of an undeclared host says the word to write"() {
        given:
        unused('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')

        expect:
        checked(declare().party('Alice', 'participant1', 1, 'participant1 submission')).diagnostics()[0].hint() ==
                'write `keep participant2` to leave it alone, or `host participant2, observation` to declare it'
    }

    def "a kept host stays in the mapping, and its confirmation counts"() {
        given:
        unused('Alice', 'participant1', 1, 'participant1 confirmation', 'participant2 confirmation')

        when:
        def plan = plan(declare().party('Alice', 'participant1', 2, 'participant1 confirmation').with([], HostingPath.AUTO, ['participant2']))

        then:
        shape(signed(plan, 'propose/participant1/Alice/2')) == '2 t2 participant1:con participant2:con'
    }

    def "a host that is declared is not said to be left alone"() {
        given:
        unused('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')
        def declaration = declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 submission').with([], HostingPath.AUTO, ['participant2'])

        when:
        def planned = checked(declaration)

        then:
        planned.diagnostics()*.code() == ['keep-declared-host']
        planned.value().content().parties()[0].kept().empty
    }

    def "a party of nobody's namespace names the fingerprint that is missing"() {
        given:
        def id = io.partita.core.model.PartyId.of('Alice::1220' + 'ab' * 32)
        network.host(id, 1, 'participant1 confirmation')

        when:
        def found = checked(declare().known(id, 1, 'participant1 confirmation', 'participant2 observation')).diagnostics()

        then:
        found*.code() == ['no-owner']
        found[0].detail().contains('1220' + 'ab' * 32)
    }

    def "a party given by id has to exist"() {
        expect:
        errors(declare().known(network.party('Alice', 'participant1'), 1, 'participant1 submission')) == ['party-not-found']
    }

    def "a removed party is not created again"() {
        given:
        def alice = unused('Alice', 'participant1', 1, 'participant1 submission')
        network.authorize(new HostingMapping(alice, 2, 1, [], Optional.empty()))

        expect:
        errors(declare().party('Alice', 'participant1', 1, 'participant1 submission')) == ['party-was-removed']
    }

    def "a proposal is no obstacle: what is the same is joined, anything else is overtaken, and the plan knows both"() {
        given:
        def alice = unused('Alice', 'participant1', 1, 'participant1 submission')
        def declaration = declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')
        def mapping = signed(plan(declaration), 'propose/participant2/Alice/2')
        def proposed = new HostingProposal(other ? new HostingMapping(alice, 2, 1, mapping.hosts().reverse(), Optional.empty()) : mapping, '1220ff', [new Fingerprint('1220' + 'cd' * 32)] as TreeSet)
        network.propose(proposed)

        when:
        def found = plan(declaration)

        then:
        signed(found, 'propose/participant2/Alice/2') == mapping
        found.content().parties()*.proposals() == [[proposed]]
        found.facts().findAll { it instanceof Fact.NoProposal }.every { it.known() == [proposed.mapping()] }

        where:
        other << [true, false]
    }

    def "what the party has signed already is proposed as another transaction, so that no host's consent is the last signature"() {
        given:
        def alice = unused('Alice', 'participant1', 1, 'participant1 submission')
        def declaration = declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')
        def mapping = signed(plan(declaration), 'propose/participant2/Alice/2')
        network.propose(new HostingProposal(mapping, '1220ff', [alice.namespace()] as TreeSet))

        when:
        def other = signed(plan(declaration), 'propose/participant2/Alice/2')

        then:
        other != mapping
        other.hosting() == mapping.hosting()
        other.serial() == mapping.serial()
    }

    def "a proposal for a party that is as declared is told, because no plan overtakes it"() {
        given:
        def alice = inUse('Alice', 'participant1', 'participant1 submission')
        network.propose(new HostingProposal(new HostingMapping(alice, 2, 1, [], Optional.empty()), '1220ff', [] as TreeSet))

        when:
        def found = checked(declare().party('Alice', 'participant1', 1, 'participant1 submission'))

        then:
        found.value().isEmpty()
        found.diagnostics()*.code() == ['pending-proposal']
        found.diagnostics()[0].severity() == Severity.WARNING
    }

    def "a left-over flag is cleared when no contract is missing, and refused otherwise"() {
        given:
        def alice = unused('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation flagged')
        network.node('participant1').hold(alice, PACKAGE, 2)
        network.node('participant2').hold(alice, PACKAGE, held)
        def declaration = declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')

        expect:
        errors(declaration) == codes
        codes || flat(plan(declaration)).containsAll(['verify-contracts/participant2/Alice', 'clear-onboarding/participant2/Alice'])
        codes || !flat(plan(declaration)).any { it.startsWith('propose/') || it.startsWith('sign/') }

        where:
        held | codes
        2    | []
        1    | ['half-done-hosting']
    }

    def "a host with the flag that lacks contracts gets them when a person says that nobody else is at it, #what"() {
        given:
        def alice = unused('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation flagged')
        network.node('participant1').hold(alice, PACKAGE, 2)
        network.node('participant2').hold(alice, PACKAGE, held)
        network.participants.values().each { it.vetted << new io.partita.core.model.PackageId(PACKAGE) }
        if (known) {
            network.node('participant1').activations[alice] = [new Activation(2, java.time.Instant.EPOCH)]
        }
        if (used) {
            network.node('participant1').activeContractIds(alice, network.synchronizer.logical(), 1) {
                network.node('participant1').archived[alice] = [it]
            }
        }
        def declaration = declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')

        when:
        def found = DeclarationChecks.check(declaration.build()).then {
            new Planner(4, pause).plan(it, Path.of('.'), Home.BESIDE, network, [new Repair('Alice', new ParticipantName(target))] as Set)
        }

        then:
        found.diagnostics().findAll { it.isError() }*.code() == codes
        codes || found.value().content().parties()[0].isRepair()
        codes || !flat(found.value()).any { it.startsWith('propose/') || it.startsWith('sign/') }

        where:
        what                       | held | target         | known | used  || codes
        'and that is true'         | 1    | 'participant2' | true  | false || []
        'and its activation known' | 1    | 'participant2' | false | false || ['activation-pruned']
        'and nothing was used'     | 1    | 'participant2' | true  | true  || ['used-while-onboarding']
        'and it is that host'      | 1    | 'participant1' | true  | false || ['nothing-to-repair']
    }

    def "an unused party is hosted again where it was hosted earlier"() {
        given:
        def alice = unused('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')
        network.host(alice, 1, 'participant1 submission')

        expect:
        errors(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')) == []
    }

    def "a hosting that is being replaced is read again"() {
        given:
        def alice = unused('Alice', 'participant1', 1, 'participant1 submission')
        def head = network.head(alice).get()
        network.node('participant1').unsettled.addAll([new HostingState(head.mapping(), head.validFrom(), Optional.of(StubNetwork.START), 'x')] * times)

        expect:
        errors(declare().party('Alice', 'participant1', 1, 'participant1 submission')) == codes

        where:
        times | codes
        3     | []
        100   | ['hosting-keeps-changing']
    }

    def "more than 25 parties are read at once"() {
        given:
        def declaration = declare()
        (1..count).each { declaration.party("P$it", 'participant1', 1, 'participant1 submission'); unused("P$it", 'participant1', 1, 'participant1 submission') }

        when:
        def plan = plan(declaration)

        then:
        plan.isEmpty()
        network.node('participant1').calls('allHostings') == all
        network.node('participant1').calls('hosting') == single

        where:
        count | all | single
        25    | 0   | 25
        26    | 1   | 0
    }

    def "the work of a large plan grows with the changes, not with their square"() {
        given: 'a thousand parties as declared, ten that are not'
        def declaration = declare()
        (1..1000).each { declaration.party("P$it", 'participant1', 1, 'participant1 submission'); unused("P$it", 'participant1', 1, 'participant1 submission') }
        (1..10).each { declaration.party("Q$it", 'participant1', 1, 'participant1 submission') }

        when:
        def plan = plan(declaration)

        then: 'calls for the changed ones only'
        network.node('participant1').calls('proposals') == 10
        network.node('participant1').calls('lastSerial') == 10
        network.node('participant1').calls('allHostings') == 1
        network.node('participant1').calls('hosting') == 0
        network.node('participant1').calls('namespace') == 1
        plan.steps().count() == 31
    }

    def "a party that the declaration calls otherwise than its id does is planned by its full id"() {
        given:
        def alice = network.party('Alice', 'participant1')
        unused('Alice', 'participant1', 1, 'participant1 submission')

        when:
        def plan = plan(declare().known('Treasury', alice, 1, 'participant1 submission', 'participant2 observation'))

        then: 'nobody confirms the name of another party'
        plan.content().parties()*.name() == [alice.toString()]
    }

    def "the same name in two namespaces is told apart by the full id"() {
        when:
        def plan = plan(declare()
                .party('Alice', 'participant1', 1, 'participant1 submission')
                .party('Alice', 'participant2', 1, 'participant2 submission'))

        then:
        plan.content().parties()*.name() == [network.party('Alice', 'participant1').toString(), network.party('Alice', 'participant2').toString()]
        flat(plan).unique(false).size() == flat(plan).size()
    }

    def "what other hosts have vetted and a new host has not is said once: #known of 5"() {
        given: 'two parties that were never used'
        unused('Alice', 'participant1', 1, 'participant1 submission')
        unused('Bob', 'participant1', 1, 'participant1 submission')
        def packages = (1..5).collect { new io.partita.core.model.PackageId(TestDar.id("pkg$it").id()) }
        network.node('participant1').vetted.addAll(packages)
        network.node('participant2').vetted.addAll(packages.take(known))

        when:
        def found = checked(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')
                .party('Bob', 'participant1', 1, 'participant1 submission', 'participant2 observation')).diagnostics()

        then:
        found*.code() == codes
        found*.summary() == summaries

        where:
        known || codes                   | summaries
        0     || ['packages-not-vetted'] | ['participant2 has not vetted 5 packages that another host of Alice and 1 more has']
        4     || ['packages-not-vetted'] | ['participant2 has not vetted 1 package that another host of Alice and 1 more has']
        5     || []                      | []
    }
}
