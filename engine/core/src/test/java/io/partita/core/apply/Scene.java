package io.partita.core.apply;

import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingMapping.Onboarding;
import io.partita.core.model.PackageId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyHosting;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.PruningSchedule;
import io.partita.core.plan.DarSource;
import io.partita.core.plan.Fact;
import io.partita.core.plan.FactId;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlannedConnection;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Step;
import io.partita.core.plan.Step.Reversal;
import io.partita.core.plan.StepId;
import io.partita.core.plan.Wave;
import io.partita.core.provider.ManualConnect;
import io.partita.core.provider.Registration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Parties on participant1 that are to be hosted on participant2 too, and the plan for it, as the planner would make it. */
final class Scene {

    static final ParticipantName SOURCE = new ParticipantName("participant1");
    static final ParticipantName TARGET = new ParticipantName("participant2");
    static final PackageId PACKAGE = new PackageId("examples");
    static final PruningSchedule PRUNING = new PruningSchedule(
            "0 0 1 * * ?", Duration.ofHours(1), Duration.ofDays(30), PruningSchedule.Extent.EVERYTHING);
    static final List<PlannedConnection> CONNECTIONS = List.of(
            new PlannedConnection(TinyNetwork.ALIAS, Registration.Connection.CONNECTED, ManualConnect.AUTOMATIC));

    final VirtualTime time = new VirtualTime();
    final TinyNetwork network;
    final TinyParticipant source;
    final TinyParticipant target;
    private final List<PartyId> parties = new ArrayList<>();
    /** The serial of the hosting that the plans start from. */
    int base = 1;

    private Backup backup = new Backup.Unattended();

    Scene(int protocolVersion) {
        network = new TinyNetwork(time, protocolVersion);
        source = network.add(SOURCE.name(), 'a');
        target = network.add(TARGET.name(), 'b');
        source.pruning = Optional.of(PRUNING);
        source.vetted.add(PACKAGE);
        source.dars.put(PACKAGE, PACKAGE.id().getBytes(StandardCharsets.UTF_8));
    }

    /** A party with so many contracts. */
    PartyId party(String name, int contracts) {
        PartyId party = PartyId.of(name + "::" + source.id.uid().namespace());
        network.host(new HostingMapping(
                party,
                1,
                1,
                List.of(new HostingMapping.Host(source.id, Permission.SUBMISSION, Onboarding.CLEAR)),
                Optional.empty()));
        for (int i = 0; i < contracts; i++) {
            network.create(party);
        }
        network.settle();
        parties.add(party);
        return party;
    }

    Scene backup(Backup other) {
        backup = other;
        return this;
    }

    HostingMapping after(PartyId party, Onboarding onboarding, int serial) {
        return new HostingMapping(
                party,
                serial,
                1,
                List.of(
                        new HostingMapping.Host(source.id, Permission.SUBMISSION, Onboarding.CLEAR),
                        new HostingMapping.Host(target.id, Permission.OBSERVATION, onboarding)),
                Optional.empty());
    }

    // ---- plans ----

