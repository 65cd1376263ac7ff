package io.partita.provider.sandbox.pruning;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.NavigableSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two day fields of a cron expression, of which at most one may be left open with {@code ?}. */
final class CronDays {

    private static final Pattern LAST_OF_MONTH = Pattern.compile("L(?:-([0-9]{1,2}))?(W)?");
    private static final Pattern NEAREST_WEEKDAY = Pattern.compile("([0-9]{1,2})W");
    private static final Pattern LAST_WEEKDAY = Pattern.compile("([0-9A-Z]+)L");
    private static final Pattern NTH_WEEKDAY = Pattern.compile("([0-9A-Z]+)#([1-5])");

    private final Predicate<LocalDate> rule;

    private CronDays(Predicate<LocalDate> rule) {
        this.rule = rule;
    }

    static CronDays parse(String ofMonth, String ofWeek) throws CronFormatException {
        boolean monthOpen = ofMonth.equals("?");
        boolean weekOpen = ofWeek.equals("?");
        if (monthOpen && weekOpen) {
            throw new CronFormatException("'?' can only be specified for Day-of-Month -OR- Day-of-Week.");
        }
        if (!monthOpen && !weekOpen && !ofMonth.equals("*") && !ofWeek.equals("*")) {
            throw new CronFormatException(
                    "Support for specifying both a day-of-week AND a day-of-month parameter is not implemented.");
        }
        if (monthOpen || (ofMonth.equals("*") && !weekOpen)) {
            return new CronDays(ofWeek(ofWeek));
        }
        return new CronDays(ofMonth(ofMonth));
    }

    boolean fires(LocalDate date) {
        return rule.test(date);
    }

    private static Predicate<LocalDate> ofMonth(String field) throws CronFormatException {
        Matcher last = LAST_OF_MONTH.matcher(field);
        if (last.matches()) {
            int before = last.group(1) == null ? 0 : Integer.parseInt(last.group(1));
            boolean weekday = last.group(2) != null;
            return date -> {
                LocalDate target = date.with(TemporalAdjusters.lastDayOfMonth()).minusDays(before);
                return date.equals(weekday ? nearestWeekday(target) : target);
            };
        }
        Matcher nearest = NEAREST_WEEKDAY.matcher(field);
        if (nearest.matches()) {
            int day = CronField.DAYS_OF_MONTH.number(nearest.group(1));
            return date -> day <= date.lengthOfMonth() && date.equals(nearestWeekday(date.withDayOfMonth(day)));
        }
        NavigableSet<Integer> days = CronField.DAYS_OF_MONTH.parse(field);
        return date -> days.contains(date.getDayOfMonth());
    }

    private static Predicate<LocalDate> ofWeek(String field) throws CronFormatException {
        if (field.equals("L")) {
            return date -> date.getDayOfWeek() == DayOfWeek.SATURDAY;
        }
        Matcher last = LAST_WEEKDAY.matcher(field);
        if (last.matches()) {
            DayOfWeek day = day(CronField.DAYS_OF_WEEK.number(last.group(1)));
            return date -> date.equals(date.with(TemporalAdjusters.lastInMonth(day)));
        }
        Matcher nth = NTH_WEEKDAY.matcher(field);
        if (nth.matches()) {
            DayOfWeek day = day(CronField.DAYS_OF_WEEK.number(nth.group(1)));
            int number = Integer.parseInt(nth.group(2));
            return date -> date.getDayOfWeek() == day && (date.getDayOfMonth() - 1) / 7 + 1 == number;
        }
        NavigableSet<Integer> days = CronField.DAYS_OF_WEEK.parse(field);
        return date -> days.contains(date.getDayOfWeek().getValue() % 7 + 1);
    }

    /** Quartz counts from Sunday = 1. */
    private static DayOfWeek day(int number) {
        return DayOfWeek.of((number + 5) % 7 + 1);
    }

    /** The working day closest to a date, without leaving its month. */
    private static LocalDate nearestWeekday(LocalDate date) {
        return switch (date.getDayOfWeek()) {
            case SATURDAY -> date.getDayOfMonth() == 1 ? date.plusDays(2) : date.minusDays(1);
            case SUNDAY -> date.getDayOfMonth() == date.lengthOfMonth() ? date.minusDays(2) : date.plusDays(1);
            default -> date;
        };
    }
}
