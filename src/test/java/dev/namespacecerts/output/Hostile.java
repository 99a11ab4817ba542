package dev.namespacecerts.output;

import java.util.List;
import java.util.stream.Stream;

/** Texts that attack who reads or shows them. */
final class Hostile {
    private static final List<String> TEXTS = List.of(
            "\u001B[2J\u001B[31mred\u001B]0;title\u0007",
            "::stop-commands::abc",
            "::error file=a.yaml,line=1::forged",
            "\n::error::forged\r\n::add-mask::x\r::debug::y",
            "##[stop-commands]abc ##vso[task.setvariable variable=x]y ##teamcity[x]",
            "word ".repeat(40) + "::stop-commands::abc",
            "\0\u0001\u0008\u000B\u000C\u000E\u001F\u007F\u0085\u009B31m\uFFFE\uFFFF",
            "lone \uD800 and \uDC00 and \uDC00\uD800 end\uD800",
            "\u202Elmay.live\u202C \u2066a\u2069 \u200B\uFEFF\u2028\u2029\u00AD\uDB40\uDC41",
            "\uD83D\uDE00 \uD835\uDD38 Ünïcödé",
            "]]></failure><failure/><![CDATA[ <!-- --> <?xml ?> &amp; &#0; &x; \"'",
            "</script><script>alert(1)</script><img src=x onerror=alert(1)>",
            "[text](https://example.com) ![image](https://example.com/a.png) <https://example.com> https://example.com"
                    + " www.example.com a@example.com",
            "@octocat @org/team #1 org/repo#2 GH-3 deadbeefdeadbeefdeadbeefdeadbeefdeadbeef !4 :smile: ~label %5 &6",
            "| a | b |\n|---|---|\n| c | d |\\| \\",
            "` `` ``` x ``` `` `",
            "``````",
            "\n\n# heading\n* item\n1. item\n> quote\n---\n    code\n```\nfence\n<details>",
            "*a* **b** _c_ __d__ ~~e~~ \\*f\\* $g$ $$h$$ [x]: https://example.com [^1] - [ ] task",
            "javascript:alert(1)//a.yaml",
            "data:text/html,a",
            "//evil.example.com/a.yaml",
            "..//..//etc/a b%20c%:d?e#f\\g.yaml",
            "--output=/etc/passwd",
            "-",
            " ",
            "",
            "{0} {1} {{ }} [0](1) [a](b)",
            "file=a,line=1,col=2:3::4%0A%25",
            "a\tb  c",
            "e\u0301" + "\u0301".repeat(500));

    private Hostile() {}

    static Stream<String> texts() {
        return Stream.concat(
                TEXTS.stream(), Stream.of("x ".repeat(500_000), "`@<".repeat(350_000), "\u001B".repeat(1_000_000)));
    }
}
