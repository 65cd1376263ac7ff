package io.partita.cli.text;

import java.util.regex.Pattern;

/**
 * What runners of builds take for commands in the log of a step: {@code ::name::} at the beginning of a line (GitHub),
 * and {@code ##[name]}, {@code ##vso[name]}, {@code ##teamcity[name} anywhere in it (GitHub, Azure, TeamCity). A
 * backslash breaks them, so that people still read what was there. Always, not only where a runner is known: logs are
 * copied.
 */
public final class LogCommands {

    private static final String ESCAPE_SEQUENCE = "\u001b\\[[0-9;?]*[A-Za-z]";

    /** As many letters as no name of a runner has. */
    private static final String NAME = "(?:" + ESCAPE_SEQUENCE + "|[A-Za-z.]{1,40}+){0,9}+";

    private static final Pattern ANYWHERE = Pattern.compile("#(?=(?:" + ESCAPE_SEQUENCE + "){0,9}+#" + NAME + "\\[)");

    private static final Pattern AT_THE_BEGINNING =
            Pattern.compile("(^|\r)((?:" + ESCAPE_SEQUENCE + "|[ \t]++)*+)(?=:(?:" + ESCAPE_SEQUENCE + "){0,9}+:)");

    private LogCommands() {}

    /** A piece of a line, without a command that is one anywhere. */
    public static String brokenWithin(String text) {
        return text.indexOf('#') < 0 ? text : ANYWHERE.matcher(text).replaceAll("#\\\\");
    }

    /** A line, without any command. */
    public static String broken(String line) {
        String within = brokenWithin(line);
        return within.indexOf(':') < 0
                ? within
                : AT_THE_BEGINNING.matcher(within).replaceAll("$1$2\\\\");
    }
}
