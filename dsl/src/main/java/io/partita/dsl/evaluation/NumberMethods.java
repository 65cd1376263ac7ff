package io.partita.dsl.evaluation;

import io.partita.dsl.evaluation.Value.Text;
import io.partita.dsl.evaluation.Value.Whole;
import java.util.Map;

/** The methods of numbers. */
final class NumberMethods {

    static final Map<String, Method> ALL = Map.of(
            "times", Method.of(1, NumberMethods::times),
            "intdiv", Method.of(1, NumberMethods::quotient),
            "abs", Method.of(0, call -> number(call, () -> Math.absExact(call.number()))),
            "toInteger", Method.of(0, Invocation::receiver),
            "toLong", Method.of(0, Invocation::receiver),
            "toString", Method.of(0, call -> new Text(Long.toString(call.number()))));

    private NumberMethods() {}

    private static Value times(Invocation call) {
        for (long i = 0; i < call.number(); i++) {
            call.call(call.closure(0), new Whole(i));
        }
        return Value.DONE;
    }

    private static Value quotient(Invocation call) {
        long divisor = call.whole(0);
        if (divisor == 0) {
            throw call.fail("division-by-zero", "Division by zero", "Check the divisor.", call.place(0));
        }
        return number(call, () -> divisor == -1 ? Math.negateExact(call.number()) : call.number() / divisor);
    }

    private static Value number(Invocation call, Operators.Calculation calculation) {
        return new Operators(call.evaluator()).number(calculation, call.range());
    }
}
