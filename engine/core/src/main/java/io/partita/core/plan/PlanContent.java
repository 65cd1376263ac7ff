package io.partita.core.plan;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.KeyName;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PhysicalSynchronizerId;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the planner decided: exactly what a plan file holds. Contains no time, no secret and nothing that differs
 * between two runs of the planner on the same inputs.
 *
 * @param home where the declaration is, seen from the folder of the plan's file
 * @param network the folder that relative paths of the access to participants start from (certificates, files with
 *     tokens) and that their commands run in, seen from the folder of the declaration
 * @param synchronizerAlias as declared
 * @param synchronizer as read
 * @param decisionTimeout as read; how long an onboarding flag lasts after the activation
 * @param participants every participant of the declaration, sorted
 * @param keys those that sign in the plan and that no participant holds, sorted
 * @param namespaces decentralized namespaces that are founded, sorted by fingerprint
 * @param introductions keys that participants hold and that are introduced, sorted by fingerprint
 * @param parties every party that changes, in the order of the declaration
 * @param unchanged names of the declared parties whose hosting is as declared, in the order of the declaration; nothing
 *     else of them is needed, and there may be very many
 * @param vettings packages that new hosts vet first, sorted by target
 * @param sources the hosts that contracts are exported from, sorted
 * @param windows the isolation windows, by round and in the order in which they were made
 * @param preview present when nobody was asked and a snapshot was read instead: the plan is to be looked at, not
 *     applied
 * @param settled of a plan with nothing to do, the mapping of each of the unchanged parties as it was read, in their
 *     order; otherwise empty
 * @param declared the files of the declaration and of its network by their way from the declaration's folder, each with
 *     Git's id of its bytes; empty when the declaration lies in no repository
 */
