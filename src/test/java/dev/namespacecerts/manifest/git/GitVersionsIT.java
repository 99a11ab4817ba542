package dev.namespacecerts.manifest.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.namespacecerts.manifest.Document;
import dev.namespacecerts.manifest.Manifests;
import dev.namespacecerts.testing.GitRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two versions of a repository are read from their commits, and a hostile repository executes nothing. */
class GitVersionsIT {
    @TempDir
    private Path folder;

    private GitRepository repository;
    private Path executed;

    @BeforeEach
    void create() {
        repository = new GitRepository(folder.resolve("repository").toAbsolutePath());
        executed = folder.resolve("executed");
    }

    private static String object(String name) {
        return "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: " + name + "}\n";
    }

    private GitVersions read(String range, String... paths) throws GitException {
        return read(repository.folder(), range, paths);
    }

    private static GitVersions read(Path from, String range, String... paths) throws GitException {
        return new GitVersions(
                GitRange.parse(range), GitRepository.environment(), from, List.of(paths), List.of("vendor/**"));
    }

    private static List<String> names(GitCommit commit) {
        return commit.manifests().documents().stream().map(Document::name).toList();
    }

    private static List<String> problems(Manifests manifests) {
        return manifests.problems().stream()
                .map(problem -> problem.place().file() + ": " + problem.message())
                .toList();
    }

    @Test
    void readsCommitsAndNeitherFilesNorTheIndex() throws GitException {
        repository
                .file("a.yaml", object("first"))
                .file("sub/b.yaml", object("b"))
                .commit();
        repository.file("a.yaml", object("second")).commit();
        repository.file("a.yaml", object("staged")).git("add", "-A");
        repository.file("a.yaml", object("unstaged"));
        GitVersions versions = read("HEAD~1..HEAD");
        assertThat(names(versions.before())).containsExactly("first", "b");
        assertThat(names(versions.after())).containsExactly("second", "b");
        assertThat(names(read("HEAD~1..HEAD", "sub").after())).containsExactly("b");
        assertThat(names(read(repository.folder().resolve("sub"), "HEAD~1..HEAD", "b.yaml")
                        .after()))
                .containsExactly("b");
    }

    @Test
    void threeDotsMeanTheMergeBase() throws GitException {
        repository.file("a.yaml", object("base")).commit();
        repository.git("checkout", "-q", "-b", "change");
        repository.file("a.yaml", object("change")).commit();
        repository.git("checkout", "-q", "main");
        repository.file("a.yaml", object("main")).commit();
        assertThat(names(read("main...change").before())).containsExactly("base");
        assertThat(names(read("main..change").before())).containsExactly("main");
        assertThat(read("main...change").names().get(0)).startsWith("merge base with main ");
    }

