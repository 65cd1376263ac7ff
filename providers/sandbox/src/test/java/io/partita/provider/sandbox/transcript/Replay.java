package io.partita.provider.sandbox.transcript;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor.MethodType;
import io.partita.proto.participant.ExportPartyAcsResponse;
import io.partita.testkit.recording.RecordedCall;
import io.partita.testkit.recording.RecordedMessage;
import io.partita.testkit.recording.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends the requests of one recording to a sandbox, each at its recorded time, and compares the answers. */
final class Replay {

    private static final String IMPORT =
            "com.digitalasset.canton.admin.participant.v30.PartyManagementService/ImportPartyAcs";
    private static final String EXPORT =
            "com.digitalasset.canton.admin.participant.v30.PartyManagementService/ExportPartyAcs";

    /** How long the machine gets before the sandbox's time moves on although a call has not ended. */
    private static final long PATIENCE_MILLIS = 6;

    private static final Duration AT_ONCE = Duration.ofMillis(3);
    private static final Duration AT_ONCE_DURATION = Duration.ofMillis(60);
    private static final long AT_ONCE_MILLIS = 2_000;
    private static final int ARRIVAL_MILLIS = 1_500;
    private static final int LAST_PATIENCE = 2_500;
    private static final long LAG_STEP_MICROS = 40_000;
    private static final long LAG_MICROS = 1_200_000;
    private static final long LATER_MICROS = 50_000;

    private final Recording recording;
    private final ReplayNetwork network;
    private final Correspondence correspondence;
    private final ExternalKey external = ExternalKey.ofTheRecordings();
    private final AcsFiles files = new AcsFiles();
    private final List<Pending> pending = new ArrayList<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    /** A call that was sent, and whether its answer is looked at. */
    private record Pending(RecordedCall call, Exchange exchange, boolean compared) {}

    /** What became of a recorded call. */
    record Outcome(RecordedCall call, boolean compared, List<Difference> differences) {}

    private Replay(Recording recording, ReplayNetwork network) {
        this.recording = recording;
        this.network = network;
        this.correspondence = network.correspondence();
    }

    static List<Outcome> of(Recording recording) {
        try (ReplayNetwork network = ReplayNetwork.before(recording)) {
            Replay replay = new Replay(recording, network);
            replay.run();
            return replay.outcomes;
        }
    }

    private void run() {
        List<RecordedCall> calls = inOrderOfEffect(recording.calls());
        for (int i = 0; i < calls.size(); i++) {
            RecordedCall call = calls.get(i);
            Optional<RecordedCall> next = i + 1 < calls.size() ? Optional.of(calls.get(i + 1)) : Optional.empty();
            settle(start(call));
            new Unrecorded(recording, network).catchUp(call);
            if (Reads.repeatable(call) && answeredOnTheWay(call, pollGoesOn(call, next))) {
                continue;
            }
            network.time().advanceTo(start(call));
            Optional<ManagedChannel> channel = network.channel(call.node(), call.api());
            if (channel.isEmpty()) {
                outcomes.add(new Outcome(call, true, List.of(new Difference("node", call.node(), "none"))));
                continue;
            }
            Pending sent = new Pending(call, send(channel.get(), call), !pollGoesOn(call, next));
            if (next.isPresent() && start(next.get()) < end(call)) {
                pending.add(sent);
            } else {
                finish(sent);
            }
        }
        settle(Long.MAX_VALUE);
    }

    /** Of calls that were made at once, the one that was answered first came first. */
    private static List<RecordedCall> inOrderOfEffect(List<RecordedCall> recorded) {
        List<RecordedCall> calls = new ArrayList<>(recorded);
        for (int i = 0; i + 1 < calls.size(); i++) {
            RecordedCall one = calls.get(i);
            RecordedCall other = calls.get(i + 1);
            boolean together = other.start().minus(one.start()).compareTo(AT_ONCE) <= 0;
            boolean overtaken =
                    other.start().plus(other.duration()).compareTo(one.start().plus(one.duration())) < 0;
            if (together && overtaken) {
                Collections.swap(calls, i, i + 1);
            }
        }
        return calls;
    }

