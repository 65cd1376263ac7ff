package io.partita.dsl.word;

import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.DeclaredHost;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.HostingPath;
import io.partita.core.model.ParticipantName;
import io.partita.dsl.finding.Findings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A party while its block is read. */
final class PartyDraft {

    final Declared<String> name;
    final SourceRange range;
    final Map<ParticipantName, SourceRange> hosted = new HashMap<>();
    final Map<String, SourceRange> kept = new HashMap<>();
    final List<DeclaredHost> hosts = new ArrayList<>();
    final List<Declared<String>> dars = new ArrayList<>();
    final List<Declared<String>> keep = new ArrayList<>();
    private final Map<String, SourceRange> seen = new HashMap<>();
    private Optional<Identity> identity = Optional.empty();
    private Optional<Declared<Integer>> threshold = Optional.empty();
    private HostingPath path = HostingPath.AUTO;
    private boolean hostAttempted;
    private boolean incomplete;

    PartyDraft(Declared<String> name, SourceRange range) {
        this.name = name;
        this.range = range;
    }

    boolean first(String word, SourceRange place, Findings findings) {
        SourceRange before = seen.putIfAbsent(word, place);
        if (before != null) {
            findings.add(Repeated.word(word, before, place));
        }
        return before == null;
    }

    Map<String, SourceRange> seen() {
        return seen;
    }

    void identity(Identity declared) {
        identity = Optional.of(declared);
    }

    void threshold(Declared<Integer> declared) {
        threshold = Optional.of(declared);
    }

    void path(HostingPath declared) {
        path = declared;
    }

    void hostAttempted() {
        hostAttempted = true;
    }

    boolean hasHosts() {
        return hostAttempted;
    }

    /** A line could not be understood: what seems to be missing may stand there. */
    void incomplete() {
        incomplete = true;
    }

    boolean isIncomplete() {
        return incomplete;
    }

    boolean isEmpty() {
        return seen.isEmpty() && !hostAttempted && dars.isEmpty() && keep.isEmpty();
    }

    Optional<DeclaredParty> finish() {
        return identity.map(who -> new DeclaredParty(name, who, hosts, threshold, dars, path, keep, range));
    }
}
