package io.partita.provider.sandbox.pruning;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a cron expression, in their order. */
enum CronField {
    SECONDS(0, 59, List.of()),
    MINUTES(0, 59, List.of()),
    HOURS(0, 23, List.of()),
    DAYS_OF_MONTH(1, 31, List.of()),
    MONTHS(1, 12, List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")),
    DAYS_OF_WEEK(1, 7, List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")),
    YEARS(1970, 2299, List.of());

    private static final Pattern WORD = Pattern.compile("[A-Z]+");
    private static final Pattern ITEM =
            Pattern.compile("(?:(\\*)|([0-9]{1,4}|[A-Z]{3})(?:-([0-9]{1,4}|[A-Z]{3}))?)(?:/([0-9]{1,4}))?");

    private final int smallest;
    private final int largest;
    private final List<String> names;

    CronField(int smallest, int largest, List<String> names) {
        this.smallest = smallest;
        this.largest = largest;
        this.names = names;
    }

    /** Words that cannot stand in this place are reported before a missing end, as the reference implementation does. */
    void checkCharacters(String field) throws CronFormatException {
        Matcher words = WORD.matcher(field);
        while (words.find()) {
            boolean special = "LW".contains(words.group()) && (this == DAYS_OF_MONTH || this == DAYS_OF_WEEK);
            if (!special && !names.contains(words.group())) {
                throw illegal(words.group());
            }
        }
    }

    /** All values that the field allows. A range may wrap around the end. */
    NavigableSet<Integer> parse(String field) throws CronFormatException {
        NavigableSet<Integer> values = new TreeSet<>();
        for (String item : field.split(",", -1)) {
            addItem(item, values);
        }
        return values;
    }

    private void addItem(String item, NavigableSet<Integer> values) throws CronFormatException {
        Matcher matcher = ITEM.matcher(item);
        if (!matcher.matches()) {
            throw illegal(item);
        }
        boolean every = matcher.group(1) != null;
        int from = every ? smallest : number(matcher.group(2));
        boolean open = every || (matcher.group(4) != null && matcher.group(3) == null);
        int to = open ? largest : matcher.group(3) == null ? from : number(matcher.group(3));
        int step = matcher.group(4) == null ? 1 : Integer.parseInt(matcher.group(4));
        if (step < 1 || step > largest) {
            throw new CronFormatException("Increment > " + largest + " : " + step);
        }
        int size = largest - smallest + 1;
        int last = to < from ? to + size : to;
        for (int value = from; value <= last; value += step) {
            values.add((value - smallest) % size + smallest);
        }
    }

    int number(String text) throws CronFormatException {
        int name = names.indexOf(text);
        if (name >= 0) {
            return name + smallest;
        }
        if (!text.chars().allMatch(Character::isDigit)) {
            throw illegal(text);
        }
        int number = Integer.parseInt(text);
        if (number < smallest || number > largest) {
            throw new CronFormatException(
                    "Values of " + name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ') + " must be between "
                            + smallest + " and " + largest);
        }
        return number;
    }

    static CronFormatException illegal(String text) {
        return new CronFormatException("Illegal characters for this position: '" + text + "'");
    }
}
