package io.partita.plans.conformance;

import io.partita.provider.canton.call.Api;

/**
 * Makes cases of calls that a participant has to refuse in a known way. The name of the expected error stands in the
 * table.
 */
final class ErrorCase {

    private ErrorCase() {}

    /** A call on a network. */
    @FunctionalInterface
    interface On {
        void call(Ground ground) throws Exception;
    }

    static Case admin(String name, String what, Refused refused, On call) {
        return of(Api.ADMIN, name, what, refused, call);
    }

    static Case ledger(String name, String what, Refused refused, On call) {
        return of(Api.LEDGER, name, what, refused, call);
    }

    static Case adminOfThree(String name, String what, Refused refused, On call) {
        Case two = admin(name, what, refused, call);
        return Case.ofThree(two.name(), two.checks(), two.body());
    }

    private static Case of(Api api, String name, String what, Refused refused, On call) {
        return Case.of(name, what + ": " + refused.text(), ground -> refused.require(api, () -> call.call(ground)));
    }
}
