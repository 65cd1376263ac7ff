package io.partita.core.provider;

import io.partita.core.model.ParticipantName;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A request that may have changed something, by the hash of its bytes. The bytes are not kept: contracts are in some of
 * them. What is said beside them, such as a token, is no part of a request.
 *
 * @param participant who was called, as the plan calls it
 * @param method what was called, with the name of its service
 * @param began when it began, by this machine's clock
 * @param messages of how many messages it was; more than one only where they were streamed
 * @param bytes of how many bytes all of them were
 * @param sha256 of the bytes of its messages one after the other, as Protocol Buffers encode them; lower-case hex
 * @param end how the call ended, by gRPC's name: {@code OK} when it was answered
 */
public record SentRequest(
        ParticipantName participant,
        String method,
        Instant began,
        long messages,
        long bytes,
        String sha256,
        String end) {

    private static final Pattern METHOD = Pattern.compile("[A-Za-z0-9_.]+/[A-Za-z0-9_]+");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern END = Pattern.compile("[A-Z_]+");

    public SentRequest {
        Objects.requireNonNull(participant, "participant");
        Objects.requireNonNull(began, "began");
        requireForm("method", method, METHOD);
        requireForm("hash", sha256, HASH);
        requireForm("end", end, END);
        if (messages < 0 || bytes < 0) {
            throw new IllegalArgumentException(messages + " messages of " + bytes + " bytes");
        }
    }

    private static void requireForm(String what, String text, Pattern form) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException("not a " + what + ": " + text);
        }
    }
}
