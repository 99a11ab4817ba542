package dev.namespacecerts.cli;

import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.IVersionProvider;

/** The version that {@code --version} prints. */
final class ProgramVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {
            ConfigProvider.getConfig()
                    .getOptionalValue("quarkus.application.version", String.class)
                    .orElse("unknown")
        };
    }
}
