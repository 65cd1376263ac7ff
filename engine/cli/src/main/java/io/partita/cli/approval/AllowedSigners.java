package io.partita.cli.approval;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Those who may sign, in the format that {@code ssh-keygen -Y verify -f} takes: names, options, a key. Stricter than
 * OpenSSH: a name is a name and no pattern, because people are counted, and a line that is not understood makes the whole
 * list unusable.
 */
public final class AllowedSigners {

    private static final Pattern NAME = Pattern.compile("[\\P{C}&&[^\\s,\"!*?]]{1,255}");
    private static final Pattern KEY_TYPE = Pattern.compile("[a-z0-9@.-]{3,64}");
    private static final Pattern OPTION = Pattern.compile("(?<name>[A-Za-z-]+)(=\"(?<value>[^\"]*)\")?(,|$)");
    private static final Pattern TIME = Pattern.compile("(?<digits>\\d{8}(\\d{4}(\\d{2})?)?)(?<zone>Z?)");
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private final List<Entry> entries;

    private AllowedSigners(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /**
     * A key and whose it is.
     *
     * @param line its place
     * @param namespaces what it may sign for, as patterns; empty: anything
     * @param after from when on it counts
     * @param before until when it counts
     */
    private record Entry(
            int line,
            SortedSet<String> names,
            Optional<String> namespaces,
            Optional<Instant> after,
            Optional<Instant> before,
            byte[] key) {}

    /** The list. @throws SignatureRefused with the number of the line that is not understood */
    public static AllowedSigners parse(byte[] file) throws SignatureRefused {
        List<Entry> entries = new ArrayList<>();
        String[] lines = new String(file, StandardCharsets.UTF_8).split("\r?\n", -1);
        for (int number = 1; number <= lines.length; number++) {
            String line = lines[number - 1].strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                entries.add(entry(number, line));
            }
        }
        return new AllowedSigners(entries);
    }

    private static Entry entry(int number, String line) throws SignatureRefused {
        List<String> words = words(number, line);
        if (words.size() < 3) {
            throw refused(number, "a line has names, a kind of key and the key");
        }
        SortedSet<String> names = names(number, words.get(0));
        boolean plain = isKeyType(words.get(1));
        Options options = plain ? new Options() : Options.of(number, words.get(1));
        if (!plain && words.size() < 4) {
            throw refused(number, "a line has names, options, a kind of key and the key");
        }
        String type = words.get(plain ? 1 : 2);
        byte[] key = key(number, type, words.get(plain ? 2 : 3));
        return new Entry(number, names, options.namespaces, options.after, options.before, key);
    }

    private static boolean isKeyType(String word) {
        return KEY_TYPE.matcher(word).matches()
                && (word.startsWith("ssh-") || word.startsWith("ecdsa-") || word.startsWith("sk-"));
    }

    private static SignatureRefused refused(int line, String why) {
        return new SignatureRefused("line " + line + ": " + why);
    }

    /** Divided at blanks that stand in no quotes. */
    private static List<String> words(int number, String line) throws SignatureRefused {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        for (char each : line.toCharArray()) {
            quoted = each == '"' ? !quoted : quoted;
            if (!quoted && Character.isWhitespace(each)) {
                if (word.length() > 0) {
                    words.add(word.toString());
                    word.setLength(0);
                }
            } else {
                word.append(each);
            }
        }
        if (quoted) {
            throw refused(number, "a quote is not closed");
        }
        words.add(word.toString());
        return words;
    }

    private static SortedSet<String> names(int number, String word) throws SignatureRefused {
        String plain = word.startsWith("\"") && word.endsWith("\"") && word.length() > 1
                ? word.substring(1, word.length() - 1)
                : word;
        SortedSet<String> names = new TreeSet<>();
        for (String name : plain.split(",", -1)) {
            if (!NAME.matcher(name).matches()) {
                throw refused(
                        number,
                        "the names have to be those of one person, with commas between them and without patterns");
            }
            names.add(name);
        }
        return Collections.unmodifiableSortedSet(names);
    }

    private static byte[] key(int number, String type, String text) throws SignatureRefused {
        try {
            byte[] key = Base64.getDecoder().decode(text);
            byte[] name = type.getBytes(StandardCharsets.US_ASCII);
            boolean fits = key.length > name.length + 4
                    && Arrays.equals(Arrays.copyOfRange(key, 4, 4 + name.length), name)
                    && key[3] == name.length;
            if (!isKeyType(type) || !fits) {
                throw refused(number, "the key is not of the kind that stands before it");
            }
            return key;
        } catch (IllegalArgumentException damaged) {
            throw new SignatureRefused("line " + number + ": the key is damaged", damaged);
        }
    }

    /** What stands between the names and the key. */
    private static final class Options {

        private Optional<String> namespaces = Optional.empty();
        private Optional<Instant> after = Optional.empty();
        private Optional<Instant> before = Optional.empty();