    @ParameterizedTest
    @CsvSource({
        "main...HEAD, true",
        "v1..v2, true",
        "HEAD~1..HEAD, true",
        "-x..HEAD, true",
        "../old, false",
        "a/../b, false",
        "./v1..v2, false",
        "/tmp/v1..v2, false",
        "old, false",
        ".., false",
        "../.., false",
        "..\\old, false",
    })
    void whatIsARangeDependsOnTheTextAlone(String text, boolean isRange) {
        assertThat(GitRange.isRange(text)).isEqualTo(isRange);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-x..HEAD",
                "--output=x..HEAD",
                "HEAD..-x",
                "HEAD..--help",
                "^a..b",
                "a:b..c",
                "a..b..c",
                "a....b",
                "a b..c",
                "a..",
                "a...",
                ":/fix..HEAD",
                "main^{/x y}..HEAD",
                "\u001b[2J..HEAD"
            })
    void refusesWhatGitCouldTakeForSomethingElse(String range) {
        repository.commit();
        assertThatThrownBy(() -> read(range)).isInstanceOf(GitException.class).hasMessageNotContaining("\u001b");
    }

    @Test
    void saysWhatIsNotThere() {
        repository.file("a.yaml", object("a")).commit();
        assertThatThrownBy(() -> read("mian...HEAD")).hasMessageContaining("\"mian\" is no commit");
        assertThatThrownBy(() -> read("main..HEAD", "nowhere"))
                .hasMessageContaining("\"nowhere\" is in neither version");
        assertThatThrownBy(() -> read("main..HEAD", "../..")).hasMessageContaining("is not in the repository");
        assertThatThrownBy(() -> read(folder, "main..HEAD")).hasMessageContaining("in no repository of Git");
        repository.git("checkout", "-q", "--orphan", "other");
        repository.file("other.yaml", object("other")).commit();
        assertThatThrownBy(() -> read("main...other")).hasMessageContaining("no common ancestor");
    }

    @Test
    void aPathMayBeInOneVersionOnly() throws GitException {
        repository.commit();
        repository
                .file("new/a.yaml", object("a"))
                .file("new/vendor/b.yaml", object("b"))
                .commit();
        GitVersions versions = read("HEAD~1..HEAD", "new");
        assertThat(names(versions.before())).isEmpty();
        assertThat(names(versions.after())).containsExactly("a");
    }

    @Test
    void executesNothingThatTheRepositoryConfigures() throws GitException, IOException {
        repository
                .file("a.yaml", object("a"))
                .file(".gitattributes", "* filter=x diff=x textconv=x\n")
                .commit();
        Path script = Files.writeString(folder.resolve("script"), "#!/bin/sh\ntouch " + executed + "\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        for (String key : List.of(
                "core.fsmonitor",
                "core.pager",
                "pager.ls-tree",
                "pager.rev-parse",
                "core.sshCommand",
                "core.alternateRefsCommand",
                "core.editor",
                "diff.external",
                "diff.x.command",
                "diff.x.textconv",
                "filter.x.smudge",
                "filter.x.clean",
                "filter.x.process",
                "gpg.program",
                "credential.helper")) {
            repository.git("config", key, script.toString());
        }
        repository.git("config", "alias.ls-tree", "!" + script);
        repository.git("config", "alias.cat-file", "!" + script);
        Files.copy(
                script,
                Files.createDirectories(repository.folder().resolve(".git/hooks"))
                        .resolve("post-index-change"));
        assertThat(names(read("main...HEAD").after())).containsExactly("a");
        assertThat(executed).doesNotExist();
    }

    @Test
    void fetchesNoObjectThatAPartialCloneLacks() throws GitException, IOException {
        repository.file("a.yaml", object("a")).file("b.yaml", object("b")).commit();
        String id = repository.git("rev-parse", "HEAD:a.yaml");
        Files.delete(repository.folder().resolve(".git/objects/" + id.substring(0, 2) + "/" + id.substring(2)));
        repository.git("config", "core.repositoryFormatVersion", "1");
        repository.git("config", "extensions.partialClone", "origin");
        repository.git("config", "remote.origin.promisor", "true");
        repository.git("config", "remote.origin.url", "ext::touch " + executed);
        repository.git("config", "protocol.ext.allow", "always");
        GitVersions versions = read("main..HEAD");
        assertThat(names(versions.after())).containsExactly("b");
        assertThat(problems(versions.after().manifests()))
                .singleElement()
                .asString()
                .startsWith("a.yaml: The clone does not have it.");
        assertThat(executed).doesNotExist();
    }

    @Test
    void readsNeitherReplacementsNorWhatTheEnvironmentNames() throws GitException {
        repository.file("a.yaml", object("a")).commit();
        String id = repository.git("rev-parse", "HEAD:a.yaml");
        String other = repository.gitWith(object("forged"), "hash-object", "-w", "--stdin");
        repository.git("replace", id, other);
        GitRepository elsewhere = new GitRepository(folder.resolve("elsewhere"));
        elsewhere.file("a.yaml", object("elsewhere")).commit();
        Map<String, String> environment = new HashMap<>(GitRepository.environment());
        environment.put("GIT_DIR", elsewhere.folder().resolve(".git").toString());
        environment.put("GIT_TRACE", executed.toString());
        GitVersions versions =
                new GitVersions(GitRange.parse("main..HEAD"), environment, repository.folder(), List.of(), List.of());
        assertThat(names(versions.after())).containsExactly("a");
        assertThat(executed).doesNotExist();
    }

    @Test
    void usesNoBareRepositoryThatLiesInTheRepository() {
        repository.file("a.yaml", object("a")).commit();
        repository.git("init", "-q", "--bare", "inner");
        assertThatThrownBy(() -> read(repository.folder().resolve("inner"), "main..HEAD"))
                .hasMessageContaining("bareRepository");
    }

    @Test
    void startsNoGitOfTheCurrentFolder() throws IOException {
        repository.commit();
        Path git = Files.writeString(repository.folder().resolve("git"), "#!/bin/sh\ntouch " + executed + "\n");
        assertThat(git.toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> new GitVersions(
                        GitRange.parse("main..HEAD"),
                        Map.of("PATH", ":" + Path.of("").toAbsolutePath().relativize(repository.folder())),
                        repository.folder(),
                        List.of(),
                        List.of()))
                .hasMessageContaining("git is not on the PATH");
        assertThat(executed).doesNotExist();
    }

    @Test
    void followsNoLink() throws GitException, IOException {
        Files.writeString(folder.resolve("secret.yaml"), object("secret"));
        repository.file("a/a.yaml", object("a")).file("shared/b.yaml", object("b"));
        for (Map.Entry<String, String> link : Map.of(
                        "a/out.yaml", "../../secret.yaml",
                        "a/absolute.yaml", "/etc/passwd",
                        "a/shared", "../shared",
                        "a/readme", "../README",
                        "a/inside.yaml", "a.yaml")
                .entrySet()) {
            Files.createSymbolicLink(repository.folder().resolve(link.getKey()), Path.of(link.getValue()));
        }
        repository.commit();
        GitVersions versions = read("main..HEAD", "a");
        assertThat(names(versions.after())).containsExactly("a");
        assertThat(problems(versions.after().manifests()))
                .hasSize(2)
                .allMatch(problem -> problem.contains("symbolic link"));
        assertThat(problems(read("main..HEAD").after().manifests())).hasSize(2);
        assertThat(problems(read("main..HEAD", "a/inside.yaml").after().manifests()))
                .hasSize(1);
    }

    @Test
    void namesTheCommitsOfSubmodules() throws GitException {
        repository.commit();
        String id = repository.git("rev-parse", "HEAD");
        repository.git("update-index", "--add", "--cacheinfo", "160000," + id + ",sub");
        repository.git("commit", "-q", "-m", "x");
        GitVersions versions = read("HEAD~1..HEAD");
        assertThat(versions.before().submodules()).isEmpty();
        assertThat(versions.after().submodules()).isEqualTo(Map.of("sub", id));
    }

    @Test
    void aSmallRepositoryWithAMillionFilesIsCut() throws GitException {
        String tree = repository.gitWith("", "hash-object", "-w", "--stdin");
        String type = "100644 blob";
        for (int level = 0; level < 6; level++) {
            StringBuilder entries = new StringBuilder();
            for (int i = 0; i < 10; i++) {
                entries.append(type)
                        .append(' ')
                        .append(tree)
                        .append('\t')
                        .append(i)
                        .append('\n');
            }
            tree = repository.gitWith(entries.toString(), "mktree");
            type = "040000 tree";
        }
        String commit = repository.git("commit-tree", tree, "-m", "bomb");
        repository.git("update-ref", "refs/heads/main", commit);
        assertThat(problems(read("main..HEAD").after().manifests()))
                .singleElement()
                .asString()
                .contains("more than 200000 files");
    }

    @Test
    void aLargeFileIsAProblemAndTheNextOneIsRead() throws GitException {
        repository
                .file("a.yaml", "# ".repeat(9 * 1024 * 1024))
                .file("b.yaml", object("b"))
                .commit();
        GitVersions versions = read("main..HEAD");
        assertThat(problems(versions.after().manifests()))
                .singleElement()
                .asString()
                .startsWith("a.yaml: It is larger than 16 MiB");
        assertThat(names(versions.after())).containsExactly("b");
    }

    @Test
    void namesOfFilesMayBeHostile() throws GitException, IOException {
        String blob = repository.gitWith(object("a"), "hash-object", "-w", "--stdin");
        String tree = repository.gitWith("100644 blob " + blob + "\ta\n\u001b[2J.yaml\0", "mktree", "-z");
        repository.git("update-ref", "refs/heads/main", repository.git("commit-tree", tree, "-m", "x"));
        assertThat(names(read("main..HEAD").after())).containsExactly("a");
    }

    @Test
    void nothingIsWrittenOutsideTheFolderForTheFiles() throws GitException, IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        String blob = repository.gitWith(object("a"), "hash-object", "-w", "--stdin");
        String link = repository.gitWith(outside.toString(), "hash-object", "-w", "--stdin");
        String inner =
                repository.gitWith("100644 blob " + blob + "\ty.yaml\n120000 blob " + link + "\tz.yaml\n", "mktree");
        String tree = repository.gitWith("120000 blob " + link + "\tx\n040000 tree " + inner + "\tx\n", "mktree");
        repository.git("update-ref", "refs/heads/main", repository.git("commit-tree", tree, "-m", "x"));
        assertThat(read("main..HEAD", "x").after().manifests().problems()).isNotEmpty();
        assertThat(read("main..HEAD").after().manifests().problems()).isNotEmpty();
        assertThat(outside).isEmptyDirectory();
    }

    @Test
    void aKustomizationIsBuiltAsInAFolder() throws GitException {
        repository
                .file("kustomization.yaml", "namePrefix: acme-\nresources: [a.yaml]\n")
                .file("a.yaml", object("a"))
                .commit();
        assertThat(names(read("main..HEAD").after())).containsExactly("acme-a");
    }
}
