package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.partita.cli.Main;
import io.partita.cli.text.EndpointText;
import io.partita.core.model.Endpoint;
import io.partita.core.model.Secret;
import io.partita.core.plan.Step;
import io.partita.core.plan.Wave;
import io.partita.core.planfile.PlanFile;
import io.partita.plans.Scenario.Outcome;
import io.partita.plans.fault.Gate;
import io.partita.plans.fault.HastyTicker;
import io.partita.proto.participant.ParticipantStatusResponse;
import io.partita.provider.sandbox.SandboxNetwork;
import io.partita.provider.sandbox.SandboxNetwork.DeclaredEndpoints;
import io.partita.provider.sandbox.access.AccessFolder;
import io.partita.provider.sandbox.ledger.SandboxLedger;
import io.partita.provider.sandbox.world.WorldFile;
import io.partita.testkit.typed.PrintedCommands;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * There is always a way on: whatever of the access to participants does not hold any more once a target is isolated,
 * what partita prints leads to the declared hosting.
 */
class WayOnTest {

    private static final String FIRST_NAME = "first.bank.example";

    /** A token that nobody looks at for the Admin API, one of an issuer for the Ledger API. */
    private static final String WORLD_ACCESS = """
            { "admin": { "tls": "server", "certificate": { "name": "%s" } },
              "ledger": { "tls": "server", "certificate": { "name": "%s" },
                          "token": { "users": { "partita": ["read_as_any_party"] } } } }""".formatted(FIRST_NAME, FIRST_NAME);

    private List<Wave> waves = List.of();

    @TempDir
    private Path folder;

    private SandboxNetwork network;
    private List<DeclaredEndpoints> endpoints = List.of();
    private final List<Gate> doors = new ArrayList<>();
    private volatile Optional<Status> refusing = Optional.empty();
    private volatile Optional<String> release = Optional.empty();

    /** The name that the servers' certificates have. */
    private String authority = FIRST_NAME;

    private Status stopping = Status.UNAUTHENTICATED;

    /** The declaration whose access the run has; the first is the one that was planned. */
    private Declared current;

    /** A value of the access that may not hold any more, in the order in which they break. */
    private enum Value {
        ENDPOINT,
        CERTIFICATE,
        /** The name in the servers' certificates. */
        AUTHORITY,
        TOKEN,
        /** What an issuer is shown for a token. */
        CLIENT_SECRET,
        /** Where tokens are asked for. */
        ISSUER,
        BACKUP
    }

    /** A declaration with certificates, tokens, doors and a backup program of its own. */
    private final class Declared {

        private final Path home;
        private final List<Gate> own = new ArrayList<>();
        private final List<Gate> issuers = new ArrayList<>();

        Declared(String name) throws IOException {
            home = Files.createDirectories(folder.resolve(name));
            Files.copy(folder.resolve("access/ca.pem"), home.resolve("ca-of-" + name + ".pem"));
            StringBuilder text = new StringBuilder("synchronizer 'mysynchronizer'\n\nparticipants {\n");
            for (DeclaredEndpoints each : endpoints) {
                text.append("    ").append(each.participant()).append(" {\n");
                text.append("        admin ").append(reached(each.admin())).append('\n');
                text.append("        ledger ").append(reached(each.ledger())).append('\n');
                text.append("        backup { command './backup-of-")
                        .append(name)
                        .append("' }\n    }\n");
            }
            text.append("""
                    }

                    party('Alice') {
                        local on: participant1
                        host participant1, submission
                        host participant2, observation
                    }
                    """);
            Files.writeString(home.resolve("hosting.groovy"), text.toString());
            write(token(), "rw-------", "of-no-meaning");
            write(secret(), "rw-------", Files.readString(folder.resolve("access/partita.secret")));
            write(backup(), "rwx------", "#!/bin/sh\nexit 0\n");
        }

        private String reached(Endpoint endpoint) {
            Gate door = Gate.before(endpoint.toString());
            doors.add(door);
            own.add(door);
            int port = Integer.parseInt(door.address().substring(door.address().lastIndexOf(':') + 1));
            return EndpointText.of(new Endpoint(
                    endpoint.host(),
                    port,
                    endpoint.tls()
                            .map(tls -> new Endpoint.Tls(
                                    Optional.of(certificate().getFileName().toString()),
                                    tls.certificate(),
                                    tls.key(),
                                    Optional.of(authority))),
                    Optional.of(endpoint.token().map(this::issued).orElseGet(() -> file(token())))));
        }

