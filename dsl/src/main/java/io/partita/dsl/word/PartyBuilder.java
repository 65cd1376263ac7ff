package io.partita.dsl.word;

import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.DeclaredHost;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.HostingPath;
import io.partita.core.model.KeyName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Gathers a party while its block is read. */
final class PartyBuilder {

    /** Which party is meant. */
    @FunctionalInterface
    interface Who {
        /** Empty when a key that it needs is not declared, which has been reported. */
        Optional<Identity> with(SortedMap<KeyName, DeclaredKey> keys);
    }

    /** A party that is complete but for the keys, which may be declared after it; keeps nothing else of the reading. */
    @FunctionalInterface
    interface Unfinished {
        /** Empty when a key that it needs is not declared, which has been reported. */
        Optional<DeclaredParty> with(SortedMap<KeyName, DeclaredKey> keys);
    }

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
    private Optional<Who> identity = Optional.empty();
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
        identity = Optional.of(keys -> Optional.of(declared));
    }

    void identity(Who declared) {
        identity = Optional.of(declared);
    }

    void threshold(Declared<Integer> declared) {
        threshold = Optional.of(declared);
    }

    void path(HostingPath declared) {
        path = declared;
    }

    /** The party; empty when it does not say who it is, which has been reported. */
    Optional<Unfinished> finish() {
        Declared<String> as = name;
        SourceRange block = range;
        List<DeclaredHost> hostedBy = List.copyOf(hosts);
        Optional<Declared<Integer>> needed = threshold;
        List<Declared<String>> vetted = List.copyOf(dars);
        HostingPath by = path;
        List<Declared<String>> leftAlone = List.copyOf(keep);
        return identity.map(who -> keys -> who.with(keys)
                .map(found -> new DeclaredParty(as, found, hostedBy, needed, vetted, by, leftAlone, block)));
    }
}
