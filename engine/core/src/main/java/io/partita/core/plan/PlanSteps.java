package io.partita.core.plan;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.TopologyContent;
import io.partita.core.provider.HostingProposal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The steps of a plan, in the only safe order, from what the planner decided. The same content always gives the same
 * steps. This class holds what is known so far; {@link ConnectedSteps} and {@link WindowSteps} add waves to it.
 */
final class PlanSteps {

    private record OpenWave(String title, List<Step> steps) {}

    private final PlanContent content;
    private final Collection<List<Window>> rounds;
    private final Map<ParticipantId, ParticipantName> names = new HashMap<>();
    private final Map<PartyId, PartyChange> changes = new HashMap<>();
    private final List<OpenWave> waves = new ArrayList<>();
    private final SortedMap<FactId, Fact> facts = new TreeMap<>();
    private final SortedSet<ParticipantName> involved = new TreeSet<>();
    private final Map<PartyId, List<HostingMapping>> mappings = new HashMap<>();
    private final Map<PartyId, StepId> lastSteps = new HashMap<>();
    private final Map<ParticipantName, StepId> vettings = new HashMap<>();
    private final Map<Fingerprint, StepId> foundations = new HashMap<>();
    private final List<Wave> numbered;

    PlanSteps(PlanContent content) {
        this.content = content;
        this.rounds = rounds(content.windows());
        content.participants().values().forEach(participant -> names.put(participant.id(), participant.name()));
        content.parties().forEach(change -> changes.put(change.party(), change));
        ConnectedSteps connected = new ConnectedSteps(this);
        NamespaceSteps namespaces = new NamespaceSteps(this);
        connected.addCollections(namespaces.collections());
        namespaces.add();
        connected.addVettings();
        connected.addStaleFlags();
        connected.addDirect();
        for (List<Window> round : rounds) {
            new WindowSteps(this, round).add();
        }
        connected.addLast();
        connected.addVerification();
        numbered = waves.isEmpty() ? List.of() : numbered();
    }

    private static Collection<List<Window>> rounds(List<Window> windows) {
        SortedMap<Integer, List<Window>> rounds = new TreeMap<>();
        windows.forEach(window -> rounds.computeIfAbsent(window.round(), round -> new ArrayList<>())
                .add(window));
        return rounds.values();
    }

    private List<Wave> numbered() {
        List<Wave> all = new ArrayList<>(waves.size() + 1);
        all.add(new Wave(0, "check that everything is ready", preflight()));
        waves.forEach(wave -> all.add(new Wave(all.size(), wave.title(), wave.steps())));
        return List.copyOf(all);
    }

    private List<Step> preflight() {
        Map<ParticipantName, Window> targets = new HashMap<>();
        content.windows().forEach(window -> targets.put(window.target(), window));
        Map<ParticipantName, SortedSet<FactId>> own = new HashMap<>();
        List.copyOf(involved).forEach(this::identity);
        facts.values()
                .forEach(fact -> own.computeIfAbsent(fact.participant(), name -> new TreeSet<>())
                        .add(fact.id()));
        return involved.stream()
                .<Step>map(name -> new Step.CheckReady(
                        head(Step.Kind.CHECK_READY, name, "", Set.of(), own.getOrDefault(name, new TreeSet<>())),
                        Optional.ofNullable(targets.get(name))))
                .toList();
    }

    // ---- what came out ----

    List<Wave> waves() {
        return numbered;
    }

    SortedMap<FactId, Fact> facts() {
        return facts;
    }

    Map<PartyId, List<HostingMapping>> mappings() {
        return mappings;
    }

    // ---- what there is ----

    PlanContent content() {
        return content;
    }

    PlannedParticipant participant(ParticipantName name) {
        return content.participant(name);
    }

    Optional<ParticipantName> nameOf(ParticipantId id) {
        return Optional.ofNullable(names.get(id));
    }

    PartyChange change(PartyId party) {
        PartyChange change = changes.get(party);
        if (change == null) {
            throw new IllegalArgumentException("the plan has no party " + party);
        }
        return change;
    }

    // ---- waves and steps ----

    /** Adds a wave, unless it would be empty. */
    void wave(String title, List<Step> steps) {
        if (!steps.isEmpty()) {
            waves.add(new OpenWave(title, steps));
        }
    }

    /** @param rest what follows the participant in the step's id, with its slash; empty for nothing */
    Step.Head head(
            Step.Kind kind,
            ParticipantName participant,
            String rest,
            Collection<StepId> after,
            Collection<FactId> needs) {
        return head(kind, new Place.At(participant), participant.name() + rest, after, needs);
    }

    Step.Head head(Step.Kind kind, Place place, String rest, Collection<StepId> after, Collection<FactId> needs) {
        ParticipantName name = place.participant();
        involved.add(name);
        return new Step.Head(
                StepId.of(kind, rest), place, participant(name).operator(), new TreeSet<>(after), new TreeSet<>(needs));
    }

    // ---- parties ----

    /** Every mapping that is signed for the party, in the order in which they become effective. */
    List<HostingMapping> signed(PartyChange change) {
        List<HostingMapping> signed = new ArrayList<>();
        change.direct().ifPresent(signed::add);
        rounds.forEach(round -> round.forEach(window -> window.transfers().stream()
                .filter(transfer -> transfer.party().equals(change.party()))
                .forEach(transfer -> signed.add(transfer.activation()))));
        change.last().ifPresent(signed::add);
        return signed;
    }

