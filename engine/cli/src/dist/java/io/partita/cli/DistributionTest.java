package io.partita.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.partita.cli.command.PartitaCommand;
import io.partita.cli.command.RunnableCommand;
import io.partita.core.hash.Sha256;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code mvn package -Pdist} has made. */
@Tag("dist")
class DistributionTest {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    @TempDir
    static Path elsewhere;

    @TempDir
    Path folder;

    private static Path only(String glob) throws IOException {
        try (var found = Files.newDirectoryStream(TARGET, glob)) {
            List<Path> all = new ArrayList<>();
            found.forEach(all::add);
            assertThat(all).as(glob).hasSize(1);
            return all.get(0);
        }
    }

    private static Path archive() throws IOException {
        return only("partita-*.tar.gz");
    }

    /** A file of the archive. */
    private record Packed(TarArchiveEntry entry, byte[] bytes) {
        String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    /** By their path within the one folder of the archive. */
    private static SortedMap<String, Packed> packed() throws IOException {
        return packed(archive());
    }

    private static SortedMap<String, Packed> packed(Path archive) throws IOException {
        SortedMap<String, Packed> all = new TreeMap<>();
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                assertThat(entry.getName()).startsWith("partita-");
                all.put(
                        entry.getName().substring(entry.getName().indexOf('/') + 1),
                        new Packed(entry, tar.readAllBytes()));
            }
        }
        return all;
    }

    @Test
    void itHasEverythingAndNothingOfTheMachineThatMadeIt() throws IOException {
        SortedMap<String, Packed> all = packed();

        assertThat(all.keySet())
                .contains(
                        "bin/partita",
                        "app/partita-cli.jar",
                        "share/completions/partita.bash",
                        "share/schemas/answer.schema.json",
                        "share/schemas/world.schema.json",
                        "share/doc/editors/partita.gdsl",
                        "share/doc/ci/gitlab-ci.yml",
                        "sbom.cdx.json",
                        "README.md",
                        "LICENSE");
        assertThat(all.get("bin/partita").entry().getMode() & 0777).isEqualTo(0755);
        all.values().forEach(packed -> {
            assertThat(packed.entry().getLongUserId()).isZero();
            assertThat(packed.entry().getUserName()).isEqualTo("root");
            assertThat(packed.entry().getLastModifiedTime().toMillis())
                    .as(packed.entry().getName())
                    .isEqualTo(all.get("LICENSE").entry().getLastModifiedTime().toMillis());
            assertThat(packed.text()).as(packed.entry().getName()).doesNotContain(TARGET.toString());
        });
    }

    @Test
    void everyJarOfTheClassPathIsThereAndNoOther() throws IOException {
        SortedMap<String, Packed> all = packed();
        Manifest manifest;
        try (JarInputStream jar = new JarInputStream(
                new ByteArrayInputStream(all.get("app/partita-cli.jar").bytes()))) {
            manifest = jar.getManifest();
        }

        Set<String> named = new TreeSet<>(Arrays.asList(
                manifest.getMainAttributes().getValue("Class-Path").split(" ")));
        Set<String> there = new TreeSet<>();
        all.keySet().stream()
                .filter(name -> name.startsWith("app/lib/") && name.endsWith(".jar"))
                .forEach(name -> there.add(name.substring("app/".length())));
        assertThat(there).isEqualTo(named).anyMatch(jar -> jar.startsWith("lib/picocli-"));
    }

    @Test
    void everyCommandHasAManPage() throws IOException {
        SortedMap<String, Packed> all = packed();
        Set<String> wanted = new TreeSet<>();
        collect(PartitaCommand.whole(), "partita", wanted);

        for (String name : wanted) {
            assertThat(all).containsKey("share/man/man1/" + name + ".1");
            assertThat(all.get("share/man/man1/" + name + ".1").text())
                    .contains(".TH \"" + name.toUpperCase(Locale.ROOT).replace("-", "\\-") + "\" \"1\" \"\"");
        }
        assertThat(all.get("share/man/man1/partita-plan.1").text())
                .contains("detailed\\-exitcode")
                .contains("partita plan hosting/alice \\-o plan.json")
                .contains("stale: a fact that the plan relies on has moved");
    }

    private static void collect(CommandLine command, String name, Set<String> names) {
        if (name.equals("partita") || command.getCommand() instanceof RunnableCommand) {
            names.add(name);
        }
        command.getSubcommands().forEach((word, sub) -> collect(sub, name + "-" + word, names));
    }

    @Test
    void theBillOfMaterialsNamesEveryLibrary() throws IOException {
        SortedMap<String, Packed> all = packed();
        JsonNode bill = new ObjectMapper().readTree(all.get("sbom.cdx.json").bytes());

        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.has("serialNumber")).isFalse();
        Set<String> named = new TreeSet<>();
        bill.path("components")
                .forEach(component -> named.add(component.path("name").asText() + "-"
                        + component.path("version").asText() + ".jar"));
        Collection<String> jars = all.keySet().stream()
                .filter(name -> name.startsWith("app/lib/") && name.endsWith(".jar"))
                .map(name -> name.substring("app/lib/".length()))
                .toList();
        assertThat(named).containsAll(jars);
    }

    @Test
    void itRunsFromWhereItIsUnpackedAndThroughALink() throws Exception {
        Path unpacked = Files.createDirectories(folder.resolve("opt dir"));
        assertThat(run(folder, "tar", "xzf", archive().toString(), "-C", unpacked.toString()))
                .isEmpty();
        Path home;
        try (Stream<Path> files = Files.list(unpacked)) {
            home = files.findFirst().orElseThrow();
        }
        Path link = Files.createSymbolicLink(folder.resolve("partita"), home.resolve("bin/partita"));

        assertThat(run(folder, home.resolve("bin/partita").toString(), "--version"))
                .startsWith("partita ");
        assertThat(run(
                        folder,
                        link.toString(),
                        "validate",
                        Path.of("../../plans/quickstart").toRealPath().toString()))
                .contains("The declaration is in order");
    }

    /**
     * Another checkout in another folder gives the same bytes. What earlier builds have left in this one is packaged as
     * well, and found here: clean it first.
     */
    @Test
    void aSecondBuildGivesTheSameBytes() throws Exception {
        Path other = second();

        assertThat(hashes(other.resolve(archive().getFileName()))).isEqualTo(hashes(archive()));
        for (Path made :
                List.of(archive(), TARGET.resolve("partita-sbom.json"), TARGET.resolve("partita-cli.jar"), image())) {
            if (Files.exists(made)) {
                assertThat(other.resolve(made.getFileName())).hasSameBinaryContentAs(made);
            }
        }
    }

    private static Path image() throws IOException {
        return TARGET.resolve(archive().getFileName().toString().replace(".tar.gz", "-image.tar"));
    }

    /** What another checkout makes, with an image on the base of this build, or on none. */
    private static synchronized Path second() throws Exception {
        Path copy = elsewhere.resolve("second checkout");
        if (Files.notExists(copy)) {
            copySources(Path.of("../..").toRealPath(), copy);
            // Not offline: the bill of materials is only made online.
            run(
                    copy,
                    "mvn",
                    "-q",
                    "-B",
                    "-f",
                    copy.toString(),
                    "-Pdist",
                    "-DskipTests",
                    "-pl",
                    "engine/cli",
                    "-am",
                    "-Dpartita.image.base=" + System.getProperty("partita.image.base", "scratch"),
                    "package");
        }
        return copy.resolve("engine/cli/target");
    }

    /** What an image consists of, as the layout of OCI images says. */
    private record Image(JsonNode settings, List<SortedMap<String, TarArchiveEntry>> layers, Path unpacked) {

        static Image of(Path tar, Path folder) throws Exception {
            run(folder, "tar", "xf", tar.toString());
            ObjectMapper mapper = new ObjectMapper();
            JsonNode index = mapper.readTree(folder.resolve("index.json").toFile());
            JsonNode manifest = mapper.readTree(blob(folder, index.at("/manifests/0/digest")));
            Path unpacked = Files.createDirectory(folder.resolve("root"));
            List<SortedMap<String, TarArchiveEntry>> layers = new ArrayList<>();
            for (JsonNode layer : manifest.path("layers")) {
                Path blob = folder.resolve(
                        "blobs/sha256/" + layer.path("digest").asText().substring("sha256:".length()));
                assertThat("sha256:" + Sha256.of(blob))
                        .isEqualTo(layer.path("digest").asText());
                layers.add(entries(blob));
                run(folder, "tar", "xzf", blob.toString(), "-C", unpacked.toString());
            }
            return new Image(mapper.readTree(blob(folder, manifest.at("/config/digest"))), layers, unpacked);
        }

        private static byte[] blob(Path folder, JsonNode digest) throws IOException {
            return Files.readAllBytes(
                    folder.resolve("blobs/sha256/" + digest.asText().substring("sha256:".length())));
        }

        private static SortedMap<String, TarArchiveEntry> entries(Path layer) throws IOException {
            SortedMap<String, TarArchiveEntry> entries = new TreeMap<>();
            try (InputStream file = new BufferedInputStream(Files.newInputStream(layer));
                    TarArchiveInputStream tar = new TarArchiveInputStream(new GzipCompressorInputStream(file))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    entries.put(entry.getName(), entry);
                }
            }
            return entries;
        }

        /** The last layers are partita's, whatever the base has. */
        SortedMap<String, TarArchiveEntry> own(int fromTheEnd) {
            return layers.get(layers.size() - fromTheEnd);
        }
    }

    @Test
    void theImageHasPartitaInLayersAndStartsItAsNobodyInParticular() throws Exception {
        Path tar = second().resolve(image().getFileName());
        Image image = Image.of(tar, Files.createDirectory(folder.resolve("image")));
        JsonNode container = image.settings().path("config");

        assertThat(container.path("User").asText()).isEqualTo("65532:65532");
        assertThat(container.path("WorkingDir").asText()).isEqualTo("/hosting");
        assertThat(container.path("Entrypoint"))
                .extracting(JsonNode::asText)
                .startsWith("java")
                .containsSubsequence("-cp", "@/app/jib-classpath-file", "io.partita.cli.Main");
        // What changes least lies lowest: a new partita brings three small layers.
        assertThat(image.own(5).keySet()).anyMatch(name -> name.startsWith("app/libs/picocli-"));
        assertThat(image.own(4).keySet()).anyMatch(name -> name.startsWith("app/libs/partita-core-"));
        assertThat(image.own(3).keySet()).contains("app/classpath/partita-cli.jar");
        assertThat(image.own(2).keySet()).contains("app/jib-classpath-file");
        assertThat(image.own(1).get("usr/local/bin/partita").getMode() & 0777).isEqualTo(0755);
        for (int at = 1; at <= 5; at++) {
            image.own(at).forEach((name, entry) -> {
                // The first second of all times, and of no clock.
                assertThat(entry.getLastModifiedTime().toMillis()).as(name).isBetween(0L, 1000L);
                assertThat(entry.getLongUserId()).as(name).isZero();
                assertThat(entry.getMode() & 022)
                        .as("writable by others: " + name)
                        .isZero();
            });
        }
        assertThat(started(image, container)).startsWith("partita ");
    }

    /** By its own entry point, with the Java of this machine, where its files have been unpacked. */
    private static String started(Image image, JsonNode container) throws Exception {
        Path paths = image.unpacked().resolve("app/jib-classpath-file");
        Files.writeString(
                paths, Files.readString(paths).replace("/app/", image.unpacked().resolve("app") + "/"));
        List<String> words = new ArrayList<>();
        container
                .path("Entrypoint")
                .forEach(word -> words.add(
                        word.asText().replace("/app/", image.unpacked().resolve("app") + "/")));
        words.add("--version");
        return run(image.unpacked(), words.toArray(String[]::new));
    }

    /** What is in an archive, so that a difference has a name. */
    private static SortedMap<String, String> hashes(Path archive) throws IOException {
        SortedMap<String, String> hashes = new TreeMap<>();
        packed(archive).forEach((name, packed) -> hashes.put(name, Sha256.of(packed.bytes())));
        return hashes;
    }

    private static void copySources(Path from, Path to) throws IOException {
        Set<String> left = Set.of(".git", "target", ".sandbox", ".partita");
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) throws IOException {
                if (left.contains(each.getFileName().toString())) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(to.resolve(from.relativize(each).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) throws IOException {
                Files.copy(each, to.resolve(from.relativize(each).toString()));
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** What a program printed; it has to end well. */
    private static String run(Path where, String... words) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(where.toFile()).redirectErrorStream(true);
        Map<String, String> environment = builder.environment();
        environment.remove("CI");
        Process process = builder.start();
        process.getOutputStream().close();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }
}
