package io.partita.provider.canton;

import io.partita.core.model.ParticipantId;
import io.partita.core.model.PartyId;
import io.partita.core.model.SynchronizerId;
import io.partita.core.provider.Activation;
import io.partita.core.provider.CallFailed;
import io.partita.core.provider.TransactionEvidence;
import io.partita.proto.ledger.Event;
import io.partita.proto.ledger.GetUpdatesRequest;
import io.partita.proto.ledger.GetUpdatesResponse;
import io.partita.proto.ledger.ReassignmentEvent;
import io.partita.proto.ledger.TopologyEvent;
import io.partita.proto.ledger.TopologyTransaction;
import io.partita.proto.ledger.TransactionShape;
import io.partita.proto.ledger.UpdateFormat;
import io.partita.proto.ledger.UpdateServiceGrpc;
import io.partita.provider.canton.call.Caller.Flow;
import io.partita.provider.canton.call.Caller.Next;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What happened on the ledger in a range of offsets. The range always has an end: without one the stream would wait for
 * the future.
 */
final class Updates {

    private final ParticipantApis apis;
    private final LargeStreams large;

    Updates(ParticipantApis apis, LargeStreams large) {
        this.apis = apis;
        this.large = large;
    }

    /** What is asked about a party. */
    record Acted(PartyId party, long beginExclusive, long endInclusive) {
        boolean covers(long offset) {
            return offset > beginExclusive && offset <= endInclusive;
        }
    }

    Optional<TransactionEvidence> any(PartyId party, long beginExclusive, long endInclusive) throws CallFailed {
        String attempted = apis.on("looking for a transaction of " + party.abbreviated());
        GetUpdatesResponse[] found = {null};
        UpdateFormat format = EventFilters.updates(List.of(party), TransactionShape.TRANSACTION_SHAPE_LEDGER_EFFECTS);
        stream(beginExclusive, endInclusive, format, Flow.FIRST_HIT, attempted, update -> {
            found[0] = update.hasTransaction() || update.hasReassignment() ? update : null;
            return found[0] == null ? Next.MORE : Next.ENOUGH;
        });
        return evidence(Optional.ofNullable(found[0]), attempted);
    }

    private Optional<TransactionEvidence> evidence(Optional<GetUpdatesResponse> update, String attempted)
            throws CallFailed {
        return update.isEmpty()
                ? Optional.empty()
                : Optional.of(ParticipantApis.understood(apis.ledger(), attempted, () -> evidence(update.get())));
    }

    /** For whom an update was sent; nobody when that is not told of each of its events. */
    private static Set<String> witnesses(GetUpdatesResponse update) {
        List<List<String>> byEvent = new ArrayList<>();
        for (Event event : update.getTransaction().getEventsList()) {
            byEvent.add(
                    switch (event.getEventCase()) {
                        case CREATED -> event.getCreated().getWitnessPartiesList();
                        case ARCHIVED -> event.getArchived().getWitnessPartiesList();
                        case EXERCISED -> event.getExercised().getWitnessPartiesList();
                        case EVENT_NOT_SET -> List.<String>of();
                    });
        }
        for (ReassignmentEvent event : update.getReassignment().getEventsList()) {
            byEvent.add(
                    switch (event.getEventCase()) {
                        case UNASSIGNED -> event.getUnassigned().getWitnessPartiesList();
                        case ASSIGNED -> event.getAssigned().getCreatedEvent().getWitnessPartiesList();
                        case EVENT_NOT_SET -> List.<String>of();
                    });
        }
        return byEvent.stream().anyMatch(List::isEmpty)
                ? Set.of()
                : byEvent.stream().flatMap(List::stream).collect(Collectors.toSet());
    }

    /**
     * By few calls that ask about many parties each. Their ranges are asked for as one: what lies in none of them is
     * passed over.
     *
     * @return empty for whom they say nothing about
     */
    Function<Acted, Optional<Optional<TransactionEvidence>>> any(Set<Acted> wanted) throws CallFailed {
        String attempted = apis.on("looking for transactions of " + wanted.size() + " parties");
        Map<Acted, Optional<TransactionEvidence>> told = new HashMap<>();
        for (List<Acted> call : Sightings.calls(wanted, Acted::party)) {
            Sightings<Acted, GetUpdatesResponse> sightings = new Sightings<>(call, Acted::party);
            long begin = call.stream().mapToLong(Acted::beginExclusive).min().orElseThrow();
            long end = call.stream().mapToLong(Acted::endInclusive).max().orElseThrow();
            UpdateFormat format = EventFilters.updates(
                    call.stream().map(Acted::party).toList(), TransactionShape.TRANSACTION_SHAPE_LEDGER_EFFECTS);
            stream(
                    begin,
                    end,
                    format,
                    Flow.FIRST_HITS,
                    attempted,
                    update -> update.hasTransaction() || update.hasReassignment()
                            ? sightings.see(witnesses(update), acted -> acted.covers(offset(update)), update)
                            : Next.MORE);
            for (Acted acted : call) {
                Optional<Optional<GetUpdatesResponse>> answer = sightings.answer(acted);
                if (answer.isPresent()) {
                    told.put(acted, evidence(answer.get(), attempted));
                }
            }
        }
        return acted -> Optional.ofNullable(told.get(acted));
    }

