package io.partita.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher in a checkout whose program is two lines long, with a Maven that packs it at once or waits at a gate:
 * what is tried is who builds, who waits, and in which checkouts nothing is started.
 */
class LauncherTest {

    private static final Path LAUNCHER = Path.of("..", "partita");
    private static final List<String> MODULES = List.of(
            "proto", "engine/core", "dsl", "providers/canton", "providers/keys", "providers/sandbox", "engine/cli");
    private static final String WAITING = "another partita is building; waiting for it.";

    @TempDir
    Path folder;

    private Path tools;
    private Path program;
    private final List<Process> started = new ArrayList<>();

    @BeforeEach
    void makeTools() throws IOException {
        program = folder.resolve("program.jar");
        jar(program);
        tools = Files.createDirectory(folder.resolve("tools"));
        executable(tools.resolve("mvn"), """
                #!/bin/sh
                while [ $# -gt 0 ]; do
                    case $1 in -f) pom=$2 ;; esac
                    shift
                done
                target=${pom%%/pom.xml}/engine/cli/target
                echo build >> '%1$s/builds'
                echo $$ > '%1$s/maven'
                [ ! -p '%1$s/gate' ] || read -r open < '%1$s/gate'
                mkdir -p "$target/lib"
                cp '%1$s/program.jar' "$target/partita-cli.jar"
                cp '%1$s/program.jar' "$target/lib/partita-core.jar"
                cp '%1$s/program.jar' "$target/lib/picocli-1.jar"
                """.formatted(folder));
    }

