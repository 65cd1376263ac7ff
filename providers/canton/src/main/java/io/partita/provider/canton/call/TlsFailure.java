package io.partita.provider.canton.call;

import java.util.Locale;
import java.util.Set;

/** Why a TLS handshake failed, recognised by the words that the JDK uses, and the setting to check. */
public enum TlsFailure {
    NO_TLS(
            "the server answered without TLS",
            "check the port, or leave tls out",
            Set.of("not an ssl/tls record", "unrecognized ssl message", "unsupported or unrecognized")),
    EXPIRED(
            "the server's certificate has expired, or one above it",
            "the participant's operator has to renew it",
            Set.of("certificateexpired", "validity check failed", "notafter")),
    NOT_YET(
            "the server's certificate is not valid yet",
            "check the clock of this machine",
            Set.of("certificatenotyetvalid", "notbefore")),
    OTHER_NAME(
            "the certificate is for another name",
            "use that name as host or set 'authority'",
            Set.of("no subject alternative", "no name matching", "hostname", "no match")),
    UNTRUSTED(
            "the certificate is not signed by a trusted authority",
            "check 'ca'",
            Set.of(
                    "path building failed",
                    "pkix",
                    "unable to find valid certification path",
                    "self signed",
                    "self-signed",
                    "path validation")),
    CLIENT_REFUSED(
            "the server refuses the client",
            "check 'cert' and 'key'",
            Set.of(
                    "bad_certificate",
                    "certificate_required",
                    "certificate_unknown",
                    "unknown_ca",
                    "handshake_failure",
                    "bad certificate")),
    UNKNOWN("the handshake failed", "check 'ca', 'cert', 'key' and 'authority'", Set.of());

    private static final int DEEPEST = 20;

    private final String cause;
    private final String advice;
    private final Set<String> words;

    TlsFailure(String cause, String advice, Set<String> words) {
        this.cause = cause;
        this.advice = advice;
        this.words = words;
    }

    /** What is wrong. */
    public String cause() {
        return cause;
    }

    /** What to do, in the words of a tls setting. */
    public String advice() {
        return advice;
    }

    public static TlsFailure of(Throwable failure) {
        StringBuilder text = new StringBuilder();
        int depth = 0;
        for (Throwable t = failure; t != null && depth < DEEPEST; t = t.getCause(), depth++) {
            text.append(t).append('\n');
        }
        return of(text.toString());
    }

    static TlsFailure of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (TlsFailure trouble : values()) {
            if (trouble.words.stream().anyMatch(lower::contains)) {
                return trouble;
            }
        }
        return UNKNOWN;
    }
}
