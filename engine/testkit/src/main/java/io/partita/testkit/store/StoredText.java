package io.partita.testkit.store;

import io.partita.core.state.RunId;
import io.partita.core.statefile.JournalLines;
import io.partita.core.store.LockOwner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What {@link MemoryStore}s share: the text of one state, and who holds its lock. Guarded by its own monitor. */
public final class StoredText {

    private final Map<String, List<String>> aside = new TreeMap<>();
    private final Map<RunId, String> plans = new TreeMap<>();
    private List<String> lines = new ArrayList<>();
    private String lineage = "";
    private String head = JournalLines.genesis("");
    private boolean known = true;
    private long written;
    private Optional<LockOwner> owner = Optional.empty();
    private boolean ownerDead;

    // ---- what happens to it from outside, for tests ----

    /** The process that holds the lock is gone, and has said nothing. */
    public synchronized void ownerDies() {
        ownerDead = true;
    }

    /** Another character in the middle of a line. */
    public synchronized void damage(int line) {
        String text = lines.get(line);
        int middle = text.length() / 2;
        char other = text.charAt(middle) == 'x' ? 'y' : 'x';
        lines.set(line, text.substring(0, middle) + other + text.substring(middle + 1));
    }

    /** The last entries are gone, as when an older copy is put back. */
    public synchronized void loseEnd() {
        lines.remove(lines.size() - 1);
    }

    /** A newer release has written it. */
    public synchronized void becomeUnknown() {
        known = false;
    }

    // ---- for the store ----

    boolean isKnown() {
        return known;
    }

    String lineage() {
        return lineage;
    }

    List<String> lines() {
        return lines;
    }

    String head() {
        return head;
    }

    /** How many lines were ever written; as many as there are unless some were lost. */
    long written() {
        return written;
    }

    void begin(String fresh) {
        lineage = fresh;
        head = JournalLines.genesis(fresh);
    }

    void append(String line, String hash) {
        lines.add(line);
        head = hash;
        written++;
    }

    /** @return under what name the former lines are kept; empty when there were none */
    String putAside() {
        String name = lines.isEmpty() ? "" : "aside-" + (aside.size() + 1);
        if (!lines.isEmpty()) {
            aside.put(name, lines);
        }
        delete();
        return name;
    }

    void delete() {
        lines = new ArrayList<>();
        plans.clear();
        lineage = "";
        head = JournalLines.genesis("");
        known = true;
        written = 0;
        disown();
    }

    Optional<LockOwner> owner() {
        return owner;
    }

    boolean isOwnerDead() {
        return ownerDead;
    }

    void own(LockOwner other) {
        owner = Optional.of(other);
        ownerDead = false;
    }

    void disown() {
        owner = Optional.empty();
        ownerDead = false;
    }

    Optional<String> plan(RunId run) {
        return Optional.ofNullable(plans.get(run));
    }

    void keep(RunId run, String text) {
        plans.put(run, text);
    }
}
