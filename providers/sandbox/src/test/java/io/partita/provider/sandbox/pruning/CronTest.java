package io.partita.provider.sandbox.pruning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.text.ParseException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronTest {

    @ParameterizedTest
    @CsvSource({
        "0 0 8 ? * SAT, 2026-11-23T10:00:00Z, 2026-11-28T08:00:00Z",
        "0 30 9 ? * SUN, 2026-11-23T10:00:00Z, 2026-11-29T09:30:00Z",
        "0 0 20 * * ?, 2026-11-23T10:00:00Z, 2026-11-23T20:00:00Z",
        "0 0 20 * * ?, 2026-11-23T20:00:00Z, 2026-11-24T20:00:00Z",
        "0 0 8 ? * SAT 2030, 2026-11-23T10:00:00Z, 2030-01-05T08:00:00Z",
        "*/15 * * * * ?, 2026-11-23T10:00:14.5Z, 2026-11-23T10:00:15Z",
        "5/20 * * * * ?, 2026-11-23T10:00:46Z, 2026-11-23T10:01:05Z",
        "0 0 0 L * ?, 2027-02-01T00:00:00Z, 2027-02-28T00:00:00Z",
        "0 0 0 L-2 * ?, 2027-02-01T00:00:00Z, 2027-02-26T00:00:00Z",
        "0 0 0 LW * ?, 2027-02-01T00:00:00Z, 2027-02-26T00:00:00Z",
        "0 0 0 15W * ?, 2027-05-01T00:00:00Z, 2027-05-14T00:00:00Z",
        "0 0 0 ? * FRI#2, 2026-11-23T10:00:00Z, 2026-12-11T00:00:00Z",
        "0 0 0 ? * 6L, 2026-11-01T10:00:00Z, 2026-11-27T00:00:00Z",
        "0 0 22-2 * * ?, 2026-11-23T23:30:00Z, 2026-11-24T00:00:00Z",
        "0 0 0 29 FEB ?, 2026-11-23T00:00:00Z, 2028-02-29T00:00:00Z",
        "'0 0 12 1 1,JUL ?', 2026-11-23T00:00:00Z, 2027-01-01T12:00:00Z",
        "'0,, 0 0 * * ?', 2026-11-23T10:00:00Z, 2026-11-24T00:00:00Z",
    })
    void findsTheNextTime(String expression, Instant from, Instant next) throws Exception {
        assertThat(Cron.parse(expression).nextAfter(from)).contains(next);
    }

    @Test
    void endsWithItsLastYear() throws Exception {
        assertThat(Cron.parse("0 0 8 ? * SAT 2025").nextAfter(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @Test
    void neverFiresOnADayThatDoesNotExist() throws Exception {
        assertThat(Cron.parse("0 0 0 31 FEB ?").nextAfter(Instant.parse("2026-01-01T00:00:00Z")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not a cron | Illegal characters for this position: 'NOT'",
                "0 8 * * * | Unexpected end of expression.",
                "'' | Unexpected end of expression.",
                "0 0 0 ? * ? | '?' can only be specified for Day-of-Month -OR- Day-of-Week.",
                "0 0 0 1 * MON | Support for specifying both a day-of-week AND a day-of-month parameter is not implemented.",
            })
    void explainsWhatIsWrong(String expression, String message) {
        assertThatExceptionOfType(ParseException.class)
                .isThrownBy(() -> Cron.parse(expression))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"60 0 0 * * ?", "0 0 24 * * ?", "0 0 0 32 * ?", "0 0 0 1 13 ?", "0 0 0 ? * 8", "0 0 0 ? * XYZ"})
    void refusesValuesOutOfRange(String expression) {
        assertThatExceptionOfType(ParseException.class).isThrownBy(() -> Cron.parse(expression));
    }
}