    /** What is asked about a party and a participant that hosts it. */
    record Hosted(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId participant,
            long beginExclusive,
            long endInclusive) {
        boolean covers(long offset) {
            return offset > beginExclusive && offset <= endInclusive;
        }
    }

    List<Activation> activations(Hosted wanted) throws CallFailed {
        String attempted =
                apis.on("looking for the activation of " + wanted.party().abbreviated());
        return activations(List.of(wanted), attempted).get(wanted);
    }

    /** By few calls that ask about many parties each. */
    Function<Hosted, Optional<List<Activation>>> activations(Set<Hosted> wanted) throws CallFailed {
        String attempted = apis.on("looking for the activations of " + wanted.size() + " parties");
        Map<Hosted, List<Activation>> told = new HashMap<>();
        for (List<Hosted> call : Sightings.calls(wanted, Hosted::party)) {
            told.putAll(activations(call, attempted));
        }
        return hosted -> Optional.ofNullable(told.get(hosted));
    }

    private Map<Hosted, List<Activation>> activations(List<Hosted> wanted, String attempted) throws CallFailed {
        Map<String, List<HostHistory>> histories = wanted.stream()
                .map(HostHistory::new)
                .collect(Collectors.groupingBy(history -> history.hosted.party().toString()));
        long begin = wanted.stream().mapToLong(Hosted::beginExclusive).min().orElseThrow();
        long end = wanted.stream().mapToLong(Hosted::endInclusive).max().orElseThrow();
        UpdateFormat format =
                EventFilters.hostings(wanted.stream().map(Hosted::party).collect(Collectors.toSet()));
        large.read(() -> stream(begin, end, format, Flow.MANY, attempted, update -> {
            TopologyTransaction transaction = update.getTopologyTransaction();
            transaction.getEventsList().stream()
                    .map(Updates::party)
                    .distinct()
                    .flatMap(party -> histories.getOrDefault(party, List.of()).stream())
                    .forEach(history -> history.see(transaction));
            return Next.MORE;
        }));
        Map<Hosted, List<Activation>> activations = new HashMap<>();
        try {
            for (List<HostHistory> party : histories.values()) {
                for (HostHistory history : party) {
                    activations.put(history.hosted, history.activations());
                }
            }
        } catch (UnreadableAnswer e) {
            throw ParticipantApis.unreadable(apis.ledger(), attempted, e);
        }
        return activations;
    }

    /** When a participant became a host of a party, as far as one question goes. */
    private static final class HostHistory {

        private final Hosted hosted;
        private final List<TopologyTransaction> found = new ArrayList<>();
        private boolean host;

        HostHistory(Hosted hosted) {
            this.hosted = hosted;
        }

        void see(TopologyTransaction transaction) {
            if (!transaction.getSynchronizerId().equals(hosted.synchronizer().toString())
                    || !hosted.covers(transaction.getOffset())) {
                return;
            }
            boolean before = host;
            for (TopologyEvent event : transaction.getEventsList()) {
                host = isHostAfter(event, hosted.party(), hosted.participant(), host);
            }
            if (!before && host) {
                found.add(transaction);
            }
        }

        List<Activation> activations() throws UnreadableAnswer {
            List<Activation> activations = new ArrayList<>();
            for (TopologyTransaction transaction : found) {
                activations.add(new Activation(
                        Told.count("an offset", transaction.getOffset()), Times.instant(transaction.getRecordTime())));
            }
            return List.copyOf(activations);
        }
    }

    void archivedIds(PartyId party, long beginExclusive, long endInclusive, Consumer<String> each) throws CallFailed {
        String attempted = apis.on("reading the archived contracts of " + party.abbreviated());
        UpdateFormat format = EventFilters.updates(List.of(party), TransactionShape.TRANSACTION_SHAPE_ACS_DELTA);
        large.read(() -> stream(beginExclusive, endInclusive, format, Flow.MANY, attempted, update -> {
            for (Event event : update.getTransaction().getEventsList()) {
                if (event.hasArchived()) {
                    each.accept(event.getArchived().getContractId());
                }
            }
            return Next.MORE;
        }));
    }

