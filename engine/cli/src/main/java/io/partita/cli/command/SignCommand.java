package io.partita.cli.command;

import io.partita.cli.result.ExitCode;
import io.partita.cli.result.Payload;
import io.partita.cli.result.Place;
import io.partita.cli.result.Result;
import io.partita.cli.unit.Handovers;
import io.partita.cli.unit.KeySignings;
import io.partita.cli.unit.Plans;
import io.partita.cli.unit.Target;
import io.partita.cli.unit.Unit;
import io.partita.core.apply.SavedPlan;
import io.partita.core.apply.SignatureRequests;
import io.partita.core.codec.SignatureCodecs;
import io.partita.core.diagnostic.Checked;
import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.DiagnosticClass;
import io.partita.core.diagnostic.NextCommand;
import io.partita.core.hash.Multihash;
import io.partita.core.model.KeyName;
import io.partita.core.model.KeySignature;
import io.partita.core.model.KeySource;
import io.partita.core.model.SigningKey;
import io.partita.core.model.TopologyContent;
import io.partita.core.provider.KeyFailed;
import io.partita.core.provider.KeySigning;
import io.partita.core.state.GivenSignatures;
import io.partita.core.state.RunBook;
import io.partita.core.state.RunSummary;
import io.partita.core.state.SignatureRequest;
import io.partita.core.state.SignatureRequest.Wanted;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Signing where a key is, on a machine that reaches no participant. */
@Command(
        name = "sign",
        description =
                "Shows what the owner of a key is asked to sign and, when a key is named, signs it. Needs no network.",
        footer = {
            "",
            "What is shown is read from the transactions of the request, and their hashes are computed here: nothing else of the file counts. Look at it without a key first.",
            "",
            "Example:",
            "  partita sign export hosting/treasury -o request.json",
            "  partita sign request.json",
            "  partita sign request.json --key treasury.pem --password-env TREASURY_PASSWORD -o signatures.json",
            "  partita sign import signatures.json hosting/treasury"
        },
        subcommands = {SignCommand.Export.class, SignCommand.Import.class})
public final class SignCommand implements RunnableCommand {

    private static final String NAME = "sign";

    @Parameters(index = "0", arity = "0..1", paramLabel = "REQUEST", description = "The file that sign export wrote.")
    private String file;

    @Mixin
    private KeyOptions key;

