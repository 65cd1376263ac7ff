package io.partita.core.apply;

import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.NamespaceDefinition;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.PhysicalSynchronizerId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.HostingProposal;
import io.partita.core.provider.HostingState;
import io.partita.core.provider.Network;
import io.partita.core.provider.Participant;
import io.partita.core.provider.SentRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * One synchronizer and a few participants in memory, with the rules that decide whether a party's move is right:
 * proposals that merge, effective times, a disconnected participant's old view, contracts that reach only hosts, the
 * onboarding flag and its safe time. A participant that is told to archive a contract which it lacks breaks, as a real
 * one does.
 */
final class TinyNetwork implements Network {

    static final String ALIAS = "mysynchronizer";
    static final Duration DELAY = Duration.ofMillis(250);
    static final Duration DECISION = Duration.ofSeconds(60);

    final VirtualTime time;
    private final List<SentRequest> sent = new ArrayList<>();
    private final Instant begun;
    final PhysicalSynchronizerId synchronizer;
    final Map<PartyId, List<HostingState>> authorized = new HashMap<>();
    final Map<PartyId, List<HostingProposal>> proposals = new HashMap<>();
    final List<Happening> happenings = new ArrayList<>();
    final Map<ParticipantName, TinyParticipant> participants = new TreeMap<>();
    final Map<String, Boolean> armed = new LinkedHashMap<>();
    /** Namespaces with several owners; every other one owns itself. */
    final Map<Fingerprint, Owners> owners = new HashMap<>();

    /** Keys that are known beside those of participants. */
    final Set<Fingerprint> roots = ConcurrentHashMap.newKeySet();

    /** Definitions of namespaces that still lack signatures. */
    final Map<NamespaceDefinition, Set<Fingerprint>> definitions = new ConcurrentHashMap<>();

    final TinyTransactions transactions = new TinyTransactions();
    private UnaryOperator<Participant> wrap = UnaryOperator.identity();
    /**
     * Nothing happens on it but what its members do: views move on with sequenced transactions and with time proofs
     * only.
     */
    boolean quiet;

    private int contracts;

    /** Something sequenced: a contract created or archived, or a participant that became a host. */
    record Happening(Instant time, String kind, PartyId party, String subject) {}

    /** A decentralized namespace: so many of its owners sign for it. */
    record Owners(int quorum, Set<Fingerprint> all) {}

    TinyNetwork(VirtualTime time, int protocolVersion) {
        this.time = time;
        this.begun = time.instant();
        this.synchronizer =
                new PhysicalSynchronizerId(SynchronizerId.of("da::" + fingerprint('d')), protocolVersion, 0);
    }

    static Fingerprint fingerprint(char digit) {
        return new Fingerprint("1220" + String.valueOf(digit).repeat(64));
    }

    TinyParticipant add(String name, char namespace) {
        TinyParticipant participant = new TinyParticipant(
                this, new ParticipantName(name), ParticipantId.of(name + "::" + fingerprint(namespace)));
        participants.put(participant.name(), participant);
        return participant;
    }

    TinyParticipant at(String name) {
        return participants.get(new ParticipantName(name));
    }

    /** Every participant is handed out through this. */
    void wrap(UnaryOperator<Participant> wrapper) {
        wrap = wrapper;
    }

    @Override
    public Participant participant(ParticipantName name) {
        return oneCallAtATime(wrap.apply(participants.get(name)));
    }

    @Override
    public Participant participant(ParticipantName name, ParticipantId id) {
        return Identified.as(name, id, () -> participants.get(name).id, participant(name));
    }

    /** Steps call from threads of their own, and a participant does what it is asked whole. */
    private Participant oneCallAtATime(Participant participant) {
        return Intercepted.by(
                (name, arguments, call) -> {
                    synchronized (this) {
                        return call.proceed();
                    }
                },
                participant);
    }

    /** The endpoints of the one lead to the other from now on. */
    synchronized void exchange(ParticipantName one, ParticipantName other) {
        TinyParticipant former = participants.get(one);
        participants.put(one, participants.get(other));
        participants.put(other, former);
    }