        /** From the same issuer, through a door of this declaration's. */
        private Secret issued(Secret secret) {
            URI issuer = URI.create(secret.text("tokenUrl").orElseThrow());
            Gate door = Gate.before(issuer.getAuthority());
            doors.add(door);
            issuers.add(door);
            return secret.with("tokenUrl", "http://" + door.address() + issuer.getPath())
                    .with("clientSecret", file(secret()));
        }

        private static Secret file(Path file) {
            return Secret.of("file").with("path", file.getFileName().toString());
        }

        private Path certificate() {
            return home.resolve("ca-of-" + home.getFileName() + ".pem");
        }

        private Path token() {
            return home.resolve("token-of-" + home.getFileName());
        }

        private Path secret() {
            return home.resolve("secret-of-" + home.getFileName());
        }

        private Path backup() {
            return home.resolve("backup-of-" + home.getFileName());
        }

        void breaks(Value value) throws IOException {
            switch (value) {
                case ENDPOINT -> own.forEach(Gate::shut);
                case CERTIFICATE -> Files.delete(certificate());
                case AUTHORITY -> {
                    authority = "name-after-" + home.getFileName() + ".bank.example";
                    network.renameCertificates(authority);
                }
                case TOKEN -> Files.delete(token());
                case CLIENT_SECRET -> Files.writeString(secret(), "revoked");
                case ISSUER -> issuers.forEach(Gate::shut);
                case BACKUP -> Files.delete(backup());
            }
        }
    }

