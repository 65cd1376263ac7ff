package io.partita.dsl.word;

import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.DeclaredHost;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.HostingPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Gathers a party while its block is read. */
final class PartyBuilder {

    final Declared<String> name;
    final SourceRange range;
    /** Names of hosts, each with its line. */
    final Map<String, SourceRange> hosted = new TreeMap<>();
    /** Names and ids of kept hosts. */
    final Map<String, SourceRange> kept = new TreeMap<>();

    final List<DeclaredHost> hosts = new ArrayList<>();
    final List<Declared<String>> dars = new ArrayList<>();
    final List<Declared<String>> keep = new ArrayList<>();
    private final WrittenWords written = new WrittenWords();
    private Optional<Identity> identity = Optional.empty();
    private Optional<Declared<Integer>> threshold = Optional.empty();
    private HostingPath path = HostingPath.AUTO;

    PartyBuilder(Declared<String> name, SourceRange range) {
        this.name = name;
        this.range = range;
    }

    WrittenWords written() {
        return written;
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

    Optional<DeclaredParty> finish() {
        return identity.map(who -> new DeclaredParty(name, who, hosts, threshold, dars, path, keep, range));
    }
}
