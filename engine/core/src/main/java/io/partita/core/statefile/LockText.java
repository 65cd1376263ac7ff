package io.partita.core.statefile;

import io.partita.core.store.LockOwner;

/** The lock's content. */
final class LockText {

    private LockText() {}

    static String write(LockOwner owner) {
        return CanonicalJson.page(CanonicalJson.object()
                .put("id", owner.id())
                .put("user", owner.user())
                .put("host", owner.host())
                .put("machine", owner.machine())
                .put("pid", owner.pid())
                .put("operation", owner.operation())
                .put("started", owner.started().toString())
                .put("beat", owner.beat())
                .put("heartbeat", owner.heartbeat().toString()));
    }

    static LockOwner read(String text) throws Malformed {
        JsonObject json = CanonicalJson.parse(text);
        return new LockOwner(
                json.text("id"),
                json.text("user"),
                json.text("host"),
                json.text("machine"),
                json.number("pid"),
                json.text("operation"),
                json.time("started"),
                json.number("beat"),
                json.time("heartbeat"));
    }
}