    /**
     * Asks a question at every moment between the last answer and the recorded time: Canton sees the effect of a change
     * later than the sandbox, and its answer is one that the sandbox gave before.
     */
    private boolean answeredOnTheWay(RecordedCall call, boolean pollGoesOn) {
        if (pollGoesOn) {
            outcomes.add(new Outcome(call, false, List.of()));
            network.time().advanceTo(start(call));
            return true;
        }
        while (network.time().micros() < start(call)) {
            Correspondence known = correspondence.copy();
            Exchange exchange = send(network.channel(call.node(), call.api()).orElseThrow(), call);
            List<Difference> differences = exchange.endsWithin(AT_ONCE_MILLIS)
                    ? compared(new Pending(call, exchange, true), false, known)
                    : List.of(new Difference("", "", ""));
            if (differences.isEmpty()) {
                correspondence.adopt(known);
                outcomes.add(new Outcome(call, true, differences));
                network.time().advanceTo(start(call));
                return true;
            }
            exchange.cancel();
            network.time().advanceByOne(start(call));
        }
        return false;
    }

    private long start(RecordedCall call) {
        return DrivenTime.micros(recording.header().startedAt().plus(call.start()));
    }

    private long end(RecordedCall call) {
        return start(call) + call.duration().toNanos() / 1_000;
    }

    /** A poll is repeated as often as a network needs; its last answer counts. */
    private static boolean pollGoesOn(RecordedCall call, Optional<RecordedCall> next) {
        return call.note().filter(note -> note.startsWith("poll")).isPresent()
                && next.filter(other -> other.note().equals(call.note())
                                && other.method().equals(call.method())
                                && other.node().equals(call.node()))
                        .isPresent();
    }

    private void settle(long until) {
        Iterator<Pending> all = List.copyOf(pending).iterator();
        while (all.hasNext()) {
            Pending one = all.next();
            if (end(one.call()) <= until) {
                pending.remove(one);
                finish(one);
            }
        }
    }

    /** Sends a call and leaves time alone until the sandbox has answered, or waits for time itself. */
    private Exchange send(ManagedChannel channel, RecordedCall call) {
        long scheduled = network.time().scheduled();
        Exchange exchange = Exchange.begin(channel, type(call), call.method(), requests(call));
        for (int i = 0; i < ARRIVAL_MILLIS; i++) {
            if (exchange.endsWithin(1) || !atOnce(call) && network.time().scheduled() > scheduled) {
                break;
            }
        }
        return exchange;
    }

    /**
     * Whether Canton answered too soon to have waited for anything: then the sandbox's time does not move on either.
     */
    private static boolean atOnce(RecordedCall call) {
        return call.duration().compareTo(AT_ONCE_DURATION) < 0;
    }

    private static MethodType type(RecordedCall call) {
        return switch (call.kind()) {
            case CLIENT_STREAMING -> MethodType.CLIENT_STREAMING;
            case SERVER_STREAMING -> MethodType.SERVER_STREAMING;
            case BIDI -> MethodType.BIDI_STREAMING;
            case UNARY, UNKNOWN -> MethodType.UNARY;
        };
    }

    private List<ByteString> requests(RecordedCall call) {
        Optional<WireMethods.Types> types = WireMethods.find(call.method());
        if (types.isEmpty()) {
            return call.requests().stream()
                    .map(message -> bytes(message).orElse(ByteString.EMPTY))
                    .toList();
        }
        if (call.method().equals(IMPORT)) {
            return new ImportMessages(correspondence, external, files).of(call);
        }
        Requests words = new Requests(call.node(), correspondence, external);
        List<ByteString> requests = new ArrayList<>();
        for (RecordedMessage message : call.requests()) {
            requests.add(bytes(message)
                    .map(bytes -> translated(words, types.get().request(), bytes))
                    .orElseThrow());
        }
        return requests;
    }

    private static ByteString translated(Requests words, Message type, ByteString recorded) {
        try {
            return words.translated(parse(type, recorded)).toByteString();
        } catch (InvalidProtocolBufferException wrongOnPurpose) {
            return recorded;
        }
    }

    /** What was recorded of a message, unless it was too large. */
    static Optional<ByteString> bytes(RecordedMessage message) {
        return message.match(
                complete -> Optional.of(ByteString.copyFrom(complete.bytes())), truncated -> Optional.empty());
    }

    private void finish(Pending sent) {
        long limit = end(sent.call());
        boolean givenUp = Reads.givenUp(sent.call().status());
        int waited = 0;
        while (!sent.exchange().endsWithin(PATIENCE_MILLIS)) {
            if (network.time().micros() < limit) {
                network.time().advanceByOne(limit);
            } else if (givenUp) {
                sent.exchange().cancel();
            } else if (waited++ > LAST_PATIENCE) {
                sent.exchange().cancel();
            } else if (waited % 10 == 0) {
                network.time().advanceTo(network.time().micros() + LATER_MICROS);
            }
        }
        List<Difference> differences = sent.compared() ? compared(sent, givenUp, correspondence) : List.of();
        if (!differences.isEmpty() && Reads.repeatable(sent.call()) && answeredLongAgo(sent.call())) {
            differences = List.of();
        }
        outcomes.add(new Outcome(sent.call(), sent.compared(), differences));
    }

