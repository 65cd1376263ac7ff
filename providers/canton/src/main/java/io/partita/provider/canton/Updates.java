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
import io.partita.proto.ledger.TopologyEvent;
import io.partita.proto.ledger.TopologyTransaction;
import io.partita.proto.ledger.TransactionShape;
import io.partita.proto.ledger.UpdateFormat;
import io.partita.proto.ledger.UpdateServiceGrpc;
import io.partita.provider.canton.call.Caller.Flow;
import io.partita.provider.canton.call.Caller.Next;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What happened on the ledger in a range of offsets. The range always has an end: without one the stream would wait for
 * the future.
 */
final class Updates {

    private final ParticipantApis apis;

    Updates(ParticipantApis apis) {
        this.apis = apis;
    }

    Optional<TransactionEvidence> any(PartyId party, long beginExclusive, long endInclusive) throws CallFailed {
        String attempted = apis.on("looking for a transaction of " + party.abbreviated());
        GetUpdatesResponse[] found = {null};
        UpdateFormat format = EventFilters.updates(party, TransactionShape.TRANSACTION_SHAPE_LEDGER_EFFECTS);
        stream(beginExclusive, endInclusive, format, Flow.FIRST_HIT, attempted, update -> {
            found[0] = update.hasTransaction() || update.hasReassignment() ? update : null;
            return found[0] == null ? Next.MORE : Next.ENOUGH;
        });
        return found[0] == null
                ? Optional.empty()
                : Optional.of(ParticipantApis.understood(apis.ledger(), attempted, () -> evidence(found[0])));
    }

    List<Activation> activations(
            PartyId party,
            SynchronizerId synchronizer,
            ParticipantId participant,
            long beginExclusive,
            long endInclusive)
            throws CallFailed {
        String attempted = apis.on("looking for the activation of " + party.abbreviated());
        List<TopologyTransaction> found = new ArrayList<>();
        boolean[] host = {false};
        stream(beginExclusive, endInclusive, EventFilters.hostings(party), Flow.MANY, attempted, update -> {
            TopologyTransaction transaction = update.getTopologyTransaction();
            if (transaction.getSynchronizerId().equals(synchronizer.toString())) {
                boolean before = host[0];
                for (TopologyEvent event : transaction.getEventsList()) {
                    host[0] = isHostAfter(event, party, participant, host[0]);
                }
                if (!before && host[0]) {
                    found.add(transaction);
                }
            }
            return Next.MORE;
        });
        List<Activation> activations = new ArrayList<>();
        try {
            for (TopologyTransaction transaction : found) {
                activations.add(new Activation(
                        Told.count("an offset", transaction.getOffset()), Times.instant(transaction.getRecordTime())));
            }
        } catch (UnreadableAnswer e) {
            throw ParticipantApis.unreadable(apis.ledger(), attempted, e);
        }
        return List.copyOf(activations);
    }

    void archivedIds(PartyId party, long beginExclusive, long endInclusive, Consumer<String> each) throws CallFailed {
        String attempted = apis.on("reading the archived contracts of " + party.abbreviated());
        UpdateFormat format = EventFilters.updates(party, TransactionShape.TRANSACTION_SHAPE_ACS_DELTA);
        stream(beginExclusive, endInclusive, format, Flow.MANY, attempted, update -> {
            for (Event event : update.getTransaction().getEventsList()) {
                if (event.hasArchived()) {
                    each.accept(event.getArchived().getContractId());
                }
            }
            return Next.MORE;
        });
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

    private static boolean is(String eventParty, PartyId party, String eventParticipant, ParticipantId participant) {
        return eventParty.equals(party.toString()) && eventParticipant.equals(participant.toString());
    }
}
