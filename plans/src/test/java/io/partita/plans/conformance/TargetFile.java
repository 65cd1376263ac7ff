package io.partita.plans.conformance;

import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.FileTrouble;
import io.partita.core.json.JsonParsing;
import io.partita.core.json.JsonValue;
import io.partita.core.model.Access;
import io.partita.core.model.Backup;
import io.partita.core.model.Endpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the file that names a network. It is strict: what it does not know is a mistake, and all mistakes are said at
 * once, each with its place.
 */
final class TargetFile {

    private static final String CODE = "network-file";

    /** What a declaration takes for a participant's name. */
    private static final String NAME = "[A-Za-z][A-Za-z0-9_-]*";

    private final Path folder;
    private final List<Diagnostic> diagnostics = new ArrayList<>();

    private TargetFile(Path folder) {
        this.folder = folder;
    }

    /** @param file paths in it are relative to its folder */
    static Checked<Target> read(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(absolute);
        } catch (IOException unreadable) {
            return Checked.failed(Diagnostic.error(CODE, absolute + " cannot be read")
                    .because(FileTrouble.of(unreadable))
                    .fix("name the file that describes the network: -Dpartita.network=FILE"));
        }
        String name = absolute.getFileName().toString();
        return JsonParsing.parse(bytes, name).then(json -> new TargetFile(absolute.getParent()).target(name, json));
    }

    private Checked<Target> target(String name, JsonValue json) {
        Optional<Members> members = Members.of(json, diagnostics);
        Optional<String> synchronizer = members.flatMap(all -> all.text("synchronizer"));
        List<Target.Node> nodes = new ArrayList<>();
        members.flatMap(all -> all.list("participants"))
                .ifPresent(list -> list.items().forEach(item -> node(item).ifPresent(nodes::add)));
        members.ifPresent(all -> {
            all.finish();
            all.list("participants").ifPresent(list -> together(list, nodes));
        });
        if (!diagnostics.isEmpty()) {
            return Checked.failed(diagnostics);
        }
        return Checked.of(new Target(name, synchronizer.orElseThrow(), nodes));
    }

    /** What no participant can be judged by alone. */
    private void together(JsonValue.JsonList list, List<Target.Node> nodes) {
        if (list.items().size() < Target.FEWEST) {
            diagnostics.add(Diagnostic.error(CODE, "a network needs two participants at least")
                    .because(
                            "a party is replicated from the first to the second; what needs a third is skipped without one")
                    .at(list.range()));
        }
        Set<String> names = new HashSet<>();
        Set<String> places = new HashSet<>();
        nodes.forEach(node -> {
            if (!names.add(node.name())) {
                diagnostics.add(Diagnostic.error(CODE, "two participants are called '" + node.name() + "'")
                        .at(list.range()));
            }
            for (Endpoint endpoint : List.of(node.admin(), node.ledger())) {
                if (!places.add(endpoint.toString())) {
                    diagnostics.add(Diagnostic.error(CODE, "the address " + endpoint + " is given twice")
                            .because("every API of every participant listens at an address of its own")
                            .at(list.range()));
                }
            }
        });
    }

    private Optional<Target.Node> node(JsonValue json) {
        return Members.of(json, diagnostics).flatMap(all -> {
            Optional<String> name = all.text("name", NAME, "a letter, then letters, digits, _ or -");
            Optional<Endpoint> admin = endpoint(all, "admin");
            Optional<Endpoint> ledger = endpoint(all, "ledger");
            Optional<Backup> backup = all.has("backup")
                    ? all.texts("backup").map(Backup.BackupCommand::new)
                    : Optional.of(Target.NO_OPERATION);
            all.finish();
            if (name.isEmpty() || admin.isEmpty() || ledger.isEmpty() || backup.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Target.Node(name.get(), new Access.Endpoints(admin.get(), ledger.get()), backup.get()));
        });
    }

    private Optional<Endpoint> endpoint(Members members, String name) {
        return members.required(name).flatMap(value -> new EndpointReading(folder, diagnostics).read(value));
    }
}
