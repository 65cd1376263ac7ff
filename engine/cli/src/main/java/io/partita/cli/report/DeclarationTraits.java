package io.partita.cli.report;

import io.partita.cli.report.PlanComparison.Matter;
import io.partita.cli.report.PlanComparison.Subject;
import io.partita.cli.result.Payload.DeclaredText;
import io.partita.cli.result.Payload.NamesFiles;
import io.partita.cli.text.BackupText;
import io.partita.cli.text.EndpointText;
import io.partita.cli.text.KeySourceText;
import io.partita.core.model.Declaration;
import io.partita.core.model.DeclaredKey;
import io.partita.core.model.DeclaredParticipant;
import io.partita.core.model.DeclaredParty;
import io.partita.core.model.DeclaredParty.Identity;
import io.partita.core.model.HostingPath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a declaration says, in words that can be compared with those of another one. */
final class DeclarationTraits {

    /** What stands for the name of what a declaration has only one of. */
    private static final String ONLY = "";

    private final Declaration declaration;
    private final Map<NamesFiles, SortedMap<String, String>> files;
    private final Map<Traits.Id, Traits> all = new LinkedHashMap<>();

    private DeclarationTraits(DeclaredText text) {
        this.declaration = text.declaration();
        this.files = text.files();
    }

    /** In the order in which they are told. */
    static Map<Traits.Id, Traits> of(DeclaredText text) {
        return new DeclarationTraits(text).all();
    }

    private Map<Traits.Id, Traits> all() {
        of(Matter.ACCESS, Subject.SYNCHRONIZER, ONLY)
                .say("alias", declaration.synchronizer().value());
        declaration.participants().values().forEach(this::participant);
        declaration.keys().values().forEach(this::key);
        declaration.parties().forEach(this::party);
        return all;
    }

    private Traits of(Matter matter, Subject subject, String name) {
        return all.computeIfAbsent(new Traits.Id(matter, subject, name), id -> new Traits());
    }

    private void participant(DeclaredParticipant participant) {
        String name = participant.name().value().name();
        Traits traits = of(Matter.ACCESS, Subject.PARTICIPANT, name);
        participant
                .access()
                .match(
                        endpoints -> traits.say("admin", EndpointText.of(endpoints.admin()))
                                .say("ledger", EndpointText.of(endpoints.ledger())),
                        sandbox -> traits.say("sandbox", "in the embedded network"));
        participant.operator().ifPresent(operator -> traits.say("operator", operator.value()));
        traits.say("backup", BackupText.of(participant.backup()));
        files(traits, NamesFiles.Kind.PARTICIPANT, name);
    }

    private void key(DeclaredKey key) {
        String name = key.name().value().name();
        Traits traits = of(Matter.ACCESS, Subject.KEY, name)
                .say("id", key.key().fingerprint().toString())
                .say("kind", key.key().spec().word())
                .say("signs", KeySourceText.of(key.source()));
        files(traits, NamesFiles.Kind.KEY, name);
    }

    private void party(DeclaredParty party) {
        String name = party.name().value();
        Traits traits = of(Matter.PARTIES, Subject.PARTY, name).say("identity", identity(party.identity()));
        party.hosts()
                .forEach(host -> traits.say(
                        "host " + host.participant().value().name(),
                        host.permission().value().word()));
        party.threshold()
                .ifPresent(
                        threshold -> traits.say("threshold", threshold.value().toString()));
        if (party.path() != HostingPath.AUTO) {
            traits.say("path", party.path().word());
        }
        party.keep().forEach(kept -> traits.say("keeps", kept.value()));
        files(traits, NamesFiles.Kind.PARTY, name);
    }

    private void files(Traits traits, NamesFiles.Kind kind, String name) {
        files.getOrDefault(new NamesFiles(kind, name), new TreeMap<>())
                .forEach((path, content) -> traits.say("file " + path, content));
    }

    private static String identity(Identity identity) {
        return identity.match(
                local -> local.namespace()
                        .map(namespace -> "in the namespace " + namespace.value() + ", whose key "
                                + local.owner().value() + " holds")
                        .orElseGet(() -> "in the namespace of " + local.owner().value()),
                known -> "id " + known.id().value(),
                external -> "in the namespace of the key " + external.key().value(),
                decentralized -> "in a namespace of "
                        + owners(decentralized.owners())
                        + decentralized
                                .threshold()
                                .map(threshold -> ", of whom " + threshold.value() + " sign")
                                .orElse(""));
    }

    private static String owners(List<Identity.Owner> owners) {
        return owners.stream()
                .map(owner -> owner.match(
                        participant -> participant.participant().value().name(),
                        key -> "the key " + key.key().value().name()))
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** Nothing, where a commit has no declaration. */
    static Map<Traits.Id, Traits> of(Optional<DeclaredText> text) {
        return text.map(DeclarationTraits::of).orElseGet(Map::of);
    }
}
