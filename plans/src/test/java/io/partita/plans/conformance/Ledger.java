package io.partita.plans.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.partita.proto.ledger.Command;
import io.partita.proto.ledger.Commands;
import io.partita.proto.ledger.CreateCommand;
import io.partita.proto.ledger.CreatedEvent;
import io.partita.proto.ledger.CumulativeFilter;
import io.partita.proto.ledger.Enum;
import io.partita.proto.ledger.EventFormat;
import io.partita.proto.ledger.ExerciseCommand;
import io.partita.proto.ledger.Filters;
import io.partita.proto.ledger.GetActiveContractsRequest;
import io.partita.proto.ledger.GetActiveContractsResponse;
import io.partita.proto.ledger.GetLedgerEndRequest;
import io.partita.proto.ledger.GetUpdatesRequest;
import io.partita.proto.ledger.GetUpdatesResponse;
import io.partita.proto.ledger.Identifier;
import io.partita.proto.ledger.ParticipantAuthorizationTopologyFormat;
import io.partita.proto.ledger.Record;
import io.partita.proto.ledger.RecordField;
import io.partita.proto.ledger.SubmitAndWaitRequest;
import io.partita.proto.ledger.TopologyEvent;
import io.partita.proto.ledger.TopologyFormat;
import io.partita.proto.ledger.UpdateFormat;
import io.partita.proto.ledger.Value;
import io.partita.proto.ledger.WildcardFilter;
import io.partita.proto.ledger.admin.AllocatePartyRequest;
import io.partita.proto.ledger.admin.PartyManagementServiceGrpc;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.awaitility.Awaitility;

/** Contracts of the suite's own parties: created, exercised and looked at through the Ledger API. */
final class Ledger {

    /** What passes by itself: a party or a package that the participant has not heard of yet, or contention. */
    private static final Set<Status.Code> PASSING = Set.of(
            Status.Code.NOT_FOUND, Status.Code.FAILED_PRECONDITION, Status.Code.ABORTED, Status.Code.UNAVAILABLE);

    private final Facts facts;

    Ledger(Facts facts) {
        this.facts = facts;
    }

    /** A party in the participant's namespace, hosted there alone. */
    String allocate(Peer on, String name) {
        return on.ledger(PartyManagementServiceGrpc::newBlockingStub)
                .allocateParty(AllocatePartyRequest.newBuilder()
                        .setPartyIdHint(name)
                        .setSynchronizerId(facts.synchronizer())
                        .build())
                .getPartyDetails()
                .getParty();
    }

    long end(Peer at) {
        return at.state().getLedgerEnd(GetLedgerEndRequest.getDefaultInstance()).getOffset();
    }

    static Command note(String author, String text) {
        return create(
                "partita-examples",
                "Examples",
                "Note",
                field("author", Value.newBuilder().setParty(author)),
                field("text", Value.newBuilder().setText(text)),
                field("priority", Value.newBuilder().setEnum(Enum.newBuilder().setConstructor("Normal"))),
                field("tags", Value.newBuilder().setList(io.partita.proto.ledger.List.getDefaultInstance())));
    }

    static Command deal(String issuer, String holder, long amount) {
        return create(
                "partita-examples",
                "Examples",
                "Deal",
                field("issuer", Value.newBuilder().setParty(issuer)),
                field("holder", Value.newBuilder().setParty(holder)),
                field("amount", Value.newBuilder().setInt64(amount)));
    }

    static Command memo(String author) {
        return create(
                "partita-extra",
                "Extra",
                "Memo",
                field("author", Value.newBuilder().setParty(author)),
                field("priority", Value.newBuilder().setEnum(Enum.newBuilder().setConstructor("High"))));
    }

    static Command create(String packageName, String module, String entity, RecordField... fields) {
        return Command.newBuilder()
                .setCreate(CreateCommand.newBuilder()
                        .setTemplateId(template(packageName, module, entity))
                        .setCreateArguments(Record.newBuilder().addAllFields(List.of(fields))))
                .build();
    }

    /** The holder's choice, which replaces a deal by one of a smaller amount. */
    static Command redeem(String contract, long part) {
        return exercise(
                "Deal", contract, "Redeem", field("part", Value.newBuilder().setInt64(part)));
    }

    /** The author's choice, which ends a note. */
    static Command finish(String contract) {
        return exercise(
                "Note", contract, "Finish", field("comment", Value.newBuilder().setText("done")));
    }

    private static Command exercise(String entity, String contract, String choice, RecordField argument) {
        return Command.newBuilder()
                .setExercise(ExerciseCommand.newBuilder()
                        .setTemplateId(template("partita-examples", "Examples", entity))
                        .setContractId(contract)
                        .setChoice(choice)
                        .setChoiceArgument(
                                Value.newBuilder().setRecord(Record.newBuilder().addFields(argument))))
                .build();
    }

    static Identifier template(String packageName, String module, String entity) {
        return Identifier.newBuilder()
                .setPackageId("#" + packageName)
                .setModuleName(module)
                .setEntityName(entity)
                .build();
    }

    static RecordField field(String label, Value.Builder value) {
        return RecordField.newBuilder().setLabel(label).setValue(value).build();
    }

    /** Submits once, and leaves the choice of the synchronizer to the participant. */
    void submitAnywhere(Peer at, String party, Command... commands) {
        submit(at, commands(at, party, commands));
    }