        static Options of(int number, String text) throws SignatureRefused {
            Options options = new Options();
            Matcher matcher = OPTION.matcher(text);
            int at = 0;
            while (at < text.length()) {
                if (!matcher.find(at) || matcher.start() != at) {
                    throw refused(number, "the options are not written as OpenSSH takes them");
                }
                options.take(number, matcher.group("name").toLowerCase(Locale.ROOT), matcher.group("value"));
                at = matcher.end();
            }
            return options;
        }

        private void take(int number, String name, String value) throws SignatureRefused {
            boolean again = switch (name) {
                case "namespaces" -> namespaces.isPresent();
                case "valid-after" -> after.isPresent();
                case "valid-before" -> before.isPresent();
                default ->
                    throw refused(number, "only namespaces, valid-after and valid-before are known as options here");
            };
            if (again || value == null) {
                throw refused(number, "option '" + name + "' has to stand there once, with a value in quotes");
            }
            switch (name) {
                case "namespaces" -> namespaces = Optional.of(value);
                case "valid-after" -> after = Optional.of(time(number, value));
                default -> before = Optional.of(time(number, value));
            }
        }

        /** Without a Z it is the time of this machine, as for OpenSSH. */
        private static Instant time(int number, String value) throws SignatureRefused {
            Matcher matcher = TIME.matcher(value);
            try {
                if (matcher.matches()) {
                    ZoneId zone = matcher.group("zone").isEmpty() ? ZoneId.systemDefault() : ZoneOffset.UTC;
                    String digits = (matcher.group("digits") + "000000").substring(0, 14);
                    return LocalDateTime.parse(digits, SECONDS).atZone(zone).toInstant();
                }
                throw refused(number, "a time is written YYYYMMDD, YYYYMMDDHHMM or YYYYMMDDHHMMSS, with a Z for UTC");
            } catch (DateTimeException noTime) {
                throw new SignatureRefused("line " + number + ": there is no such time", noTime);
            }
        }
    }

    /**
     * Whose a key is that signed for something.
     *
     * @param publicKey as it is on the wire
     * @param now when it is asked
     * @return all names of its lines that count
     * @throws SignatureRefused why none of them counts
     */
    public SortedSet<String> names(byte[] publicKey, String namespace, Instant now) throws SignatureRefused {
        Objects.requireNonNull(namespace, "namespace");
        List<Entry> known = entries.stream()
                .filter(entry -> Arrays.equals(entry.key(), publicKey))
                .toList();
        if (known.isEmpty()) {
            throw new SignatureRefused("the key is not in the list of those who may sign");
        }
        SortedSet<String> names = new TreeSet<>();
        Optional<String> why = Optional.empty();
        for (Entry entry : known) {
            Optional<String> unfit = unfit(entry, namespace, now);
            if (unfit.isEmpty()) {
                names.addAll(entry.names());
            }
            why = why.or(() -> unfit);
        }
        if (names.isEmpty()) {
            throw new SignatureRefused(why.orElseThrow());
        }
        return names;
    }

    /**
     * Whose a key is, whatever it may sign for and until when.
     *
     * @param publicKey as it is on the wire
     * @return none when it is nobody's
     */
    public SortedSet<String> whose(byte[] publicKey) {
        SortedSet<String> names = new TreeSet<>();
        entries.stream()
                .filter(entry -> Arrays.equals(entry.key(), publicKey))
                .forEach(entry -> names.addAll(entry.names()));
        return names;
    }

    /** All of them, sorted. */
    public SortedSet<String> everybody() {
        SortedSet<String> names = new TreeSet<>();
        entries.forEach(entry -> names.addAll(entry.names()));
        return names;
    }

    /** The names of each key: they are of one person. */
    public List<SortedSet<String>> together() {
        return entries.stream().map(entry -> whose(entry.key())).distinct().toList();
    }

    private static Optional<String> unfit(Entry entry, String namespace, Instant now) {
        String whose = "the key of " + entry.names().first();
        if (entry.namespaces().filter(patterns -> !matches(patterns, namespace)).isPresent()) {
            return Optional.of(whose + " may not sign for this (line " + entry.line() + ", namespaces)");
        }
        if (entry.after().filter(now::isBefore).isPresent()) {
            return Optional.of(
                    whose + " does not count before " + entry.after().get() + " (line " + entry.line() + ")");
        }
        return entry.before()
                .filter(now::isAfter)
                .map(end -> whose + " counts no longer since " + end + " (line " + entry.line() + ")");
    }

    /** A list of patterns as OpenSSH reads it: one that begins with an exclamation mark takes back. */
    private static boolean matches(String patterns, String text) {
        boolean found = false;
        for (String pattern : patterns.split(",")) {
            boolean not = pattern.startsWith("!");
            if (glob(not ? pattern.substring(1) : pattern).matcher(text).matches()) {
                if (not) {
                    return false;
                }
                found = true;
            }
        }
        return found;
    }

    private static Pattern glob(String pattern) {
        StringBuilder regular = new StringBuilder();
        for (char each : pattern.toCharArray()) {
            regular.append(
                    switch (each) {
                        case '*' -> ".*";
                        case '?' -> ".";
                        default -> Pattern.quote(String.valueOf(each));
                    });
        }
        return Pattern.compile(regular.toString(), Pattern.DOTALL);
    }
}
