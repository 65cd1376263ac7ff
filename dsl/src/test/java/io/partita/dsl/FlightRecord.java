package io.partita.dsl;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClassLoader;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * What the JVM itself records of the threads that read declarations: processes, files, connections, threads, classes.
 */
final class FlightRecord implements AutoCloseable {

    private static final List<String> DEEDS = List.of(
            "jdk.ProcessStart",
            "jdk.FileRead",
            "jdk.FileWrite",
            "jdk.SocketRead",
            "jdk.SocketWrite",
            "jdk.ClassDefine");

    private final Recording recording = new Recording();

    FlightRecord() {
        DEEDS.forEach(deed -> recording.enable(deed).withThreshold(Duration.ZERO));
        recording.start();
    }

    /**
     * Everything since the beginning that is more than the JVM's loading of the classes of the reader. Ends the
     * recording.
     */
    List<String> deeds() throws IOException {
        Path file = Files.createTempFile("flight", ".jfr");
        try {
            recording.stop();
            recording.dump(file);
            List<String> deeds = new ArrayList<>();
            for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
                boolean reading = event.getThread() != null
                        && "declaration".equals(event.getThread().getJavaName());
                if (reading && !isLoading(event)) {
                    deeds.add(event.toString());
                }
            }
            return deeds;
        } finally {
            Files.delete(file);
        }
    }

    private static boolean isLoading(RecordedEvent event) {
        String type = event.getEventType().getName();
        if (type.equals("jdk.FileRead")) {
            String path = event.getString("path");
            return path != null && places().anyMatch(path::startsWith);
        }
        if (type.equals("jdk.ClassDefine")) {
            RecordedClassLoader loader = event.getValue("definingClassLoader");
            return loader == null
                    || loader.getType() == null
                    || loader.getType().getName().startsWith("jdk.internal.loader.");
        }
        return false;
    }

    private static Stream<String> places() {
        return Stream.concat(
                Stream.of(System.getProperty("java.home")),
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)));
    }

    @Override
    public void close() {
        recording.close();
    }
}