    @Option(
            names = "--name",
            paramLabel = "KEY",
            description = "Which key of the request signs, when it is for several.")
    private String name;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "Save the signatures; to standard output when left out.")
    private String out;

    @Override
    public Result answer(Session session) {
        if (file == null) {
            return Result.failed(
                    NAME,
                    Diagnostic.error("request-missing", "it is not said what is to be signed")
                            .because("sign shows and signs the request that sign export has written")
                            .fix("Name the file of the request.")
                            .classed(DiagnosticClass.USAGE));
        }
        KeySigning signing = KeySignings.in(session.folder(), session.terminal().env());
        Checked<Optional<KeySource>> source = key.source();
        Checked<SignatureRequest> request =
                source.then(unused -> Unit.path(session.folder(), file).then(path -> Handovers.request(path, file)));
        Checked<Payload.SignatureRead> read = request.then(found -> read(found, signing));
        if (!read.isPresent()) {
            return Result.failed(NAME, read.diagnostics());
        }
        return source.value()
                .map(from -> signed(session, read.value(), from, signing))
                .orElseGet(() -> Result.of(NAME, ExitCode.DONE, read.value()));
    }

    /** What is in the transactions, and not what the file says of them. */
    private Checked<Payload.SignatureRead> read(SignatureRequest request, KeySigning signing) {
        List<TopologyContent> contents = new ArrayList<>();
        for (Wanted wanted : request.wanted()) {
            Optional<TopologyContent> content = signing.transactions().read(wanted.transaction());
            if (content.isEmpty()) {
                return Checked.failed(Diagnostic.error(
                                "request-not-understood",
                                "transaction " + wanted.transaction().hash() + " of '" + file + "' cannot be shown")
                        .because(
                                "it is none of the mappings that partita signs, or has something that this release does not know;"
                                        + " nothing is signed that was not shown")
                        .fix("Use the release of partita that wrote the request, or have it written again."));
            }
            contents.add(content.get());
        }
        return Checked.of(new Payload.SignatureRead(request, contents, Optional.empty(), Optional.empty()));
    }

    private Result signed(Session session, Payload.SignatureRead read, KeySource source, KeySigning signing) {
        Checked<Optional<Target>> target = file(session, out);
        Checked<GivenSignatures> given =
                target.then(unused -> mine(read.request())).then(mine -> sign(read.request(), mine, source, signing));
        if (!given.isPresent()) {
            return Result.failed(NAME, given.diagnostics());
        }
        Optional<Diagnostic> refused = target.value()
                .flatMap(saved -> saved.write(SignatureCodecs.text(given.value()), Target.Kind.SIGNATURES));
        return refused.map(why -> Result.failed(NAME, why))
                .orElseGet(() -> Result.of(
                        NAME,
                        ExitCode.DONE,
                        new Payload.SignatureRead(
                                read.request(),
                                read.contents(),
                                Optional.of(given.value()),
                                target.value().map(saved -> out))));
    }

    /** What an answer is saved to; empty for one that is printed. */
    private static Checked<Optional<Target>> file(Session session, String out) {
        return out == null
                ? Checked.of(Optional.empty())
                : Target.at(session.folder(), out)
                        .map(target -> Optional.of(target).filter(to -> to.way() != Target.Way.STANDARD_OUTPUT));
    }

    /** What the key is to sign: all that is wanted of one key. */
    private Checked<List<Wanted>> mine(SignatureRequest request) {
        SortedMap<KeyName, List<Wanted>> byKey = new TreeMap<>();
        request.wanted()
                .forEach(wanted -> byKey.computeIfAbsent(wanted.key(), unused -> new ArrayList<>())
                        .add(wanted));
        Optional<List<Wanted>> mine = name == null
                ? byKey.values().stream().findFirst().filter(only -> byKey.size() == 1)
                : byKey.entrySet().stream()
                        .filter(entry -> entry.getKey().name().equals(name))
                        .map(SortedMap.Entry::getValue)
                        .findFirst();
        String known = byKey.keySet().stream().map(KeyName::name).collect(Collectors.joining(", "));
        return mine.map(Checked::of)
                .orElseGet(() -> Checked.failed(Diagnostic.error("key-not-named", "it is not clear which key signs")
                        .because("the request is for " + known)
                        .fix("Say which one with --name.")));
    }

    /** One signature for all of them. */
    private static Checked<GivenSignatures> sign(
            SignatureRequest request, List<Wanted> mine, KeySource source, KeySigning signing) {
        SigningKey key = mine.get(0).signingKey();
        List<String> hashes = mine.stream()
                .map(wanted -> wanted.transaction().hash())
                .distinct()
                .toList();
        String hash = hashes.size() == 1 ? hashes.get(0) : Multihash.ofTransactions(hashes);
        try {
            byte[] signature = signing.keys().sign(key, source, Multihash.bytes(hash));
            return Checked.of(new GivenSignatures(
                    request.planHash(),
                    List.of(new KeySignature(key, hashes, HexFormat.of().formatHex(signature)))));
        } catch (KeyFailed e) {
            return Checked.failed(Diagnostic.error(e.code(), "the key does not sign")
                    .because(e.getMessage())
                    .fix(e.fix()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Checked.failed(Diagnostic.error("interrupted", "nothing was signed")
                    .because("the command was stopped while the key was asked")
                    .fix("Sign again."));
        }
    }

    /** Writes what is wanted. */
    @Command(
            name = "export",
            description = "Writes what the owners of keys have to sign elsewhere, for the run that waits for them.",
            footer = {
                "",
                "It reads the state folder, or a plan file that was not applied yet. The file holds no secret.",
                "",
                "Example:",
                "  partita sign export hosting/treasury -o request.json"
            })
    static final class Export implements RunnableCommand {

        private static final String NAME = "sign export";

        @Parameters(
                index = "0",
                arity = "0..1",
                paramLabel = "PLAN|FOLDER",
                defaultValue = ".",
                description = "A plan file, or the folder with the state; the current folder when left out.")
        private String argument;

        @Option(
                names = {"-o", "--out"},
                paramLabel = "FILE",
                description = "Save the request; to standard output when left out.")
        private String out;

        @Override
        public Place place(Path base) {
            return Place.of(argument);
        }

        @Override
        public Result answer(Session session) {
            Checked<Optional<SignatureRequest>> request = Unit.path(session.folder(), argument)
                    .then(path -> Files.isRegularFile(path) ? ofPlan(path) : ofRun(session));
            if (!request.isPresent()) {
                return Result.failed(NAME, request.diagnostics());
            }
            return request.value()
                    .map(wanted -> written(session, wanted))
                    .orElseGet(() -> Result.failed(NAME, nothing("every signature that is given elsewhere is here")));
        }

        private static Checked<Optional<SignatureRequest>> ofPlan(Path file) {
            return Plans.read(file).map(plan -> request(plan, Optional.empty()));
        }

        private Checked<Optional<SignatureRequest>> ofRun(Session session) {
            return Unit.at(session.folder(), argument).then(found -> {
                Unit unit = found.rememberedIn(session.memory());
                return unit.state()
                        .read()
                        .then(recording -> recording
                                .state()
                                .unfinishedRun()
                                .map(RunSummary::id)
                                .map(run -> Plans.ofRun(unit.state(), recording, run)
                                        .map(plan -> request(plan, Optional.of(new RunBook(run, recording.entries())))))
                                .orElseGet(() -> Checked.failed(nothing("no run is unfinished in this folder"))));
            });
        }

        private static Optional<SignatureRequest> request(SavedPlan plan, Optional<RunBook> run) {
            return SignatureRequests.of(plan, run, KeySignings.TRANSACTIONS);
        }

        private Result written(Session session, SignatureRequest request) {
            Checked<Optional<Target>> target = file(session, out);
            if (!target.isPresent()) {
                return Result.failed(NAME, target.diagnostics());
            }
            return target.value()
                    .flatMap(saved -> saved.write(SignatureCodecs.text(request), Target.Kind.SIGNATURE_REQUEST))
                    .map(refused -> Result.failed(NAME, refused))
                    .orElseGet(() -> Result.of(
                            NAME,
                            ExitCode.DONE,
                            new Payload.SignaturesWanted(request, target.value().map(saved -> out))));
        }

        private static Diagnostic nothing(String why) {
            return Diagnostic.error("nothing-to-sign", "no signature is wanted")
                    .because(why)
                    .fix("Look at the state of the run.")
                    .next(NextCommand.status());
        }
    }

    /** Goes on with what was signed. */
    @Command(
            name = "import",
            description = "Takes signatures that were given elsewhere, and goes on with the run that waits for them.",
            footer = {
                "",
                "A run that one operator began goes on as that operator's. For the other options of resume, type resume with --signature=SIGNATURES instead.",
                "",
                "Example:",
                "  partita sign import signatures.json hosting/treasury"
            })
    static final class Import implements RunnableCommand {

        @Parameters(index = "0", paramLabel = "SIGNATURES", description = "The file that sign wrote.")
        private String file;

        @Parameters(
                index = "1",
                arity = "0..1",
                paramLabel = "FOLDER",
                defaultValue = ".",
                description = "Folder of the declaration; the current one when left out.")
        private String folder;

        /** What goes on, once that is begun. */
        private Optional<ResumeCommand> resume = Optional.empty();

        @Override
        public boolean isLive() {
            return true;
        }

        @Override
        public Place place(Path base) {
            return resume.map(going -> going.place(base)).orElse(Place.of(folder));
        }

        @Override
        public Result answer(Session session) {
            ResumeCommand going = ResumeCommand.bringing(file, folder);
            resume = Optional.of(going);
            return going.answer(session);
        }
    }
}
