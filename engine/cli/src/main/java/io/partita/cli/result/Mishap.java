package io.partita.cli.result;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What goes wrong in a rehearsal, once: with the first call of a method.
 *
 * @param kind what
 * @param method of the participant's API, without its service
 * @param participant whose call it is; empty: whichever is the first
 */
public record Mishap(Kind kind, String method, Optional<String> participant) {

    private static final Pattern FORM =
            Pattern.compile("(?<kind>[a-z-]+):(?<method>[A-Za-z0-9]+)(@(?<participant>[A-Za-z][A-Za-z0-9_-]*))?");

    /** What can go wrong. */
    public enum Kind {
        /** The call ends with an error before it has an effect. */
        REFUSED,
        /** It has its effect, and the answer is lost. */
        LOST,
        /** It is answered late. */
        SLOW,
        /** It breaks off in the middle. */
        CUT,
        /** The participant's process ends, and starts again. */
        CRASH,
        /** partita dies before the call has an effect, and is resumed. */
        KILL,
        /** partita dies when the call has had its effect, and is resumed. */
        KILL_AFTER;

        /** As it is typed. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Mishap {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(participant, "participant");
    }

    /** Empty when the text is not {@code kind:Method} or {@code kind:Method@participant}. */
    public static Optional<Mishap> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.word().equals(matcher.group("kind")))
                .findFirst()
                .map(kind ->
                        new Mishap(kind, matcher.group("method"), Optional.ofNullable(matcher.group("participant"))));
    }

    /** The words for {@link Kind}, for people. */
    public static String kinds() {
        return Arrays.stream(Kind.values()).map(Kind::word).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return kind.word() + ":" + method + participant.map(name -> "@" + name).orElse("");
    }
}
