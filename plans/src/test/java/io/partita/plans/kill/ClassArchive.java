package io.partita.plans.kill;

import io.partita.plans.kill.disk.FatalDisk;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The classes of this test in jars, archived for a fast start: a matrix starts thousands of processes, and an archive takes no folders. */
final class ClassArchive {

    private static final String DISK = FatalDisk.class.getPackageName().replace('.', '/');

    private final List<Path> jars;
    private final Path disk;
    private final Path archive;

    private ClassArchive(List<Path> jars, Path disk, Path archive) {
        this.jars = jars;
        this.disk = disk;
        this.archive = archive;
    }

    /** @param folder for jars and archive; the archive itself is made by the first process that ends by itself */
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
                jars.add(path);
            }
        }
        return new ClassArchive(jars, disk, folder.resolve("classes.jsa"));
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

    /** Java, with the options before the program. */
    List<String> java() {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xlog:disable",
                "-Xlog:all=error:stderr"));
        command.add((Files.exists(archive) ? "-XX:SharedArchiveFile=" : "-XX:ArchiveClassesAtExit=") + archive);
        return command;
    }

    /** The program. */
    List<String> main() {
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
                        File.pathSeparator, jars.stream().map(Path::toString).toList()),
                "io.partita.cli.Main");
    }
}