    @Override
    public List<SentRequest> takeSent() {
        synchronized (sent) {
            List<SentRequest> taken = List.copyOf(sent);
            sent.clear();
            return taken;
        }
    }

    /** As a connection notes it. */
    void sent(SentRequest request) {
        synchronized (sent) {
            sent.add(request);
        }
    }

    @Override
    public void close() {}

    // ---- the world ----

    synchronized void host(HostingMapping mapping) {
        authorize(mapping, time.instant().minusSeconds(3600));
    }

    synchronized String create(PartyId party) {
        String id = "00" + String.format("%060x", ++contracts);
        happen(new Happening(time.instant(), "create", party, id));
        return id;
    }

    /** A contract that is another party's as well. */
    synchronized void share(PartyId party, String contract) {
        happen(new Happening(time.instant(), "create", party, contract));
    }

    synchronized void archive(PartyId party, String contract) {
        happen(new Happening(time.instant(), "archive", party, contract));
    }

    /** In the order of time; what lies in the future comes after what is said now. */
    private void happen(Happening happening) {
        int at = happenings.size();
        while (at > 0 && happenings.get(at - 1).time().isAfter(happening.time())) {
            at--;
        }
        happenings.add(at, happening);
    }

    synchronized Optional<HostingState> head(PartyId party, Instant at) {
        List<HostingState> states = authorized.getOrDefault(party, List.of());
        Optional<HostingState> found = Optional.empty();
        for (HostingState state : states) {
            if (!state.validFrom().isAfter(at)) {
                found = Optional.of(state);
            } else if (found.isPresent() && found.get().validUntil().isEmpty()) {
                HostingState old = found.get();
                found = Optional.of(new HostingState(
                        old.mapping(), old.validFrom(), Optional.of(state.validFrom()), old.transactionHash()));
            }
        }
        return found;
    }

    /** Makes a mapping authorized now, whoever had to sign. */
    synchronized void change(HostingMapping mapping) {
        authorize(mapping, time.instant());
    }

