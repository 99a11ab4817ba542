package dev.namespacecerts.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that makes the manifests of the demo. */
class SamplesIT {
    @TempDir
    private Path folder;

    @Test
    void aPublicCaIsReadFromTheJdkOfJavaHome() throws Exception {
        assertThat(make(System.getProperty("java.home"))).isEmpty();
        assertThat(folder.resolve("out/public.yaml")).content().contains("-----BEGIN CERTIFICATE-----");
    }

    @Test
    void aMissingPublicCaIsReported() throws Exception {
        assertThat(make("/none")).contains("/none/bin/keytool", "ISRG Root X1", "JAVA_HOME");
    }

    /** What it prints. */
    private String make(String javaHome) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        ProcessBuilder script = new ProcessBuilder(
                        "deploy/samples/make", folder.resolve("out").toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        script.environment().put("JAVA_HOME", javaHome);
        script.start().waitFor();
        return Files.readString(said, StandardCharsets.UTF_8);
    }
}
