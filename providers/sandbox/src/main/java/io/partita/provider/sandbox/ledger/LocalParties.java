package io.partita.provider.sandbox.ledger;

import io.partita.provider.sandbox.node.HostingEvents;
import io.partita.provider.sandbox.node.Node;
import io.partita.provider.sandbox.node.Update;
import io.partita.provider.sandbox.store.Table;
import java.nio.ByteBuffer;

/**
 * Parties that this participant hosts or once hosted: Canton never takes that back (wire.md 9.2). To be used under the
 * lock.
 */
final class LocalParties {

    private static final String ALLOCATED = "\u0000allocated/";
    private static final String POSITION = "\u0000position";

    private final Node node;
    private final Table<String> table;

    LocalParties(Node node) {
        this.node = node;
        this.table = node.table("local-parties");
    }

    /** Notes that a call of this participant's Ledger API allocated a party: only then there are details of it here. */
    void allocated(String party) {
        int next = table.find(ALLOCATED + party)
                .map(bytes -> ByteBuffer.wrap(bytes).getInt() + 1)
                .orElse(0);
        table.put(
                ALLOCATED + party,
                ByteBuffer.allocate(Integer.BYTES).putInt(next).array());
    }

    /** How often the details of a party were changed; empty if there are none. */
    String resourceVersion(String party) {
        return table.find(ALLOCATED + party)
                .map(bytes -> Integer.toString(ByteBuffer.wrap(bytes).getInt()))
                .orElse("");
    }

    boolean contains(String party) {
        catchUp();
        return table.contains(party);
    }

    private void catchUp() {
        long position = table.find(POSITION)
                .map(bytes -> ByteBuffer.wrap(bytes).getLong())
                .orElse(0L);
        long end = node.updates().end();
        if (position == end) {
            return;
        }
        for (Update update : node.updates().range(position + 1, end)) {
            if (update.kind() == Update.Kind.TOPOLOGY) {
                HostingEvents.decode(update.payload()).events().stream()
                        .filter(event -> event.participant().equals(node.uid()))
                        .forEach(event -> table.put(event.party(), new byte[0]));
            }
        }
        table.put(POSITION, ByteBuffer.allocate(Long.BYTES).putLong(end).array());
    }
}
