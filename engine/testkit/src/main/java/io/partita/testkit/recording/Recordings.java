package io.partita.testkit.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * The recordings on the class path. They were made once and never change; how, is told beside them in
 * {@code README.md}.
 */
public final class Recordings {

    private static final String FOLDER = "/io/partita/testkit/recordings/";

    private Recordings() {}

    /**
     * What there is, ordered by protocol version and scenario.
     *
     * @throws UncheckedIOException if the index cannot be read
     */
    public static List<Entry> index() {
        try (var lines = text(open("index.tsv"))) {
            return lines.lines().map(Entry::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All recordings, each read when the stream comes to it. */
    public static Stream<Recording> all() {
        return index().stream().map(Entry::load);
    }

    /**
     * One recording.
     *
     * @param protocolVersion 34 or 35
     * @param scenario such as {@code h-offline-path}
     * @throws UncheckedIOException if there is none such, or it cannot be read
     */
    public static Recording load(int protocolVersion, String scenario) {
        try (var lines = text(new GZIPInputStream(open("pv%d/%s.ndjson.gz".formatted(protocolVersion, scenario))))) {
            return RecordingReader.read(lines);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "recording %s of protocol version %d".formatted(scenario, protocolVersion), e);
        }
    }

    /**
     * The topology transactions an external key signed in {@code j-external-party}, with hashes, signatures and the
     * test key.
     */
    public static JsonNode vectors(int protocolVersion) {
        return json("pv%d/vectors.json".formatted(protocolVersion));
    }

    /** The one signature over three transactions of {@code j-multi-signature}. Protocol version 35. */
    public static JsonNode multiSignatureVectors() {
        return json("pv35/vectors-multi.json");
    }

    private static JsonNode json(String name) {
        try (var in = open(name)) {
            return JsonMapper.builder().build().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    private static BufferedReader text(InputStream in) {
        return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    }

    private static InputStream open(String name) throws FileNotFoundException {
        var in = Recordings.class.getResourceAsStream(FOLDER + name);
        if (in == null) {
            throw new FileNotFoundException(FOLDER + name);
        }
        return in;
    }

    /**
     * A line of the index. The counts are there for tests, which shall notice when they looked at less.
     *
     * @param messages complete messages of all its calls
     * @param truncated messages of which only length and hash were kept
     */
    public record Entry(int protocolVersion, String scenario, int calls, int messages, int truncated) {

        public Recording load() {
            return Recordings.load(protocolVersion, scenario);
        }

        @Override
        public String toString() {
            return "pv" + protocolVersion + "/" + scenario;
        }

        private static Entry parse(String line) {
            var fields = line.split("\t", -1);
            return new Entry(
                    Integer.parseInt(fields[0]),
                    fields[1],
                    Integer.parseInt(fields[2]),
                    Integer.parseInt(fields[3]),
                    Integer.parseInt(fields[4]));
        }
    }
}
