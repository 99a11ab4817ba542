package dev.namespacecerts.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.namespacecerts.testing.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** pre-commit itself runs the hook, with the program of this build. It needs Python, so it is no part of the build. */
@Tag("gitops")
class PreCommitIT {
    private static final String VERSION = "4.7.0";

    private static final String BUNDLE = """
            apiVersion: namespacecerts.dev/v1alpha1
            kind: NamespaceCertificateBundle
            metadata: {name: accounting, namespace: payments}
            spec:
              certificates:
                - configMap: {name: corporate-ca, key: ca.crt}
            """;

    private static final String EMPTY = """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: corporate-ca, namespace: payments}
            data: {ca.crt: "no certificate"}
            """;

    @TempDir
    private static Path folder;

    private static Path preCommit;

    @BeforeAll
    static void install() throws IOException {
        Tool.run(Tool.in(folder, "python3", "-m venv venv"));
        Tool.run(Tool.in(folder, folder.resolve("venv/bin/pip").toString(), "install -q pre-commit==" + VERSION));
        preCommit = folder.resolve("venv/bin/pre-commit");
        Path hook = repository("hook");
        Files.copy(Path.of(".pre-commit-hooks.yaml"), hook.resolve(".pre-commit-hooks.yaml"));
        Files.createDirectory(hook.resolve("deploy"));
        Path program = Files.createFile(
                hook.resolve("deploy/ncb"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        Files.writeString(
                program,
                "#!/bin/sh\nexec '%s' -jar '%s' \"$@\"\n"
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin/java"),
                                Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath()));
        commit(hook);
        Tool.run(Tool.in(hook, "git", "tag v0.1.0"));
    }

    private static Path repository(String name) throws IOException {
        Path repository = Files.createDirectory(folder.resolve(name));
        Tool.run(Tool.in(repository, "git", "init -q"));
        return repository;
    }

    private static void commit(Path repository) {
        Tool.run(Tool.in(repository, "git", "add -A"));
        Tool.run(Tool.in(repository, "git", "-c user.name=test -c user.email=test@example.com commit -q -m test"));
    }

    private static Path manifests(String name) throws IOException {
        Path repository = repository(name);
        Files.writeString(repository.resolve(".pre-commit-config.yaml"), """
                repos:
                  - repo: %s
                    rev: v0.1.0
                    hooks:
                      - id: ncb-lint
                        args: [payments]
                """.formatted(folder.resolve("hook")));
        Files.createDirectory(repository.resolve("payments"));
        return repository;
    }

    private static Tool.Result run(Path repository) {
        Tool.run(Tool.in(repository, "git", "add -A"));
        ProcessBuilder builder = Tool.in(repository, preCommit.toString(), "run --color never");
        builder.environment().put("PRE_COMMIT_HOME", folder.resolve("home").toString());
        return Tool.tryTo(builder);
    }

    @Test
    void aFindingBlocksTheCommit() throws IOException {
        Path repository = manifests("broken");
        Files.writeString(repository.resolve("payments/bundle.yaml"), BUNDLE);
        Files.writeString(repository.resolve("payments/ca.yaml"), EMPTY);
        Tool.Result result = run(repository);
        assertThat(result.exitCode()).as(result.output()).isEqualTo(1);
        assertThat(result.output())
                .contains("ncb lint", "Failed", "exit code: 1", "payments/ca.yaml:4:", "Error CA-10: ");
    }

    @Test
    void whatIsNotInTheRepositoryBlocksNoCommit() throws IOException {
        Path repository = manifests("clean");
        Files.writeString(repository.resolve("payments/bundle.yaml"), BUNDLE);
        Tool.Result result = run(repository);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("ncb lint", "Passed");
    }

    @Test
    void aCommitWithoutManifestsIsNotLinted() throws IOException {
        Path repository = manifests("other");
        commit(repository);
        Files.writeString(repository.resolve("notes.txt"), "x");
        Tool.Result result = run(repository);
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains("ncb lint", "Skipped");
    }
}
