package io.partita.core.planner

import io.partita.core.model.Backup
import io.partita.core.model.HostingPath
import io.partita.core.model.PhysicalSynchronizerId
import io.partita.core.model.PruningSchedule
import io.partita.core.plan.DarSource
import io.partita.core.plan.Route
import io.partita.core.provider.CallFailure
import io.partita.core.hash.Sha256
import io.partita.core.stub.TestDar
import io.partita.core.provider.ManualConnect
import io.partita.core.provider.Registration
import io.partita.core.stub.StubDeclaration
import java.time.Duration

/** New hosts of parties that are in use. */
class OfflinePlanSpec extends PlanningSpec {

    static final PruningSchedule NIGHTLY =
            new PruningSchedule('0 0 20 * * ?', Duration.ofHours(2), Duration.ofDays(30), PruningSchedule.Extent.EVERYTHING)

    def "the quickstart: one party in use, one target, pruning on the source"() {
        given:
        inUse('Alice', 'participant1', 'participant1 submission')
        network.node('participant2').vetted.clear()
        network.node('participant1').pruning = Optional.of(NIGHTLY)
        network.node('participant1').store('examples 1.0.0', 'pkg', 'base')

        when:
        def plan = plan(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation'))

        then:
        ids(plan) == [
                ['check-ready/participant1', 'check-ready/participant2'],
                ['vet-packages/participant2'],
                ['suspend-pruning/participant1'],
                ['propose/participant2/Alice/2'],
                ['isolate/participant2'],
                ['note-ledger-end/participant1/Alice/participant2', 'sign/participant1/Alice/2', 'await-effective/participant1/Alice/2'],
                ['export-acs/participant1/Alice/participant2'],
                ['restore-pruning/participant1'],
                ['back-up/participant2'],
                ['import-acs/participant2/Alice'],
                ['reconnect/participant2'],
                ['restore-auto-connect/participant2'],
                ['clear-onboarding/participant2/Alice'],
                ['verify-contracts/participant2/Alice'],
                ['verify-hosting/participant1/Alice', 'verify-hosting/participant2/Alice']]

        and:
        plan.content().parties()*.path() == [Route.Path.OFFLINE]
        plan.content().parties()[0].route().reason() == Route.Reason.USED
        plan.content().parties()[0].route().evidence()[0].sentence().startsWith('participant1: active contract 00')

        and:
        shape(signed(plan, 'propose/participant2/Alice/2')) == '2 t1 participant1:sub participant2:obs*'
        signed(plan, 'propose/participant2/Alice/2') == signed(plan, 'sign/participant1/Alice/2')
        shape(step(plan, 'clear-onboarding/participant2/Alice').cleared()) == '3 t1 participant1:sub participant2:obs'
        step(plan, 'vet-packages/participant2').vetting().dars() == [new DarSource.DarOfParticipant(step(plan, 'check-ready/participant1').participant(), TestDar.id('pkg'), 'examples 1.0.0', Sha256.of(TestDar.of('pkg', 'base')), [TestDar.id('pkg'), TestDar.id('base')] as TreeSet)]
        step(plan, 'sign/participant1/Alice/2').signing().isolated()*.name() == ['participant2']
        step(plan, 'import-acs/participant2/Alice').head().after()*.id() ==
                ['await-effective/participant1/Alice/2', 'back-up/participant2', 'export-acs/participant1/Alice/participant2', 'isolate/participant2']
    }

    def "planning twice gives the same plan, and planning reads only"() {
        given:
        inUse('Alice', 'participant1', 'participant1 submission')
        def declaration = declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')

        expect:
        plan(declaration) == plan(declaration)
    }

    def "two parties to one target share one window, and their consents follow each other"() {
        given:
        inUse('Alice', 'participant1', 'participant1 submission')
        inUse('Bob', 'participant1', 'participant1 submission')

        when:
        def plan = plan(declare()
                .party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')
                .party('Bob', 'participant1', 1, 'participant1 submission', 'participant2 confirmation'))

        then:
        flat(plan).count { it.startsWith('isolate/') } == 1
        flat(plan).count { it.startsWith('back-up/') } == 1
        ids(plan).find { it[0].startsWith('note-ledger-end/') } == [
                'note-ledger-end/participant1/Alice/participant2', 'sign/participant1/Alice/2', 'await-effective/participant1/Alice/2',
                'note-ledger-end/participant1/Bob/participant2', 'sign/participant1/Bob/2', 'await-effective/participant1/Bob/2']
        step(plan, 'note-ledger-end/participant1/Bob/participant2').head().after()*.id() == ['await-effective/participant1/Alice/2', 'isolate/participant2', 'propose/participant2/Bob/2']
        step(plan, 'import-acs/participant2/Bob').head().after()*.id().contains('import-acs/participant2/Alice')
        step(plan, 'reconnect/participant2').imports()*.id() == ['import-acs/participant2/Alice', 'import-acs/participant2/Bob']
    }

    def "two targets of one party: one window after the other, with the serials of clearances in between"() {
        given:
        inUse('Alice', 'participant1', 'participant1 submission')
        network.node('participant1').pruning = Optional.of(NIGHTLY)

        when:
        def plan = plan(declare().party('Alice', 'participant1', 1,
                'participant1 submission', 'participant3 observation', 'participant2 confirmation'))

        then: 'in declared order'
        shape(signed(plan, 'sign/participant1/Alice/2')) == '2 t1 participant1:sub participant3:obs*'
        shape(step(plan, 'clear-onboarding/participant3/Alice').cleared()) == '3 t1 participant1:sub participant3:obs'
        shape(signed(plan, 'sign/participant1/Alice/4')) == '4 t1 participant1:sub participant3:obs participant2:con*'
        shape(step(plan, 'clear-onboarding/participant2/Alice').cleared()) == '5 t1 participant1:sub participant3:obs participant2:con'

        and:
        flat(plan).indexOf('clear-onboarding/participant3/Alice') < flat(plan).indexOf('propose/participant2/Alice/4')
        step(plan, 'propose/participant2/Alice/4').head().after()*.id() == ['clear-onboarding/participant3/Alice']
        flat(plan).findAll { it.contains('pruning') } == ['suspend-pruning/participant1', 'restore-pruning/participant1', 'suspend-pruning/participant1/2', 'restore-pruning/participant1/2']
    }

    def "windows that need each other's target are not open together"() {
        given: 'each is the target of the other'
        inUse('Alice', 'participant1', 'participant1 submission')
        inUse('Bob', 'participant2', 'participant2 submission')

        when:
        def plan = plan(declare()
                .party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')
                .party('Bob', 'participant2', 1, 'participant2 submission', 'participant1 observation'))

        then:
        flat(plan).indexOf('reconnect/participant2') < flat(plan).indexOf('isolate/participant1')
    }

    def "windows that have nothing in common are open together"() {
        given:
        inUse('Alice', 'participant1', 'participant1 submission')
        inUse('Bob', 'participant1', 'participant1 submission')

        when:
        def plan = plan(declare()
                .party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')
                .party('Bob', 'participant1', 1, 'participant1 submission', 'participant3 observation'))

        then:
        ids(plan).contains(['isolate/participant2', 'isolate/participant3'])
    }

    def "threshold and permissions wait until the new host counts"() {
        given:
        inUse('Alice', 'participant1', 'participant1 submission')

        when:
        def plan = plan(declare().party('Alice', 'participant1', 2, 'participant1 confirmation', 'participant2 confirmation'))

        then:
        shape(signed(plan, 'sign/participant1/Alice/2')) == '2 t1 participant1:sub participant2:con*'
        shape(signed(plan, 'propose/participant1/Alice/4')) == '4 t2 participant1:con participant2:con'
        flat(plan).indexOf('clear-onboarding/participant2/Alice') < flat(plan).indexOf('propose/participant1/Alice/4')
        !flat(plan).contains('propose/participant2/Alice/4')
    }

    def "connections are restored as they were"() {
        given:
        inUse('Alice', 'participant1', 'participant1 submission')
        network.node('participant2').manualConnect = manual

        when:
        def plan = plan(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation'))

        then:
        step(plan, 'reconnect/participant2').window().connected()*.alias() == ['mysynchronizer']
        flat(plan).contains('restore-auto-connect/participant2') == restored

        where:
        manual                  | restored
        ManualConnect.AUTOMATIC | true
        ManualConnect.MANUAL    | false
    }

    def "an owner that does not host the party signs, and a host is the source"() {
        given:
        inUse('Alice', 'participant3', 'participant1 confirmation')

        when:
        def plan = plan(declare().party('Alice', 'participant3', 1, 'participant1 confirmation', 'participant2 observation'))

        then:
        flat(plan).contains('sign/participant3/Alice/2')
        flat(plan).contains('export-acs/participant1/Alice/participant2')
    }

    def "refused: #what"() {
        given:
        def alice = inUse('Alice', 'participant1', 'participant1 submission')
        def declaration = declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')
        change(network, alice, declaration)

        expect:
        errors(declaration) == codes

        where:
        what                                        | codes                           | change
        'a package that nobody can provide'         | ['missing-package']             | { net, subject, d -> net.node('participant2').vetted.clear() }
        'a target without backup'                   | ['no-backup']                   | { net, subject, d -> d.endpoints('participant1', new Backup.Unattended()).endpoints('participant2', new Backup.Unattended()).endpoints('participant3', new Backup.Manual()) }
        'a source before the flag existed'          | ['release-without-export']      | { net, subject, d -> net.node('participant1').release = '3.3.0' }
        'a target with the advisory'                | ['release-loses-contracts']     | { net, subject, d -> net.node('participant2').release = '3.4.8' }
        'an old protocol version'                   | ['protocol-version-too-old']    | { net, subject, d -> net.synchronizer = new PhysicalSynchronizerId(net.synchronizer.logical(), 33, 0) }
        'a target that is not connected'            | ['not-connected']               | { net, subject, d -> net.node('participant2').connection = Registration.Connection.DISCONNECTED }
        'a target that keeps its data in memory'    | ['storage-in-memory']           | { net, subject, d -> net.node('participant2').storage = io.partita.core.provider.ParticipantStatus.Storage.MEMORY }
        'a backup program that is not there'        | ['backup-program']              | { net, subject, d -> d.endpoints('participant1', new Backup.Manual()).endpoints('participant2', new Backup.BackupCommand(['./no-such-backup.sh'])).endpoints('participant3', new Backup.Manual()) }
        'a backup program that no file can be'      | ['backup-program']              | { net, subject, d -> d.endpoints('participant1', new Backup.Manual()).endpoints('participant2', new Backup.BackupCommand(['./a\u0000b'])).endpoints('participant3', new Backup.Manual()) }
        'a backup command that is one text'         | ['backup-program']              | { net, subject, d -> d.endpoints('participant1', new Backup.Manual()).endpoints('participant2', new Backup.BackupCommand(['sh -c true'])).endpoints('participant3', new Backup.Manual()) }
        'a passive replica'                         | ['passive-replica']             | { net, subject, d -> net.node('participant3').activity = io.partita.core.provider.ParticipantStatus.Activity.PASSIVE }
        'two names of one participant'              | ['same-participant']            | { net, subject, d -> net.node('participant3').is(net.node('participant2')) }
        'an alias that nobody has'                  | ['unknown-synchronizer']        | { net, subject, d -> d.synchronizer('other') }
        'a target that hosted it before'            | ['hosted-earlier']              | { net, subject, d -> net.host(subject, 1, 'participant1 submission', 'participant2 observation'); net.host(subject, 1, 'participant1 submission') }
        'a target with contracts of its own'        | ['stale-contracts']             | { net, subject, d -> net.node('participant2').hold(subject, 'old', 2) }
        'a read that is not permitted'              | ['participant-not-permitted']   | { net, subject, d -> net.node('participant1').fail('contractSummary', CallFailure.Kind.NOT_PERMITTED, 'PERMISSION_DENIED') }
        'a participant that cannot be reached'      | ['participant-unreachable']     | { net, subject, d -> net.node('participant3').fail('status', CallFailure.Kind.UNREACHABLE, 'UNAVAILABLE') }
        'a DAR that the target would refuse'        | ['dar-refused']                 | { net, subject, d -> net.node('participant2').vetted.clear(); net.node('participant1').store('x', 'pkg'); net.node('participant2').fail('validateDar', CallFailure.Kind.REFUSED, 'NOT_VALID_UPGRADE_PACKAGE') }
        'a target that cannot look at a DAR'         | ['participant-refused']         | { net, subject, d -> net.node('participant2').vetted.clear(); net.node('participant1').store('x', 'pkg'); net.node('participant2').fail('validateDar', CallFailure.Kind.REFUSED, 'INTERNAL', CallFailure.Form.REDACTED) }
    }

    def "a source that does not hand out a DAR is named, and not the target that would have to take it"() {
        given:
        def alice = inUse('Alice', 'participant1', 'participant1 submission')
        network.node('participant2').vetted.clear()
        network.node('participant1').store('x', 'pkg')
        network.node('participant1').fail('dar', CallFailure.Kind.REFUSED, 'INTERNAL', CallFailure.Form.REDACTED)

        when:
        def found = checked(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')).diagnostics()

        then:
        alice
        found*.code() == ['participant-refused']
        found[0].subject().get() == 'participant1'
        found[0].range()
    }

    def "what a source hands out is what counts, and not what it says of it"() {
        given:
        def alice = inUse('Alice', 'participant1', 'participant1 submission')
        network.node('participant2').vetted.clear()
        network.node('participant1').store('examples 1.0.0', 'pkg')
        network.node('participant1').stored.put(TestDar.id('pkg'), handedOut)

        when:
        def found = checked(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')).diagnostics()

        then:
        alice
        found*.code() == ['dar-differs']
        found[0].subject().get() == 'participant1'

        where:
        handedOut << [TestDar.of('another', 'pkg'), 'no DAR'.bytes]
    }

    def "contracts that the target shares with the source are no obstacle"() {
        given:
        def alice = inUse('Alice', 'participant1', 'participant1 submission')
        network.node('participant2').hold(alice, PACKAGE, 2)

        expect:
        plan(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation'))
                .content().parties()[0].path() == Route.Path.OFFLINE
    }

    def "a party cannot be moved offline to the participant that owns its namespace"() {
        given:
        inUse('Alice', 'participant2', 'participant1 confirmation')

        expect:
        errors(declare().party('Alice', 'participant2', 1, 'participant1 confirmation', 'participant2 observation')) == ['owner-cannot-be-target']
    }

    def "a diagnostic of a failed call names participant, endpoint, code, text and setting"() {
        given:
        network.node('participant2').fail('ledgerEnd', CallFailure.Kind.NOT_PERMITTED, 'PERMISSION_DENIED')

        when:
        def found = checked(declare().party('Alice', 'participant1', 1, 'participant1 submission')).diagnostics()

        then:
        found*.code() == ['participant-not-permitted']
        found[0].summary() == 'participant2: ledgerEnd failed'
        found[0].detail() == 'participant2:5002 answered PERMISSION_DENIED'
        found[0].answered().get().text() == 'text of PERMISSION_DENIED'
        found[0].hint().contains('token')
        found[0].range().isPresent()
    }

    def "a newer release is only warned of"() {
        given:
        inUse('Alice', 'participant1', 'participant1 submission')
        network.node('participant1').release = '3.6.0'

        expect:
        checked(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation'))
                .diagnostics()*.code() == ['release-not-known']
    }

    def "the declaration may ask for the offline path"() {
        given:
        unused('Alice', 'participant1', 1, 'participant1 submission')

        when:
        def plan = plan(declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')
                .with([], HostingPath.OFFLINE, []))

        then:
        plan.content().parties()[0].path() == Route.Path.OFFLINE
        network.node('participant1').calls('anyTransaction') == 0
    }
}
