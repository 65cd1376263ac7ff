package io.partita.core.planner

import io.partita.core.diagnostic.Position
import io.partita.core.diagnostic.SourceRange
import io.partita.core.model.Declared
import io.partita.core.model.DeclaredParty
import io.partita.core.model.ExternalKeys
import io.partita.core.model.HostingMapping
import io.partita.core.model.HostingPath
import io.partita.core.model.KeyName
import io.partita.core.model.KeySource
import io.partita.core.model.NamespaceDefinition
import io.partita.core.model.PackageId
import io.partita.core.model.ParticipantName
import io.partita.core.model.PartyId
import io.partita.core.model.PartyKeys
import io.partita.core.model.Permission
import io.partita.core.plan.Route
import io.partita.core.plan.law.PlanLaws
import io.partita.core.planfile.PlanFile

/** Parties whose key no participant holds, and parties in namespaces that are founded. */
class ExternalPlanSpec extends PlanningSpec {

    static final KEY = ExternalKeys.KEY
    static final ALICE = PartyId.of("Alice::${KEY.fingerprint()}")

    def withKey(KeySource source = new KeySource.HandOver()) {
        declare().key('treasury', KEY, source)
    }

    /** An external party with contracts, as a network holds it. */
    def used(String host) {
        network.authorize(new HostingMapping(ALICE, 1, 1,
                [new HostingMapping.Host(network.node(host).id(), Permission.CONFIRMATION, HostingMapping.Onboarding.CLEAR)],
                Optional.of(PartyKeys.of(KEY))))
        network.node(host).hold(ALICE, PACKAGE, 3)
        network.participants.values().each { it.vetted << new PackageId(PACKAGE) }
    }

    static at(value) {
        new Declared<>(value, new SourceRange('hosting.groovy', new Position(1, 1), new Position(1, 2)))
    }

    def owned(declaration, String name, Integer threshold, Collection<String> owners, String... hosts) {
        def all = owners.collect {
            it == 'treasury'
                    ? new DeclaredParty.Identity.Owner.OfKey(at(new KeyName(it)), KEY)
                    : new DeclaredParty.Identity.Owner.OfParticipant(at(new ParticipantName(it)))
        }
        declaration.add(name, new DeclaredParty.Identity.Decentralized(all, Optional.ofNullable(threshold).map { at(it) }), 1,
                hosts as List, [], HostingPath.AUTO, [])
    }

    def signatures(plan) {
        plan.steps().filter { it.kind().word() in ['propose', 'sign'] }.map { it.id().id() }.toList()
    }

    def asWritten(plan) {
        PlanLaws.breaches(plan.content()) == [] && PlanFile.read(PlanFile.write(plan).text(), 'plan.json').value() == plan
    }

    def "a party that does not exist is created with its key, on all of its hosts at once"() {
        when:
        def plan = plan(withKey().external('Alice', 'treasury', 1, 'participant1 confirmation', 'participant2 observation'))

        then:
        def party = plan.content().parties()[0]
        party.party() == ALICE
        party.path() == Route.Path.CREATE
        party.direct().get().signingKeys() == Optional.of(PartyKeys.of(KEY))
        signatures(plan) == ['propose/participant1/Alice/1', 'sign/participant2/Alice/1', 'sign/treasury/Alice/1']
        flat(plan).indexOf('collect-signature/treasury/Alice/1') < flat(plan).indexOf('propose/participant1/Alice/1')
        asWritten(plan)
    }

    def "the key of a used party signs last, through a host that stays connected"() {
        given:
        used('participant2')

        when:
        def plan = plan(withKey(new KeySource.KeyCommand(['./sign'])).known(ALICE, 1, 'participant2 confirmation', 'participant1 confirmation'))

        then:
        plan.content().parties()[0].path() == Route.Path.OFFLINE
        signatures(plan) == ['propose/participant1/Alice/2', 'sign/treasury/Alice/2']
        step(plan, 'sign/treasury/Alice/2').participant().name() == 'participant2'
        flat(plan).indexOf('sign/treasury/Alice/2') > flat(plan).indexOf('isolate/participant1')
        !flat(plan).any { it.startsWith('collect-signature') }
        plan.content().keys().keySet()*.name() == ['treasury']
        asWritten(plan)
    }

    def "what is signed elsewhere is asked for before anything else, for every mapping"() {
        given:
        used('participant2')

        when:
        def plan = plan(withKey().known(ALICE, 2, 'participant2 confirmation', 'participant1 confirmation'))

        then:
        ids(plan)[1] == ['collect-signature/treasury/Alice/2', 'collect-signature/treasury/Alice/4']
        asWritten(plan)
    }

