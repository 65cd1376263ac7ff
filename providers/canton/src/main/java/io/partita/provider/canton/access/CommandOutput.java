package io.partita.provider.canton.access;

import io.grpc.Deadline;
import io.partita.core.model.Secret;
import io.partita.core.secret.KnownSecrets;
import io.partita.core.thread.Beside;
import io.partita.provider.canton.call.LocalFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The output of a command, which is started without a shell in the declaration's folder. Its error output is not read:
 * it may quote secrets.
 */
final class CommandOutput implements SecretSource {

    private static final long SECONDS = 30;
    private static final long MILLIS_BETWEEN_LOOKS = 20;

    @Override
    public List<Setting> settings() {
        return List.of(Setting.needed("words", Secret.Form.WORDS));
    }

    @Override
    public Renewal renewal() {
        return Renewal.POSSIBLE;
    }

    @Override
    public String place(Secret secret) {
        return "the output of the command '"
                + secret.words("words").stream().findFirst().orElse("") + "'";
    }

    @Override
    public SecretValue fetch(Secret secret, Secrets secrets) throws LocalFailure {
        return new SecretValue(
                output(secret.words("words"), secrets.environment().folder()), Optional.empty());
    }

    private static String output(List<String> words, Path folder) throws LocalFailure {
        if (words.isEmpty()) {
            throw LocalFailure.local(Secrets.CODE, "a command without words gives no secret");
        }
        String program = words.get(0);
        Process process = start(words, folder);
        Set<ProcessHandle> children = new HashSet<>();
        try {
            process.getOutputStream().close();
            // A process that the command left behind may keep the output open for ever.
            CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(
                            () -> read(process.getInputStream()), Beside.threads())
                    .orTimeout(SECONDS, TimeUnit.SECONDS);
            if (!ended(process, children)) {
                throw LocalFailure.local(
                        Secrets.CODE, "the command '" + program + "' took longer than " + SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw LocalFailure.local(
                        Secrets.CODE, "the command '" + program + "' ended with exit code " + process.exitValue());
            }
            // What the command started and left behind would keep the output open.
            children.forEach(ProcessHandle::destroyForcibly);
            byte[] bytes = output.join();
            if (bytes.length > KnownSecrets.LONGEST) {
                throw LocalFailure.local(
                        Secrets.CODE,
                        "the command '" + program + "' printed more than " + (KnownSecrets.LONGEST >> 10) + " KiB");
            }
            return new String(bytes, StandardCharsets.UTF_8).strip();
        } catch (IOException | CompletionException e) {
            throw LocalFailure.local(Secrets.CODE, "the output of the command '" + program + "' cannot be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LocalFailure.local(Secrets.CODE, "the command '" + program + "' was interrupted");
        } finally {
            process.descendants().forEach(children::add);
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Waits for the end; remembers what the command started, which nobody can ask it for afterwards. */
    private static boolean ended(Process process, Set<ProcessHandle> children) throws InterruptedException {
        Deadline deadline = Deadline.after(SECONDS, TimeUnit.SECONDS);
        while (!process.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(children::add);
            if (deadline.isExpired()) {
                return false;
            }
        }
        return true;
    }

    private static Process start(List<String> words, Path folder) throws LocalFailure {
        try {
            return new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw LocalFailure.local(Secrets.CODE, "the command '" + words.get(0) + "' cannot be started");
        }
    }

    private static byte[] read(InputStream output) {
        try (output) {
            return output.readNBytes(KnownSecrets.LONGEST + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