    SavedPlan offline() {
        List<Wave> waves = new ArrayList<>();
        wave(
                waves,
                "check",
                List.of(
                        new Step.CheckReady(
                                head("ready/participant1", SOURCE, Reversal.READS_ONLY, "identity/participant1")),
                        new Step.CheckReady(
                                head("ready/participant2", TARGET, Reversal.READS_ONLY, "identity/participant2"))));
        wave(
                waves,
                "vet packages",
                List.of(new Step.VetPackages(
                        head("vet/participant2", TARGET, Reversal.REPLACEABLE, "vetted/participant2"),
                        new TreeSet<>(Set.of(PACKAGE)),
                        List.of(new DarSource.DarOfParticipant(SOURCE, PACKAGE, "examples 1.0.0")))));
        wave(
                waves,
                "suspend pruning",
                List.of(new Step.SuspendPruning(
                        head("suspend-pruning/participant1", SOURCE, Reversal.UNDONE_BY_RUN, "pruning/participant1"),
                        PRUNING)));
        wave(
                waves,
                "the target consents",
                each(party -> new Step.ConsentAsHost(
                        head(
                                id("consent-host", party),
                                TARGET,
                                Reversal.REPLACEABLE,
                                "hosting/" + name(party),
                                "proposals/" + name(party)),
                        after(party, Onboarding.FLAGGED, base + 1),
                        SOURCE)));
        wave(
                waves,
                "isolate the target",
                List.of(new Step.Isolate(
                        head("isolate/participant2", TARGET, Reversal.UNDONE_BY_RUN, "connections/participant2"),
                        CONNECTIONS)));
        List<Step> consents = new ArrayList<>();
        StepId before = new StepId("isolate/participant2");
        for (PartyId party : parties) {
            StepId noted = new StepId(id("ledger-end", party));
            consents.add(new Step.NoteLedgerEnd(
                    after(head(noted.id(), SOURCE, Reversal.READS_ONLY), before), party, TARGET));
            Step.Head head = head(id("consent-party", party), SOURCE, Reversal.IRREVERSIBLE, "hosting/" + name(party));
            consents.add(new Step.ConsentAsParty(
                    after(head, noted), after(party, Onboarding.FLAGGED, base + 1), new TreeSet<>(Set.of(TARGET))));
            before = head.id();
        }
        wave(waves, "the parties consent", consents);
        wave(
                waves,
                "export",
                each(party -> new Step.ExportAcs(
                        head(id("export", party), SOURCE, Reversal.READS_ONLY),
                        party,
                        TARGET,
                        new StepId(id("ledger-end", party)),
                        new StepId(id("consent-party", party)))));
        wave(
                waves,
                "restore pruning",
                List.of(new Step.RestorePruning(
                        head("restore-pruning/participant1", SOURCE, Reversal.UNDONE_BY_RUN), PRUNING)));
        wave(
                waves,
                "back up",
                List.of(new Step.BackUp(head("back-up/participant2", TARGET, Reversal.REPLACEABLE), backup)));
        List<Step> imports = new ArrayList<>();
        before = new StepId("back-up/participant2");
        for (PartyId party : parties) {
            Step.Head head = head(id("import", party), TARGET, Reversal.IRREVERSIBLE);
            imports.add(new Step.ImportAcs(
                    after(head, before),
                    party,
                    SOURCE,
                    new StepId(id("export", party)),
                    new StepId("isolate/participant2"),
                    new StepId(id("consent-party", party))));
            before = head.id();
        }
        wave(waves, "import", imports);
        wave(waves, "reconnect", List.of(reconnect()));
        wave(
                waves,
                "restore auto-connect",
                List.of(new Step.RestoreAutoConnect(
                        head("restore-auto-connect/participant2", TARGET, Reversal.UNDONE_BY_RUN), CONNECTIONS)));
        wave(
                waves,
                "clear the flag",
                each(party -> new Step.ClearOnboarding(
                        head(id("clear", party), TARGET, Reversal.IRREVERSIBLE),
                        party,
                        after(party, Onboarding.CLEAR, base + 2),
                        Optional.of(new StepId(id("consent-party", party))),
                        Optional.of(new StepId("reconnect/participant2")))));
        verify(waves);
        return saved(waves, PartyChange.Path.OFFLINE);
    }

    Step.Reconnect reconnect() {
        TreeSet<StepId> imports = new TreeSet<>();
        parties.forEach(party -> imports.add(new StepId(id("import", party))));
        return new Step.Reconnect(head("reconnect/participant2", TARGET, Reversal.UNDONE_BY_RUN), CONNECTIONS, imports);
    }

    SavedPlan simple() {
        List<Wave> waves = new ArrayList<>();
        wave(
                waves,
                "check",
                List.of(
                        new Step.CheckReady(
                                head("ready/participant1", SOURCE, Reversal.READS_ONLY, "identity/participant1")),
                        new Step.CheckReady(
                                head("ready/participant2", TARGET, Reversal.READS_ONLY, "identity/participant2"))));
        wave(
                waves,
                "note the ledger end",
                each(party -> new Step.NoteLedgerEnd(
                        head(id("ledger-end", party), SOURCE, Reversal.READS_ONLY), party, TARGET)));
        wave(
                waves,
                "the target consents",
                each(party -> new Step.ConsentAsHost(
                        head(id("consent-host", party), TARGET, Reversal.REPLACEABLE, "hosting/" + name(party)),
                        after(party, Onboarding.CLEAR, base + 1),
                        SOURCE)));
        wave(
                waves,
                "look again",
                each(party -> new Step.CheckUnused(
                        head(id("check-unused", party), SOURCE, Reversal.READS_ONLY, "unused/" + name(party)),
                        party,
                        new TreeSet<>(Set.of(TARGET)))));
        wave(
                waves,
                "the parties consent",
                each(party -> new Step.ConsentAsParty(
                        after(
                                head(
                                        id("consent-party", party),
                                        SOURCE,
                                        Reversal.IRREVERSIBLE,
                                        "hosting/" + name(party)),
                                new StepId(id("check-unused", party))),
                        after(party, Onboarding.CLEAR, base + 1),
                        new TreeSet<>())));
        wave(
                waves,
                "confirm",
                each(party -> new Step.ConfirmUnused(
                        head(id("confirm-unused", party), SOURCE, Reversal.READS_ONLY),
                        party,
                        new TreeSet<>(Set.of(TARGET)),
                        new StepId(id("ledger-end", party)),
                        new StepId(id("consent-party", party)))));
        verify(waves);
        return saved(waves, PartyChange.Path.SIMPLE);
    }