    private static Commands.Builder commands(Peer at, String party, Command... commands) {
        return Commands.newBuilder()
                .setUserId(at.user())
                .setCommandId(UUID.randomUUID().toString())
                .addActAs(party)
                .addAllCommands(List.of(commands));
    }

    private static void submit(Peer at, Commands.Builder commands) {
        at.commands()
                .submitAndWait(
                        SubmitAndWaitRequest.newBuilder().setCommands(commands).build());
    }

    /** Submits, and again while the participant may not have heard of the party or the packages yet. */
    void submit(Peer at, String party, Command... commands) {
        Awaitility.await("a command of " + party + " on " + at)
                .atMost(facts.soon())
                .ignoreExceptionsMatching(failure -> failure instanceof StatusRuntimeException status
                        && PASSING.contains(status.getStatus().getCode()))
                .untilAsserted(() -> submit(at, commands(at, party, commands).setSynchronizerId(facts.synchronizer())));
    }

    /** The ids of the party's active contracts on our synchronizer. */
    SortedSet<String> contracts(Peer at, String party) {
        SortedSet<String> ids = new TreeSet<>();
        long end = end(at);
        if (end == 0) {
            return ids;
        }
        Iterator<GetActiveContractsResponse> found = at.state()
                .getActiveContracts(GetActiveContractsRequest.newBuilder()
                        .setActiveAtOffset(end)
                        .setEventFormat(eventsOf(party))
                        .build());
        found.forEachRemaining(entry -> {
            if (entry.hasActiveContract()
                    && entry.getActiveContract().getSynchronizerId().equals(facts.synchronizer())) {
                ids.add(entry.getActiveContract().getCreatedEvent().getContractId());
            }
        });
        return ids;
    }

    /** The deals between two parties that a participant has, in the order in which they were created. */
    List<String> deals(Peer at, String issuer, String holder) {
        List<GetActiveContractsResponse> all = new ArrayList<>();
        at.state()
                .getActiveContracts(GetActiveContractsRequest.newBuilder()
                        .setActiveAtOffset(end(at))
                        .setEventFormat(eventsOf(holder))
                        .build())
                .forEachRemaining(all::add);
        return all.stream()
                .map(entry -> entry.getActiveContract().getCreatedEvent())
                .filter(event -> event.getSignatoriesList().equals(List.of(issuer))
                        && event.getObserversList().equals(List.of(holder)))
                .sorted(Comparator.comparing(CreatedEvent::getOffset))
                .map(CreatedEvent::getContractId)
                .toList();
    }

    /** Waits until two participants have the same contracts of a party, at least one. */
    void awaitSame(Peer one, Peer other, String party) {
        Awaitility.await("the same contracts of " + party + " on " + one + " and " + other)
                .atMost(facts.soon())
                .until(() -> {
                    SortedSet<String> here = contracts(one, party);
                    return !here.isEmpty() && here.equals(contracts(other, party));
                });
    }

    static EventFormat eventsOf(String party) {
        return EventFormat.newBuilder()
                .putFiltersByParty(
                        party,
                        Filters.newBuilder()
                                .addCumulative(CumulativeFilter.newBuilder()
                                        .setWildcardFilter(WildcardFilter.getDefaultInstance()))
                                .build())
                .build();
    }

    /**
     * What the ledger tells of one participant's hosting of a party since an offset: the words of the events, in their
     * order.
     */
    private List<String> events(Peer at, String party, Peer of, long since) {
        Iterator<GetUpdatesResponse> updates = at.updates()
                .getUpdates(GetUpdatesRequest.newBuilder()
                        .setBeginExclusive(since)
                        .setEndInclusive(end(at))
                        .setUpdateFormat(UpdateFormat.newBuilder()
                                .setIncludeTopologyEvents(TopologyFormat.newBuilder()
                                        .setIncludeParticipantAuthorizationEvents(
                                                ParticipantAuthorizationTopologyFormat.newBuilder()
                                                        .addParties(party))))
                        .build());
        List<String> words = new ArrayList<>();
        updates.forEachRemaining(update ->
                update.getTopologyTransaction().getEventsList().forEach(event -> words.addAll(word(event, of.uid()))));
        return words;
    }

    /** Waits until the ledger tells exactly this. */
    void awaitEvents(Peer at, String party, Peer of, long since, List<String> words) {
        Awaitility.await("the events of " + party + " on " + at)
                .atMost(facts.soon())
                .untilAsserted(() -> assertThat(events(at, party, of, since)).isEqualTo(words));
    }

    private static List<String> word(TopologyEvent event, String participant) {
        return switch (event.getEventCase()) {
            case PARTICIPANT_AUTHORIZATION_ADDED ->
                of("added", event.getParticipantAuthorizationAdded().getParticipantId(), participant);
            case PARTICIPANT_AUTHORIZATION_CHANGED ->
                of("changed", event.getParticipantAuthorizationChanged().getParticipantId(), participant);
            case PARTICIPANT_AUTHORIZATION_REVOKED ->
                of("revoked", event.getParticipantAuthorizationRevoked().getParticipantId(), participant);
            case PARTICIPANT_AUTHORIZATION_ONBOARDING ->
                of("onboarding", event.getParticipantAuthorizationOnboarding().getParticipantId(), participant);
            case EVENT_NOT_SET -> List.of();
        };
    }

    private static List<String> of(String word, String participant, String wanted) {
        return participant.equals(wanted) ? List.of(word) : List.of();
    }
}
