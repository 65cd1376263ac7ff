package io.partita.plans.kill;

import io.partita.cli.UnsignedJars;
import io.partita.plans.Scenario;
import io.partita.plans.Served;
import io.partita.plans.kill.disk.FatalDisk;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The classes of this test in jars, archived for a fast start: a matrix starts thousands of processes, and an archive
 * takes no folders.
 */
final class ClassArchive {

    private static final String DISK = FatalDisk.class.getPackageName().replace('.', '/');

    /** The first release whose archive has more than classes in it. */
    private static final int AHEAD_OF_TIME = 25;

    /** The Java of the killed processes. */
    private static final Path HOME = Path.of(System.getProperty("partita.kill.java", System.getProperty("java.home")));

    private final List<Path> jars;
    private final Path disk;
    private final Path archive;

    private ClassArchive(List<Path> jars, Path disk, Path archive) {
        this.jars = jars;
        this.disk = disk;
        this.archive = archive;
    }

    /** @param folder for jars and archive */
    static ClassArchive in(Path folder) {
        List<Path> jars = new ArrayList<>();
        Path disk = folder.resolve("disk.jar");
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                jars.add(jar(path, "", folder.resolve("classes-" + jars.size() + ".jar")));
                if (Files.isDirectory(path.resolve(DISK))) {
                    jar(path, DISK, disk);
                }
            } else if (Files.isRegularFile(path)) {
                jars.add(unsigned(path, folder));
            }
        }
        return new ClassArchive(jars, disk, folder.resolve("classes.jsa"));
    }

    /** As the launcher has them: an archive holds no class of a signed jar. */
    private static Path unsigned(Path jar, Path folder) {
        try {
            if (!UnsignedJars.isSigned(jar)) {
                return jar;
            }
            Path unsigned = folder.resolve(jar.getFileName());
            UnsignedJars.write(jar, unsigned);
            return unsigned;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path jar(Path classes, String under, Path jar) {
        try (Stream<Path> files = Files.walk(classes.resolve(under));
                OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            for (Path one : files.filter(Files::isRegularFile).sorted().toList()) {
                zip.putNextEntry(new ZipEntry(classes.relativize(one).toString().replace(File.separatorChar, '/')));
                Files.copy(one, zip);
            }
            return jar;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Makes the archive, once, by a whole run on a network that is served for nothing else. As the launcher does it: by
     * a process that is nothing else, since writing an archive can bring Java down. Without an archive everything only
     * starts more slowly.
     *
     * @param ground a folder that does not exist yet
     */
    synchronized void train(Scenario scenario, Path ground) {
        Path training = archive.resolveSibling("training");
        if (Files.exists(training)) {
            return;
        }
        List<String> command = new ArrayList<>(options());
        command.add(
                (isAheadOfTime() ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + training.resolve("archive"));
        command.add("-XX:ErrorFile=" + training.resolve("crash"));
        command.add(FatalDisk.option());
        command.addAll(program());
        try (Served served = Served.quick(scenario, ground)) {
            command.addAll(List.of(
                    "io.partita.cli.Training",
                    training.toString(),
                    served.unit().toString()));
            Files.createDirectories(training);
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(training.resolve("said").toFile())
                    .start();
            if (process.waitFor() == 0) {
                Files.move(training.resolve("archive"), archive);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", interrupted);
        }
    }

    private static boolean isAheadOfTime() {
        try (Reader release = Files.newBufferedReader(HOME.resolve("release"))) {
            Properties properties = new Properties();
            properties.load(release);
            String version = properties.getProperty("JAVA_VERSION").replace("\"", "");
            return Runtime.Version.parse(version).feature() >= AHEAD_OF_TIME;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> options() {
        return List.of(
                HOME.resolve("bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:disable",
                "-Xlog:all=error:stderr");
    }

    /** Java, with the options before the program. */
    List<String> java() {
        List<String> command = new ArrayList<>(options());
        if (Files.exists(archive)) {
            command.add((isAheadOfTime() ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive);
        }
        return command;
    }

    /**
     * A process that plays many runs: it has no need of an archive. Much code that runs a few times each is not worth the
     * better compiler, which would take three quarters of the processor.
     */
    Process host() {
        List<String> command = new ArrayList<>(List.of(
                HOME.resolve("bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=240m",
                "-XX:+UseSerialGC",
                FatalDisk.option()));
        command.addAll(program());
        command.add(Host.class.getName());
        try {
            return new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The program. */
    List<String> main() {
        List<String> main = new ArrayList<>(program());
        main.add("io.partita.cli.Main");
        return main;
    }

    private List<String> program() {
        // The parser of command lines looks for Groovy when it starts; from here it cannot see it. The file system has
        // to be there before any class of the program.
        String parser = jars.stream()
                .map(Path::toString)
                .filter(jar -> jar.contains("picocli"))
                .findFirst()
                .orElseThrow();
        return List.of(
                "-Xbootclasspath/a:" + disk + File.pathSeparator + parser,
                "-cp",
                String.join(
                        File.pathSeparator, jars.stream().map(Path::toString).toList()));
    }
}
