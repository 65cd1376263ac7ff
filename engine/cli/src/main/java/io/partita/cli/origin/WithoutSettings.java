package io.partita.cli.origin;

import java.io.File;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * A machine without any settings of Git: neither the user's nor the system's are read, so no program that they name is
 * run and no file that they name is included. Nothing is written either: the library would else measure the clock of
 * the file system with files of its own, and keep the result in the user's settings.
 */
final class WithoutSettings extends SystemReader.Delegate {

    private static final long COARSE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private WithoutSettings(SystemReader machine) {
        super(machine);
    }

    /** From now on, for the whole process. */
    static synchronized void install() {
        if (!(SystemReader.getInstance() instanceof WithoutSettings)) {
            SystemReader.setInstance(new WithoutSettings(SystemReader.getInstance()));
        }
    }

    /** The variables of Git name repositories, objects, settings and programs. */
    @Override
    public String getenv(String variable) {
        return variable.startsWith("GIT_") ? null : super.getenv(variable);
    }

    @Override
    public FileBasedConfig openUserConfig(Config parent, FS fs) {
        return new Empty(fs);
    }

    @Override
    public FileBasedConfig openSystemConfig(Config parent, FS fs) {
        return new Empty(fs);
    }

    @Override
    public FileBasedConfig openJGitConfig(Config parent, FS fs) {
        return new Empty(fs);
    }

    private static final class Empty extends FileBasedConfig {
        Empty(FS fs) {
            super(new File("no-settings"), fs);
        }

        @Override
        public void load() {
            clear();
        }

        @Override
        public void save() {
            // There is no file, and nothing to remember.
        }

        @Override
        public boolean isOutdated() {
            return false;
        }

        /** The clock of a file system, as if it had been measured. */
        @Override
        public long getTimeUnit(String section, String subsection, String name, long otherwise, TimeUnit unit) {
            return section.equals("filesystem") ? unit.convert(COARSE_NANOS, TimeUnit.NANOSECONDS) : otherwise;
        }
    }
}