    private void verify(List<Wave> waves) {
        List<Step> steps = new ArrayList<>();
        for (PartyId party : parties) {
            PartyHosting hosting = after(party, Onboarding.CLEAR, base + 2).hosting();
            steps.add(new Step.VerifyHosting(
                    head("verify-hosting/participant1/" + name(party), SOURCE, Reversal.READS_ONLY), hosting));
            steps.add(new Step.VerifyHosting(
                    head("verify-hosting/participant2/" + name(party), TARGET, Reversal.READS_ONLY), hosting));
            steps.add(new Step.VerifyContracts(
                    head("verify-contracts/participant2/" + name(party), TARGET, Reversal.READS_ONLY), party, SOURCE));
        }
        wave(waves, "verify", steps);
    }

    private SavedPlan saved(List<Wave> waves, PartyChange.Path path) {
        TreeMap<ParticipantName, PlannedParticipant> participants = new TreeMap<>();
        participants.put(SOURCE, planned(source));
        participants.put(TARGET, planned(target));
        List<PartyChange> changes = parties.stream()
                .map(party -> new PartyChange(
                        name(party),
                        network.head(party, time.instant()).map(state -> state.mapping()),
                        after(party, Onboarding.CLEAR, base + 2).hosting(),
                        path,
                        "declared",
                        List.of()))
                .toList();
        Plan plan = new Plan(
                TinyNetwork.ALIAS,
                network.synchronizer,
                TinyNetwork.DECISION,
                participants,
                changes,
                List.of(),
                facts(),
                waves);
        return new SavedPlan(plan, "0".repeat(64), "the plan");
    }

    private PlannedParticipant planned(TinyParticipant participant) {
        return new PlannedParticipant(
                participant.name(),
                participant.id,
                participant.release,
                List.of(34, 35),
                new Access.Sandbox(),
                Optional.empty(),
                backup);
    }

    private List<Fact> facts() {
        List<Fact> facts = new ArrayList<>();
        for (TinyParticipant participant : List.of(source, target)) {
            facts.add(new Fact.IdentityFact(
                    new FactId("identity/" + participant.name()),
                    participant.name(),
                    participant.id,
                    participant.release,
                    network.synchronizer));
        }
        facts.add(new Fact.VettedFact(new FactId("vetted/participant2"), TARGET, new TreeSet<>(target.vetted)));
        facts.add(new Fact.PruningFact(new FactId("pruning/participant1"), SOURCE, source.pruning));
        facts.add(new Fact.ConnectionsFact(new FactId("connections/participant2"), TARGET, CONNECTIONS));
        for (PartyId party : parties) {
            facts.add(new Fact.HostingFact(
                    new FactId("hosting/" + name(party)),
                    SOURCE,
                    party,
                    network.head(party, time.instant()).map(state -> state.mapping()),
                    1));
            facts.add(new Fact.NoProposalFact(new FactId("proposals/" + name(party)), SOURCE, party));
            long end = 10L + source.ledger.size();
            facts.add(new Fact.UnusedFact(new FactId("unused/" + name(party)), SOURCE, party, end, 0));
        }
        return facts;
    }

    private interface Each {
        Step of(PartyId party);
    }

    private List<Step> each(Each each) {
        return parties.stream().map(each::of).toList();
    }

    private static void wave(List<Wave> waves, String title, List<Step> steps) {
        waves.add(new Wave(waves.size(), title, steps));
    }

    static String id(String kind, PartyId party) {
        return kind + "/" + name(party);
    }

    private static String name(PartyId party) {
        return party.uid().identifier();
    }

    private static Step.Head head(String id, ParticipantName where, Reversal reversal, String... facts) {
        TreeSet<FactId> ids = new TreeSet<>();
        Arrays.stream(facts).map(FactId::new).forEach(ids::add);
        return new Step.Head(new StepId(id), where, Optional.empty(), new TreeSet<>(), ids, reversal, "declared");
    }

    private static Step.Head after(Step.Head head, StepId before) {
        return new Step.Head(
                head.id(),
                head.participant(),
                head.operator(),
                new TreeSet<>(Set.of(before)),
                head.facts(),
                head.reversal(),
                head.why());
    }

    /** The plan with a wave taken out, as no planner would make it. */
    static SavedPlan without(SavedPlan plan, String title) {
        Plan old = plan.plan();
        List<Wave> waves =
                old.waves().stream().filter(wave -> !wave.title().equals(title)).toList();
        return new SavedPlan(
                new Plan(
                        old.synchronizerAlias(),
                        old.synchronizer(),
                        old.decisionTimeout(),
                        old.participants(),
                        old.parties(),
                        old.unchanged(),
                        old.facts(),
                        waves),
                plan.hash(),
                plan.text());
    }
}
