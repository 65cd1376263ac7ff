package io.partita.provider.sandbox.pruning;

/** The text is not a cron expression. The message is the one that Canton reports after {@code Invalid cron expression "…": }. */
public final class CronFormatException extends Exception {

    private static final long serialVersionUID = 1L;

    CronFormatException(String message) {
        super(message);
    }
}
