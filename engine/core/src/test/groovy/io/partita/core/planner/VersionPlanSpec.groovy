package io.partita.core.planner

import io.partita.core.model.HostingPath
import io.partita.core.model.PhysicalSynchronizerId
import io.partita.core.plan.Fact
import io.partita.core.plan.Route
import io.partita.core.plan.Step
import io.partita.core.provider.Replication
import io.partita.core.provider.Replication.Support
import spock.lang.Unroll

/** What can be planned with which release, and what is said of it. */
class VersionPlanSpec extends PlanningSpec {

    def declaration() {
        declare().party('Alice', 'participant1', 1, 'participant1 submission', 'participant2 observation')
    }

    def protocolVersion(int version) {
        network.synchronizer = new PhysicalSynchronizerId(network.synchronizer.logical(), version, 0)
    }

    def "3.3 with an unused party: the simple path, without the onboarding flag, and its limit is said"() {
        given:
        protocolVersion(33)
        network.participants.values().each { it.release = '3.3.2' }
        unused('Alice', 'participant1', 1, 'participant1 submission')

        when:
        def checked = checked(declaration())
        def plan = checked.value()

        then:
        plan.content().parties()*.path() == [Route.Path.SIMPLE]
        plan.steps().noneMatch { it instanceof Step.ExportAcs || it instanceof Step.ImportAcs || it instanceof Step.ClearOnboarding || it instanceof Step.Isolate }
        shape(signed(plan, 'sign/participant1/Alice/2')) == '2 t1 participant1:sub participant2:obs'

        and:
        checked.diagnostics()*.code() == ['release-simple-path-only'] * 3
        checked.diagnostics()[0].summary() == 'participant1 runs release 3.3.2: it can become a host only of parties that were never used'
    }

    def "3.3 with a used party: refused, with the reason and what is possible"() {
        given:
        protocolVersion(33)
        network.participants.values().each { it.release = '3.3.2' }
        inUse('Alice', 'participant1', 'participant1 submission')

        when:
        def refused = checked(declaration()).diagnostics().findAll { it.isError() }

        then:
        refused*.code().unique() == ['release-without-export', 'protocol-version-too-old']
        refused[0].summary() == 'participant1 cannot take part in moving the contracts of Alice'
        refused[0].detail() == "release 3.3.2 has no export and import of a party's contracts; they came with 3.4"
        refused[0].hint() == 'upgrade participant1 to 3.4.9 or later; without that only a party that was never used can get it as a host'
        refused.find { it.code() == 'protocol-version-too-old' }.hint() == 'upgrade the synchronizer, or add hosts only to parties that were never used'
    }

    @Unroll
    def "release #release as #role of a used party: #codes"() {
        given:
        protocolVersion(34)
        inUse('Alice', 'participant1', 'participant1 submission')
        network.node(role == 'source' ? 'participant1' : 'participant2').release = release

        expect:
        errors(declaration()) == codes

        where:
        release          | role     | codes
        '3.4.0'          | 'source' | ['release-loses-contracts']
        '3.4.8'          | 'source' | ['release-loses-contracts']
        '3.4.8'          | 'target' | ['release-loses-contracts']
        '3.4.9-SNAPSHOT' | 'source' | ['release-loses-contracts']
        '3.4.9-rc2'      | 'target' | ['release-loses-contracts']
        '3.4.9'          | 'source' | []
        '3.4.9'          | 'target' | []
        '3.4.10-SNAPSHOT'| 'source' | []
        '3.4.12'         | 'target' | []
        '3.5.0'          | 'source' | []
        '3.5.10-SNAPSHOT'| 'target' | []
    }

    def "3.4 before 3.4.9 may do what exports and imports nothing"() {
        given:
        protocolVersion(34)
        network.participants.values().each { it.release = '3.4.8' }
        unused('Alice', 'participant1', 1, 'participant1 submission')

        expect:
        plan(declaration()).content().parties()*.path() == [Route.Path.SIMPLE]
        errors(declaration().with([], HostingPath.OFFLINE, [])) == ['release-loses-contracts']
    }

    def "a source of 3.4 and a target of 3.5 are legal together on protocol version 34"() {
        given:
        protocolVersion(34)
        network.node('participant1').release = '3.4.12'
        network.node('participant2').release = '3.5.10'
        inUse('Alice', 'participant1', 'participant1 submission')

        when:
        def plan = plan(declaration())

        then:
        plan.content().parties()*.path() == [Route.Path.OFFLINE]
        plan.content().participants().values()*.release() == ['3.4.12', '3.5.10', '3.5.10']
        plan.facts().findAll { it instanceof Fact.Identity }.collect { it.participant().name() + ' ' + it.release() + ' ' + it.synchronizer().protocolVersion() } ==
                ['participant1 3.4.12 34', 'participant2 3.5.10 34']
    }

    @Unroll
    def "release #release is not known: a warning, and it is asked for the form of its calls"() {
        given:
        network.node('participant2').release = release
        network.node('participant2').replication = Optional.of(new Replication(support, 'by its own description …'))
        inUse('Alice', 'participant1', 'participant1 submission')

        when:
        def checked = checked(declaration())

        then:
        checked.diagnostics()*.code() == codes
        checked.diagnostics()[0].summary() == "participant2 runs release $release, which partita does not know"
        checked.diagnostics()[0].detail().endsWith('Export and import: by its own description …')
        checked.diagnostics().findAll { it.code() == 'release-form-unknown' }.every {
            it.detail() == "partita does not know release $release and does not guess how it takes an import: by its own description …"
        }

        where:
        release      | support                | codes
        '3.6.0'      | Support.BY_DESCRIPTION | ['release-not-known']
        '3.7.0'      | Support.BY_DESCRIPTION | ['release-not-known']
        '4.0.0-rc1'  | Support.UNTOLD         | ['release-not-known', 'release-form-unknown']
        'dev'        | Support.UNTOLD         | ['release-not-known', 'release-form-unknown']
    }

    def "what cannot be told does not matter for a party that is unused"() {
        given:
        network.node('participant2').release = '4.0.0'
        network.node('participant2').replication = Optional.of(new Replication(Support.UNTOLD, 'nothing'))
        unused('Alice', 'participant1', 1, 'participant1 submission')

        expect:
        plan(declaration()).content().parties()*.path() == [Route.Path.SIMPLE]
    }

    def "releases before 3.3 are refused whatever is planned"() {
        given:
        network.node('participant3').release = '3.2.5'
        unused('Alice', 'participant1', 1, 'participant1 submission')

        expect:
        errors(declaration()) == ['release-too-old']
    }

    def "every step that depends on a participant's release names its identity as a fact"() {
        given:
        inUse('Alice', 'participant1', 'participant1 submission')

        when:
        def plan = plan(declaration())

        then:
        plan.steps().filter { step ->
            step.head().facts()*.id().contains('identity/' + step.participant())
        }.map { it.id().id().split('/')[0] }.collect().unique() ==
                ['check-ready', 'propose', 'isolate', 'sign', 'export-acs', 'import-acs']
    }
}
