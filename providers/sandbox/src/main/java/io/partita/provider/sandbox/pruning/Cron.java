package io.partita.provider.sandbox.pruning;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** A cron expression in Quartz's grammar, evaluated in GMT, as long as Canton takes it (wire.md 5.4). */
public final class Cron {

    private static final int LONGEST = 300;

    private final CronExpression expression;

    private Cron(CronExpression expression) {
        this.expression = expression;
    }

    /**
     * Reads an expression.
     *
     * @throws ParseException if it is none; the message is the one that Canton reports after {@code Invalid cron
     *     expression "…": }
     */
    public static Cron parse(String text) throws ParseException {
        if (text.length() > LONGEST) {
            throw new ParseException("The expression is longer than " + LONGEST + " characters.", LONGEST);
        }
        CronExpression expression = new CronExpression(text);
        expression.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
        return new Cron(expression);
    }

    /** The first time after the given one at which the schedule fires, or empty if it never does again. */
    public Optional<Instant> nextAfter(Instant instant) {
        return Optional.ofNullable(expression.getNextValidTimeAfter(Date.from(instant)))
                .map(Date::toInstant);
    }

    /** The expression as it is evaluated. */
    @Override
    public String toString() {
        return expression.getCronExpression();
    }
}