    /** Canton's reads of the head state lag up to a second behind (procedure.md 1.4): asks for it as it was. */
    private boolean answeredLongAgo(RecordedCall call) {
        List<ByteString> requests = requests(call);
        for (long back = LAG_STEP_MICROS; back <= LAG_MICROS; back += LAG_STEP_MICROS) {
            Optional<ByteString> then =
                    Reads.asOf(call.method(), requests.get(0), network.time().micros() - back);
            if (then.isEmpty()) {
                return false;
            }
            Correspondence known = correspondence.copy();
            Exchange exchange = Exchange.begin(
                    network.channel(call.node(), call.api()).orElseThrow(),
                    MethodType.UNARY,
                    call.method(),
                    List.of(then.get()));
            if (exchange.endsWithin(AT_ONCE_MILLIS)
                    && compared(new Pending(call, exchange, true), false, known).isEmpty()) {
                correspondence.adopt(known);
                return true;
            }
        }
        return false;
    }

    private List<Difference> compared(Pending sent, boolean givenUp, Correspondence known) {
        Comparison comparison = new Comparison(sent.call().node(), known);
        // The client gave up on its own: the node's part of the end was not recorded.
        if (!givenUp) {
            new StatusComparison(comparison).compare(sent.call().status(), sent.exchange());
        }
        if (sent.call().method().equals(EXPORT)) {
            export(comparison, sent.call(), sent.exchange());
        } else {
            WireMethods.find(sent.call().method())
                    .ifPresent(types -> responses(
                            comparison,
                            types.response(),
                            sent.call(),
                            sent.exchange().responses()));
        }
        return comparison.differences();
    }

    private static void responses(Comparison comparison, Message type, RecordedCall call, List<ByteString> found) {
        List<Message> left = new ArrayList<>();
        call.responses()
                .forEach(message -> left.add(message(type, bytes(message).orElseThrow())));
        List<Message> right = found.stream().map(bytes -> message(type, bytes)).toList();
        if (call.kind() == RecordedCall.Kind.SERVER_STREAMING || call.kind() == RecordedCall.Kind.BIDI) {
            comparison.messages("", left, right);
        } else {
            comparison.single(left, right);
        }
    }

    private void export(Comparison comparison, RecordedCall call, Exchange exchange) {
        if (!call.status().isOk()) {
            // Whether a first, empty piece comes before the refusal is chance.
            return;
        }
        comparison.equal(
                "responses", call.responses().size(), exchange.responses().size());
        if (call.responses().isEmpty() || exchange.responses().isEmpty()) {
            return;
        }
        ByteString found = ByteString.copyFrom(exchange.responses().stream()
                .map(bytes -> ((ExportPartyAcsResponse) message(ExportPartyAcsResponse.getDefaultInstance(), bytes))
                        .getChunk())
                .toList());
        call.acs().ifPresent(acs -> files.exported(acs.path("sha256").asText(), found));
        if (call.responses().stream().anyMatch(message -> bytes(message).isEmpty())) {
            comparison.equal(
                    "elements",
                    call.acs().orElseThrow().path("elements").asInt(),
                    AcsFiles.contracts(found).size());
            return;
        }
        ByteString recorded = ByteString.copyFrom(call.responses().stream()
                .map(message -> ((ExportPartyAcsResponse) message(
                                ExportPartyAcsResponse.getDefaultInstance(),
                                bytes(message).orElseThrow()))
                        .getChunk())
                .toList());
        files.exported(recorded, found);
        comparison.messages("acs", AcsFiles.contracts(recorded), AcsFiles.contracts(found));
    }

    private static Message message(Message type, ByteString bytes) {
        try {
            return parse(type, bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private static Message parse(Message type, ByteString bytes) throws InvalidProtocolBufferException {
        return type.getParserForType().parseFrom(bytes);
    }

    /** Outcomes by the seq of their calls, which overlap in part. */
    static Map<Integer, Outcome> bySeq(List<Outcome> outcomes) {
        Map<Integer, Outcome> sorted = new java.util.TreeMap<>();
        outcomes.forEach(outcome -> sorted.put(outcome.call().seq(), outcome));
        return sorted;
    }
}
