package io.partita.provider.keys;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What a program writes, read to its end by a thread of its own, so that the program never waits for a reader. */
final class Reading {

    private final InputStream from;
    private final int most;
    private final Part part;
    private final CountDownLatch end = new CountDownLatch(1);
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean cut;

    /** What is kept of more than there is room for. */
    private enum Part {
        BEGINNING,
        END
    }

    private Reading(InputStream from, int most, Part part) {
        this.from = from;
        this.most = most;
        this.part = part;
    }

    /** Keeps the first bytes. */
    static Reading beginning(InputStream from, int most) {
        return new Reading(from, most, Part.BEGINNING).started();
    }

    /** Keeps the last bytes. */
    static Reading end(InputStream from, int most) {
        return new Reading(from, most, Part.END).started();
    }

    private Reading started() {
        Thread thread = new Thread(this::read, "output of a program that signs");
        thread.setDaemon(true);
        thread.start();
        return this;
    }

    private void read() {
        byte[] buffer = new byte[1024];
        try (from) {
            for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
                keep(buffer, count);
            }
        } catch (IOException closed) {
            // The program was ended meanwhile; what came before is kept.
        } finally {
            end.countDown();
        }
    }

    private synchronized void keep(byte[] bytes, int count) {
        kept.write(bytes, 0, count);
        if (kept.size() > most) {
            cut = true;
            byte[] all = kept.toByteArray();
            kept.reset();
            switch (part) {
                case BEGINNING -> kept.write(all, 0, most);
                case END -> kept.write(all, all.length - most, most);
            }
            Arrays.fill(all, (byte) 0);
        }
    }

    /** Waits until the program has closed this output. @return whether it has */
    boolean await(Duration longest) throws InterruptedException {
        return end.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Whether there is more than is kept. */
    synchronized boolean isCut() {
        return cut;
    }

    synchronized String text() {
        return kept.toString(StandardCharsets.UTF_8);
    }
}
