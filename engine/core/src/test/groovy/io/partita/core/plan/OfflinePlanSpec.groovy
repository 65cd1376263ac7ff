package io.partita.core.plan

import io.partita.core.model.Declaration
import io.partita.core.model.HostingPath
import io.partita.core.model.PackageId
import io.partita.core.model.PruningSchedule
import io.partita.core.provider.DarContents
import io.partita.core.stub.StubDeclaration
import io.partita.core.stub.StubNetwork
import java.nio.file.Path
import java.time.Duration
import spock.lang.Specification

/** New hosts of parties that are in use. */
class OfflinePlanSpec extends Specification {

    static final PruningSchedule NIGHTLY =
            new PruningSchedule('0 0 20 * * ?', Duration.ofHours(2), Duration.ofDays(30), PruningSchedule.Extent.EVERYTHING)

    def network = new StubNetwork('participant1', 'participant2', 'participant3')

    Plan plan(StubDeclaration declaration) {
        def checked = new Planner(4, { } as io.partita.core.topology.Pause).plan(declaration.build(), Path.of('.'), network)
        assert checked.diagnostics().findAll { it.isError() } == []
        checked.value()
    }

    List<List<String>> ids(Plan plan) {
        plan.waves().collect { it.steps()*.id()*.id() }
    }

    void inUse(String name, String owner, String... hosts) {
        def party = network.party(name, owner)
        network.host(party, 1, hosts)
        hosts.each { network.node(it.split(' ')[0]).hold(party, 'pkg', 3) }
    }

    def "the quickstart: one party in use, one target, pruning on the source"() {
        given:
        inUse('Alice', 'participant1', 'participant1 submission')
        network.node('participant1').pruning = Optional.of(NIGHTLY)
        network.node('participant1').dars << new DarContents(new PackageId('pkg'), 'examples 1.0.0', [new PackageId('pkg'), new PackageId('base')] as TreeSet)

        when:
        def plan = plan(new StubDeclaration().sandboxes('participant1', 'participant2')
                .party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation'))

        then:
        ids(plan) == [
                ['ready/participant1', 'ready/participant2'],
                ['vet/participant2'],
                ['suspend-pruning/participant1'],
                ['host-consent/participant2/Alice/2'],
                ['isolate/participant2'],
                ['note/participant1/Alice/participant2', 'party-consent/participant1/Alice/2'],
                ['export/participant1/Alice/participant2'],
                ['restore-pruning/participant1'],
                ['back-up/participant2'],
                ['import/participant2/Alice'],
                ['reconnect/participant2'],
                ['restore-auto-connect/participant2'],
                ['clear/participant2/Alice'],
                ['verify-contracts/participant2/Alice'],
                ['verify-hosting/participant1/Alice', 'verify-hosting/participant2/Alice']]
        plan.parties()*.path() == [PartyChange.Path.OFFLINE]
    }
}
