package io.partita.core.statefile;

import static io.partita.core.json.Codecs.COUNT;
import static io.partita.core.json.Codecs.INSTANT;
import static io.partita.core.json.Codecs.TEXT;

import io.partita.core.diagnostic.Checked;
import io.partita.core.json.Shape;
import io.partita.core.store.LockOwner;

/** The lock's content. */
final class LockText {

    private static final Shape<LockOwner> OWNER = Shape.of(LockOwner.class, "lock-owner", table -> {
        var id = table.field("id", TEXT, LockOwner::id);
        var user = table.field("user", TEXT, LockOwner::user);
        var host = table.field("host", TEXT, LockOwner::host);
        var machine = table.field("machine", TEXT, LockOwner::machine);
        var pid = table.field("pid", COUNT, LockOwner::pid);
        var operation = table.field("operation", TEXT, LockOwner::operation);
        var started = table.field("started", INSTANT, LockOwner::started);
        var beat = table.field("beat", COUNT, LockOwner::beat);
        var heartbeat = table.field("heartbeat", INSTANT, LockOwner::heartbeat);
        return read -> new LockOwner(
                id.in(read),
                user.in(read),
                host.in(read),
                machine.in(read),
                pid.in(read),
                operation.in(read),
                started.in(read),
                beat.in(read),
                heartbeat.in(read));
    });

    private LockText() {}

    static byte[] write(LockOwner owner) {
        return OWNER.page(owner);
    }

    static Checked<LockOwner> read(byte[] text) {
        return OWNER.read(text, "lock");
    }
}
