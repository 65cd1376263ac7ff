package io.partita.core.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says why something is no JSON, without a word of it: a file that cannot be read may be anything, also one that holds
 * secrets and was reached through a link.
 */
public final class JsonTrouble {

    /** What a parser says of what it found, and then of what it wanted. */
    private static final Pattern FOUND = Pattern.compile(
            "(?:Unexpected character \\(.*?\\(code .*?\\)\\)|Unrecognized token '.*?')[^:]*: (.*)", Pattern.DOTALL);

    private JsonTrouble() {}

    /** A clause that can follow a colon. Never empty. */
    public static String of(JsonProcessingException trouble) {
        String said = trouble.getOriginalMessage();
        Matcher found = FOUND.matcher(said);
        if (found.matches()) {
            return "what is here does not fit: " + found.group(1);
        }
        return said.startsWith("Unexpected character") || said.startsWith("Unrecognized")
                ? "what is here does not fit"
                : said;
    }
}
