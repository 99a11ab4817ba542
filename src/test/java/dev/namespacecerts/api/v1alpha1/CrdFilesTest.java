package dev.namespacecerts.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CrdFilesTest {
    @Test
    void theCheckedInFilesAreWhatTheTypesSay() throws IOException {
        Map<String, String> checkedIn = new TreeMap<>();
        try (Stream<java.nio.file.Path> files = Files.list(CrdFiles.FOLDER)) {
            for (java.nio.file.Path file : files.toList()) {
                checkedIn.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(checkedIn)
                .as("crds/ is stale: run deploy/generate and commit the result")
                .isEqualTo(CrdFiles.generate());
    }

    @Test
    void everyFieldIsDescribed() {
        assertThat(CrdFiles.undescribed()).isEmpty();
    }
}