    /** The mapping of a party as the steps so far leave it. */
    Optional<HostingMapping> current(PartyChange change) {
        List<HostingMapping> all = mappings.getOrDefault(change.party(), List.of());
        return all.isEmpty() ? change.before() : Optional.of(all.get(all.size() - 1));
    }

    /** Whether no step so far changes the party. */
    boolean isUntouched(PartyChange change) {
        return !mappings.containsKey(change.party());
    }

    void becomes(PartyChange change, HostingMapping mapping) {
        mappings.computeIfAbsent(change.party(), party -> new ArrayList<>()).add(mapping);
    }

    Signing signing(PartyChange change, HostingMapping mapping) {
        return Signing.of(change, current(change), mapping, names);
    }

    boolean isHandedOver(Signer.WithKey signer) {
        return content.key(signer.key()).isHandedOver();
    }

    /**
     * The signature that comes from elsewhere; empty for a signer whose signature partita gets itself.
     *
     * @param subject what the step that collects it calls what is signed
     */
    Optional<Ref<Result.Signed>> collected(Signer signer, String subject) {
        return signer instanceof Signer.WithKey key && isHandedOver(key)
                ? Optional.of(new Ref<>(collectionId(key, subject), Result.Signed.class))
                : Optional.empty();
    }

    private static StepId collectionId(Signer.WithKey key, String subject) {
        return StepId.of(Step.Kind.COLLECT_SIGNATURE, key.label() + "/" + subject);
    }

    /**
     * @param subject what the step is called by in ids
     * @param title what people call what is signed
     */
    Step collection(
            Signer.WithKey key, String subject, String title, TopologyContent signed, Collection<FactId> facts) {
        Place place = new Place.Outside(key.namespace(), key.through());
        return new Step.CollectSignature(
                head(Step.Kind.COLLECT_SIGNATURE, place, key.label() + "/" + subject, Set.of(), facts),
                title,
                signed,
                key);
    }

    /** The step that waits for a namespace which this plan founds. */
    void founded(Fingerprint namespace, StepId step) {
        foundations.put(namespace, step);
    }

    /** What a signature for a party has to wait for, because the plan founds the party's namespace. */
    Set<StepId> foundation(PartyChange change) {
        StepId step = foundations.get(change.party().namespace());
        return step == null ? Set.of() : Set.of(step);
    }

    /** The last step so far that changes the party; empty at the start. */
    Set<StepId> last(PartyChange change) {
        StepId last = lastSteps.get(change.party());
        return last == null ? Set.of() : Set.of(last);
    }

    void last(PartyChange change, StepId step) {
        lastSteps.put(change.party(), step);
    }

    void vetted(ParticipantName target, StepId step) {
        vettings.put(target, step);
    }

    /** The step that vets packages on a participant, if there is one. */
    Set<StepId> vetting(ParticipantName target) {
        StepId step = vettings.get(target);
        return step == null ? Set.of() : Set.of(step);
    }

    // ---- facts ----

    FactId identity(ParticipantName name) {
        PlannedParticipant participant = participant(name);
        return fact(new Fact.Identity(
                new FactId("identity/" + name), name, participant.id(), participant.release(), content.synchronizer()));
    }

    /**
     * What a participant has to see of a party before it signs for it: its mapping, where no step has changed it yet,
     * and no proposal but this plan's and those that it knows.
     */
    Set<FactId> ground(PartyChange change, ParticipantName reader, boolean untouched) {
        Set<FactId> ground = new TreeSet<>();
        ground.add(identity(reader));
        ground.add(fact(new Fact.NoProposal(
                new FactId("no-proposal/" + reader + "/" + change.name()),
                reader,
                change.party(),
                change.proposals().stream().map(HostingProposal::mapping).toList())));
        if (change.authority().isShared() && !isFounded(change)) {
            ground.add(owners(change, reader));
        }
        change.authority()
                .heldKey(reader)
                .ifPresent(key -> ground.add(
                        fact(new Fact.HeldKey(new FactId("key/" + reader + "/" + change.name()), reader, key))));
        if (untouched) {
            ground.add(fact(new Fact.Hosting(
                    new FactId("hosting/" + reader + "/" + change.name()),
                    reader,
                    change.party(),
                    change.before(),
                    change.lastSerial())));
        }
        return ground;
    }

    /** Whether the plan founds the namespace of the party, also where the steps that do so are not there yet. */
    private boolean isFounded(PartyChange change) {
        return content.namespaces().stream()
                .anyMatch(foundation -> foundation
                        .definition()
                        .namespace()
                        .equals(change.party().namespace()));
    }

    private FactId owners(PartyChange change, ParticipantName reader) {
        Authority authority = change.authority();
        return fact(new Fact.Owners(
                new FactId("owners/" + reader + "/" + change.name()),
                reader,
                authority.namespace(),
                authority.quorum(),
                authority.owners()));
    }

    FactId fact(Fact fact) {
        facts.put(fact.id(), fact);
        return fact.id();
    }

    static SortedSet<StepId> ids(Collection<? extends Step> steps) {
        SortedSet<StepId> ids = new TreeSet<>();
        steps.forEach(step -> ids.add(step.id()));
        return ids;
    }

    @SafeVarargs
    static <T extends Comparable<T>> SortedSet<T> all(Collection<T>... parts) {
        SortedSet<T> all = new TreeSet<>();
        for (Collection<T> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
