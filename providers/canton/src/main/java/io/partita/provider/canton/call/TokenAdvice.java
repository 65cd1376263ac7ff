package io.partita.provider.canton.call;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** What to do about a token that was refused: participants do not say why. */
final class TokenAdvice {

    private TokenAdvice() {}

    static String refused(ApiChannel channel) {
        String setting = "'token' of '" + channel.api().word() + "'";
        Optional<TokenTraits> traits = channel.token().traits();
        if (channel.token() == Token.NONE) {
            return "the " + channel.api().title() + " asks for a token; declare " + setting;
        }
        if (traits.isEmpty()) {
            return "check " + setting;
        }
        return "check " + setting + ": it comes from " + channel.token()
                + traits.map(TokenAdvice::suspicion).orElse("");
    }

    private static String suspicion(TokenTraits traits) {
        Optional<Instant> over = traits.expires().filter(end -> end.isBefore(Instant.now()));
        if (over.isPresent()) {
            return " and expired at " + over.get().truncatedTo(ChronoUnit.SECONDS);
        }
        if (traits.livesLong()) {
            return " and lives " + traits.lifetime().orElseThrow().toSeconds()
                    + " s, but participants accept at most 300 s unless their max-token-lifetime says otherwise";
        }
        return traits.audience().isEmpty()
                ? ""
                : ", for the audience " + String.join(", ", traits.audience()) + "; the participant may expect another";
    }

    static String over(ApiChannel channel) {
        return "the token ended during the call and no other can be had from " + channel.token()
                + "; use file, command or oidc as 'token' of '" + channel.api().word()
                + "', or a token that lives longer than the call";
    }
}
