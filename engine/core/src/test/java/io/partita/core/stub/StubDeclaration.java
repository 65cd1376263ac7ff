package io.partita.core.stub;

import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.DeclaredHost;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Fingerprint;
import io.partita.core.model.HostingPath;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySource;
import io.partita.core.model.ParticipantName;
import io.partita.core.model.PartyId;
import io.partita.core.model.Permission;
import io.partita.core.model.SigningKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Builds declarations for tests; each value gets a line of its own. */
public final class StubDeclaration {

    private final SortedMap<ParticipantName, DeclaredParticipant> participants = new TreeMap<>();
    private final SortedMap<KeyName, DeclaredKey> keys = new TreeMap<>();
    private final List<DeclaredParty> parties = new ArrayList<>();
    private String alias = StubNetwork.ALIAS;
    private int line;

    private SourceRange range() {
        line++;
        return new SourceRange("hosting.groovy", new Position(line, 1), new Position(line, 9));
    }

    private <T> Declared<T> at(T value) {
        return new Declared<>(value, range());
    }

    public StubDeclaration synchronizer(String name) {
        alias = name;
        return this;
    }

    public StubDeclaration sandboxes(String... names) {
        Arrays.stream(names).forEach(name -> participant(name, new Access.Sandbox(), new Backup.Unattended()));
        return this;
    }

    public StubDeclaration endpoints(String name, Backup backup) {
        return participant(
                name,
                new Access.Endpoints(
                        new Endpoint(name, 5002, Optional.empty(), Optional.empty()),
                        new Endpoint(name, 5001, Optional.empty(), Optional.empty())),
                backup);
    }

    public StubDeclaration participant(String name, Access access, Backup backup) {
        ParticipantName key = new ParticipantName(name);
        participants.put(key, new DeclaredParticipant(at(key), access, Optional.empty(), backup));
        return this;
    }

    /** Says whose a declared participant is. */
    public StubDeclaration operator(String name, String operator) {
        participants.computeIfPresent(
                new ParticipantName(name),
                (key, known) -> new DeclaredParticipant(
                        known.name(), known.access(), Optional.of(at(operator)), known.backup()));
        return this;
    }

    /** Hosts are written {@code "participant1 submission"}. */
    public StubDeclaration party(String name, String owner, Integer threshold, String... hosts) {
        return add(
                name,
                new Identity.Local(at(new ParticipantName(owner))),
                threshold,
                List.of(hosts),
                List.of(),
                HostingPath.AUTO,
                List.of());
    }

    /** A party in a namespace of its own, whose key a participant holds. */
    public StubDeclaration own(String name, String holder, Fingerprint namespace, String... hosts) {
        return add(
                name,
                new Identity.Local(at(new ParticipantName(holder)), Optional.of(at(namespace))),
                null,
                List.of(hosts),
                List.of(),
                HostingPath.AUTO,
                List.of());
    }

    public StubDeclaration key(String name, SigningKey key, KeySource source) {
        KeyName named = new KeyName(name);
        keys.put(named, new DeclaredKey(at(named), key, source, range()));
        return this;
    }

    /** @param key declared before */
    public StubDeclaration external(String name, String key, Integer threshold, String... hosts) {
        KeyName named = new KeyName(key);
        return add(
                name,
                new Identity.External(at(named), keys.get(named).key()),
                threshold,
                List.of(hosts),
                List.of(),
                HostingPath.AUTO,
                List.of());
    }

    public StubDeclaration known(PartyId id, Integer threshold, String... hosts) {
        return known(id.uid().identifier(), id, threshold, hosts);
    }

    /** @param name how the declaration calls it, whatever its id says */
    public StubDeclaration known(String name, PartyId id, Integer threshold, String... hosts) {
        return add(name, new Identity.Known(at(id)), threshold, List.of(hosts), List.of(), HostingPath.AUTO, List.of());
    }

    public StubDeclaration add(
            String name,
            Identity identity,
            Integer threshold,
            List<String> hosts,
            List<String> dars,
            HostingPath path,
            List<String> keep) {
        List<DeclaredHost> declaredHosts = hosts.stream()
                .map(host -> host.split(" "))
                .map(words -> new DeclaredHost(
                        at(new ParticipantName(words[0])), at(Permission.valueOf(words[1].toUpperCase(Locale.ROOT)))))
                .toList();
        parties.add(new DeclaredParty(
                at(name),
                identity,
                declaredHosts,
                Optional.ofNullable(threshold).map(this::at),
                dars.stream().map(this::at).toList(),
                path,
                keep.stream().map(this::at).toList(),
                range()));
        return this;
    }

    /** Changes the last party. */
    public StubDeclaration with(List<String> dars, HostingPath path, List<String> keep) {
        DeclaredParty last = parties.remove(parties.size() - 1);
        parties.add(new DeclaredParty(
                last.name(),
                last.identity(),
                last.hosts(),
                last.threshold(),
                dars.stream().map(this::at).toList(),
                path,
                keep.stream().map(this::at).toList(),
                last.range()));
        return this;
    }

    public Declaration build() {
        return new Declaration(at(alias), participants, keys, parties);
    }
}
