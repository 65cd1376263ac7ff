package io.partita.provider.keys;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What one thread prints to {@link System#out} until this is closed. The JDK tells the label of a token in no other way.
 * What other threads print meanwhile goes where it would have gone.
 */
final class PrintedHere implements AutoCloseable {

    private final Thread thread = Thread.currentThread();
    private final PrintStream before = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream instead;

    private PrintedHere() {
        instead = new PrintStream(new Divided(), true, StandardCharsets.UTF_8);
    }

    /** One at a time in the process: the caller sees to that. */
    static PrintedHere start() {
        PrintedHere here = new PrintedHere();
        System.setOut(here.instead);
        return here;
    }

    String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        instead.flush();
        if (System.out == instead) {
            System.setOut(before);
        }
    }

    private final class Divided extends OutputStream {

        @Override
        public void write(int one) {
            if (Thread.currentThread() == thread) {
                printed.write(one);
            } else {
                before.write(one);
            }
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            if (Thread.currentThread() == thread) {
                printed.write(bytes, offset, count);
            } else {
                before.write(bytes, offset, count);
            }
        }

        @Override
        public void flush() {
            before.flush();
        }
    }
}
