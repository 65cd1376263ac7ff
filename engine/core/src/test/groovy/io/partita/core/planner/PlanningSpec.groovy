package io.partita.core.planner

import io.partita.core.stub.TestDar
import io.partita.core.model.check.DeclarationChecks
import io.partita.core.diagnostic.Checked
import io.partita.core.plan.Home
import io.partita.core.plan.StepId
import io.partita.core.plan.Plan
import io.partita.core.plan.Step
import io.partita.core.stub.StubDeclaration
import io.partita.core.stub.StubNetwork
import io.partita.core.topology.Pause
import java.nio.file.Path
import spock.lang.Specification

/** What the specifications of planning share: a network of three participants and the way to plan on it. */
abstract class PlanningSpec extends Specification {

    /** The id of the package of every contract; one that a plan file can hold. */
    static final String PACKAGE = TestDar.id('pkg').id()

    def network = new StubNetwork('participant1', 'participant2', 'participant3')
    int pauses = 0
    Pause pause = { pauses++ } as Pause

    StubDeclaration declare() {
        new StubDeclaration().sandboxes('participant1', 'participant2', 'participant3')
    }

    Checked<Plan> checked(StubDeclaration declaration, Path folder = Path.of('.')) {
        DeclarationChecks.check(declaration.build()).then { new Planner(4, pause).plan(it, folder, Home.BESIDE, network) }
    }

    Plan plan(StubDeclaration declaration, Path folder = Path.of('.')) {
        def checked = checked(declaration, folder)
        assert checked.diagnostics().findAll { it.isError() } == []
        checked.value()
    }

    /** Codes of the errors, sorted, each once. */
    List<String> errors(StubDeclaration declaration, Path folder = Path.of('.')) {
        checked(declaration, folder).diagnostics().findAll { it.isError() }*.code().unique().sort()
    }

    List<List<String>> ids(Plan plan) {
        plan.waves().collect { it.steps()*.id()*.id() }
    }

    List<String> flat(Plan plan) {
        ids(plan).flatten()
    }

    Step step(Plan plan, String id) {
        plan.step(new StepId(id)).orElseThrow()
    }

    /** A party that is hosted and has contracts on all of its hosts. */
    def inUse(String name, String owner, String... hosts) {
        def party = network.party(name, owner)
        network.host(party, 1, hosts)
        hosts.each { network.node(it.split(' ')[0]).hold(party, PACKAGE, 3) }
        network.participants.values().each { it.vetted << new io.partita.core.model.PackageId(PACKAGE) }
        party
    }

    def unused(String name, String owner, int threshold = 1, String... hosts) {
        def party = network.party(name, owner)
        network.host(party, threshold, hosts)
        party
    }

    /** The mapping that a signature signs. */
    def signed(Plan plan, String id) {
        step(plan, id).signing().mapping()
    }

    String shape(mapping) {
        mapping.serial() + ' t' + mapping.threshold() + ' ' + mapping.hosts().collect {
            it.participant().uid().identifier() + ':' + it.permission().word()[0..2] + (it.onboarding ? '*' : '')
        }.join(' ')
    }
}
