package dev.namespacecerts.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrdFilesTest {
    static List<Path> folders() {
        return CrdFiles.FOLDERS;
    }

    @ParameterizedTest
    @MethodSource("folders")
    void checkedInFilesMatchTheTypes(Path folder) throws IOException {
        Map<String, String> checkedIn = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(file -> !file.endsWith("kustomization.yaml")).toList()) {
                checkedIn.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        assertThat(checkedIn)
                .as(folder + " is stale: run deploy/generate and commit the result")
                .isEqualTo(CrdFiles.generate());
    }

    @Test
    void everyFieldHasADescription() {
        assertThat(CrdFiles.undescribed()).isEmpty();
    }
}
