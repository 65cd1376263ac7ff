package io.partita.testkit.recording;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * Tiny DARs of our own, the ones the recordings were made with. Their templates and choices are told beside them in
 * {@code README.md}.
 */
public final class TestDars {

    /** An enum and a record, no template. The others depend on it. */
    public static final String BASE = "partita-base-1.0.0.dar";

    /** The templates {@code Note} and {@code Deal}. */
    public static final String EXAMPLES = "partita-examples-1.0.0.dar";

    /** An upgrade of {@link #EXAMPLES}: {@code Note} has an optional field more. */
    public static final String EXAMPLES_UPGRADE = "partita-examples-1.1.0.dar";

    /** The template {@code Memo}. */
    public static final String EXTRA = "partita-extra-1.0.0.dar";

    /** Refused: {@link #EXAMPLES_UPGRADE} without {@link #BASE} inside. */
    public static final String EXAMPLES_WITHOUT_DEPENDENCY = "invalid/partita-examples-1.1.0-missing-dependency.dar";

    /** Refused: {@link #EXTRA} without {@link #BASE} inside. */
    public static final String EXTRA_WITHOUT_DEPENDENCY = "invalid/partita-extra-1.0.0-missing-dependency.dar";

    /** Refused where {@link #EXAMPLES} is vetted: the same name and version with another content. */
    public static final String EXAMPLES_WITH_OTHER_CONTENT = "invalid/partita-examples-1.0.0-other-content.dar";

    /** Refused where {@link #EXAMPLES} is vetted: version 1.2.0, which drops a field. */
    public static final String EXAMPLES_NOT_AN_UPGRADE = "invalid/partita-examples-1.2.0-not-an-upgrade.dar";

    private static final String FOLDER = "/io/partita/testkit/dars/";

    private TestDars() {}

    /** The names of those that a participant takes, each after what it depends on. */
    public static List<String> valid() {
        return List.of(BASE, EXAMPLES, EXAMPLES_UPGRADE, EXTRA);
    }

    /** The names of those that a participant refuses, some only after others. */
    public static List<String> invalid() {
        return List.of(
                EXAMPLES_WITHOUT_DEPENDENCY,
                EXTRA_WITHOUT_DEPENDENCY,
                EXAMPLES_WITH_OTHER_CONTENT,
                EXAMPLES_NOT_AN_UPGRADE);
    }

    /**
     * The bytes of a DAR.
     *
     * @param name one of the constants of this class
     * @throws UncheckedIOException if there is none of that name
     */
    public static byte[] bytes(String name) {
        try (var in = TestDars.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new FileNotFoundException(FOLDER + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The id of the main package.
     *
     * @param name one of the constants of this class
     */
    public static String mainPackageId(String name) {
        return switch (name) {
            case BASE -> "ff3d8334a1273d2ae518551b15622c87f1064cd1a290ab08f86dd36bc44fd4d0";
            case EXAMPLES -> "4a44e456466c5992edbccf64ee448c9d664f4d191f60e9d5a4ebfd6ac7b009c1";
            case EXAMPLES_UPGRADE, EXAMPLES_WITHOUT_DEPENDENCY ->
                "0d0ac132af5534f5173d4e8ff1db637c19d548a583a2beb6292689ea4de5e322";
            case EXTRA, EXTRA_WITHOUT_DEPENDENCY -> "cc70bf7be6478978ae9bd495983af38e7bdea1f65242efca6ae82004d1d39b27";
            case EXAMPLES_WITH_OTHER_CONTENT -> "828e42eba8a5a145913d4a2fe8f7766cc9ebef993577df72c1a1cf270447e25e";
            case EXAMPLES_NOT_AN_UPGRADE -> "963717923a36bf41086fb5ba7bdacf4b9419fc59a0febefe9f322bf049294b0c";
            default -> throw new IllegalArgumentException("no test DAR is named " + name);
        };
    }
}
