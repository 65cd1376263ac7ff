package io.partita.cli.rehearsal;

import io.partita.core.diagnostic.Position;
import io.partita.core.diagnostic.SourceRange;
import io.partita.core.model.Declaration;
import io.partita.core.model.Declared;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.DeclaredHost;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.DeclaredParty.Identity.Owner;
import io.partita.core.model.HostingMapping;
import io.partita.core.model.HostingPath;
import io.partita.core.model.KeyName;
import io.partita.core.model.ParticipantId;
import io.partita.core.model.ParticipantName;
import io.partita.core.plan.NamespaceFoundation;
import io.partita.core.plan.PartyChange;
import io.partita.core.plan.Plan;
import io.partita.core.plan.PlanContent;
import io.partita.core.plan.PlannedKey;
import io.partita.core.plan.PlannedParticipant;
import io.partita.core.plan.Route;
import io.partita.core.plan.Signer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a plan was declared as, as far as it leads to this plan: its participants and keys, and every party that changes
 * with the hosts and the threshold that it has in the end. A plan needs its declaration no more, so neither does its
 * rehearsal; what people have written since counts for nothing.
 */
public final class PlannedDeclaration {

    private final Plan plan;
    private final PlanContent content;
    private final SourceRange nowhere;

    private PlannedDeclaration(Plan plan, String file) {
        this.plan = plan;
        this.content = plan.content();
        this.nowhere = new SourceRange(file, new Position(1, 1), new Position(1, 1));
    }

    /** @param file what people call the plan's file */
    public static Declaration of(Plan plan, String file) {
        return new PlannedDeclaration(plan, file).declaration();
    }

    private <T> Declared<T> said(T value) {
        return new Declared<>(value, nowhere);
    }

    private Declaration declaration() {
        SortedMap<ParticipantName, DeclaredParticipant> participants = new TreeMap<>();
        content.participants().forEach((name, participant) -> participants.put(name, participant(participant)));
        SortedMap<KeyName, DeclaredKey> keys = new TreeMap<>();
        content.keys().forEach((name, key) -> keys.put(name, key(key)));
        return new Declaration(
                said(content.synchronizerAlias()),
                participants,
                keys,
                content.parties().stream().map(this::party).toList());
    }

    private DeclaredParticipant participant(PlannedParticipant planned) {
        return new DeclaredParticipant(
                said(planned.name()), planned.access(), planned.operator().map(this::said), planned.backup());
    }

    private DeclaredKey key(PlannedKey planned) {
        return new DeclaredKey(said(planned.name()), planned.key(), planned.source(), nowhere);
    }

    private DeclaredParty party(PartyChange change) {
        HostingMapping end = plan.outcome(change);
        List<DeclaredHost> hosts = new ArrayList<>();
        for (HostingMapping.Host host : end.hosts()) {
            if (!change.kept().contains(host.participant())) {
                content.nameOf(host.participant())
                        .ifPresent(name -> hosts.add(new DeclaredHost(said(name), said(host.permission()))));
            }
        }
        return new DeclaredParty(
                said(change.name()),
                identity(change),
                hosts,
                Optional.of(said(end.threshold())),
                dars(change, end),
                change.path() == Route.Path.OFFLINE ? HostingPath.OFFLINE : HostingPath.AUTO,
                change.kept().stream().map(id -> said(id.toString())).toList(),
                nowhere);
    }

    /** A party of a namespace that the plan founds is named by its owners, every other one by its id. */
    private Identity identity(PartyChange change) {
        return content.namespaces().stream()
                .filter(founded ->
                        founded.definition().namespace().equals(change.party().namespace()))
                .findFirst()
                .flatMap(this::owned)
                .orElseGet(() -> new Identity.Known(said(change.party())));
    }

    /** Empty when the signature of an owner is only looked for: then its key is not in the plan. */
    private Optional<Identity> owned(NamespaceFoundation founded) {
        List<Owner> owners = founded.signers().stream()
                .flatMap(signer -> owner(signer).stream())
                .toList();
        return owners.size() == founded.signers().size()
                ? Optional.of(new Identity.Decentralized(
                        owners, Optional.of(said(founded.definition().threshold()))))
                : Optional.empty();
    }

    private Optional<Owner> owner(Signer signer) {
        return switch (signer.kind()) {
            case PARTICIPANT -> Optional.of(new Owner.OfParticipant(said(((Signer.AtParticipant) signer).name())));
            case KEY -> {
                KeyName name = ((Signer.WithKey) signer).key();
                yield Optional.of(new Owner.OfKey(said(name), content.key(name).key()));
            }
            case OUTSIDE -> Optional.empty();
        };
    }

    /** The files that its new hosts vet. */
    private List<Declared<String>> dars(PartyChange change, HostingMapping end) {
        Set<ParticipantId> before = change.before().stream()
                .flatMap(mapping -> mapping.hosts().stream())
                .map(HostingMapping.Host::participant)
                .collect(Collectors.toSet());
        Set<ParticipantName> added = end.hosts().stream()
                .map(HostingMapping.Host::participant)
                .filter(host -> !before.contains(host))
                .flatMap(host -> content.nameOf(host).stream())
                .collect(Collectors.toSet());
        return content.vettings().stream()
                .filter(vetting -> added.contains(vetting.target()))
                .flatMap(vetting -> vetting.dars().stream())
                .flatMap(
                        dar -> dar.match(file -> Optional.of(file.path()), stored -> Optional.<String>empty()).stream())
                .distinct()
                .map(this::said)
                .toList();
    }
}
