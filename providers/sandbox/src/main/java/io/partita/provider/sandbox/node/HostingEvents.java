package io.partita.provider.sandbox.node;

import io.partita.provider.sandbox.topology.Permission;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Payload of a topology update: what changed in the hosting of parties at one effective time, which is the record time
 * of the update (semantics.md 6.1).
 *
 * @param updateId id of the update on the Ledger API, the same on every node
 * @param events at least one
 */
public record HostingEvents(String updateId, List<Event> events) {

    public HostingEvents {
        events = List.copyOf(events);
    }

    /** What happened to a host. The order must not change: its positions are stored. */
    public enum Change {
        ADDED,
        CHANGED,
        REVOKED,
        ONBOARDING
    }

    /**
     * One event.
     *
     * @param change what happened
     * @param party full id
     * @param participant uid of the host
     * @param permission of the host; without meaning where it was revoked
     */
    public record Event(Change change, String party, String participant, Permission permission) {}

    /** The bytes for the update log. */
    public byte[] encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(updateId);
            out.writeInt(events.size());
            for (Event event : events) {
                out.writeByte(event.change().ordinal());
                out.writeUTF(event.party());
                out.writeUTF(event.participant());
                out.writeByte(event.permission().number());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Reads what {@link #encode} wrote. */
    public static HostingEvents decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            String updateId = in.readUTF();
            int count = in.readInt();
            List<Event> events = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                events.add(new Event(
                        Change.values()[in.readByte()], in.readUTF(), in.readUTF(), Permission.of(in.readByte())));
            }
            return new HostingEvents(updateId, events);
        } catch (IOException damaged) {
            throw new UncheckedIOException("This is a bug in partita: a topology update cannot be read.", damaged);
        }
    }
}
