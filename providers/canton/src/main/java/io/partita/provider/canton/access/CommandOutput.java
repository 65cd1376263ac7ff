package io.partita.provider.canton.access;

import io.partita.core.model.Secret;
import io.partita.provider.canton.call.LocalFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * The output of a command, which is started without a shell in the declaration's folder. Its error output is not read:
 * it may quote secrets.
 */
final class CommandOutput implements SecretSource {

    private static final long SECONDS = 30;
    private static final int LARGEST_OUTPUT = 1 << 20;

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
        try {
            process.getOutputStream().close();
            // A process that the command left behind may keep the output open for ever.
            CompletableFuture<byte[]> output = CompletableFuture.supplyAsync(() -> read(process.getInputStream()))
                    .orTimeout(SECONDS, TimeUnit.SECONDS);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw LocalFailure.local(
                        Secrets.CODE, "the command '" + program + "' took longer than " + SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw LocalFailure.local(
                        Secrets.CODE, "the command '" + program + "' ended with exit code " + process.exitValue());
            }
            return new String(output.join(), StandardCharsets.UTF_8).strip();
        } catch (IOException | CompletionException e) {
            throw LocalFailure.local(Secrets.CODE, "the output of the command '" + program + "' cannot be read");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LocalFailure.local(Secrets.CODE, "the command '" + program + "' was interrupted");
        } finally {
            process.destroyForcibly();
        }
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
        try {
            return output.readNBytes(LARGEST_OUTPUT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