    def "a key that nothing is signed with is not in the plan"() {
        given:
        unused('Bob', 'participant1', 1, 'participant1 submission')

        expect:
        plan(withKey().party('Bob', 'participant1', 1, 'participant1 confirmation')).content().keys().isEmpty()
    }

    def "refused: #what"() {
        given:
        used('participant2')

        expect:
        errors(declaration(this)) == [code]

        where:
        what                                 || code                  | declaration
        'the key of another namespace'       || 'no-owner'            | { it.declare().known(ALICE, 1, 'participant2 confirmation', 'participant1 confirmation') }
        'a host that would submit for it'    || 'external-submission' | { it.withKey().known(ALICE, 1, 'participant2 submission') }
    }

    def "a namespace that does not exist is founded by all of its owners, and unknown keys are introduced"() {
        when:
        def plan = plan(owned(withKey(new KeySource.KeyCommand(['./sign'])), 'Fund', 2,
                ['participant1', 'treasury', 'participant3'], 'participant1 confirmation'))

        then:
        def founded = plan.content().namespaces()[0]
        founded.definition() == NamespaceDefinition.founded(founded.definition().owners(), 2)
        founded.signers()*.label() == ['treasury', 'participant1', 'participant3']
        founded.introduced()*.name() == ['treasury']
        def label = founded.label()
        flat(plan).findAll { it.contains('namespace') || it.startsWith('introduce') } == [
                'introduce-key/treasury', "found-namespace/treasury/$label", "found-namespace/participant1/$label",
                "found-namespace/participant3/$label", "await-namespace/participant3/$label"]
        flat(plan).indexOf("await-namespace/participant3/$label" as String) < flat(plan).findIndexOf { it.startsWith('propose') }
        asWritten(plan)
    }

    def "a key that is introduced signs for the party as well"() {
        when:
        def plan = plan(owned(withKey(), 'Fund', 2, ['participant1', 'treasury'], 'participant1 confirmation'))

        then:
        signatures(plan) == ['propose/participant1/Fund/1', 'sign/treasury/Fund/1']
        plan.content().parties()[0].authority().signers()*.label() == ['participant1', 'treasury']
        ids(plan)[1].size() == 3
        asWritten(plan)
    }

    def "an owner that is a host already signs as an owner"() {
        given:
        def fund = PartyId.of("Fund::${NamespaceDefinition.founded(owners('participant1', 'participant2'), 2).namespace()}")
        network.founded(2, ['participant1', 'participant2'])
        network.authorize(new HostingMapping(fund, 1, 1,
                [new HostingMapping.Host(network.node('participant1').id(), Permission.CONFIRMATION, HostingMapping.Onboarding.CLEAR)],
                Optional.empty()))

        when:
        def plan = plan(declare().known(fund, 1, 'participant1 confirmation', 'participant3 observation'))

        then:
        plan.steps().filter { it.kind().word() in ['propose', 'sign'] }.map { it.why() }.toList() == [
                'participant3 has to agree to host Fund', 'participant1 owns a part of the namespace of Fund',
                'participant2 signs for the namespace of Fund last: the mapping becomes effective with its signature']
    }

    def owners(String... names) {
        new TreeSet(names.collect { network.node(it).id().namespace() })
    }

    def "two parties of the same owners share the namespace"() {
        when:
        def declaration = owned(declare(), 'Fund', null, ['participant1', 'participant2'], 'participant1 confirmation')
        def plan = plan(owned(declaration, 'Trust', null, ['participant2', 'participant1'], 'participant1 confirmation'))

        then:
        plan.content().namespaces().size() == 1
        plan.content().namespaces()[0].definition().threshold() == 2
        plan.content().parties()*.party()*.namespace().unique().size() == 1
        asWritten(plan)
    }

    def "refused: two thresholds of one namespace"() {
        when:
        def declaration = owned(declare(), 'Fund', 1, ['participant1', 'participant2'], 'participant1 confirmation')

        then:
        errors(owned(declaration, 'Trust', 2, ['participant1', 'participant2'], 'participant1 confirmation')) ==
                ['namespace-declared-twice']
    }

    def "a namespace that exists is left as it is: #code"() {
        given:
        network.founded(1, live)

        expect:
        errors(owned(declare(), 'Fund', threshold, ['participant1', 'participant2'], 'participant1 confirmation')) == code

        where:
        live                             | threshold || code
        ['participant1', 'participant2'] | 1         || []
        ['participant1', 'participant2'] | 2         || ['namespace-threshold-differs']
        ['participant1', 'participant3'] | 1         || ['namespace-owners-differ']
    }
}