    /** @param each not called for an empty range, which the participant would refuse or misread */
    private void stream(
            long beginExclusive,
            long endInclusive,
            UpdateFormat format,
            Flow flow,
            String attempted,
            Function<GetUpdatesResponse, Next> each)
            throws CallFailed {
        if (beginExclusive >= endInclusive) {
            return;
        }
        GetUpdatesRequest request = GetUpdatesRequest.newBuilder()
                .setBeginExclusive(beginExclusive)
                .setEndInclusive(endInclusive)
                .setUpdateFormat(format)
                .build();
        long[] last = {beginExclusive};
        boolean[] ordered = {true};
        apis.ledger().stream(
                UpdateServiceGrpc.getGetUpdatesMethod(),
                request,
                flow,
                attempted,
                update -> {
                    ordered[0] = isAfter(last[0], update, endInclusive);
                    last[0] = Math.max(last[0], offset(update));
                    return ordered[0] ? each.apply(update) : Next.ENOUGH;
                },
                Updates::after);
        if (!ordered[0]) {
            throw ParticipantApis.unreadable(
                    apis.ledger(),
                    attempted,
                    new UnreadableAnswer("the updates are not in the order of their offsets"));
        }
    }

    /** Only a checkpoint may repeat an offset: a stream of a range has no more updates than the range has offsets. */
    private static boolean isAfter(long last, GetUpdatesResponse update, long endInclusive) {
        return switch (update.getUpdateCase()) {
            case TRANSACTION, REASSIGNMENT, TOPOLOGY_TRANSACTION ->
                offset(update) > last && offset(update) <= endInclusive;
            case OFFSET_CHECKPOINT, UPDATE_NOT_SET -> true;
        };
    }

    /** Every update has an offset of its own, so that nothing is missed or seen twice. */
    private static Optional<GetUpdatesRequest> after(GetUpdatesRequest request, GetUpdatesResponse last) {
        long offset = offset(last);
        // Past the end there is nothing to ask for, and the participant would refuse the empty range.
        boolean open = offset > request.getBeginExclusive() && offset < request.getEndInclusive();
        return open ? Optional.of(request.toBuilder().setBeginExclusive(offset).build()) : Optional.empty();
    }

    private static long offset(GetUpdatesResponse update) {
        return switch (update.getUpdateCase()) {
            case TRANSACTION -> update.getTransaction().getOffset();
            case REASSIGNMENT -> update.getReassignment().getOffset();
            case TOPOLOGY_TRANSACTION -> update.getTopologyTransaction().getOffset();
            case OFFSET_CHECKPOINT -> update.getOffsetCheckpoint().getOffset();
            case UPDATE_NOT_SET -> 0;
        };
    }

    private static TransactionEvidence evidence(GetUpdatesResponse update) throws UnreadableAnswer {
        String id = update.hasTransaction()
                ? update.getTransaction().getUpdateId()
                : update.getReassignment().getUpdateId();
        return new TransactionEvidence(Told.id("the id of a transaction", id), Told.count("an offset", offset(update)));
    }

    /**
     * Whether the participant hosts the party after an event. From protocol version 35 on a host with the onboarding
     * flag appears as "onboarding" and, when the flag is cleared, as "added": only the first of the two made it a host.
     */
    private static boolean isHostAfter(TopologyEvent event, PartyId party, ParticipantId participant, boolean before) {
        return switch (event.getEventCase()) {
            case PARTICIPANT_AUTHORIZATION_ADDED -> {
                var added = event.getParticipantAuthorizationAdded();
                yield before || is(added.getPartyId(), party, added.getParticipantId(), participant);
            }
            case PARTICIPANT_AUTHORIZATION_ONBOARDING -> {
                var onboarding = event.getParticipantAuthorizationOnboarding();
                yield before || is(onboarding.getPartyId(), party, onboarding.getParticipantId(), participant);
            }
            case PARTICIPANT_AUTHORIZATION_REVOKED -> {
                var revoked = event.getParticipantAuthorizationRevoked();
                yield before && !is(revoked.getPartyId(), party, revoked.getParticipantId(), participant);
            }
            case PARTICIPANT_AUTHORIZATION_CHANGED, EVENT_NOT_SET -> before;
        };
    }

    private static String party(TopologyEvent event) {
        return switch (event.getEventCase()) {
            case PARTICIPANT_AUTHORIZATION_ADDED ->
                event.getParticipantAuthorizationAdded().getPartyId();
            case PARTICIPANT_AUTHORIZATION_ONBOARDING ->
                event.getParticipantAuthorizationOnboarding().getPartyId();
            case PARTICIPANT_AUTHORIZATION_REVOKED ->
                event.getParticipantAuthorizationRevoked().getPartyId();
            case PARTICIPANT_AUTHORIZATION_CHANGED ->
                event.getParticipantAuthorizationChanged().getPartyId();
            case EVENT_NOT_SET -> "";
        };
    }

    private static boolean is(String eventParty, PartyId party, String eventParticipant, ParticipantId participant) {
        return eventParty.equals(party.toString()) && eventParticipant.equals(participant.toString());
    }
}
