package io.partita.provider.sandbox.node;

import com.google.protobuf.InvalidProtocolBufferException;
import io.partita.proto.participant.SynchronizerConnectionConfig;
import io.partita.provider.sandbox.store.Table;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The few facts about a node that outlive its process, in its table. */
final class NodeState {

    private static final String PROCESSED = "processed";
    private static final String TIME = "time";
    private static final String CONNECTED = "connected";
    private static final String CRASH = "crash";
    private static final String UPGRADES = "upgrades";
    private static final String REGISTRATION = "registration";

    private final Table<String> table;
    private long processed;
    private long time;

    NodeState(Table<String> table) {
        this.table = table;
        this.processed = number(PROCESSED);
        this.time = number(TIME);
    }

    /** Newest entry of the log that was processed. */
    long processed() {
        return processed;
    }

    void processed(long index) {
        processed = index;
        table.put(PROCESSED, bytes(index));
    }

    /** Time of the synchronizer as the node knows it; changes of topology up to it have been published. */
    long time() {
        return time;
    }

    void time(long micros) {
        time = micros;
        table.put(TIME, bytes(micros));
    }

    boolean connected() {
        return number(CONNECTED) == 1;
    }

    void connected(boolean connected) {
        table.put(CONNECTED, bytes(connected ? 1 : 0));
    }

    /** How many upgrades of its synchronizer the node has come to. */
    long upgrades() {
        return number(UPGRADES);
    }

    void upgrades(long number) {
        table.put(UPGRADES, bytes(number));
    }

    Optional<String> crash() {
        return table.find(CRASH).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    void crash(Optional<String> reason) {
        reason.ifPresentOrElse(
                text -> table.put(CRASH, text.getBytes(StandardCharsets.UTF_8)), () -> table.remove(CRASH));
    }

    SynchronizerConnectionConfig registration() {
        try {
            return SynchronizerConnectionConfig.parseFrom(
                    table.find(REGISTRATION).orElseThrow());
        } catch (InvalidProtocolBufferException damaged) {
            throw new UncheckedIOException("This is a bug in partita: a stored registration is damaged.", damaged);
        }
    }

    void registration(SynchronizerConnectionConfig config) {
        table.put(REGISTRATION, config.toByteArray());
    }

    private long number(String key) {
        return table.find(key).map(bytes -> ByteBuffer.wrap(bytes).getLong()).orElse(0L);
    }

    private static byte[] bytes(long number) {
        return ByteBuffer.allocate(8).putLong(number).array();
    }
}