    /** When the last transaction was sequenced; a hosting becomes effective a little later. */
    synchronized Instant lastSequenced() {
        Instant last = begun;
        for (List<HostingState> states : authorized.values()) {
            for (HostingState state : states) {
                last = later(last, state.validFrom().minus(DELAY));
            }
        }
        for (Happening happening : happenings) {
            last = happening.kind().equals("activate") ? last : later(last, happening.time());
        }
        return last;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Optional<HostingState> last(PartyId party) {
        List<HostingState> states = authorized.getOrDefault(party, List.of());
        return states.isEmpty() ? Optional.empty() : Optional.of(states.get(states.size() - 1));
    }

    int lastSerial(PartyId party) {
        return last(party).map(state -> state.mapping().serial()).orElse(0);
    }

    /** Adds a signature; the mapping becomes authorized with the party's and every new host's. */
    synchronized void sign(HostingMapping mapping, Fingerprint key) {
        List<HostingProposal> all = proposals.computeIfAbsent(mapping.party(), party -> new ArrayList<>());
        TreeSet<Fingerprint> signers = new TreeSet<>(List.of(key));
        all.stream()
                .filter(found -> found.mapping().equals(mapping))
                .forEach(found -> signers.addAll(found.signedBy()));
        all.removeIf(found -> found.mapping().equals(mapping));
        if (isComplete(mapping, signers)) {
            all.removeIf(found -> found.mapping().serial() <= mapping.serial());
            authorize(mapping, time.instant().plus(DELAY));
        } else {
            all.add(new HostingProposal(mapping, hash(mapping), signers));
        }
    }

    /** Adds a signature; the namespace is defined with those of all owners that are known. */
    synchronized void sign(NamespaceDefinition definition, Fingerprint key) {
        boolean known = roots.contains(key)
                || participants.values().stream()
                        .anyMatch(participant -> participant.id.namespace().equals(key));
        if (!known || owners.containsKey(definition.namespace())) {
            return;
        }
        Set<Fingerprint> signers = definitions.computeIfAbsent(definition, unused -> ConcurrentHashMap.newKeySet());
        signers.add(key);
        if (signers.containsAll(definition.owners())) {
            definitions.remove(definition);
            owners.put(definition.namespace(), new Owners(definition.threshold(), definition.owners()));
        }
    }

    private boolean isComplete(HostingMapping mapping, Set<Fingerprint> signers) {
        return required(mapping).stream().allMatch(namespace -> {
            Owners several = owners.getOrDefault(namespace, new Owners(1, Set.of(namespace)));
            return several.all().stream().filter(signers::contains).count() >= several.quorum();
        });
    }

    private TreeSet<Fingerprint> required(HostingMapping mapping) {
        TreeSet<Fingerprint> required = new TreeSet<>();
        Optional<HostingMapping> before = last(mapping.party()).map(HostingState::mapping);
        boolean clearing = before.map(old -> isClearing(old, mapping)).orElse(false);
        if (!clearing) {
            required.add(mapping.party().uid().namespace());
        }
        for (HostingMapping.Host host : mapping.hosts()) {
            boolean known = before.flatMap(old -> old.host(host.participant())).isPresent();
            boolean cleared =
                    before.map(old -> old.isOnboarding(host.participant())).orElse(false) && !host.isOnboarding();
            if (!known || cleared) {
                required.add(host.participant().uid().namespace());
            }
        }
        return required;
    }

    private static boolean isClearing(HostingMapping old, HostingMapping now) {
        return old.hosts().size() == now.hosts().size()
                && old.hosts().stream().anyMatch(HostingMapping.Host::isOnboarding)
                && old.hosting().equals(now.hosting());
    }

    private void authorize(HostingMapping mapping, Instant validFrom) {
        Optional<HostingMapping> before = last(mapping.party()).map(HostingState::mapping);
        authorized
                .computeIfAbsent(mapping.party(), party -> new ArrayList<>())
                .add(new HostingState(mapping, validFrom, Optional.empty(), hash(mapping)));
        for (HostingMapping.Host host : mapping.hosts()) {
            if (before.flatMap(old -> old.host(host.participant())).isEmpty()) {
                happen(new Happening(
                        validFrom,
                        "activate",
                        mapping.party(),
                        host.participant().toString()));
            }
        }
    }

    static String hash(HostingMapping mapping) {
        return TinyTransactions.bytes(mapping).hash();
    }

    /** Lets time-driven things happen: flags that clear, participants that process. */
    synchronized void settle() {
        for (String key : List.copyOf(armed.keySet())) {
            String[] parts = key.split(" ");
            PartyId party = PartyId.of(parts[0]);
            ParticipantId target = ParticipantId.of(parts[1]);
            HostingState state = last(party).orElseThrow();
            Instant safe = state.validFrom().plus(DECISION);
            boolean connected =
                    participants.values().stream().anyMatch(found -> found.id.equals(target) && found.connected);
            if (!state.mapping().isOnboarding(target)) {
                armed.remove(key);
            } else if (connected && time.instant().isAfter(safe)) {
                clear(state.mapping(), target);
                armed.remove(key);
            }
        }
        participants.values().forEach(TinyParticipant::process);
    }

    private void clear(HostingMapping mapping, ParticipantId target) {
        List<HostingMapping.Host> hosts = mapping.hosts().stream()
                .map(host -> host.participant().equals(target)
                        ? new HostingMapping.Host(target, host.permission(), HostingMapping.Onboarding.CLEAR)
                        : host)
                .toList();
        sign(
                new HostingMapping(
                        mapping.party(), mapping.serial() + 1, mapping.threshold(), hosts, mapping.signingKeys()),
                target.uid().namespace());
    }

    boolean hosts(PartyId party, ParticipantId participant, Instant at) {
        return head(party, at)
                .flatMap(state -> state.mapping().host(participant))
                .isPresent();
    }
}
