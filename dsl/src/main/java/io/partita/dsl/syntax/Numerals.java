package io.partita.dsl.syntax;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.SourceRange;
import io.partita.dsl.finding.Findings;
import java.math.BigInteger;
import java.util.Locale;

/** Reads whole numbers. */
final class Numerals {

    private static final int LONGEST = 100;
    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);
    private static final String SMALLEST = "-9223372036854775808";

    private Numerals() {}

    static Expression read(String token, SourceRange range, Findings findings) {
        String digits = token.replace("_", "").toLowerCase(Locale.ROOT).replaceAll("[lig]$", "");
        int radix = digits.startsWith("0x") ? 16 : digits.startsWith("0b") ? 2 : 10;
        if (radix == 10 && digits.length() > 1 && digits.startsWith("0")) {
            findings.add(Diagnostic.error("octal-number", "A number with a leading zero")
                    .because("Groovy reads it as octal: 010 is 8.")
                    .fix("Remove the zero, or put the digits in quotes if they are text.")
                    .at(range));
            return new Expression.Refused(range);
        }
        String bare = radix == 10 ? digits : digits.substring(2);
        if (bare.length() > LONGEST || new BigInteger(bare, radix).compareTo(LARGEST) > 0) {
            findings.add(Diagnostic.error("number-too-large", "This number is too large")
                    .because("Whole numbers go up to " + LARGEST + ".")
                    .fix("Put it in quotes if it is text.")
                    .at(range));
            return new Expression.Refused(range);
        }
        return new Expression.WholeLiteral(new BigInteger(bare, radix).longValueExact(), range);
    }

    /** The one number whose digits alone are too large; null when it is another. */
    static Expression smallest(String token, SourceRange range) {
        return token.equals(SMALLEST) ? new Expression.WholeLiteral(Long.MIN_VALUE, range) : null;
    }
}
