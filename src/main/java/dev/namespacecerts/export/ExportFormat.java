package dev.namespacecerts.export;

import java.util.List;
import java.util.Optional;

/** A format in which a bundle is exported. */
public enum ExportFormat {
    TCLD("tcld", List.of(TcldFiles.CA, TcldFiles.FILTERS)),
    TERRAFORM("terraform", List.of(TerraformFiles.TF, TerraformFiles.TFVARS)),
    CLOUD_API("cloud-api", List.of(CloudApiFile.SPEC)),
    TEMPORAL_SERVER("temporal-server", List.of(TemporalServerFiles.CONFIG, TemporalServerFiles.CA));

    private final String written;
    private final List<String> parts;

    ExportFormat(String written, List<String> parts) {
        this.written = written;
        this.parts = parts;
    }

    /** The parts of the format, of which a user may ask for one. */
    public List<String> parts() {
        return parts;
    }

    /** Whether all parts are written if a user asks for none, rather than the first. */
    public boolean isWhole() {
        return this != TERRAFORM;
    }

    /**
     * The files of a bundle.
     *
     * @param mounted where a Temporal server reads the CA file; empty if the CAs stand in its configuration
     */
    public List<ExportedFile> files(ExportedBundle bundle, Optional<String> mounted) {
        return switch (this) {
            case TCLD -> TcldFiles.of(bundle);
            case TERRAFORM -> TerraformFiles.of(bundle);
            case CLOUD_API -> CloudApiFile.of(bundle);
            case TEMPORAL_SERVER -> TemporalServerFiles.of(bundle, mounted);
        };
    }

    /** Why the format cannot hold the bundle. */
    public Optional<String> problem(ExportedBundle bundle) {
        if (!hasFilters()) {
            return Optional.empty();
        }
        if (bundle.hasHalvedText()) {
            return Optional.of("A value of a filter is not valid Unicode.");
        }
        return this == TERRAFORM ? TerraformFiles.problem(bundle) : Optional.empty();
    }

    /** How access would differ from what the bundle says. */
    public Optional<String> warning(ExportedBundle bundle) {
        return this == TEMPORAL_SERVER ? TemporalServerFiles.warning(bundle) : Optional.empty();
    }

    /** The commands that use the files of a folder. */
    public List<String> commands(ExportedBundle bundle, String folder) {
        return this == TCLD ? TcldFiles.commands(bundle, folder) : List.of();
    }

    /** Whether the filters of a bundle are part of the format. */
    public boolean hasFilters() {
        return this != TEMPORAL_SERVER;
    }

    /** As on the command line. */
    @Override
    public String toString() {
        return written;
    }
}
