package io.partita.provider.canton;

import io.partita.core.model.PackageId;
import io.partita.core.secret.KnownSecrets;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a participant says of itself, checked on its way in: the size and alphabet of texts, the range of numbers. A
 * text for people is taken without secrets; an id that repeats one is refused, because it would be sent back and kept.
 */
final class Told {

    /** In characters. Names, releases, cron expressions and ids of Canton are shorter. */
    private static final int LONGEST = 1000;

    /** In bytes: a hash with its length and kind before it. */
    private static final int LONGEST_HASH = 64;

    private static final int LATEST_PROTOCOL = 1_000_000;

    private static final Pattern PACKAGE_ID = Pattern.compile("[A-Za-z0-9_.:#-]{1,255}");

    /** As Canton writes ids of contracts, updates and the like. */
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9#:_/+=. -]{0," + LONGEST + "}");

    private Told() {}

    /** A text that people read. */
    static String text(String what, String text) throws UnreadableAnswer {
        if (text.length() > LONGEST) {
            throw new UnreadableAnswer(what + " is longer than " + LONGEST + " characters");
        }
        return KnownSecrets.masked(text);
    }

    /** The id of something, which may be empty. */
    static String id(String what, String id) throws UnreadableAnswer {
        if (!ID.matcher(id).matches()) {
            throw new UnreadableAnswer(what + " is not one: it has characters or a length that no id has");
        }
        return withoutSecret(what, id);
    }

    /** A text that is sent back as it was. */
    static String withoutSecret(String what, String text) throws UnreadableAnswer {
        if (KnownSecrets.areIn(text)) {
            throw new UnreadableAnswer(what + " repeats a secret of this machine");
        }
        return text;
    }

    /** A hash in lower-case hex. */
    static String hash(String what, byte[] bytes) throws UnreadableAnswer {
        if (bytes.length > LONGEST_HASH) {
            throw new UnreadableAnswer(what + " is longer than " + LONGEST_HASH + " bytes");
        }
        return withoutSecret(what, HexFormat.of().formatHex(bytes));
    }

    /** A number of things or a place in the ledger. */
    static long count(String what, long number) throws UnreadableAnswer {
        if (number < 0) {
            throw new UnreadableAnswer(what + " is out of range: " + number);
        }
        return number;
    }

    /** A version of the protocol; the lowest that ever was is enough to be one. */
    static int protocolVersion(int version) throws UnreadableAnswer {
        if (version < 0 || version > LATEST_PROTOCOL) {
            throw new UnreadableAnswer("a protocol version is out of range: " + version);
        }
        return version;
    }

    /** The id of a package: not everything that can be written is one. */
    static PackageId packageId(String id) throws UnreadableAnswer {
        if (!PACKAGE_ID.matcher(id).matches()) {
            throw new UnreadableAnswer("the id of a package is not one");
        }
        return new PackageId(withoutSecret("the id of a package", id));
    }
}
