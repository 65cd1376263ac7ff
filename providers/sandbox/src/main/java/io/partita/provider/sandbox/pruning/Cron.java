package io.partita.provider.sandbox.pruning;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;

/**
 * A cron expression in Quartz's grammar (wire.md 5.4): six or seven fields <i>seconds minutes hours day-of-month month day-of-week [year]</i>, {@code ?} in one of the
 * two day fields, evaluated in GMT.
 */
public final class Cron {

    private static final int LONGEST = 300;
    private static final int LAST_YEAR = 2299;

    private final String text;
    private final NavigableSet<Integer> seconds;
    private final NavigableSet<Integer> minutes;
    private final NavigableSet<Integer> hours;
    private final CronDays days;
    private final NavigableSet<Integer> months;
    private final NavigableSet<Integer> years;

    private Cron(String text, String[] parts) throws CronFormatException {
        this.text = text;
        this.seconds = CronField.SECONDS.parse(parts[0]);
        this.minutes = CronField.MINUTES.parse(parts[1]);
        this.hours = CronField.HOURS.parse(parts[2]);
        this.months = CronField.MONTHS.parse(parts[4]);
        this.days = CronDays.parse(parts[3], parts[5]);
        this.years = CronField.YEARS.parse(parts.length > 6 ? parts[6] : "*");
    }

    /**
     * Reads an expression.
     *
     * @throws CronFormatException if it is none
     */
    public static Cron parse(String text) throws CronFormatException {
        if (text.length() > LONGEST) {
            throw new CronFormatException("The expression is longer than " + LONGEST + " characters.");
        }
        String normal = text.strip().toUpperCase(Locale.ROOT);
        String[] parts = normal.isEmpty() ? new String[0] : normal.split("\\s+");
        for (int i = 0; i < parts.length && i < CronField.values().length; i++) {
            CronField.values()[i].checkCharacters(parts[i]);
        }
        if (parts.length < 6) {
            throw new CronFormatException("Unexpected end of expression.");
        }
        return new Cron(text, parts);
    }

    /** The first time after the given one at which the schedule fires, or empty if it never does again. */
    public Optional<Instant> nextAfter(Instant instant) {
        LocalDateTime from =
                LocalDateTime.ofInstant(instant, ZoneOffset.UTC).plusSeconds(1).withNano(0);
        LocalDate date = from.toLocalDate();
        Optional<LocalTime> today = fires(date) ? timeFrom(from.toLocalTime()) : Optional.empty();
        while (today.isEmpty()) {
            date = nextMonthDay(date.plusDays(1));
            if (date.getYear() > LAST_YEAR) {
                return Optional.empty();
            }
            if (fires(date)) {
                today = Optional.of(LocalTime.of(hours.first(), minutes.first(), seconds.first()));
            }
        }
        return Optional.of(date.atTime(today.get()).toInstant(ZoneOffset.UTC));
    }

    /** The date itself, or the first day of the next month or year in which the schedule can fire. */
    private LocalDate nextMonthDay(LocalDate date) {
        if (!years.contains(date.getYear())) {
            Integer year = years.higher(date.getYear());
            return LocalDate.of(year == null ? LAST_YEAR + 1 : year, 1, 1);
        }
        return months.contains(date.getMonthValue())
                ? date
                : nextMonthStart(date.withDayOfMonth(1).plusMonths(1));
    }

    private LocalDate nextMonthStart(LocalDate first) {
        LocalDate month = first;
        while (!months.contains(month.getMonthValue())) {
            month = month.plusMonths(1);
        }
        return years.contains(month.getYear()) ? month : nextMonthDay(month);
    }

    private boolean fires(LocalDate date) {
        return years.contains(date.getYear()) && months.contains(date.getMonthValue()) && days.fires(date);
    }

    private Optional<LocalTime> timeFrom(LocalTime from) {
        for (int hour : hours.tailSet(from.getHour())) {
            boolean sameHour = hour == from.getHour();
            for (int minute : sameHour ? minutes.tailSet(from.getMinute()) : minutes) {
                boolean sameMinute = sameHour && minute == from.getMinute();
                Integer second = sameMinute ? seconds.ceiling(from.getSecond()) : seconds.first();
                if (second != null) {
                    return Optional.of(LocalTime.of(hour, minute, second));
                }
            }
        }
        return Optional.empty();
    }

    /** The expression as it was written. */
    @Override
    public String toString() {
        return text;
    }
}