    private static void write(Path file, String permissions, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @BeforeEach
    void open() throws IOException {
        Path quickstart = Path.of("quickstart").toAbsolutePath();
        String text = Files.readString(quickstart.resolve("world.json"))
                .replace("\"dars/", "\"" + quickstart.resolve("dars") + "/");
        Path file = folder.resolve("world.json");
        Files.writeString(file, "{ \"access\": " + WORLD_ACCESS + "," + text.substring(text.indexOf('{') + 1));
        network = SandboxNetwork.inMemory(Served.quick(WorldFile.read(file).value()), new SandboxLedger());
        endpoints = network.serve(
                Map.of(), participant -> new Refusal(), new AccessFolder(folder.resolve("access"), "access"));
        current = new Declared("planned");
        Command.Ended planned = types("plan", "planned", "-o", "planned/plan.json");
        assertThat(planned.exit()).as(planned.stdout() + planned.stderr()).isZero();
        waves = PlanFile.read(Files.readAllBytes(folder.resolve("planned/plan.json")), "plan.json")
                .value()
                .waves();
    }

    @AfterEach
    void close() {
        doors.forEach(Gate::close);
        network.close();
    }

    /**
     * Refuses every call while it is told to: so a run stops at a known place. And tells another release, while it is
     * told one.
     */
    private final class Refusal implements ServerInterceptor {
        @Override
        public <Q, S> ServerCall.Listener<Q> interceptCall(
                ServerCall<Q, S> call, Metadata headers, ServerCallHandler<Q, S> next) {
            if (refusing.isEmpty()) {
                return next.startCall(new Told<>(call), headers);
            }
            call.close(refusing.get(), new Metadata());
            return new ServerCall.Listener<>() {};
        }
    }

    /** Answers with another release in the place of the real one. */
    private final class Told<Q, S> extends SimpleForwardingServerCall<Q, S> {

        Told(ServerCall<Q, S> call) {
            super(call);
        }

        @Override
        @SuppressWarnings("unchecked")
        public void sendMessage(S message) {
            super.sendMessage(
                    release.isPresent() && message instanceof ParticipantStatusResponse status
                            ? (S) upgraded(status)
                            : message);
        }

        private ParticipantStatusResponse upgraded(ParticipantStatusResponse status) {
            ParticipantStatusResponse.Builder upgraded = status.toBuilder();
            upgraded.getStatusBuilder().getCommonStatusBuilder().setVersion(release.orElseThrow());
            return upgraded.build();
        }
    }

    /** What is printed as events; from the beginning of a wave on every call is refused. */
    private final class UpTo extends ByteArrayOutputStream {
        private final String beginning;

        UpTo(int wave) {
            this.beginning = "\"wave\":" + wave + ",";
        }

        @Override
        public synchronized void write(byte[] bytes, int from, int length) {
            super.write(bytes, from, length);
            String line = new String(bytes, from, length, StandardCharsets.UTF_8);
            if (line.contains("wave-started") && line.contains(beginning)) {
                refusing = Optional.of(stopping);
            }
        }
    }

    private Command.Ended types(String... words) {
        return types(new ByteArrayOutputStream(), List.of(words));
    }

    private Command.Ended types(ByteArrayOutputStream stdout, List<String> words) {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        Map<String, String> environment = new HashMap<>(Map.of(
                "NO_COLOR",
                "1",
                "COLUMNS",
                "500",
                "XDG_STATE_HOME",
                folder.resolve("remembered").toString()));
        List<String> all = new ArrayList<>(words.contains("-C") ? List.of() : List.of("-C", folder.toString()));
        all.addAll(words);
        int exit = Main.run(
                all.toArray(String[]::new),
                InputStream.nullInputStream(),
                new PrintStream(stdout, true, StandardCharsets.UTF_8),
                new PrintStream(stderr, true, StandardCharsets.UTF_8),
                environment,
                new HastyTicker());
        return new Command.Ended(
                exit, stdout.toString(StandardCharsets.UTF_8), stderr.toString(StandardCharsets.UTF_8));
    }

    private Command.Ended stopsAt(int wave, List<String> words) {
        List<String> live = new ArrayList<>(words);
        live.add("--json");
        Command.Ended stopped = types(new UpTo(wave), live);
        assertThat(stopped.exit()).as(stopped.stdout() + stopped.stderr()).isIn(1, 7);
        assertThat(refusing).as(stopped.stdout()).isPresent();
        refusing = Optional.empty();
        return stopped;
    }

    /** The first printed command that has an option, with a folder where it says FOLDER. */
    private static List<String> printed(Command.Ended ended, String option, String folder) {
        Optional<List<String>> found = PrintedCommands.of(ended.stdout() + ended.stderr()).stream()
                .filter(words -> words.stream().anyMatch(word -> word.startsWith(option)))
                .findFirst();
        assertThat(found).as(ended.stdout() + ended.stderr()).isPresent();
        return found.get().stream().map(word -> word.replace("FOLDER", folder)).toList();
    }

    private Command.Ended wall(Value value) throws IOException {
        current.breaks(value);
        Command.Ended wall = types("resume", "planned");
        assertThat(wall.exit()).as(value + ": " + wall.stdout() + wall.stderr()).isIn(1, 7);
        return wall;
    }

    /** What approves the access of another declaration, once it has been shown what differs. */
    private List<String> mended(int wave, Value value, Command.Ended wall) throws IOException {
        String name = value.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-mended-in-" + wave;
        current = new Declared(name);
        Command.Ended shown = types(new ByteArrayOutputStream(), printed(wall, "--access", name));
        assertThat(shown.exit()).as(shown.stdout() + shown.stderr()).isEqualTo(6);
        assertThat(shown.stdout()).contains("ca-of-" + name, "token-of-" + name, "backup-of-" + name);
        return printed(shown, "--auto-approve", name);
    }

    private List<Integer> fromTheIsolationOn() {
        int isolation = wave(Step.Kind.ISOLATE);
        return waves.stream()
                .map(Wave::number)
                .filter(number -> number >= isolation)
                .toList();
    }

    private int wave(Step.Kind kind) {
        return waves.stream()
                .filter(wave -> wave.steps().stream().anyMatch(step -> step.kind() == kind))
                .mapToInt(Wave::number)
                .findFirst()
                .orElseThrow();
    }

    /** One run, which is stopped at the beginning of each wave, where one value after the other breaks and is mended. */
    @Test
    void whicheverValueDoesNotHoldAnyMoreInWhicheverWaveWhatIsPrintedLeadsOut() throws IOException {
        List<Integer> windows = fromTheIsolationOn();
        List<String> next = List.of("apply", "planned/plan.json", "--confirm=Alice");
        for (int wave : windows) {
            stopsAt(wave, next);
            for (Value value : List.of(Value.ENDPOINT, Value.CERTIFICATE)) {
                stopsAt(wave, mended(wave, value, wall(value)));
            }
            next = mended(wave, Value.TOKEN, wall(Value.TOKEN));
            if (wave == wave(Step.Kind.BACK_UP)) {
                stopsAt(wave, next);
                next = mended(wave, Value.BACKUP, wall(Value.BACKUP));
            }
        }

        Command.Ended done = types(new ByteArrayOutputStream(), next);

        assertThat(done.exit()).as(done.stdout() + done.stderr()).isZero();
        assertDeclared();
    }

    private static final List<Value> OF_TOKENS_AND_NAMES = List.of(Value.AUTHORITY, Value.CLIENT_SECRET, Value.ISSUER);

    /** Where the window is at its worst. */
    @Test
    void whatIsOfNamesAndIssuersLeadsOutAsWell() throws IOException {
        leadsOut(Set.of(wave(Step.Kind.IMPORT_ACS)), OF_TOKENS_AND_NAMES);
    }

    @Test
    @Tag("matrix")
    void whatIsOfNamesAndIssuersLeadsOutInWhicheverWave() throws IOException {
        leadsOut(Set.copyOf(fromTheIsolationOn()), OF_TOKENS_AND_NAMES);
    }

    /** One run, in which one value after the other breaks and is mended in these waves. */
    private void leadsOut(Set<Integer> breaking, List<Value> values) throws IOException {
        List<String> next = List.of("apply", "planned/plan.json", "--confirm=Alice");
        for (int wave : new TreeSet<>(breaking)) {
            for (Value value : values) {
                stopsAt(wave, next);
                next = mended(wave, value, wall(value));
            }
        }

        Command.Ended done = types(new ByteArrayOutputStream(), next);

        assertThat(done.exit()).as(done.stdout() + done.stderr()).isZero();
        assertDeclared();
    }

    /** The program breaks when the target is isolated, long before anybody starts it. */
    @Test
    void aBackupThatIsMadeByHandCountsForACommandToo() throws IOException {
        stopsAt(wave(Step.Kind.ISOLATE), List.of("apply", "planned/plan.json", "--confirm=Alice"));

        Command.Ended wall = wall(Value.BACKUP);
        Command.Ended done = types(new ByteArrayOutputStream(), printed(wall, "--backup-done", ""));

        assertThat(done.exit()).as(done.stdout() + done.stderr()).isZero();
        assertDeclared();
    }

    /** Each connected participant comes to it at once, the isolated target when it connects. */
    @Test
    void anUpgradeOfTheSynchronizerInWhicheverWaveIsAcceptedAndTheRunEnds() throws IOException {
        List<String> next = List.of("apply", "planned/plan.json", "--confirm=Alice");
        for (int wave : fromTheIsolationOn()) {
            stopsAt(wave, next);
            next = List.of("resume", "planned");
            if (wave == wave(Step.Kind.ISOLATE)) {
                continue;
            }
            network.upgradeSynchronizer();
            Command.Ended wall = types("resume", "planned");
            assertThat(wall.exit()).as(wall.stdout() + wall.stderr()).isEqualTo(3);
            assertThat(wall.stderr()).contains("synchronizer-upgraded");
            next = printed(wall, "--accept-synchronizer", "");
        }

        Command.Ended done = types(new ByteArrayOutputStream(), next);

        assertThat(done.exit()).as(done.stdout() + done.stderr()).isZero();
        assertDeclared();
    }

    /** No journal remembers that it was accepted, so each command that is printed accepts it again. */
    @Test
    void anUpgradeThatWasAcceptedStaysSoWhileTheBackupIsMadeByHand() throws IOException {
        stopsAt(wave(Step.Kind.BACK_UP), List.of("apply", "planned/plan.json", "--confirm=Alice"));
        network.upgradeSynchronizer();
        current.breaks(Value.BACKUP);

        Command.Ended upgraded = types("resume", "planned");
        Command.Ended broken = types(new ByteArrayOutputStream(), printed(upgraded, "--accept-synchronizer", ""));
        Command.Ended done = types(new ByteArrayOutputStream(), printed(broken, "--backup-done", ""));

        assertThat(upgraded.exit()).as(upgraded.stderr()).isEqualTo(3);
        assertThat(broken.exit()).as(broken.stderr()).isEqualTo(1);
        assertThat(done.exit()).as(done.stdout() + done.stderr()).isZero();
        assertDeclared();
    }

    /** Nothing is open yet, so the plan is stale and nothing has to be accepted. */
    @Test
    void anUpgradeOfTheSynchronizerBeforeTheRunMakesThePlanStale() {
        network.upgradeSynchronizer();

        Command.Ended forecast = types("apply", "planned/plan.json", "--confirm=Alice", "--dry-run");
        Command.Ended stale = types("apply", "planned/plan.json", "--confirm=Alice");

        for (Command.Ended ended : List.of(forecast, stale)) {
            assertThat(ended.exit()).as(ended.stdout() + ended.stderr()).isEqualTo(3);
            assertThat(ended.stderr()).contains("synchronizer-upgraded").doesNotContain("TOPOLOGY_STORE_NOT_FOUND");
        }
        assertThat(printed(stale, "plan", "")).contains("plan");
    }

    /** What was planned for one release is not silently done on another, and is no wall either. */
    @Test
    void anotherReleaseOfAParticipantInWhicheverWaveEndsInWhatWasDeclared() throws IOException {
        List<String> next = List.of("apply", "planned/plan.json", "--confirm=Alice");
        for (int wave : fromTheIsolationOn()) {
            stopsAt(wave, next);
            release = Optional.of("3.5.99");
            Command.Ended gone = types(new UpTo(wave + 1), List.of("resume", "planned", "--json"));
            refusing = Optional.empty();
            release = Optional.empty();
            next = gone.exit() == 3 && gone.stdout().contains("--accept-release")
                    ? List.of("resume", "planned", "--accept-release=participant1", "--accept-release=participant2")
                    : List.of("resume", "planned");
        }

        Command.Ended done = types(new ByteArrayOutputStream(), next);

        assertThat(done.exit()).as(done.stdout() + done.stderr()).isZero();
        assertDeclared();
    }

    /** What cannot be written where it was is written elsewhere, as long as an import needs it. */
    @Test
    void exportsAreKeptElsewhereInWhicheverWaveTheirFolderCannotBeUsed() throws IOException {
        List<String> next = List.of("apply", "planned/plan.json", "--confirm=Alice");
        Path exports = folder.resolve("planned/.partita/acs");
        String elsewhere = folder.resolve("elsewhere").toString();
        for (int wave : fromTheIsolationOn()) {
            stopsAt(wave, next);
            if (wave <= wave(Step.Kind.EXPORT_ACS) || wave > wave(Step.Kind.IMPORT_ACS)) {
                next = List.of("resume", "planned", "--exports=" + elsewhere);
                continue;
            }
            next = List.of("resume", "planned");
            takeAway(Path.of(elsewhere));
            Command.Ended wall = types("resume", "planned", "--exports=" + elsewhere);
            assertThat(wall.exit()).as(wall.stdout() + wall.stderr()).isEqualTo(1);
            elsewhere = folder.resolve("elsewhere-in-" + wave).toString();
            next = printed(wall, "--exports=FOLDER", elsewhere);
        }

        Command.Ended done = types(new ByteArrayOutputStream(), next);

        assertThat(done.exit()).as(done.stdout() + done.stderr()).isZero();
        assertThat(exports).isEmptyDirectory();
        assertDeclared();
    }

    /** Every file of a folder becomes one that can be neither read nor replaced, for whichever user. */
    private static void takeAway(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
                Files.createDirectory(file);
                Files.writeString(file.resolve("in-the-way"), "");
            }
        }
    }

    /** It answers, and knows neither stores nor aliases yet: that passes, and is no verdict. */
    @Test
    void aParticipantThatHasJustStartedIsWaitedForInWhicheverWave() throws IOException {
        List<String> next = List.of("apply", "planned/plan.json", "--confirm=Alice");
        StringBuilder told = new StringBuilder();
        for (int wave : fromTheIsolationOn()) {
            told.append(stopsAt(wave, next).stdout());
            endpoints.forEach(endpoint -> network.starting(endpoint.participant(), 10));
            next = List.of("resume", "planned");
        }

        Command.Ended done = types(new ByteArrayOutputStream(), next);

        assertThat(done.exit()).as(done.stdout() + done.stderr()).isZero();
        assertThat(told.toString())
                .contains(
                        "until participant1 at 127.0.0.1:", "has finished its start (TOPOLOGY_STORE_NOT_FOUND since ");
        assertDeclared();
    }

    /** Nothing that is printed in an open window leads to a plan, which is refused there. */
    @Test
    void aCallThatAParticipantDoesNotHaveLeadsOnInWhicheverWave() throws IOException {
        stopping = Status.UNIMPLEMENTED;
        int walls = 0;
        List<String> next = List.of("apply", "planned/plan.json", "--confirm=Alice");
        for (int wave : fromTheIsolationOn()) {
            stopsAt(wave, next);
            refusing = Optional.of(stopping);
            Command.Ended wall = types("resume", "planned");
            refusing = Optional.empty();
            assertThat(wall.exit()).as(wall.stdout() + wall.stderr()).isIn(1, 7);
            String said = wall.stdout() + wall.stderr();
            if (said.contains("is isolated since")) {
                walls++;
                assertThat(PrintedCommands.of(said)).as(said).isNotEmpty().noneMatch(words -> words.contains("plan"));
            }
            next = printed(wall, "resume", "");
        }
        assertThat(walls).isGreaterThan(3);

        Command.Ended done = types(new ByteArrayOutputStream(), next);

        assertThat(done.exit()).as(done.stdout() + done.stderr()).isZero();
        assertDeclared();
    }

    private void assertDeclared() {
        try (Observed observed = new Observed(network)) {
            Outcome expected = Scenario.named("quickstart").outcome().orElseThrow();
            assertThat(observed.like(expected)).isEqualTo(expected);
            assertThat(observed.contracts("Alice", "participant2"))
                    .isEqualTo(observed.contracts("Alice", "participant1"))
                    .isNotEmpty();
        }
    }
}