    @AfterEach
    void endWhatWasStarted() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "with blanks  in it", "with\na line end", "-dash", "quote'd", "$HOME `id`"})
    void startsFromAnyPath(String name) throws Exception {
        Path checkout = checkout(name);

        Command.Ended first = start(checkout, "a b", "").ended();

        assertThat(first.stdout()).isEqualTo("main [a b, ]\n");
        assertThat(first.stderr()).contains("first use; building");
        assertThat(start(checkout, "again").ended()).isEqualTo(new Command.Ended(0, "main [again]\n", ""));
    }

    /** Services and containers run in the POSIX locale, where Java alone would find no such file. */
    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", ""})
    void filesWithOtherLettersAreFoundInThePosixLocale(String locale) throws Exception {
        Path checkout = checkout("plain");
        start(checkout, "first").ended();
        String typed = "file=\"$(printf 'Z\\303\\274rich')\"; : > \"$file\"; exec \"$0\" exists \"$file\"";

        Command.Ended ended = started(typed, checkout, Map.of("LC_ALL", locale, "LC_CTYPE", "", "LANG", ""))
                .ended();

        assertThat(ended).isEqualTo(new Command.Ended(0, "true\n", ""));
    }

    /** Java would split the path there and look for the rest in the current folder. */
    @Test
    void refusesAColonInThePath() throws Exception {
        Command.Ended ended = start(checkout("co:lon")).ended();

        assertThat(ended.exit()).isEqualTo(1);
        assertThat(ended.stderr()).contains("has a colon, at which Java splits paths. Move the checkout.");
        assertThat(folder.resolve("builds")).doesNotExist();
    }

    /** Its ciphers have to come from a jar that is signed; every other Java starts faster without. */
    @ParameterizedTest
    @CsvSource({"Eclipse Adoptium, false", "Oracle Corporation, true", "'', true"})
    void theJavaOfOracleGetsTheSignedCopy(String vendor, boolean signed) throws Exception {
        Path checkout = checkout("plain");
        Map<String, String> environment = Map.of("JAVA_HOME", javaOf(vendor).toString());
        started("exec \"$0\"", checkout, environment).ended();
        String build = Files.readString(checkout.resolve("engine/cli/target/partita.stamp"))
                .strip();
        Path app = checkout.toRealPath().resolve("engine/cli/target/app").resolve(build);
        Path copy = Files.createDirectory(app.resolve("signed")).resolve("ciphers.jar");
        Files.copy(program, copy);

        Command.Ended ended =
                started("exec \"$0\" classes", checkout, environment).ended();

        String program = app.resolve("partita-cli.jar").toString();
        assertThat(ended).isEqualTo(new Command.Ended(0, (signed ? copy + ":" : "") + program + "\n", ""));
    }

    /** This Java, as if somebody else had made it. */
    private Path javaOf(String vendor) throws IOException {
        Path home = Files.createDirectory(folder.resolve("java"));
        Files.createDirectory(home.resolve("bin"));
        for (String tool : List.of("bin/java", "bin/javac")) {
            Path real = Path.of(System.getProperty("java.home"), tool);
            executable(home.resolve(tool), "#!/bin/sh\nexec '" + real + "' \"$@\"\n");
        }
        String maker = vendor.isEmpty() ? "" : "IMPLEMENTOR=\"" + vendor + "\"\n";
        Files.writeString(home.resolve("release"), maker + "JAVA_VERSION=\"" + Runtime.version() + "\"\n");
        return home;
    }

    @Test
    void ofTwoFirstStartsOneBuilds() throws Exception {
        Path checkout = checkout("two");
        gate();

        Started first = start(checkout, "1");
        maven();
        Started second = start(checkout, "2");
        await().until(() -> second.stderr().contains(WAITING));
        openGate();

        assertThat(first.ended().stdout()).isEqualTo("main [1]\n");
        assertThat(second.ended().stdout()).isEqualTo("main [2]\n");
        assertThat(Files.readAllLines(folder.resolve("builds"))).hasSize(1);
    }

    @Test
    void aBuildWhoseLauncherWasKilledIsStillWaitedFor() throws Exception {
        Path checkout = checkout("orphan");
        gate();
        Started first = start(checkout, "1");
        maven();

        first.process.destroyForcibly().waitFor();
        Started second = start(checkout, "2");
        await().until(() -> second.stderr().contains(WAITING));
        openGate();

        assertThat(second.ended().stdout()).isEqualTo("main [2]\n");
    }

    @Test
    void aBuildThatWasKilledHoldsNobodyUp() throws Exception {
        Path checkout = checkout("killed");
        gate();
        Started first = start(checkout, "1");
        ProcessHandle maven = maven();

        first.process.destroyForcibly().waitFor();
        maven.destroyForcibly();
        maven.onExit().get(1, TimeUnit.MINUTES);
        Files.delete(folder.resolve("gate"));

        Command.Ended second = start(checkout, "2").ended();
        assertThat(second.stdout()).isEqualTo("main [2]\n");
        assertThat(second.stderr()).doesNotContain(WAITING);
    }

    @Test
    @EnabledIf("perlIsThere")
    void withoutFlockPerlKeepsBuildsApart() throws Exception {
        Path checkout = checkout("perl");
        for (String tool : List.of(
                "id", "find", "head", "perl", "cat", "date", "mkdir", "cp", "ln", "rm", "mv", "dirname", "sed", "stty",
                "tail")) {
            for (String place : List.of("/usr/bin", "/bin")) {
                Path found = Path.of(place, tool);
                if (Files.exists(found) && !Files.exists(tools.resolve(tool))) {
                    executable(tools.resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n");
                }
            }
        }
        Map<String, String> bare = Map.of("PATH", tools.toString());
        gate();

        Started first = start(checkout, bare, "1");
        maven();
        Started second = start(checkout, bare, "2");
        await().until(() -> second.stderr().contains(WAITING));
        openGate();

        assertThat(first.ended().stdout()).isEqualTo("main [1]\n");
        assertThat(second.ended().stdout()).isEqualTo("main [2]\n");
        assertThat(Files.readAllLines(folder.resolve("builds"))).hasSize(1);
    }

    static boolean perlIsThere() {
        return Files.isExecutable(Path.of("/usr/bin/perl"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "pom.xml",
                "dsl",
                "providers/canton",
                "dsl/src/main",
                "engine/core/pom.xml",
                "engine/cli/target",
                "engine/cli/target/app",
                "APP",
                "APP/lib",
                "APP/partita-cli.jar",
                "APP/lib/picocli-1.jar"
            })
    void startsNothingWhereEverybodyCanWrite(String open) throws Exception {
        Path checkout = checkout("shared");
        assertThat(start(checkout).ended().exit()).isZero();
        String app = "engine/cli/target/app/"
                + Files.readString(checkout.resolve("engine/cli/target/partita.stamp"))
                        .strip();
        Path path = checkout.resolve(open.replace("APP", app)).normalize();
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xrwx"));

        Command.Ended refused = start(checkout).ended();

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.stdout()).isEmpty();
        assertThat(refused.stderr()).contains("everybody can write to '" + path + "'", "chmod go-w");
        assertThat(start(checkout, Map.of("PARTITA_TRUST_CHECKOUT", checkout.toString()))
                        .ended()
                        .exit())
                .isZero();
        assertThat(start(checkout, Map.of("PARTITA_TRUST_CHECKOUT", folder.toString()))
                        .ended()
                        .exit())
                .isEqualTo(1);
    }

    @Test
    void startsNothingWhereItCannotLook() throws Exception {
        Path checkout = checkout("unseen");
        assertThat(start(checkout).ended().exit()).isZero();
        executable(tools.resolve("find"), "#!/bin/sh\nexit 1\n");

        Command.Ended refused = start(checkout).ended();

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.stdout()).isEmpty();
        assertThat(refused.stderr()).contains("not all of '" + checkout + "' can be looked at");
    }

    @Test
    void whatIsBuiltIsForTheOwnerToChange() throws Exception {
        Path checkout = checkout("mask");

        Command.Ended ended = start(checkout, Map.of("LAUNCHER_MASK", "000")).ended();

        assertThat(ended.exit()).isZero();
        try (Stream<Path> files = Files.walk(checkout.resolve("engine/cli/target/app"))) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .matches("r..r-.r-."));
        }
    }

    private Path checkout(String name) throws IOException {
        Path checkout = Files.createDirectory(folder.resolve(name));
        Files.copy(LAUNCHER, checkout.resolve("partita"));
        Files.writeString(checkout.resolve("pom.xml"), "");
        for (String module : MODULES) {
            Files.createDirectories(checkout.resolve(module).resolve("src/main"));
            Files.writeString(checkout.resolve(module).resolve("pom.xml"), "");
        }
        return checkout;
    }

    private void gate() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("gate").toString())
                        .start()
                        .waitFor())
                .isZero();
    }

    private void openGate() throws IOException {
        Files.writeString(folder.resolve("gate"), "open\n");
        Files.delete(folder.resolve("gate"));
    }

    /** Waits until Maven runs. */
    private ProcessHandle maven() {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Files.exists(folder.resolve("maven"))
                        && !Files.readString(folder.resolve("maven")).isBlank());
        try {
            return ProcessHandle.of(Long.parseLong(
                            Files.readString(folder.resolve("maven")).strip()))
                    .orElseThrow();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Started start(Path checkout, String... words) throws IOException {
        return start(checkout, Map.of(), words);
    }

    private Started start(Path checkout, Map<String, String> environment, String... words) throws IOException {
        return started("umask \"${LAUNCHER_MASK:-022}\"; exec \"$0\" \"$@\"", checkout, environment, words);
    }

    /** @param script what a shell does with the launcher, which is its {@code $0} */
    private Started started(String script, Path checkout, Map<String, String> environment, String... words)
            throws IOException {
        List<String> command = new ArrayList<>(
                List.of("/bin/sh", "-c", script, checkout.resolve("partita").toString()));
        command.addAll(List.of(words));
        Path stdout = Files.createTempFile(folder, "stdout", "");
        Path stderr = Files.createTempFile(folder, "stderr", "");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        builder.environment().put("PATH", tools + ":" + System.getenv("PATH"));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return new Started(process, stdout, stderr);
    }

    private record Started(Process process, Path out, Path err) {

        String stderr() throws IOException {
            return Files.readString(err);
        }

        Command.Ended ended() throws Exception {
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            return new Command.Ended(process.exitValue(), Files.readString(out), stderr());
        }
    }

    private static void executable(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A program that prints its words, one that trains nothing, and one that has no signature to take away. */
    private void jar(Path file) throws IOException {
        Path sources = Files.createDirectory(folder.resolve("sources"));
        Path main = sources.resolve("Main.java");
        Files.writeString(main, """
                package io.partita.cli;
                class Main {
                    public static void main(String[] words) {
                        System.out.println(switch (words.length == 0 ? "" : words[0]) {
                            case "exists" -> String.valueOf(java.nio.file.Files.exists(java.nio.file.Path.of(words[1])));
                            case "classes" -> System.getProperty("java.class.path");
                            default -> "main " + java.util.Arrays.asList(words);
                        });
                    }
                }
                class Training {
                    public static void main(String[] words) {}
                }
                class UnsignedJars {
                    public static void main(String[] words) {}
                }
                """);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-d", sources.toString(), main.toString()))
                .isZero();
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (String name : List.of("Main", "Training", "UnsignedJars")) {
                String type = "io/partita/cli/" + name + ".class";
                jar.putNextEntry(new JarEntry(type));
                jar.write(Files.readAllBytes(sources.resolve(type)));
                jar.closeEntry();
            }
        }
    }
}