public record PlanContent(
        Home home,
        Home network,
        String synchronizerAlias,
        PhysicalSynchronizerId synchronizer,
        Duration decisionTimeout,
        SortedMap<ParticipantName, PlannedParticipant> participants,
        SortedMap<KeyName, PlannedKey> keys,
        List<NamespaceFoundation> namespaces,
        List<KeyIntroduction> introductions,
        List<PartyChange> parties,
        List<String> unchanged,
        List<Vetting> vettings,
        List<ExportSource> sources,
        List<Window> windows,
        Optional<Preview> preview,
        List<HostingMapping> settled,
        SortedMap<String, String> declared) {

    /** A plan of a declaration that lies in no repository. */
    public PlanContent(
            Home home,
            Home network,
            String synchronizerAlias,
            PhysicalSynchronizerId synchronizer,
            Duration decisionTimeout,
            SortedMap<ParticipantName, PlannedParticipant> participants,
            SortedMap<KeyName, PlannedKey> keys,
            List<NamespaceFoundation> namespaces,
            List<KeyIntroduction> introductions,
            List<PartyChange> parties,
            List<String> unchanged,
            List<Vetting> vettings,
            List<ExportSource> sources,
            List<Window> windows,
            Optional<Preview> preview,
            List<HostingMapping> settled) {
        this(
                home,
                network,
                synchronizerAlias,
                synchronizer,
                decisionTimeout,
                participants,
                keys,
                namespaces,
                introductions,
                parties,
                unchanged,
                vettings,
                sources,
                windows,
                preview,
                settled,
                Collections.emptySortedMap());
    }

    /** A plan that was made with the network, and introduces no key of a participant. */
    public PlanContent(
            Home home,
            Home network,
            String synchronizerAlias,
            PhysicalSynchronizerId synchronizer,
            Duration decisionTimeout,
            SortedMap<ParticipantName, PlannedParticipant> participants,
            SortedMap<KeyName, PlannedKey> keys,
            List<NamespaceFoundation> namespaces,
            List<PartyChange> parties,
            List<String> unchanged,
            List<Vetting> vettings,
            List<ExportSource> sources,
            List<Window> windows) {
        this(
                home,
                network,
                synchronizerAlias,
                synchronizer,
                decisionTimeout,
                participants,
                keys,
                namespaces,
                List.of(),
                parties,
                unchanged,
                vettings,
                sources,
                windows,
                Optional.empty(),
                List.of());
    }

    public PlanContent {
        Objects.requireNonNull(home, "home");
        Objects.requireNonNull(network, "network");
        Objects.requireNonNull(synchronizerAlias, "synchronizerAlias");
        Objects.requireNonNull(synchronizer, "synchronizer");
        Objects.requireNonNull(decisionTimeout, "decisionTimeout");
        participants = Collections.unmodifiableSortedMap(new TreeMap<>(participants));
        keys = Collections.unmodifiableSortedMap(new TreeMap<>(keys));
        namespaces = List.copyOf(namespaces);
        introductions = List.copyOf(introductions);
        parties = List.copyOf(parties);
        unchanged = List.copyOf(unchanged);
        vettings = List.copyOf(vettings);
        sources = List.copyOf(sources);
        windows = List.copyOf(windows);
        Objects.requireNonNull(preview, "preview");
        settled = List.copyOf(settled);
        declared = Collections.unmodifiableSortedMap(new TreeMap<>(declared));
    }

    /** The same plan, for a file that lies elsewhere. */
    public PlanContent at(Home other) {
        return with(other, network, participants, keys, vettings, preview, settled);
    }

    /** The same plan, for a declaration whose network stands elsewhere. */
    public PlanContent reachedFrom(Home other) {
        return with(home, other, participants, keys, vettings, preview, settled);
    }

    /** The same decisions, reached in another way; what the access does not speak of stays. */
    public PlanContent reachedBy(PlanAccess access) {
        SortedMap<ParticipantName, PlannedParticipant> reached = new TreeMap<>(participants);
        reached.replaceAll((name, participant) -> access.of(participant));
        SortedMap<KeyName, PlannedKey> signing = new TreeMap<>(keys);
        signing.replaceAll((name, key) -> access.of(key));
        return with(
                home,
                access.network(),
                reached,
                signing,
                vettings.stream().map(access::of).toList(),
                preview,
                settled);
    }

    /** The same decisions, as a preview from a snapshot. */
    public PlanContent from(Preview snapshot) {
        return with(home, network, participants, keys, vettings, Optional.of(snapshot), settled);
    }

    /** The same plan with nothing to do, with what was read of the unchanged parties. */
    public PlanContent settledAs(List<HostingMapping> read) {
        return with(home, network, participants, keys, vettings, preview, read);
    }

    /** The same decisions, with the files that the declaration was read from. */
    public PlanContent declaredIn(SortedMap<String, String> files) {
        return new PlanContent(
                home,
                network,
                synchronizerAlias,
                synchronizer,
                decisionTimeout,
                participants,
                keys,
                namespaces,
                introductions,
                parties,
                unchanged,
                vettings,
                sources,
                windows,
                preview,
                settled,
                files);
    }

    /** What was decided stays. */
    private PlanContent with(
            Home otherHome,
            Home otherNetwork,
            SortedMap<ParticipantName, PlannedParticipant> reached,
            SortedMap<KeyName, PlannedKey> signing,
            List<Vetting> uploads,
            Optional<Preview> from,
            List<HostingMapping> read) {
        return new PlanContent(
                otherHome,
                otherNetwork,
                synchronizerAlias,
                synchronizer,
                decisionTimeout,
                reached,
                signing,
                namespaces,
                introductions,
                parties,
                unchanged,
                uploads,
                sources,
                windows,
                from,
                read,
                declared);
    }

    /** A participant by its name. @throws IllegalArgumentException when the plan has none of this name */
    public PlannedParticipant participant(ParticipantName name) {
        PlannedParticipant participant = participants.get(name);
        if (participant == null) {
            throw new IllegalArgumentException("the plan has no participant " + name);
        }
        return participant;
    }

    /** A key by its name. @throws IllegalArgumentException when the plan has none of this name */
    public PlannedKey key(KeyName name) {
        PlannedKey key = keys.get(name);
        if (key == null) {
            throw new IllegalArgumentException("the plan has no key " + name);
        }
        return key;
    }

    /** The fingerprint of a key by its name. @throws IllegalArgumentException when the plan has none of this name */
    public Fingerprint fingerprint(KeyName name) {
        return key(name).key().fingerprint();
    }

    /** What the plan calls a participant; empty for one that is not in the plan. */
    public Optional<ParticipantName> nameOf(ParticipantId id) {
        return participants.values().stream()
                .filter(participant -> participant.id().equals(id))
                .map(PlannedParticipant::name)
                .findFirst();
    }
}
