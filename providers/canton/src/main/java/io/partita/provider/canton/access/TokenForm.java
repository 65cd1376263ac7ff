package io.partita.provider.canton.access;

import java.util.Optional;

/** Why a text cannot be a bearer token, as its owner sees it: tokens are copied by hand from where they come from. */
final class TokenForm {

    private TokenForm() {}

    /** What is wrong, as a sentence whose subject is the place of the text, and which quotes nothing of it. */
    static Optional<String> trouble(String text) {
        if (text.startsWith("{") || text.startsWith("[")) {
            return Optional.of("holds a JSON document and not the token alone; take the token out of it, as"
                    + " `jq -r .access_token` does");
        }
        if (text.regionMatches(true, 0, "Bearer", 0, 6) && text.length() > 6 && isBlank(text.charAt(6))) {
            return Optional.of("begins with 'Bearer ', which partita writes itself; leave the word out");
        }
        if (text.regionMatches(true, 0, "Authorization:", 0, 14)) {
            return Optional.of("begins with 'Authorization:', the name of the header; only the token belongs there");
        }
        if (isQuote(text.charAt(0)) || isQuote(text.charAt(text.length() - 1))) {
            return Optional.of("holds the token in quotes; leave them out, as `jq -r` does");
        }
        if (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0) {
            return Optional.of("has a line break within the token; a token is one line");
        }
        if (text.chars().anyMatch(TokenForm::isBlank)) {
            return Optional.of("has a blank within the token");
        }
        return text.chars().allMatch(c -> c > ' ' && c < 127)
                ? Optional.empty()
                : Optional.of("holds a character that no token has: one that is not ASCII, or that is not seen");
    }

    private static boolean isQuote(int c) {
        return c == '"' || c == '\'' || c == '`';
    }

    private static boolean isBlank(int c) {
        return c == '\t' || Character.isSpaceChar(c);
    }
}
