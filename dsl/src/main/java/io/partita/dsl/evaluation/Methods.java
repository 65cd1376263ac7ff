package io.partita.dsl.evaluation;

import io.partita.core.diagnostic.Diagnostic;
import io.partita.core.diagnostic.Spelling;
import io.partita.dsl.evaluation.Value.Entries;
import io.partita.dsl.evaluation.Value.Function;
import io.partita.dsl.evaluation.Value.Items;
import io.partita.dsl.evaluation.Value.Text;
import io.partita.dsl.evaluation.Value.Truth;
import io.partita.dsl.evaluation.Value.Whole;
import io.partita.dsl.syntax.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Calls the methods of values. There are no others than those of the tables: nothing of the JVM can be reached. */
final class Methods {

    private static final Map<String, Method> OF_FUNCTIONS = Map.of(
            "call",
            Method.of(
                    0,
                    99,
                    call -> call.evaluator()
                            .calls()
                            .function(
                                    (Function) call.receiver(),
                                    call.arguments().stream()
                                            .map(Argument::value)
                                            .toList(),
                                    call.range())));

    private static final Map<String, Method> OF_TRUTHS =
            Map.of("toString", Method.of(0, call -> new Text(Boolean.toString(((Truth) call.receiver()).truth()))));

    private final Evaluator evaluator;

    Methods(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    private static Map<String, Method> of(Value receiver) {
        if (receiver instanceof Text) {
            return TextMethods.ALL;
        }
        if (receiver instanceof Items) {
            return ListMethods.ALL;
        }
        if (receiver instanceof Entries) {
            return MapMethods.ALL;
        }
        if (receiver instanceof Whole) {
            return NumberMethods.ALL;
        }
        if (receiver instanceof Function) {
            return OF_FUNCTIONS;
        }
        return receiver instanceof Truth ? OF_TRUTHS : Map.of();
    }

    Value call(Value receiver, Expression.Call call) {
        if (receiver instanceof Value.Broken) {
            return receiver;
        }
        if (receiver instanceof Value.Nothing && call.access() == Expression.Access.SAFE) {
            return Value.NOTHING;
        }
        Method method = of(receiver).get(call.name().name());
        if (method == null) {
            return evaluator.broken(noMethod(receiver, call));
        }
        List<Argument> arguments = arguments(call);
        if (arguments.stream().anyMatch(argument -> argument.value() instanceof Value.Broken)) {
            return Value.BROKEN;
        }
        if (arguments.size() < method.fewest()
                || arguments.size() > method.most()
                || !call.named().isEmpty()) {
            return evaluator.broken(wrongNumber(method, call));
        }
        evaluator.budget().steps(receiver.weight() / 16, call.range());
        try {
            return method.body().on(new Invocation(evaluator, call.name().name(), receiver, arguments, call.range()));
        } catch (Invocation.WrongArgument reported) {
            return Value.BROKEN;
        }
    }

    private List<Argument> arguments(Expression.Call call) {
        List<Argument> arguments = new ArrayList<>();
        call.arguments().forEach(each -> arguments.add(new Argument(evaluator.need(each), each.range())));
        return arguments;
    }

    private static Diagnostic wrongNumber(Method method, Expression.Call call) {
        String wanted = method.fewest() == method.most()
                ? String.valueOf(method.fewest())
                : method.fewest() + " to " + method.most();
        return Diagnostic.error(
                        "wrong-number-of-arguments",
                        "'" + call.name().name() + "' takes " + wanted + " arguments and gets "
                                + (call.arguments().size() + call.named().size()))
                .fix("Check what is in the parentheses.")
                .at(call.range());
    }

    private static Diagnostic noMethod(Value receiver, Expression.Call call) {
        String name = call.name().name();
        if (receiver instanceof Value.Reference reference) {
            return notAValue(reference, call.name());
        }
        Map<String, Method> known = new TreeMap<>(of(receiver));
        String question = Spelling.question(name, known.keySet());
        return Diagnostic.error("unknown-method", "There is no '" + name + "' for " + receiver.kind())
                .because(known.isEmpty() ? "It has no methods." : "It has: " + String.join(", ", known.keySet()) + ".")
                .fix(question.isEmpty() ? "Use one of the known methods." : question)
                .at(call.name().range());
    }

    /** The message about a dot after something that is no map. */
    Diagnostic noProperty(Value target, Expression.Property property) {
        String name = property.name().name();
        if (target instanceof Value.Reference reference) {
            return notAValue(reference, property.name());
        }
        boolean method = of(target).containsKey(name);
        return Diagnostic.error("no-property", "There is no '" + name + "' in " + target.kind())
                .because("Only a map has values behind a dot.")
                .fix(method ? "Write '" + name + "()'." : "Remove it.")
                .at(property.name().range());
    }

    /** The message about {@code System.exit(0)} and the like. */
    static Diagnostic noReceiver(Expression.Name name, Expression.Name member, java.util.Set<String> variables) {
        String question = Spelling.question(name.name(), variables);
        return Diagnostic.error(
                        "not-part-of-the-language",
                        "'" + name.name() + "." + member.name() + "' is not part of the declaration's language")
                .because("'" + name.name() + "' is no variable; classes and their members cannot be reached.")
                .fix(question.isEmpty() ? "Use the words of the declaration." : question)
                .at(name.range());
    }

    /** A participant kept in a variable has no members. */
    private static Diagnostic notAValue(Value.Reference reference, Expression.Name member) {
        return Diagnostic.error(
                        "not-part-of-the-language",
                        "'" + reference.name() + "." + member.name() + "' is not part of the declaration's language")
                .because("'" + reference.name() + "' is no map; classes and their members cannot be reached.")
                .fix("Use the words of the declaration.")
                .at(member.range());
    }
}
