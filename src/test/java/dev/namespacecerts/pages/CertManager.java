package dev.namespacecerts.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.namespacecerts.testing.GoProgram;
import java.nio.file.Path;

/** cert-manager: its schemas, and its code that issues certificates. */
final class CertManager {
    private CertManager() {}

    static boolean reads(JsonNode manifest) {
        return manifest.at("/apiVersion").asText().startsWith("cert-manager.io/");
    }

    /** The program that issues what Certificates ask for. */
    static Path program() {
        return GoProgram.of("certmanager").file();
    }

    /** The folder with its CustomResourceDefinitions. */
    static Path crds() {
        program(); // downloads the module
        return GoProgram.module("certmanager", "github.com/cert-manager/cert-manager")
                .resolve("deploy/crds");
    }
}
