package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.DeclaredUnit;
import io.partita.cli.unit.Scripts;
import io.partita.cli.unit.Unit;
import io.partita.core.adoption.Adoption;
import io.partita.core.adoption.Adoption.Reason;
import io.partita.core.adoption.AdoptionReading;
import io.partita.core.adoption.Wanted;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.model.ParticipantName;
import io.partita.core.provider.Network;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes live parties as a declaration. */
@Command(
        name = "import",
        description = "Writes the parties that are live as a declaration, so that planning it changes nothing.",
        footer = {
            "",
            "The folder has the participants already, or names its network. It only reads, and plans what it has written before it says so: a party that no declaration says as it is, is left out with the reason. Parties that the folder declares already are left out as well.",
            "Without -o the text goes to standard output. With -o it becomes a new file of the folder; nothing is replaced.",
            "",
            "Example:",
            "  partita import hosting -o hosting/imported.groovy",
            "  partita import hosting --party 'desk-*' --host participant1"
        })
public final class ImportCommand implements RunnableCommand {

    private static final String NAME = "import";

    /** How the text is called in messages as long as it has no file. */
    private static final String UNNAMED = "imported.groovy";

    private static final int NAMES_SAID = 5;

    @Mixin
    private FolderArgument folder;

    @Mixin
    private AccessOptions access;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Save it as this new *.groovy file of the folder.")
    private String out;

    @Option(
            names = "--party",
            paramLabel = "PARTY",
            description = "Only parties of this name or full id; * stands for any text. May be repeated.")
    private SortedSet<String> parties = new TreeSet<>();

    @Option(
            names = "--host",
            paramLabel = "PARTICIPANT",
            description = "Only parties that this declared participant hosts. May be repeated.")
    private SortedSet<String> hosts = new TreeSet<>();

    @Override
    public Place place(Path base) {
        return folder.place();
    }

    @Override
    public Result answer(Session session) {
        Checked<Unit> unit = folder.unit(session);
        if (!unit.isPresent()) {
            return Result.failed(NAME, unit.diagnostics());
        }
        Checked<Optional<Path>> file = out == null
                ? Checked.of(Optional.empty())
                : Scripts.fresh(unit.value(), session.folder(), out).map(Optional::of);
        Checked<Payload.Adopted> adopted = file.then(place -> wanted())
                .then(wanted -> access.reached(session, unit.value())
                        .then(declared -> session.asking(declared)
                                .then(network -> adopted(session, declared, wanted, network, file.value()))));
        return adopted.optional()
                .map(found -> answer(found, file.value()).saying(adopted.diagnostics()))
                .orElseGet(() -> Planning.failure(NAME, adopted, again()))
                .from(unit.value().folder());
    }

    private NextCommand again() {
        NextCommand again = access.on(NextCommand.of(NextCommand.Verb.IMPORT));
        for (String party : parties) {
            again = again.with("--party", party);
        }
        for (String host : hosts) {
            again = again.with("--host", host);
        }
        return out == null ? again : again.with("-o", out);
    }

    private Checked<Wanted> wanted() {
        List<Diagnostic> wrong = hosts.stream()
                .filter(host -> !ParticipantName.isName(host))
                .map(host -> Diagnostic.error("unknown-participant", "--host=" + host + " names no participant")
                        .fix("write the name that the declaration gives it")
                        .classed(DiagnosticClass.USAGE))
                .toList();
        return wrong.isEmpty()
                ? Checked.of(new Wanted(
                        parties,
                        hosts.stream().map(ParticipantName::new).collect(Collectors.toCollection(TreeSet::new))))
                : Checked.failed(wrong);
    }

    private Checked<Payload.Adopted> adopted(
            Session session, DeclaredUnit declared, Wanted wanted, Network opened, Optional<Path> file) {
        try (Network network = opened) {
            String name = file.map(place -> place.getFileName().toString()).orElse(UNNAMED);
            return access.network()
                    .folder(session)
                    .then(folder -> declared.way()
                            .then(way -> new AdoptionReading(network, session.ticker())
                                    .read(declared.declaration(), wanted)
                                    .then(adoption -> new ImportProof(session, declared, folder, way, network, name)
                                            .of(adoption)
                                            .map(proved -> new Payload.Adopted(
                                                    proved.adoption(), proved.text(), saved(proved))))));
        }
    }

    /** Without a party there is nothing to save. */
    private Optional<String> saved(ImportProof.Proved proved) {
        return Optional.ofNullable(out).filter(typed -> !proved.text().isEmpty());
    }

    private Result answer(Payload.Adopted adopted, Optional<Path> file) {
        Result answer = Result.of(NAME, ExitCode.DONE, adopted).saying(left(adopted.adoption()));
        if (file.isEmpty() || adopted.file().isEmpty()) {
            return answer;
        }
        Scripts.write(file.get(), adopted.text());
        return answer.then(access.on(NextCommand.plan()));
    }

    private static List<Diagnostic> left(Adoption adoption) {
        SortedMap<Reason, List<String>> names = new TreeMap<>();
        adoption.left()
                .forEach((party, reason) ->
                        names.computeIfAbsent(reason, each -> new ArrayList<>()).add(party.abbreviated()));
        List<Diagnostic> said = new ArrayList<>();
        names.forEach((reason, all) -> {
            String some = all.stream().limit(NAMES_SAID).collect(Collectors.joining(", "));
            String more = all.size() > NAMES_SAID ? " and " + (all.size() - NAMES_SAID) + " more" : "";
            said.add(Diagnostic.note("parties-left-out", "left out, because " + reason.words() + ": " + some + more));
        });
        return said;
    }
}
